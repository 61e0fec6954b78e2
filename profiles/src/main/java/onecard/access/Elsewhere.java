package onecard.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.time.Mono;

/// What other devices say that was used up there. Nobody signed it, so it only ever speaks against
/// a grant, or raises a flag. Immutable; each word of a device says all and replaces the one before
/// it, so that any order, loss or repetition leads to the same. Bounded by the devices that are
/// heard and by [#PASSES_MAX] of each.
///
/// @param by the last word of each device
public record Elsewhere(Map<String, Said> by) {

    public static final Elsewhere NOTHING = new Elsewhere(Map.of());

    /// Of one device: the visitors of a busy day at a gate, in a message of some 70 KB.
    public static final int PASSES_MAX = 512;

    /// Somebody who asks is answered within a second, and their record is durable soon after. A
    /// device that died in between closes a pass for no longer than this.
    public static final Duration CLAIM_KEPT = Duration.ofSeconds(30);

    public Elsewhere {
        by = Map.copyOf(by);
    }

    /// Numbers of runs and of words go up to this, and on from 0: whoever says the highest in
    /// somebody else's name neither has the last word for good nor leaves them without one.
    public static final long NUMBER_MAX = (1L << 53) - 1;

    /// A record of an entry.
    ///
    /// @param epoch of that device's journal
    /// @param at as it dates it
    public record Event(String epoch, long seq, Instant at) {
        /// Whether they are one record, whatever its date.
        public boolean isOne(Event other) {
            return seq == other.seq && epoch.equals(other.epoch);
        }
    }

    /// @param uses that are durable
    /// @param claims that are asked for, and not decided or not durable yet
    /// @param first of the uses; present if there is one
    /// @param left whether they have left again, as far as that device knows
    public record Taken(int uses, int claims, Optional<Event> first, boolean left) {
        public Taken {
            if (uses < 0 || claims < 0 || uses + claims < 1) {
                throw new IllegalArgumentException("nothing is taken: " + uses + ", " + claims);
            }
            if (uses > 0 != first.isPresent()) {
                throw new IllegalArgumentException("a use has a record, and nothing else has");
            }
        }
    }

    /// All that a device has to say.
    ///
    /// @param session the number of its run: greater than that of any before
    /// @param number of the word in that run: rises with each, and begins again at 0 after
    ///     [#NUMBER_MAX]
    /// @param passes by what is used up: a pass, or a code that is good once
    /// @param heard when, by the clock of whoever heard it
    public record Said(long session, long number, Map<Token, Taken> passes, Mono heard) {
        public Said {
            passes = Map.copyOf(passes);
        }

        /// What a device says under both tokens of a pass, it says of one.
        private Said renamed(Renamed renamed) {
            return renamed.touches(passes.keySet())
                    ? new Said(session, number, renamed.in(passes, (_, now) -> now), heard)
                    : this;
        }

        private boolean isAfter(Said other) {
            return Elsewhere.isAfter(session, number, other.session, other.number);
        }
    }

    /// Whether a word was said after another one: in a later run, whatever its number there, or
    /// later in the same.
    public static boolean isAfter(long session, long number, long otherSession, long other) {
        return isAfter(session, otherSession) || session == otherSession && isAfter(number, other);
    }

    /// Whether the one number came after the other: whichever way round is the shorter. Runs rise
    /// by 2^30 at most, so that the way to one that was heard last is not the longer for millions.
    public static boolean isAfter(long number, long other) {
        long ahead = (number - other) & NUMBER_MAX;
        return ahead > 0 && ahead <= NUMBER_MAX >> 1;
    }

    /// The number after that one.
    public static long after(long number) {
        return (number + 1) & NUMBER_MAX;
    }

    /// The same once that is heard: the latest word counts, whenever it comes.
    public Elsewhere heard(String device, Said said) {
        var before = by.get(device);
        if (before != null && !said.isAfter(before)) {
            return this;
        }
        var next = new HashMap<>(by);
        next.put(device, said);
        return new Elsewhere(next);
    }

    /// Under the tokens of now, whichever of the two a device spoke of.
    public Elsewhere renamed(Renamed renamed) {
        if (renamed.isNothing()) {
            return this;
        }
        var next = new HashMap<>(by);
        next.replaceAll((_, said) -> said.renamed(renamed));
        return new Elsewhere(next);
    }

    /// How often these devices have let somebody in by it.
    public int uses(Set<String> devices, Token key) {
        int uses = 0;
        for (var device : devices) {
            uses += taken(device, key).map(Taken::uses).orElse(0);
        }
        return uses;
    }

    /// How often they are about to.
    public int claims(Set<String> devices, Token key, Mono now) {
        int claims = 0;
        for (var device : devices) {
            var said = by.get(device);
            if (said != null && !now.reached(said.heard().plus(CLAIM_KEPT))) {
                claims += taken(device, key).map(Taken::claims).orElse(0);
            }
        }
        return claims;
    }

    /// Those that are about to.
    public Set<String> claimants(Set<String> devices, Token key, Mono now) {
        return devices.stream()
                .filter(device -> claims(Set.of(device), key, now) > 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What that device says of it.
    public Optional<Taken> taken(String device, Token key) {
        return Optional.ofNullable(by.get(device))
                .flatMap(said -> Optional.ofNullable(said.passes().get(key)));
    }
}
