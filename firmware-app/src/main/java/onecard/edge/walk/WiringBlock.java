package onecard.edge.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.walk.Mistake.Finding;
import onecard.edge.walk.Moved.Lamp;
import onecard.edge.walk.Moved.Sight;
import onecard.edge.words.Message;
import onecard.point.Output;
import onecard.site.Board;
import onecard.words.Words;

/// The second block: every contact is worked by hand and seen, every output moved and looked at.
/// What is wrong is judged once all of it was seen: a contact that moves another's line is told
/// from one that moves none only by both.
final class WiringBlock {

    /// Hands off for so long: a line that floats shows it.
    static final Duration QUIET = Duration.ofSeconds(3);

    /// After a hand has done its part: longer than any debounce, and than most contacts bounce.
    static final Duration SETTLE = Duration.ofMillis(500);

    /// A contact that is kept where it is does not change for so long.
    static final Duration STILL = Duration.ofSeconds(1);

    private final Board board;
    private final WiringPlan plan;
    private final Bench bench;
    private final Installer installer;
    private final Noted steps;
    private final List<Handled> handled = new ArrayList<>();
    private final List<Moved> moved = new ArrayList<>();

    WiringBlock(Board board, WiringPlan plan, Bench bench, Installer installer) {
        this.board = board;
        this.plan = plan;
        this.bench = bench;
        this.installer = installer;
        steps = new Noted(installer);
    }

    /// What was done, and what is likely wired wrong.
    record Outcome(List<Stepped> steps, List<Finding> findings) {
        Outcome {
            steps = List.copyOf(steps);
            findings = List.copyOf(findings);
        }
    }

    Outcome walk() {
        installer.begins(Block.WIRING);
        var findings = new ArrayList<Finding>();
        var restless = new HashSet<String>();
        if (!plan.senses().isEmpty()) {
            findings.addAll(contacts(restless));
        }
        plan.moves().forEach(this::move);
        findings.addAll(OutputFaults.of(plan.senses(), restless, moved));
        return new Outcome(
                steps.all().stream().map(step -> judged(step, findings)).toList(), findings);
    }

