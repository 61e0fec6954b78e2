package onecard.edge;

import onecard.edge.clock.Clocks;
import onecard.edge.intake.Inbox;
import onecard.edge.state.Parts;
import onecard.edge.state.StateDir;
import onecard.edge.watch.Metrics;
import onecard.hal.sim.SimWitness;
import onecard.site.SiteProfile;

/// What every part of one run stands on.
///
/// @param parts to be closed at its end
/// @param witness of what simulated devices do
/// @param inbox the way into the edge loop
/// @param handover from the run before, and to the next
record Ground(
        SiteProfile site,
        StateDir state,
        Clocks clocks,
        Parts parts,
        SimWitness witness,
        Inbox inbox,
        Metrics metrics,
        Handover handover) {}
