package onecard.edge.command;

import java.util.Optional;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.words.Lang;
import onecard.words.Words;

/// What became of a command; each that could be read gets one.
///
/// @param reason `OK`, or why nothing was done
/// @param detail what else there is to say
/// @param seq of its record; absent where there is none, or none yet
public record Answer(
        String id, String verb, Reason reason, Optional<Words> detail, Optional<Long> seq) {

    public static Answer of(Command command, Reason reason) {
        return new Answer(
                command.id(), command.verb().wire(), reason, Optional.empty(), Optional.empty());
    }

    public static Answer of(DeviceCommand command, Reason reason) {
        return new Answer(
                command.id(), command.verb().wire(), reason, Optional.empty(), Optional.empty());
    }

    /// Nothing was done.
    public static Answer refused(String id, String verb, Reason reason, Words why) {
        return new Answer(id, verb, reason, Optional.of(why), Optional.empty());
    }

    public Answer with(Words more) {
        return new Answer(id, verb, reason, Optional.of(more), seq);
    }

    public Answer recordedAs(long number) {
        return new Answer(id, verb, reason, detail, Optional.of(number));
    }

    /// In the words of the contract.
    ///
    /// @param epoch of the record
    public Json.Obj json(String epoch, Lang lang) {
        var json =
                Json.Obj.EMPTY
                        .with("id", id)
                        .with("verb", verb)
                        .with("ok", reason == Reason.OK)
                        .with("reason", reason.name());
        if (detail.isPresent()) {
            json = json.with("detail", detail.get().in(lang));
        }
        return seq.isPresent() ? json.with("epoch", epoch).with("seq", seq.get()) : json;
    }
}
