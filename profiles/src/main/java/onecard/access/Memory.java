package onecard.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import onecard.time.Moment;

/// What earlier taps left behind that later decisions need. Immutable; owned by the edge loop,
/// rebuilt from the journal at boot. A use counts from the decision on, not from its record, so
/// that a second reader of the same device refuses what a first has just granted.
///
/// Wrong tries are kept by wall time, because they must outlive a restart. The wall never falls
/// behind the persisted floor, so setting a clock back lengthens a lock-out and never ends one.
public record Memory(Map<Tries.Key, Tries> tries, Uses uses) {

    public static final Memory EMPTY = new Memory(Map.of(), Uses.NONE);

    /// The fifth wrong try in [#WINDOW] locks.
    public static final int TRIES_MAX = 5;

    /// Within which tries count together, and for how long a lock-out lasts.
    public static final Duration WINDOW = Duration.ofMinutes(15);

    /// Credentials with wrong tries remembered at once. Beyond it the one that tried longest ago
    /// is forgotten, so a flood of made-up codes costs memory of itself and locks nobody else
    /// out.
    public static final int KEYS_MAX = 1_024;

    /// What counts as a wrong try.
    public static final Set<Reason> WRONG_TRIES =
            Set.of(
                    Reason.PIN_MISMATCH,
                    Reason.BIOMETRIC_MISMATCH,
                    Reason.BIOMETRIC_SPOOF,
                    Reason.BAD_SIGNATURE);

    public Memory {
        tries = Map.copyOf(tries);
    }

    /// Whether that credential is locked out at that point now.
    public boolean lockedOut(String point, CredentialKind kind, Token token, Instant now) {
        var known = tries.get(new Tries.Key(point, kind, token));
        return known != null
                && known.at().size() >= TRIES_MAX
                && now.isBefore(known.at().getLast().plus(WINDOW));
    }

    /// A wrong try, and whether it is the one that locks.
    public After wrongTry(String point, CredentialKind kind, Token token, Instant now) {
        if (lockedOut(point, kind, token, now)) {
            // A try while locked out does not prolong it: nobody can keep another person out.
            return new After(this, false);
        }
        var key = new Tries.Key(point, kind, token);
        var recent = new ArrayList<Instant>();
        var before = tries.get(key);
        if (before != null) {
            before.at().stream().filter(at -> now.isBefore(at.plus(WINDOW))).forEach(recent::add);
        }
        recent.add(now);
        var next = new HashMap<>(tries);
        if (!next.containsKey(key) && next.size() >= KEYS_MAX) {
            next.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().at().getLast()))
                    .ifPresent(oldest -> next.remove(oldest.getKey()));
        }
        next.put(key, new Tries(recent));
        return new After(new Memory(next, uses), recent.size() >= TRIES_MAX);
    }

    /// Forgets the wrong tries of one credential at one point.
    public Memory forgive(String point, CredentialKind kind, Token token) {
        var next = new HashMap<>(tries);
        next.remove(new Tries.Key(point, kind, token));
        return new Memory(next, uses);
    }

    /// A grant that uses something up.
    public Memory used(Use use, Moment now) {
        return new Memory(tries, uses.with(use, now));
    }

    /// The journal will not hold that grant, so nothing opened for it.
    public Memory notUsed(Use use) {
        return new Memory(tries, uses.without(use));
    }

    /// @param locked this try locked the credential: time for an alarm
    public record After(Memory memory, boolean locked) {}
}
