package onecard.hal.sim;

import java.time.Duration;

/// What is wrong with a software card, on purpose. Commands are counted from 0 since it got
/// power.
public sealed interface SimFault {

    int command();

    /// One command is answered by two status bytes and no data.
    record WrongStatus(int command, int status) implements SimFault {}

    /// The data of one answer is cut, or filled with zeros, to so many bytes.
    record WrongLength(int command, int bytes) implements SimFault {}

    /// From that command on each answer takes so long.
    record Delay(int command, Duration each) implements SimFault {}

    /// From that command on more bytes always wait, and none ever comes.
    record EndlessMore(int command) implements SimFault {}
}
