/// The way in of a tap: what a device told becomes a stimulus, and waits in the inbox for the one
/// thread that decides. A source runs on its device's thread, looks up what lists say of whom it
/// heard, and decides nothing.
///
/// Read it in this order: [onecard.edge.intake.TapSource] or [onecard.edge.intake.CodeSource],
/// [onecard.edge.intake.Presenter], [onecard.edge.intake.Stimulus], [onecard.edge.intake.Inbox].
@NullMarked
package onecard.edge.intake;

import org.jspecify.annotations.NullMarked;
