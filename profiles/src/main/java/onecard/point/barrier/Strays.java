package onecard.point.barrier;

/// How often a limit contact has told of a move that nobody made here, since the arm was last set
/// going for somebody, or down. So many times that is told and answered; after that it stands as
/// it was told last until the arm is set going anew: a contact that flickers moves nothing for
/// ever, and fills no journal.
///
/// @param times counted as far as one more than are answered
/// @param held the last answer: the arm is kept up for whoever is under it
public record Strays(int times, boolean held) {

    /// As often as an arm may be moved by hand, or by a remote, between two vehicles.
    static final int TIMES_MAX = 3;

    static final Strays NONE = new Strays(0, false);

    Strays more() {
        return new Strays(Math.min(times, TIMES_MAX) + 1, held);
    }

    Strays kept(boolean up) {
        return new Strays(times, up);
    }

    boolean tooMany() {
        return times > TIMES_MAX;
    }
}
