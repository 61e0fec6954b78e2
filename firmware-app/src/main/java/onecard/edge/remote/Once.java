package onecard.edge.remote;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import onecard.edge.command.Answer;

/// The commands of this session by their nonces, as long as one could still pass for fresh. The
/// floor alone lets one go: it never falls, so what was forgotten stays too old. Owned by the
/// uplink's thread.
final class Once {

    /// Half a megabyte. Reached only where no clock tells for weeks which of them are old.
    static final int MOST = 4_096;

    private final Map<String, Given> given = new LinkedHashMap<>();

    /// @param content digest of all that was signed
    static final class Given {
        private final String content;
        private final Instant issued;
        private volatile Optional<Answer> answer = Optional.empty(); // set by whoever does it

        private Given(String content, Instant issued) {
            this.content = content;
            this.issued = issued;
        }

        boolean is(String other) {
            return content.equals(other);
        }

        Optional<Answer> answer() {
            return answer;
        }

        void answered(Answer with) {
            answer = Optional.of(with);
        }
    }

    Optional<Given> of(String nonce) {
        return Optional.ofNullable(given.get(nonce));
    }

    /// Empty if there is no room: what is not remembered must not be done.
    Optional<Given> add(String nonce, String content, Instant issued, Instant floor) {
        if (given.size() >= MOST) {
            given.values().removeIf(old -> floor.isAfter(old.issued.plus(Freshness.LIMIT)));
        }
        if (given.size() >= MOST) {
            return Optional.empty();
        }
        var one = new Given(content, issued);
        given.put(nonce, one);
        return Optional.of(one);
    }
}
