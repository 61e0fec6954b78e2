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

        /// No step has passed at a part that a mistake is found at.
        static Outcome judged(List<Stepped> steps, List<Finding> findings) {
            return new Outcome(
                    steps.stream().map(step -> step.judged(findings)).toList(), findings);
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
        return Outcome.judged(steps.all(), findings);
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
        if (worked && !handled.getLast().saw(sense.contact())) {
            if (wantsAgain("again ", Message.WALK_ASK_AGAIN, sense)) {
                handled.removeLast();
                var _ = workOnce(sense);
            }
        } else if (worked && handled.getLast().staysWorked()) {
            letGoAgain(sense);
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
                                    Handled.count(last.letGo(), sense.contact()))));
        }
    }

    /// It was not let go, or it jams.
    private void letGoAgain(Sense sense) {
        if (wantsAgain("back-again ", Message.WALK_ASK_BACK_AGAIN, sense)
                && !(installer.answer(new Ask.Work(sense, true)) instanceof Answer.Skipped)) {
            bench.pass(SETTLE);
            handled.add(handled.removeLast().letGoAgain(bench.changes()));
        }
    }

    /// Nothing was seen: it was forgotten, or it is wired wrong.
    private boolean wantsAgain(String step, Message ask, Sense sense) {
        var words = ask.with(Hands.of(sense));
        return installer.answer(new Ask.Confirm(step + sense.contact(), words))
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
        // What was seen of it alone is half of it, and may look like a mistake that it is not.
        if (installer.answer(new Ask.Work(sense, true)) instanceof Answer.Skipped(var why)) {
            steps.add(Stepped.skipped(Block.WIRING, sense.part(), Hands.of(sense), said(why)));
            return false;
        }
        bench.pass(SETTLE);
        var back = bench.changes();
        handled.add(new Handled(sense, rest, there, held, still, List.of(back)));
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
        if (move.output() == Output.STOP) {
            stopped(move, pulse, told);
            return;
        }
        switch (installer.answer(new Ask.Saw(move))) {
            case Answer.Choice(var choice) -> saw(move, choice, pulse, told);
            case Answer.Skipped(var why) -> unseen(move, pulse, said(why));
            case Answer.Done(), Answer.Text _ -> unseen(move, pulse, Message.WALK_NO_ANSWER.with());
        }
    }

    /// A motor that stands already does not show that it is stopped: its relay's lamp does.
    private void stopped(Move move, Bench.Pulse pulse, List<Change> told) {
        var lamp = lamp(move);
        if (lamp == Lamp.UNKNOWN) {
            unseen(move, pulse, Message.WALK_LAMP_UNKNOWN.with());
            return;
        }
        var sight = lamp == Lamp.FOLLOWS ? new Sight.Expected() : new Sight.Nothing();
        moved(new Moved(move, pulse, told, sight, lamp));
    }

    private void saw(Move move, int choice, Bench.Pulse pulse, List<Change> told) {
        sight(move, choice)
                .ifPresentOrElse(
                        sight -> {
                            boolean well = sight instanceof Sight.Expected;
                            var lamp = well ? Lamp.UNKNOWN : lamp(move);
                            moved(new Moved(move, pulse, told, sight, lamp));
                        },
                        // Which one is not said: none is named.
                        () ->
                                steps.add(
                                        Stepped.failed(
                                                Block.WIRING,
                                                move.part(),
                                                Hands.of(move),
                                                new Ask.Saw(move).choices().get(choice),
                                                measured(pulse))));
    }

    private void moved(Moved seen) {
        moved.add(seen);
        var move = seen.move();
        steps.add(
                Stepped.passed(Block.WIRING, move.part(), Hands.of(move), measured(seen.pulse())));
    }

    /// It was moved, and nobody says how: what only eyes can tell is not known of it. That it was
    /// on for so long is.
    private void unseen(Move move, Bench.Pulse pulse, Words why) {
        steps.add(
                new Stepped(
                        Block.WIRING,
                        move.part(),
                        Hands.of(move),
                        new Stepped.Result.Skipped(why),
                        List.of(measured(pulse))));
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

    /// Empty where another one moved, and nobody says which.
    private Optional<Sight> sight(Move move, int choice) {
        return switch (choice) {
            case 0 -> Optional.of(new Sight.Expected());
            case 1 -> Optional.of(new Sight.Opposite());
            case 2 -> Optional.of(new Sight.Nothing());
            case 3 -> Optional.of(new Sight.Stayed());
            case 4 -> Optional.of(new Sight.Twitched());
            case 5 -> Optional.of(new Sight.Twice());
            case 6 -> which(move).map(Sight.Other::new);
            default -> which(move).map(Sight.Also::new);
        };
    }

    private Optional<Move> which(Move move) {
        var others = plan.moves().stream().filter(each -> !each.equals(move)).toList();
        return !others.isEmpty()
                        && installer.answer(new Ask.Which(move, others))
                                instanceof Answer.Choice(var index)
                ? Optional.of(others.get(Math.min(index, others.size() - 1)))
                : Optional.empty();
    }

    private Lamp lamp(Move move) {
        if (installer.answer(new Ask.Watch(move, true)) instanceof Answer.Skipped) {
            return Lamp.UNKNOWN;
        }
        bench.pulse(move.relay(), move.width());
        bench.pass(SETTLE);
        bench.changes();
        return installer.answer(new Ask.LampDid(move)) instanceof Answer.Choice(var index)
                ? Lamp.values()[Math.min(index, Lamp.UNKNOWN.ordinal())]
                : Lamp.UNKNOWN;
    }

    private static Words said(String why) {
        return new Words(why, why);
    }
}
