package onecard.edge.intake;

import onecard.access.Token;
import onecard.point.TapId;

/// One sensor of a point, and whatever compares what it sees of a person with what is kept of them.
/// Called on the edge loop; never blocks.
public interface Matcher {

    /// Of the sensor, in the site file.
    String name();

    /// Looks at whoever stands there, and compares. Answered once by [Stimulus.Compared], at the
    /// latest a second after the deadline, also where nothing could be done; not answered where it
    /// was called off.
    ///
    /// @param subject who they say they are
    /// @param deadlineNanos monotonic, when nobody needs to come any more
    void match(TapId request, Token subject, long deadlineNanos);

    /// It is wanted no more. Where it is answered already nothing happens.
    void cancel(TapId request);
}
