package onecard.hal.sim;

import java.util.Optional;
import onecard.hal.DisplayText;
import onecard.hal.Panel.Signal;
import onecard.hal.Sentence;

/// What a simulated device does, as somebody who stands before it would see it. Never what is on a
/// card, and nobody's name.
public sealed interface SimHappening {

    /// A card has come into a reader's field or slot, or has left it.
    record Field(boolean on) implements SimHappening {}

    /// A card has answered a command.
    ///
    /// @param header the first four bytes of the command, or all there were, in capital hex digits
    /// @param status SW1 and SW2
    /// @param bytes of data before them
    /// @param tookNanos from the command to the whole answer
    record Exchange(String header, int status, int bytes, long tookNanos) implements SimHappening {}

    /// A card has left in the middle of an exchange.
    record Torn() implements SimHappening {}

    /// A point's light and beeper tell something.
    ///
    /// @param reader at which it is told; absent: at all of the point
    /// @param zh text for the person in front, simplified Chinese
    /// @param en the same in English
    record Light(String point, Optional<String> reader, Signal signal, String zh, String en)
            implements SimHappening {}

    /// The held-open warning of a point begins or ends.
    record Warning(boolean on) implements SimHappening {}

    /// Something else stands on a customer display.
    record Glass(DisplayText text) implements SimHappening {}

    /// A voice says something.
    record Said(Sentence sentence) implements SimHappening {}

    /// A line came out of a printer; a cut is [SimPrinter#CUT].
    record Printed(String line) implements SimHappening {}

    /// A sensor was asked to look at somebody, or for something else.
    ///
    /// @param task as [onecard.hal.bio.Task] calls it, in small letters
    record Asked(String task) implements SimHappening {}

    /// A sensor has answered.
    ///
    /// @param answer as [onecard.hal.bio.Answer] calls it, or why there is none, in small letters
    record Answered(String answer) implements SimHappening {}
}
