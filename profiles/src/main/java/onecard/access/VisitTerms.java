package onecard.access;

import java.time.Instant;
import java.util.Optional;

/// What was agreed of one visit, as its pass says it.
///
/// @param pass the token of the pass, by which everything of the visit is known
/// @param host who is visited, pseudonymous; absent: the pass names nobody
/// @param until when it is over, without what a gate tolerates
/// @param entries that are allowed, 1..255, on foot and by vehicle together; 255: any number
/// @param exits after which it is closed, 1..255; 255: never by their number
/// @param escort whether somebody who works there must come with them
/// @param card whether they have a temporary card, which they give back when they leave
public record VisitTerms(
        Token pass,
        Optional<Token> host,
        Instant until,
        int entries,
        int exits,
        boolean escort,
        boolean card) {

    public VisitTerms {
        require("entries", entries);
        require("exits", exits);
    }

    VisitTerms renamed(Renamed renamed) {
        return new VisitTerms(
                renamed.of(pass), host.map(renamed::of), until, entries, exits, escort, card);
    }

    /// Whether nobody may come in any more once so many did. Of rolling codes there is no end, and
    /// a pass that no list knows is good for all of them.
    boolean areAllEntries(int so) {
        return entries < Use.TIMES_MAX && so >= entries;
    }

    /// Whether it is closed once so many have left.
    boolean areAllExits(int so) {
        return exits < Use.TIMES_MAX && so >= exits;
    }

    private static void require(String what, int times) {
        if (times < 1 || times > Use.TIMES_MAX) {
            throw new IllegalArgumentException(
                    what + " must be 1.." + Use.TIMES_MAX + ", but was " + times);
        }
    }
}
