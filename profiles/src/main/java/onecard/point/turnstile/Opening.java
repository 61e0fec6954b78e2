package onecard.point.turnstile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.point.Effect;
import onecard.point.Effects;
import onecard.point.Fact.Result;
import onecard.point.Grant;
import onecard.point.TapId;

/// One opening of the lane, from its release until it is home: for whom it was made, and what was
/// seen of them.
///
/// @param way which way it opens
/// @param awaited whose passage is awaited, in this order; nobody's where it is not watched
/// @param last who was told to have passed, last
/// @param stepped somebody has stepped in since it opened, or since the last passage
/// @param watched the contact that tells a passage this way was observed all the time; where it was
///     not, passages are assumed and nobody is a tailgater
public record Opening(
        Direction way, List<Pass> awaited, Optional<TapId> last, boolean stepped, boolean watched) {

    /// @param press of the exit button: nobody knows whose
    public record Pass(TapId tap, boolean press) {}

    public Opening {
        awaited = List.copyOf(awaited);
    }

    static Opening of(List<Grant> grants, boolean stepped, boolean watched) {
        var opening =
                new Opening(grants.getFirst().way(), List.of(), Optional.empty(), stepped, watched);
        for (var grant : grants) {
            opening = opening.and(grant);
        }
        return opening;
    }

    /// Whether one more may pass in it: `passes` taps, and one press of the exit button. Unwatched,
    /// nobody can tell how many do, so every tap may.
    boolean takes(Grant grant, int passes) {
        if (!watched) {
            return !grant.isPress();
        }
        long alike = awaited.stream().filter(pass -> pass.press() == grant.isPress()).count();
        return alike < (grant.isPress() ? 1 : passes);
    }

    /// Whether that tap's passage is awaited.
    boolean awaits(TapId tap) {
        return awaited.stream().anyMatch(pass -> pass.tap().equals(tap));
    }

    /// Whether it was made for that tap, too, as far back as is known.
    boolean isFor(TapId tap) {
        return awaits(tap) || last.filter(tap::equals).isPresent();
    }

    Opening and(Grant grant) {
        if (!watched) {
            return this;
        }
        var more = new ArrayList<>(awaited);
        more.add(new Pass(grant.tap(), grant.isPress()));
        return new Opening(way, more, last, stepped, true);
    }

    /// The first of those awaited has passed.
    Opening passed() {
        var who = Optional.of(awaited.getFirst().tap());
        return new Opening(way, awaited.subList(1, awaited.size()), who, false, watched);
    }

    Opening steppedIn() {
        return new Opening(way, awaited, last, true, watched);
    }

    Opening unwatched() {
        return new Opening(way, List.of(), Optional.empty(), stepped, false);
    }

    /// Everybody it was made for is known to have passed.
    boolean isDone() {
        return watched && awaited.isEmpty();
    }

    /// What became of everybody awaited, if that is the same.
    List<Effect> all(Result result) {
        return awaited.stream().map(pass -> Effects.passage(pass.tap(), result)).toList();
    }

    /// What became of everybody still awaited when the lane is home: who stepped in was the first.
    List<Effect> unpassed() {
        var effects = new ArrayList<>(all(Result.NOT_PASSED));
        if (stepped && !effects.isEmpty()) {
            effects.set(0, Effects.passage(awaited.getFirst().tap(), Result.REVERSED));
        }
        return effects;
    }
}
