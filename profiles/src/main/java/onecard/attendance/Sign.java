package onecard.attendance;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import onecard.access.Token;

/// That somebody was seen at a desk.
///
/// @param at when, to the millisecond: what is read back from an event is the same
/// @param certain whether the clock was believed then; a guess never stands before what is known
///     of the same kind: by a sign that leaves nobody came
/// @param by whose desk, as `DEVICE/POINT`
/// @param operator who signed them in by hand; absent: they did so themselves
/// @param seat told to them; absent: they have none
public record Sign(
        Instant at,
        boolean certain,
        Result result,
        String by,
        Optional<Token> operator,
        Optional<String> seat) {

    /// Of two signs of equal weight always the same one stands first, whoever merges them.
    private static final Comparator<Sign> SAME =
            Comparator.comparing(Sign::by)
                    .thenComparing(Sign::result)
                    .thenComparing(sign -> sign.operator().map(Token::toString).orElse(""))
                    .thenComparing(sign -> sign.seat().orElse(""));

    private static final Comparator<Sign> CERTAIN_FIRST =
            Comparator.comparing(sign -> !sign.certain());

    /// Whoever came while nobody believed the clock has come, though only their leaving has a time.
    private static final Comparator<Sign> COMING_FIRST =
            Comparator.comparing(sign -> sign.result().leaves());

    private static final Comparator<Sign> EARLIEST =
            COMING_FIRST.thenComparing(CERTAIN_FIRST).thenComparing(Sign::at).thenComparing(SAME);

    private static final Comparator<Sign> LATEST =
            CERTAIN_FIRST.thenComparing(Sign::at, Comparator.reverseOrder()).thenComparing(SAME);

    /// By which somebody came.
    static Sign first(Sign one, Sign other) {
        return EARLIEST.compare(one, other) <= 0 ? one : other;
    }

    /// By which somebody was seen last.
    static Sign last(Sign one, Sign other) {
        return LATEST.compare(one, other) <= 0 ? one : other;
    }
}
