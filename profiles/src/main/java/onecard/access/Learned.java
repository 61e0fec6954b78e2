package onecard.access;

/// What tokens were before, as those who came since the site's key began to be rolled were known
/// by. What is kept of them is under the present ones, so whatever names them by a former one still
/// means that: a list of before, or a template that was stored before. Immutable.
///
/// What was learned longest ago is forgotten beyond a bound: a flood of made-up codes costs memory
/// of itself.
///
/// @param all of it
/// @param recent the later part of it, which is kept when the other one is forgotten
public record Learned(Renamed all, Renamed recent) {

    /// So many are recent; in all there are no more than twice as many.
    public static final int RECENT_MAX = 16_384;

    public static final Learned NOTHING = new Learned(Renamed.NOTHING, Renamed.NOTHING);

    /// That as well. If a present token was a former one before, the key is rolled back, and what
    /// was learned so far is the wrong way round.
    Learned and(Renamed more) {
        if (all.says(more)) {
            return this;
        }
        if (all.touches(more.former().keySet())) {
            return NOTHING.and(more);
        }
        var next = recent.and(more);
        return next.present().size() >= RECENT_MAX
                ? new Learned(next, Renamed.NOTHING)
                : new Learned(all.and(more), next);
    }

    /// Nobody knows any more what that one was, or is.
    Learned without(Token token) {
        var rest = all.without(token);
        return rest.equals(all) ? this : new Learned(rest, recent.without(token));
    }
}
