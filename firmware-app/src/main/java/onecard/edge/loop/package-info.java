/// The straight line of a tap: a stimulus leaves the inbox, is decided on by the one thread that
/// decides, and leaves as effects and as a record.
///
/// Read it in this order: [onecard.edge.intake.Stimulus], [onecard.edge.loop.LoopThread],
/// [onecard.edge.loop.EdgeLoop], [onecard.edge.loop.Taps], [onecard.edge.loop.PointSlot],
/// [onecard.edge.loop.EffectRunner], [onecard.edge.loop.Events].
@NullMarked
package onecard.edge.loop;

import org.jspecify.annotations.NullMarked;
