package onecard.edge.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Sm3;

/// How whoever has altered an export hides it.
public enum Cover {
    /// Not at all.
    NONE,
    /// Everything from there on is placed and hashed anew; signatures stay as they are.
    REHASHED,
    /// And signed anew, by somebody else.
    ANOTHERS_KEY,
    /// And signed anew with the device's own key: the device itself wrote it so.
    OWN_KEY;

    private static final SigningKey ANOTHERS = SigningKey.ofSeed(new byte[32]);

    /// @param before the lines as they were
    public List<String> over(List<String> lines, List<String> before, SigningKey own) {
        return switch (this) {
            case NONE -> lines;
            case REHASHED -> anew(lines, before, Optional.empty());
            case ANOTHERS_KEY -> anew(lines, before, Optional.of(ANOTHERS));
            case OWN_KEY -> anew(lines, before, Optional.of(own));
        };
    }

    private static List<String> anew(
            List<String> lines, List<String> before, Optional<SigningKey> key) {
        int same = Forgery.firstDifference(lines, before);
        var done = new ArrayList<>(lines.subList(0, same));
        var last = done.isEmpty() ? Optional.<Row>empty() : Row.of(done.getLast());
        for (var line : lines.subList(same, lines.size())) {
            var row = Row.of(line);
            if (row.isEmpty()) {
                done.add(line);
                continue;
            }
            last = Row.of(placed(row.get(), last, key));
            done.add(last.orElseThrow().text());
        }
        return done;
    }

    private static String placed(Row row, Optional<Row> before, Optional<SigningKey> key) {
        boolean begins = row.isSystem("epoch") || before.isEmpty();
        var epoch = begins ? row.epoch() : before.orElseThrow().epoch();
        long seq = begins ? 1 : before.orElseThrow().seq() + 1;
        var prev = before.map(it -> it.said("hash")).orElse(Sm3.ZERO);
        var data =
                row.data().without("hash").with("epoch", epoch).with("seq", seq).with("prev", prev);
        if (key.isPresent() && row.isSealed()) {
            var bare = data.without("sig");
            data = bare.with("sig", key.get().sign(event(row, bare)));
        }
        var event = event(row, data);
        return Canonical.text(
                event.with("data", data.with("hash", Sm3.hex(Canonical.text(event)))));
    }

    private static Json.Obj event(Row row, Json.Obj data) {
        var id =
                row.device()
                        + ":"
                        + data.text("epoch").orElseThrow()
                        + ":"
                        + data.number("seq").orElseThrow();
        return row.event().with("id", id).with("data", data);
    }
}
