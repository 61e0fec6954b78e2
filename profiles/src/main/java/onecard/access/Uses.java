package onecard.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import onecard.maps.PersistentMap;
import onecard.time.Moment;

/// What was used up, and how often: what keeps a photographed code from opening twice. Immutable;
/// bounded by expiry, and by [#KEYS_MAX].
public record Uses(Map<Token, Used> used) {

    public static final Uses NONE = new Uses(Map.of());

    /// Remembered at once: an hour of four lanes where every entry is a rolling code. Beyond it
    /// nothing more is granted that would have to be remembered: to forget one would be to open for
    /// it again.
    public static final int KEYS_MAX = 8_192;

    /// Up to so many, those that expired are looked for whenever one is added, and beyond it at
    /// each so many: to look at all takes as long as many taps.
    static final int LOOKED_EACH = 64;

    /// Kept for so long after expiry, for the clock may be set back: by up to a minute over a
    /// crash, which is how old the kept time floor may be, and by minutes where it was a clock
    /// chip's.
    public static final Duration KEPT = Duration.ofHours(1);

    public Uses {
        used = PersistentMap.copyOf(used);
    }

    /// Why it may not be granted once more; empty if it may.
    public Optional<Reason> objection(Use use, Moment now) {
        if (used.containsKey(use.key())) {
            return spent(use);
        }
        boolean room = used.size() < KEYS_MAX || kept(now).size() < KEYS_MAX;
        return room ? Optional.empty() : Optional.of(Reason.JOURNAL_FULL);
    }

    /// Why it is used up, as far as anybody remembers; empty if it is not.
    public Optional<Reason> spent(Use use) {
        var known = used.get(use.key());
        if (known == null || known.times() < use.times()) {
            return Optional.empty();
        }
        return Optional.of(use.times() == 1 ? Reason.REPLAYED : Reason.USED_UP);
    }

    private PersistentMap<Token, Used> kept(Moment now) {
        return all().withoutValues(old -> isOver(old, now));
    }

    /// Whether it expired long ago by a clock that is right, since a wrong one could be told to run
    /// ahead. A clock chip's word counts once there is no room left: it would else refuse everybody
    /// for ever.
    private boolean isOver(Used old, Moment now) {
        boolean believed =
                switch (now.trust()) {
                    case SYNCED -> true;
                    case RTC -> used.size() >= KEYS_MAX;
                    case UNTRUSTED -> false;
                };
        return believed && !now.wall().isBefore(old.until().plus(KEPT));
    }

    /// Once more used.
    public Uses with(Use use, Moment now) {
        int many = used.size();
        boolean looks = many < LOOKED_EACH || many % LOOKED_EACH == 0 || many >= KEYS_MAX;
        var others = looks ? kept(now) : all();
        var next =
                Optional.ofNullable(others.get(use.key()))
                        .filter(old -> !isOver(old, now))
                        .map(old -> old.again(use))
                        .orElseGet(() -> new Used(1, use.until()));
        return new Uses(others.with(use.key(), next));
    }

    /// One use taken back: its record never came to be.
    public Uses without(Use use) {
        var old = used.get(use.key());
        return old == null || old.times() == 1
                ? without(use.key())
                : new Uses(all().with(use.key(), new Used(old.times() - 1, old.until())));
    }

    /// As if that had never been used.
    Uses without(Token key) {
        return new Uses(all().without(key));
    }

    /// Under the tokens of now.
    public Uses renamed(Renamed renamed) {
        return renamed.isNothing() ? this : new Uses(renamed.in(used, Used::and));
    }

    private PersistentMap<Token, Used> all() {
        return PersistentMap.copyOf(used);
    }

    /// @param until when what was used expires of itself
    public record Used(int times, Instant until) {
        private Used and(Used more) {
            return new Used(
                    Math.min(times + more.times, Use.TIMES_MAX),
                    until.isAfter(more.until) ? until : more.until);
        }

        private Used again(Use use) {
            return new Used(
                    Math.min(times + 1, Use.TIMES_MAX),
                    until.isAfter(use.until()) ? until : use.until());
        }
    }
}
