package onecard.edge.walk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.edge.walk.WiringBlock.Outcome;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import onecard.words.Words;

/// The commissioning of one site, block by block. The lines come first, with nobody else on them;
/// then the daemon itself is started in this process, as it will run, and tried as people will use
/// it. What cannot be had fails its block, and the walk goes on: a report says so, too.
public final class Walk {

    private static final List<Block> ON_DUTY =
            List.copyOf(EnumSet.range(Block.READERS, Block.LOAD));

    private final SiteProfile site;
    private final Ports ports;
    private final Installer installer;
    private final int readings;
    private final Way way;
    private Progress progress;

    /// What the walk is lent.
    ///
    /// @param facts of the device and its site file
    /// @param wall the device's clock
    /// @param lines opens the board's lines; closed before the daemon starts
    /// @param duty starts the daemon
    /// @param power the machine's
    /// @param wiring the wiring pictures by language, as SVG
    public record Ports(
            Facts facts,
            Supplier<Instant> wall,
            Opening<OpenBench> lines,
            Opening<Duty> duty,
            Power power,
            Map<Lang, List<String>> wiring) {}

    /// From where a walk goes, and where it is kept how far it has come.
    ///
    /// @param config hash of the site file
    /// @param version of this program
    /// @param before how far a walk of it came that was cut short; empty: it begins
    /// @param keeps remembers how far it is, over a power cut too
    public record Way(
            String config, String version, Optional<Progress> before, Consumer<Progress> keeps) {}

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
    public Walk(SiteProfile site, Ports ports, Installer installer, int readings, Way way) {
        this.site = site;
        this.ports = ports;
        this.installer = installer;
        this.readings = readings;
        this.way = way;
        progress = way.before().orElseGet(() -> Progress.none(way.config(), way.version(), now()));
    }

    /// Every block in its order that is not over yet, and the report of all of them.
    public Report walk() {
        if (!progress.version().equals(way.version())) {
            otherVersion();
        }
        if (isOpen(Block.IDENTITY)) {
            over(Block.IDENTITY, identity());
        }
        if (isOpen(Block.WIRING)) {
            over(Block.WIRING, wiring());
        }
        if (ON_DUTY.stream().anyMatch(this::isOpen)) {
            duty();
        }
        if (!progress.restarted() && ON_DUTY.stream().noneMatch(this::isOpen)) {
            restart();
        }
        var handover = new HandoverBlock(installer);
        progress = progress.with(new Outcome(handover.walk(), List.of()));
        return new Report(
                ports.facts().values(),
                progress.began(),
                now(),
                handover.walkedBy(),
                progress.steps(),
                progress.findings(),
                ports.wiring());
    }

    private OffsetDateTime now() {
        return ports.wall()
                .get()
                .truncatedTo(ChronoUnit.SECONDS)
                .atZone(site.timezone())
                .toOffsetDateTime();
    }

    private boolean isOpen(Block block) {
        return !progress.over().contains(block);
    }

    /// Whether it was walked to its end. What the daemon was needed for and not to be had, or what
    /// nobody answered any more, is left to the next that goes on with it.
    public boolean isOver() {
        return progress.restarted() && !installer.isGone();
    }

    private void over(Block block, Outcome outcome) {
        progress = progress.with(outcome);
        if (!installer.isGone()) {
            keep(progress.over(block));
        }
    }

    private void keep(Progress next) {
        progress = next;
        way.keeps().accept(next);
    }

    /// What was walked before stands there as the other walked it.
    private void otherVersion() {
        var what = Message.WALK_OTHER_VERSION.with(progress.version(), way.version());
        var step = Stepped.passed(Block.IDENTITY, "version", what);
        installer.told(step);
        progress = progress.by(way.version()).with(new Outcome(List.of(step), List.of()));
    }

    private Outcome identity() {
        installer.begins(Block.IDENTITY);
        ports.facts().steps().forEach(installer::told);
        return new Outcome(ports.facts().steps(), List.of());
    }

    private Outcome wiring() {
        try (var lines = ports.lines().open()) {
            var plan = WiringPlan.of(site);
            return new WiringBlock(site.board(), plan, lines.bench(), installer).walk();
        } catch (IOException failed) {
            return unavailable(Block.WIRING, "board", Message.WALK_LINES.with(), failed);
        }
    }

    private void duty() {
        // Before the walk's own daemon records anything.
        var back =
                progress.cut().flatMap(cut -> ports.power().firstRecord(cut.place(), cut.start()));
        try (var duty = ports.duty().open()) {
            var blocks = new DutyBlocks(site, readings, duty, ports.power(), installer);
            for (var block : ON_DUTY) {
                if (!isOpen(block)) {
                    continue;
                }
                if (block == Block.SAFETY) {
                    safety(blocks, back);
                } else {
                    over(block, blocks.walk(block));
                }
            }
        } catch (IOException failed) {
            // Not kept: once the daemon can be had, the walk goes on with it.
            progress =
                    progress.with(
                            unavailable(
                                    Block.READERS, "daemon", Message.WALK_DAEMON.with(), failed));
        }
    }

    /// What was seen before the power is cut is kept before it is: this program goes with it.
    private void safety(DutyBlocks blocks, Optional<Duration> back) {
        var before = progress.cut();
        if (before.isEmpty()) {
            progress = progress.with(blocks.safety());
        }
        var power = blocks.power(before, back, this::cutting);
        over(Block.SAFETY, power);
    }

    private void cutting(Progress.Cut about) {
        if (!installer.isGone()) {
            way.keeps().accept(progress.cutting(about));
        }
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
            installer.told(step);
            keep(progress.with(new Outcome(List.of(step), List.of())).onceRestarted());
        } catch (IOException failed) {
            progress = progress.with(unavailable(Block.SAFETY, "restart", what, failed));
        }
    }

    private Outcome unavailable(Block block, String part, Words what, IOException failed) {
        var text = String.valueOf(failed.getMessage());
        var why = failed instanceof Failed told ? told.words() : new Words(text, text);
        var step = Stepped.failed(block, part, what, why);
        installer.told(step);
        return new Outcome(List.of(step), List.of());
    }
}
