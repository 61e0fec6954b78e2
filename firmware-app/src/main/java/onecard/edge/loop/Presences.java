package onecard.edge.loop;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.access.Token;
import onecard.time.Mono;

/// What lies, or lay last, on each reader: one presence makes one tap, and whoever waves twice has
/// come once. Owned by the edge loop.
final class Presences {

    /// So soon after a handover a reader has looked at what lies on it.
    static final Duration LOOKED_AT = Duration.ofSeconds(10);

    private final Map<String, Presence> readers = new HashMap<>();

    /// What lies, or lay last, on one.
    ///
    /// @param gone when it left; absent while it lies there
    /// @param told until when a loop that took over takes the same for what lay there before;
    ///     absent for what came since
    private record Presence(Optional<Token> token, Optional<Mono> gone, Optional<Mono> told) {
        Presence goneAt(Mono now) {
            return gone.isPresent() ? this : new Presence(token, Optional.of(now), told);
        }

        Presence toldUntil(Mono until) {
            return gone.isPresent() ? this : new Presence(token, gone, Optional.of(until));
        }

        /// @param within which they are taken to wave once more
        boolean suppresses(Optional<Token> next, Duration within, Mono now) {
            return token.isPresent()
                    && token.equals(next)
                    && gone.map(left -> left.plus(within))
                            .or(() -> told)
                            .filter(until -> !now.reached(until))
                            .isPresent();
        }
    }

    /// Goes on with what a loop that turns no more has left lying: nobody has put that down anew.
    void after(Presences before) {
        readers.putAll(before.readers);
    }

    /// Before the first turn. A card that was taken away meanwhile nobody tells of, so one that
    /// comes later is not taken for it for ever.
    void start(Mono now) {
        readers.replaceAll((_, it) -> it.toldUntil(now.plus(LOOKED_AT)));
    }

    /// Something is shown to that reader.
    ///
    /// @param token absent: nobody knows what
    /// @param within which the same is taken to be waved once more
    /// @return whether it is what was there just now
    boolean isOfBefore(String reader, Optional<Token> token, Duration within, Mono now) {
        var before = Optional.ofNullable(readers.get(reader));
        boolean same = before.filter(it -> it.suppresses(token, within, now)).isPresent();
        var told = before.filter(_ -> same).flatMap(Presence::told);
        readers.put(reader, new Presence(token, Optional.empty(), told));
        return same;
    }

    void gone(String reader, Mono now) {
        readers.computeIfPresent(reader, (_, presence) -> presence.goneAt(now));
    }

    /// Whoever lay there may come again at once.
    void forget(String reader) {
        readers.remove(reader);
    }
}
