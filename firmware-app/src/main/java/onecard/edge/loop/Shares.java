package onecard.edge.loop;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import onecard.access.LetIn;
import onecard.access.SharedTerms;
import onecard.edge.crypto.Json;

/// What a device shares with others of the passes that it lets in by.
///
/// @param device its name at the broker
/// @param session the number of its run
/// @param epoch of the journal's records from now on
/// @param gates those that share, by point; none: nothing is shared
/// @param letIn before this start
public record Shares(
        String device,
        long session,
        String epoch,
        Map<String, SharedTerms> gates,
        LetIn letIn,
        Line line) {

    /// To the others and back. Any thread; none of these blocks.
    public interface Line {

        /// Whether what is told comes back, as far as is known.
        boolean isUp();

        /// All that the device has to say, in the place of what it said before; told anew on each
        /// link.
        void tell(Json.Obj word);
    }

    /// Nobody listens.
    private static final Line NONE =
            new Line() {
                @Override
                public boolean isUp() {
                    return false;
                }

                @Override
                public void tell(Json.Obj word) {}
            };

    static final Shares NOTHING = new Shares("", 0, "", Map.of(), LetIn.NOBODY, NONE);

    public Shares {
        gates = Map.copyOf(gates);
    }

    /// Every device that one of the gates shares with.
    Set<String> others() {
        var others = new TreeSet<String>();
        gates.values().forEach(terms -> others.addAll(terms.with()));
        return others;
    }
}
