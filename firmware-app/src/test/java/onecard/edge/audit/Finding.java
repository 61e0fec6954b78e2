package onecard.edge.audit;

/// @param device empty where that cannot be told
/// @param where a place in its journal, or a sale of it
public record Finding(Rule rule, String device, String where, String what) {
    @Override
    public String toString() {
        return rule + " " + device + " " + where + ": " + what;
    }
}
