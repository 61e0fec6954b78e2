package onecard.edge.walk;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import onecard.edge.walk.Mistake.Finding;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import onecard.words.Words;

/// The commissioning of one site, block by block. The lines come first, with nobody else on them;
/// then the daemon itself is started in this process, as it will run, and tried as people will use
/// it. What cannot be had fails its block, and the walk goes on: a report says so, too.
public final class Walk {

    private final SiteProfile site;
    private final Ports ports;
    private final Installer installer;
    private final int readings;
    private final List<Stepped> steps = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /// What the walk is lent.
    ///
    /// @param facts of the device and its site file
    /// @param wall the device's clock
    /// @param lines opens the board's lines; closed before the daemon starts
    /// @param duty starts the daemon
    /// @param wiring the wiring pictures by language, as SVG
    public record Ports(
            Facts facts,
            Supplier<Instant> wall,
            Opening<OpenBench> lines,
            Opening<Duty> duty,
            Map<Lang, List<String>> wiring) {}

    /// Opens something that may not be had.
    @FunctionalInterface
    public interface Opening<T> {
        /// @throws IOException that says why, in both languages where it is a [Failed]
        T open() throws IOException;
    }

    /// Lines that are held until closed.
    public interface OpenBench extends AutoCloseable {
        /// What they are worked with.
        Bench bench();

        @Override
        void close();
    }

    /// How often a card is held to each reader, unless somebody says otherwise.
    public static final int READINGS = 10;

    /// More would be somebody's day.
    public static final int READINGS_MAX = 100;

    /// @param installer who walks
    /// @param readings how often a card is held to each reader, 1..[#READINGS_MAX]
    public Walk(SiteProfile site, Ports ports, Installer installer, int readings) {
        this.readings = readings;
        this.site = site;
        this.ports = ports;
        this.installer = installer;
    }

    /// Every block in its order, and the report of them.
    public Report walk() {
        var began = now();
        installer.begins(Block.IDENTITY);
        steps.addAll(ports.facts().steps());
        ports.facts().steps().forEach(installer::told);
        wiring();
        duty();
        var handover = new HandoverBlock(installer);
        steps.addAll(handover.walk());
        return new Report(
                ports.facts().values(),
                began,
                now(),
                handover.walkedBy(),
                steps,
                findings,
                ports.wiring());
    }

    private OffsetDateTime now() {
        return ports.wall()
                .get()
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(site.timezone())
                .toOffsetDateTime();
    }

    private void wiring() {
        try (var lines = ports.lines().open()) {
            var plan = WiringPlan.of(site);
            var outcome = new WiringBlock(site.board(), plan, lines.bench(), installer).walk();
            steps.addAll(outcome.steps());
            findings.addAll(outcome.findings());
        } catch (IOException failed) {
            unavailable(Block.WIRING, "board", Message.WALK_LINES.with(), failed);
        }
    }

    private void duty() {
        try (var duty = ports.duty().open()) {
            var outcome = new DutyBlocks(site, readings, duty, installer).walk();
            steps.addAll(outcome.steps());
            findings.addAll(outcome.findings());
        } catch (IOException failed) {
            unavailable(Block.READERS, "daemon", Message.WALK_DAEMON.with(), failed);
            return;
        }
        restart();
    }

    /// Once more, as after a power cut or a kill, with what the first run left behind.
    private void restart() {
        var what = Message.WALK_RESTART.with();
        try (var duty = ports.duty().open()) {
            var moved = duty.pulsed();
            var step =
                    moved.isEmpty()
                            ? Stepped.passed(Block.SAFETY, "restart", what)
                            : Stepped.failed(
                                    Block.SAFETY,
                                    "restart",
                                    what,
                                    Message.WALK_START_MOVED.with(String.join(", ", moved)));
            steps.add(step);
            installer.told(step);
        } catch (IOException failed) {
            unavailable(Block.SAFETY, "restart", what, failed);
        }
    }

    private void unavailable(Block block, String part, Words what, IOException failed) {
        var text = String.valueOf(failed.getMessage());
        var why = failed instanceof Failed told ? told.words() : new Words(text, text);
        var step = Stepped.failed(block, part, what, why);
        steps.add(step);
        installer.told(step);
    }
}
