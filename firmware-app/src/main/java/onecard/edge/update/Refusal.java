package onecard.edge.update;

import onecard.words.Words;

/// Another release is not taken.
///
/// @param detail what was seen, for people; may be empty
public record Refusal(Why why, String detail) {

    /// For logs and reports, as much as fits there.
    private static final int DETAIL_MAX = 500;

    public Refusal {
        detail = detail.substring(0, Math.min(DETAIL_MAX, detail.length()));
    }

    /// For people.
    public Words words() {
        return why.words(detail);
    }
}
