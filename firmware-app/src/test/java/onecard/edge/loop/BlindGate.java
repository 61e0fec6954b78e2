package onecard.edge.loop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.edge.record.ClosedVisit;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.turnstile.Turnstile;
import onecard.point.turnstile.TurnstileProfile;

/// A gate for visitors at which nobody sees who passes: whoever is granted is taken to have. It has
/// the readers `gate-in` and `gate-out`.
final class BlindGate {

    private BlindGate() {}

    /// @param guarded what its guard was told
    static PointSlot<?> slot(Panel panel, List<ClosedVisit> guarded) {
        var profile =
                new TurnstileProfile(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        1,
                        Duration.ofSeconds(30),
                        Set.of(),
                        JournalFull.REFUSE);
        var parts =
                new PointSlot.Parts<>(
                        "gate",
                        "turnstile",
                        new Turnstile(profile),
                        Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE),
                        Map.of("gate-in", Direction.IN, "gate-out", Direction.OUT),
                        Map.of(),
                        Map.<Output, Relay>of(
                                Output.IN,
                                new Mute.Tells("in", () -> {}),
                                Output.OUT,
                                new Mute.Tells("out", () -> {})),
                        panel);
        return new PointSlot<>(
                parts.with(new Gate(Duration.ofHours(24), Optional.empty(), guarded::add)));
    }
}
