package onecard.edge.audit;

import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// One line of an export, read.
///
/// @param text as it stands there
record Row(String text, Json.Obj event, Json.Obj data) {

    static Optional<Row> of(String line) {
        return JsonReader.object(line)
                .flatMap(event -> event.object("data").map(data -> new Row(line, event, data)));
    }

    /// Empty where nothing of that name is said.
    String said(String name) {
        return data.text(name).orElse("");
    }

    String device() {
        return said("device");
    }

    String epoch() {
        return said("epoch");
    }

    /// Zero where it is not said.
    public long seq() {
        return data.number("seq").orElse(0L);
    }

    String place() {
        return epoch() + ":" + seq();
    }

    boolean is(String kind) {
        return event.text("type").equals(Optional.of("onecard." + kind + ".v1"));
    }

    /// Whether it is the system's record of that.
    boolean isSystem(String what) {
        return is("system") && said("what").equals(what);
    }

    /// Whether it is signed, or has to be.
    boolean isSealed() {
        return isSystem("epoch") || isSystem("checkpoint") || !said("sig").isEmpty();
    }

    /// The event without these members of its data, as hashes and signatures cover it.
    String without(String... members) {
        return Plain.text(event.with("data", data.without(members)));
    }
}
