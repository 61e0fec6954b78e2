package onecard.edge.pass;

import java.time.Instant;
import java.util.Set;
import onecard.access.Use;

/// What a pass says of itself, whatever its form.
///
/// @param from first second it holds
/// @param until first second it no longer holds, after `from`
/// @param uses how often it may be granted, 1..255; a rolling code has its own count, one each
public record PassClaims(PassId id, Audience audience, Instant from, Instant until, int uses) {

    /// The last second that four bytes hold, in 2106.
    static final Instant LAST = Instant.ofEpochSecond(0xffff_ffffL);

    public PassClaims {
        if (from.isBefore(Instant.EPOCH) || until.isAfter(LAST) || !from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "a pass must begin before it ends, from 1970 to 2106, but has "
                            + from
                            + ".."
                            + until);
        }
        if (uses < 1 || uses > Use.TIMES_MAX) {
            throw new IllegalArgumentException(
                    "uses must be 1.." + Use.TIMES_MAX + ", but was " + uses);
        }
    }

    /// As an issuer writes it.
    public static PassClaims of(
            PassId id, Set<Address> addresses, Instant from, Instant until, int uses) {
        return new PassClaims(id, new Audience.Named(addresses), from, until, uses);
    }
}