    private static Stepped judged(Stepped step, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.concerns(step.part()))
                .findFirst()
                .filter(_ -> step.result() instanceof Stepped.Result.Passed)
                .map(
                        finding ->
                                new Stepped(
                                        step.block(),
                                        step.part(),
                                        step.what(),
                                        new Stepped.Result.Failed(finding.found()),
                                        step.measured()))
                .orElse(step);
    }

    // --- contacts ---

    private List<Finding> contacts(Set<String> restless) {
        var what = Message.WALK_REST.with(QUIET.toSeconds());
        if (installer.answer(new Ask.HandsOff()) instanceof Answer.Skipped(var why)) {
            steps.add(Stepped.skipped(Block.WIRING, "rest", what, said(why)));
            plan.senses()
                    .forEach(
                            sense ->
                                    steps.add(
                                            Stepped.skipped(
                                                    Block.WIRING,
                                                    sense.part(),
                                                    Hands.of(sense),
                                                    Message.WALK_NOT_AT_REST.with())));
            return List.of();
        }
        bench.pass(SETTLE);
        bench.changes(); // of the hands that were still busy
        bench.pass(QUIET);
        var atRest = bench.changes();
        steps.add(
                Stepped.passed(
                        Block.WIRING,
                        "rest",
                        what,
                        Message.WALK_MEASURED_QUIET.with(atRest.size())));
        plan.senses().forEach(this::work);
        atRest.forEach(change -> restless.add(change.contact()));
        handled.forEach(each -> each.heldStill().forEach(change -> restless.add(change.contact())));
        return ContactFaults.of(board, atRest, handled);
    }

    private void work(Sense sense) {
        boolean worked = workOnce(sense);
        if (worked && !handled.getLast().saw(sense.contact()) && wantsAgain(sense)) {
            handled.removeLast();
            var _ = workOnce(sense);
        }
        if (!handled.isEmpty() && handled.getLast().sense().equals(sense)) {
            var last = handled.getLast();
            steps.add(
                    Stepped.passed(
                            Block.WIRING,
                            sense.part(),
                            Hands.of(sense),
                            Message.WALK_MEASURED_EDGES.with(
                                    Handled.count(last.there(), sense.contact()),
                                    Handled.count(last.back(), sense.contact()))));
        }
    }

    /// Nothing was seen: it was forgotten, or it is wired wrong.
    private boolean wantsAgain(Sense sense) {
        var words = Message.WALK_ASK_AGAIN.with(Hands.of(sense));
        return installer.answer(new Ask.Confirm("again " + sense.contact(), words))
                        instanceof Answer.Choice(var index)
                && index == 0;
    }

    /// @return whether it was worked, and not left out
    private boolean workOnce(Sense sense) {
        var rest = bench.levels();
        bench.changes();
        if (installer.answer(new Ask.Work(sense, false)) instanceof Answer.Skipped(var why)) {
            steps.add(Stepped.skipped(Block.WIRING, sense.part(), Hands.of(sense), said(why)));
            return false;
        }
        bench.pass(SETTLE);
        var there = bench.changes();
        var held = bench.levels();
        bench.pass(STILL);
        var still = bench.changes();
        installer.answer(new Ask.Work(sense, true));
        bench.pass(SETTLE);
        var back = bench.changes();
        handled.add(new Handled(sense, rest, there, held, still, back));
        return true;
    }

    // --- outputs ---

    private void move(Move move) {
        if (installer.answer(new Ask.Watch(move, false)) instanceof Answer.Skipped(var why)) {
            steps.add(Stepped.skipped(Block.WIRING, move.part(), Hands.of(move), said(why)));
            return;
        }
        bench.changes();
        var pulse = bench.pulse(move.relay(), move.width());
        bench.pass(SETTLE);
        var told = bench.changes();
        var sight = move.output() == Output.STOP ? Optional.<Sight>empty() : saw(move);
        var lamp =
                sight.filter(it -> it instanceof Sight.Expected).isPresent()
                        ? Lamp.UNKNOWN
                        : lamp(move);
        // A motor that stands already does not show that it is stopped: its relay's lamp does.
        var seen =
                sight.orElse(
                        lamp == Lamp.FOLLOWS || lamp == Lamp.UNKNOWN
                                ? new Sight.Expected()
                                : new Sight.Nothing());
        moved.add(new Moved(move, pulse, told, seen, lamp));
        steps.add(Stepped.passed(Block.WIRING, move.part(), Hands.of(move), measured(pulse)));
    }

    private static Words measured(Bench.Pulse pulse) {
        return Message.WALK_MEASURED_PULSE.with(
                pulse.seen().toMillis(),
                pulse.asked().toMillis(),
                switch (pulse.source()) {
                    case TRACE -> Message.WALK_BY_TRACE.with();
                    case DRIVER -> Message.WALK_BY_DRIVER.with();
                });
    }

    private Optional<Sight> saw(Move move) {
        int choice = choice(installer.answer(new Ask.Saw(move)), 0);
        return Optional.of(
                switch (choice) {
                    case 0 -> new Sight.Expected();
                    case 1 -> new Sight.Opposite();
                    case 2 -> new Sight.Nothing();
                    case 3 -> new Sight.Stayed();
                    case 4 -> new Sight.Twitched();
                    case 5 -> new Sight.Twice();
                    case 6 ->
                            which(move).<Sight>map(Sight.Other::new).orElseGet(Sight.Nothing::new);
                    default ->
                            which(move).<Sight>map(Sight.Also::new).orElseGet(Sight.Expected::new);
                });
    }

    private Optional<Move> which(Move move) {
        var others = plan.moves().stream().filter(each -> !each.equals(move)).toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        int choice = choice(installer.answer(new Ask.Which(move, others)), 0);
        return Optional.of(others.get(Math.min(choice, others.size() - 1)));
    }

    private Lamp lamp(Move move) {
        if (installer.answer(new Ask.Watch(move, true)) instanceof Answer.Skipped) {
            return Lamp.UNKNOWN;
        }
        bench.pulse(move.relay(), move.width());
        bench.pass(SETTLE);
        bench.changes();
        int choice = choice(installer.answer(new Ask.LampDid(move)), Lamp.UNKNOWN.ordinal());
        return Lamp.values()[Math.min(choice, Lamp.UNKNOWN.ordinal())];
    }

    private static int choice(Answer answer, int otherwise) {
        return answer instanceof Answer.Choice(var index) ? index : otherwise;
    }

    private static Words said(String why) {
        return new Words(why, why);
    }
}
