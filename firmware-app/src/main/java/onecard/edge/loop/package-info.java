/// The straight line of a tap: what a device told becomes a stimulus, crosses the inbox to the one
/// thread that decides, and leaves it as effects.
///
/// Read it in this order: [onecard.edge.loop.TapSource] or [onecard.edge.loop.CodeSource],
/// [onecard.edge.loop.Presenter], [onecard.edge.loop.Stimulus], [onecard.edge.loop.Inbox],
/// [onecard.edge.loop.LoopThread], [onecard.edge.loop.EdgeLoop], [onecard.edge.loop.PointSlot],
/// [onecard.edge.loop.EffectRunner], [onecard.edge.loop.Events].
@NullMarked
package onecard.edge.loop;

import org.jspecify.annotations.NullMarked;
