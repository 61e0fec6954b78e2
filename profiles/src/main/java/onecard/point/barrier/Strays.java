package onecard.point.barrier;

/// How often a limit contact has told of a move that nobody made here, or was lost, since the arm
/// was last set going for somebody, or down, or looked at. So many times that is told and answered;
/// after that it stands as it was told last: a contact that flickers moves nothing for ever, and
/// fills no journal.
///
/// @param times counted as far as one more than are answered
public record Strays(int times) {

    /// As often as an arm may be moved by hand, or by a remote, between two vehicles.
    static final int TIMES_MAX = 3;

    static final Strays NONE = new Strays(0);

    Strays more() {
        return new Strays(Math.min(times, TIMES_MAX) + 1);
    }

    boolean tooMany() {
        return times > TIMES_MAX;
    }
}
