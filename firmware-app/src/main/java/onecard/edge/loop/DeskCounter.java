package onecard.edge.loop;

import onecard.attendance.ClosingReport;
import onecard.attendance.Sitting;
import onecard.attendance.Tally;
import onecard.time.Moment;
import onecard.words.Words;

/// What stands on a desk besides its readers' lights: a display, a printer. Never a name, and no
/// number of a card. Called on the loop's thread; does not block.
public interface DeskCounter {

    /// A desk on which nothing stands.
    DeskCounter BARE = new DeskCounter() {};

    /// Somebody is told something.
    default void tell(Words words, Moment now) {}

    /// The session that is on, and how many are there.
    default void stands(Sitting sitting, Tally tally, Moment now) {}

    /// None is on.
    default void rests(Moment now) {}

    /// A session is over, and that is durable.
    default void report(ClosingReport report, Moment now) {}

    /// Time has gone on.
    default void due(Moment now) {}
}
