package onecard.attendance;

import java.util.List;

/// What a session came to, as one desk knows it when nothing is taken for it any more.
///
/// @param point the desk
/// @param heard the other devices of which it had heard, by name; whoever is missing may know of
///     somebody more
public record ClosingReport(String point, Session session, Tally tally, List<String> heard) {
    public ClosingReport {
        heard = List.copyOf(heard);
    }
}
