package onecard.edge.loop;

import static onecard.point.door.DoorProfile.ExitButton.UNLOCK;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.CardTerms;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.edge.record.Prompts;
import onecard.edge.store.journal.Records;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;

/// A loop with one door that lets staff in by a reader `in`, shows nothing and moves nothing.
final class QuietDoor {

    private QuietDoor() {}

    /// @param renewWithin days; 0: nobody is prompted
    static EdgeLoop loop(int renewWithin, Prompts prompts, Records journal, Metrics metrics) {
        var door =
                new Door(
                        new DoorProfile(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(24),
                                DoorProfile.Relock.ON_OPEN,
                                UNLOCK,
                                Duration.ofSeconds(60),
                                Optional.empty(),
                                JournalFull.REFUSE));
        var policy =
                Policy.of(Set.of("staff"), Assurance.A0, RenewalsTest.ZONE)
                        .with(new CardTerms(false, Optional.empty(), renewWithin, Set.of()));
        var parts =
                new PointSlot.Parts<>(
                        "door-1",
                        "door",
                        door,
                        policy,
                        Map.of("in", Direction.IN),
                        Map.of(),
                        Map.of(Output.LOCK, new Mute.Tells("lock", () -> {})),
                        new PointPanel(List.of(new NoPanel()), Map.of()));
        return new EdgeLoop(
                List.of(new PointSlot<>(parts)),
                EdgeLoop.Before.nothing().prompts(prompts),
                journal,
                metrics);
    }

    private record NoPanel() implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }
}
