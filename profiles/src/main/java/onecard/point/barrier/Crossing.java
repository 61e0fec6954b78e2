package onecard.point.barrier;

import static onecard.point.Effects.passage;

import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact.Result;
import onecard.point.Grant;
import onecard.point.TapId;

/// One crossing, from when the arm is raised for it until it is down or raised for the next: for
/// whom, and how far the loops tell that they have come.
///
/// @param tap whose outcome is not told yet; absent: nobody's, or it is
/// @param way absent: whoever opened for it may be on either side, and no loop has told yet
public record Crossing(Optional<TapId> tap, Optional<Direction> way, Progress progress) {

    /// As the two loops in a row tell it: a vehicle is on both for a moment, unless it is short.
    public enum Progress {
        /// Not on the safety loop yet.
        AWAITED,
        /// On the safety loop, and still on its arrival loop.
        ENTERED,
        /// The same, but whoever stood on the other arrival loop has left that: one of the two is
        /// on the safety loop.
        MET,
        /// On the safety loop alone.
        BEYOND,
        /// Off the safety loop, and never off its arrival loop.
        BACKED,
        /// Off the safety loop on the other side.
        THROUGH,
        /// Somewhere: nobody saw, or nobody is awaited.
        UNSEEN
    }

    /// For nobody who was granted: whoever opened for it may be on either side.
    static final Crossing NOBODYS =
            new Crossing(Optional.empty(), Optional.empty(), Progress.AWAITED);

    /// For whoever stands at a free exit.
    static final Crossing LEAVERS =
            new Crossing(Optional.empty(), Optional.of(Direction.OUT), Progress.AWAITED);

    static Crossing of(Grant grant) {
        return new Crossing(Optional.of(grant.tap()), Optional.of(grant.way()), Progress.AWAITED);
    }

    /// What asks for the arm without a card.
    static Crossing of(Cause called) {
        return called == Cause.CONTACT ? LEAVERS : NOBODYS;
    }

    /// Whether it was seen on its arrival loop last, and on the safety loop.
    boolean isOnBoth() {
        return progress == Progress.ENTERED || progress == Progress.MET;
    }

    boolean isOf(Direction direction) {
        return way.equals(Optional.of(direction));
    }

    /// A vehicle comes onto the safety loop.
    Crossing entered(boolean onArrival) {
        return at(onArrival ? Progress.ENTERED : Progress.BEYOND);
    }

    /// The safety loop is free again.
    Crossing cleared(boolean onArrival) {
        return switch (progress) {
            case ENTERED, MET -> at(onArrival ? Progress.BACKED : Progress.THROUGH);
            case BEYOND -> at(Progress.THROUGH);
            case AWAITED, BACKED, THROUGH, UNSEEN -> this;
        };
    }

    /// The first loop to be free tells which way it came.
    Crossing from(Direction arrival) {
        return new Crossing(tap, Optional.of(arrival), Progress.BEYOND);
    }

    Crossing at(Progress next) {
        return new Crossing(tap, way, next);
    }

    Crossing told() {
        return new Crossing(Optional.empty(), way, progress);
    }

    /// What became of it, seen to its end.
    List<Effect> ended() {
        return result(
                switch (progress) {
                    case AWAITED -> Result.NOT_PASSED;
                    case BACKED -> Result.REVERSED;
                    case THROUGH -> Result.PASSED;
                    case ENTERED, MET, BEYOND, UNSEEN -> Result.ASSUMED;
                });
    }

    /// What is taken to become of it, when from now on nobody sees that: the arm is up.
    List<Effect> unseen() {
        return progress == Progress.THROUGH ? ended() : result(Result.ASSUMED);
    }

    List<Effect> result(Result result) {
        return tap.<List<Effect>>map(who -> List.of(passage(who, result))).orElse(List.of());
    }
}
