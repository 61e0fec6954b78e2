package onecard.point.turnstile;

import static onecard.point.Sequences.Broken.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Button;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Move;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.turnstile.LaneLedger.Answer;
import onecard.point.turnstile.LaneLedger.Line;
import onecard.point.turnstile.LaneLedger.Owed;
import onecard.point.turnstile.LaneLedger.Seen;
import onecard.point.turnstile.Turnstile.State;
import onecard.time.Mono;

/// One step of a lane, entered into its ledger and held against what must be true of it.
final class LanePage {

    private static final List<Reason> TURNED_AWAY =
            List.of(Reason.BUSY, Reason.DEVICE_FAULT, Reason.LOCKDOWN, Reason.POINT_DISABLED);

    private final TurnstileProfile profile;
    private final At<State, LaneLedger> from;
    private final Move move;
    private final Step<State> step;
    private final Mono now;

    private LaneLedger book;
    private int energised;
    private int causes;
    private int records;
    private final List<Fact.Alarm> alarms = new ArrayList<>(0);

    LanePage(TurnstileProfile profile, At<State, LaneLedger> from, Move move, Step<State> step) {
        this.profile = profile;
        this.from = from;
        this.move = move;
        this.step = step;
        this.now = move.at();
        this.book = from.ledger();
    }

    LaneLedger kept() {
        if (isStale()) {
            changesNothing("a stale timer is harmless");
        }
        timePasses();
        move.input().ifPresent(this::hear);
        step.effects().forEach(this::enter);
        for (var output : book.lines().keySet()) {
            unless(says(output), "a line is on only when the phase says so");
        }
        unless(
                book.lines().size() == linesSaid() || isHung(step.next()),
                "a line is on when the phase says so");
        unless(causes == (energised > 0 ? 1 : 0), "I31: every opening has one cause");
        move.input().ifPresent(this::answered);
        whoeverComesIsTold();
        nobodyWaitsForALaneThatIsFree();
        if (mayChangeAlarms()) {
            alarmsAreTold();
        }
        forgetPresses();
        return book;
    }

    private boolean isStale() {
        return move.input().filter(Input.Due.class::isInstance).isPresent()
                && from.wake().filter(now::reached).isEmpty();
    }

    // --- before it ---

    /// A line drops at its end, and never on somebody, if the loop is in time.
    private void timePasses() {
        for (var line : from.ledger().lines().entrySet()) {
            if (line.getValue() instanceof Line.Until(var end) && now.reached(end)) {
                unless(!standsThere() || isHung(from.state()), "I60: it closes on nobody");
                book = book.line(line.getKey(), Optional.empty());
            }
        }
        if (book.safety() instanceof Seen.Lost(var gone) && gone.filter(now::reached).isPresent()) {
            book = book.with(new Seen.Lost(Optional.empty()));
        }
    }

    private void hear(Input input) {
        if (input instanceof Input.Granted(var tap, var way, var first, _, _)) {
            owe(tap, new Owed(way, false, first && comesIn(way), Answer.NONE, false));
        } else if (input instanceof Input.Release(var order, var way)) {
            owe(order, new Owed(way, false, false, Answer.DURABLE, false));
        } else if (input instanceof Input.ExitPressed(var press)) {
            owe(press, new Owed(Direction.OUT, true, false, Answer.NONE, false));
        } else if (input instanceof Input.Recorded(var tap, _)) {
            answer(tap, Answer.DURABLE);
        } else if (input instanceof Input.NotRecorded(var tap, _)) {
            answer(tap, Answer.FAILED);
        } else if (input instanceof Input.Sensed(var sensor, var active)) {
            seen(sensor, active ? new Seen.Active() : new Seen.Free());
        } else if (input instanceof Input.SensorLost(var sensor)) {
            lost(sensor);
        }
    }

    private void seen(Sensor sensor, Seen level) {
        book = book.lost(sensor, false);
        if (sensor == Sensor.SAFETY) {
            book = book.with(level);
        }
    }

    private void lost(Sensor sensor) {
        book = book.lost(sensor, true);
        if (sensor == Sensor.SAFETY && !(book.safety() instanceof Seen.Lost)) {
            var stood = Optional.of(now.plus(profile.blocked()));
            book = book.with(new Seen.Lost(stood.filter(_ -> standsThere())));
        }
    }

    private void owe(TapId tap, Owed owed) {
        book = book.owing(tap, Optional.of(owed));
    }

    private void answer(TapId tap, Answer answer) {
        var waits = who(tap).filter(who -> !who.mayPass());
        if (waits.isEmpty()) {
            changesNothing("I55: a late answer changes nothing");
        }
        who(tap).ifPresent(who -> owe(tap, who.with(answer)));
    }

    private void changesNothing(String rule) {
        unless(step.effects().isEmpty() && step.next().equals(from.state()), rule);
    }

    private Optional<Owed> who(TapId tap) {
        return Optional.ofNullable(book.owed().get(tap));
    }

    // --- its effects ---

    private void enter(Effect effect) {
        switch (effect) {
            case Effect.Record _ -> records++;
            case Effect.Note(var fact, var cause) -> note(fact, cause);
            case Effect.Release(var output, var until) -> {
                var longest = now.plus(profile.window()).plus(Turnstile.RENEWAL);
                unless(longest.reached(until), "a release is for one window at most");
                on(output, new Line.Until(until));
            }
            case Effect.Hold(var output, _) -> on(output, new Line.Held());
            case Effect.Relock(var output) -> {
                unless(
                        !book.lines().containsKey(output) || !standsThere(),
                        "I60: it closes on nobody");
                book = book.line(output, Optional.empty());
            }
            case Effect.Show(var tap, var reason) -> {
                if (reason == Reason.JOURNAL_FULL) {
                    keptOutByJournal(tap);
                }
            }
            case Effect.Warn _ -> throw new Broken("a lane has no warning tone");
            case Effect.AtTill _ -> throw new Broken("a lane sells nothing");
            case Effect.AtDesk _ -> throw new Broken("a lane records nobody");
        }
    }

    private void on(Output output, Line line) {
        if (!book.lines().containsKey(output)) {
            energised++;
        }
        book = book.line(output, Optional.of(line));
        unless(
                book.lines().size() < 2
                        || isBoth(step.next().phase())
                        || isBoth(from.state().phase()),
                "I60: never both directions open");
    }

    private void note(Fact fact, Optional<TapId> cause) {
        switch (fact) {
            case Fact.State(_, _, var releasedFirst) -> {
                var who = cause.flatMap(this::who);
                causes += releasedFirst || who.isPresent() ? 1 : 0;
                unless(
                        releasedFirst || who.isEmpty() || mayOpen(cause.get(), who.get()),
                        "I31: its cause is recorded before it");
            }
            case Fact.ReleasedBeforeRecord() -> releasedBeforeRecord(cause.orElseThrow());
            case Fact.Passage(var result) -> outcome(cause.orElseThrow(), result);
            case Fact.Alarm alarm -> alarms.add(alarm);
        }
    }

    private boolean mayOpen(TapId tap, Owed who) {
        var said = Effect.Note.of(new Fact.ReleasedBeforeRecord(), tap);
        return who.answer() == Answer.DURABLE || step.effects().contains(said);
    }

    private void releasedBeforeRecord(TapId tap) {
        var who = who(tap).orElseThrow(() -> new Broken("I47: it is told of whom it opens for"));
        unless(!who.press(), "I47: a press has no record to wait for");
        unless(!who.said() && who.answer() != Answer.DURABLE, "I47: it is told when it is so");
        unless(!who.right(), "a right opens nothing before its record");
        unless(
                step.effects().stream().anyMatch(Effect.Release.class::isInstance),
                "I47: it is told with the release");
        owe(tap, who.saidSo());
    }

    private void outcome(TapId tap, Result result) {
        if (result == Result.TAILGATED) {
            unless(
                    book.passed().equals(Optional.of(tap)),
                    "a tailgater comes behind somebody who has passed");
            return;
        }
        var who = who(tap).orElseThrow(() -> new Broken("exactly one outcome for each grant"));
        book = book.owing(tap, Optional.empty());
        switch (result) {
            case PASSED -> {
                unless(who.mayPass(), "nobody passes before that is recorded or told");
                unless(tellsOf(who.way()), "who passes is told by the contact, when it is seen to");
                book = book.passed(Optional.of(tap));
            }
            case REVERSED -> {
                unless(wasAwaited(tap), "only who was let in steps in");
                isSeen(who.way());
            }
            case ASSUMED ->
                    unless(
                            who.mayPass()
                                    || isBoth(from.state().phase())
                                    || isBoth(step.next().phase()),
                            "nobody passes before that is recorded or told");
            case NOT_PASSED -> notPassed(tap, who);
            case TAILGATED -> {}
        }
    }

    private boolean tellsOf(Direction way) {
        return move.input().orElseThrow() instanceof Input.Sensed(var sensor, var active)
                && active
                && sensor == profile.telling(way)
                && from.state().sensors().isFree(sensor);
    }

    /// Told when the lane is home again; or at once, and then they are shown something: to whoever
    /// leaves, that it is open.
    private void notPassed(TapId tap, Owed who) {
        if (wasAwaited(tap)) {
            unless(from.state().phase() instanceof Phase.Closing, "its outcome is told at home");
            isSeen(who.way());
            return;
        }
        boolean welcome = isOpen(step.next().phase(), who.way()) && shows(tap, Reason.OK);
        if (welcome) {
            isSeen(who.way());
        }
        unless(welcome || comesIn(who.way()), "I61: nobody is kept in");
        // They wait already, and are told so once more.
        boolean waits = shows(tap, Reason.INTERLOCK) && !step.next().queue().waiting().isEmpty();
        unless(
                welcome || waits || TURNED_AWAY.stream().anyMatch(why -> shows(tap, why)),
                "whoever is turned away is shown something");
    }

    private void isSeen(Direction way) {
        var telling = profile.telling(way);
        unless(
                profile.sensors().contains(telling) && !book.lost().contains(telling),
                "I62: who is not seen is assumed to have passed");
    }

    private boolean shows(TapId tap, Reason what) {
        return step.effects().contains(new Effect.Show(tap, what));
    }

    private void keptOutByJournal(TapId tap) {
        boolean said =
                who(tap).filter(each -> comesIn(each.way()))
                        .filter(each -> each.right() || profile.journalFull() == JournalFull.REFUSE)
                        .isPresent();
        unless(
                said && move.input().orElseThrow() instanceof Input.NotRecorded,
                "I61: a full journal keeps out who comes in, where it is said to");
        book = book.owing(tap, Optional.empty());
    }

    // --- after it ---

    private boolean says(Output output) {
        var phase = step.next().phase();
        return isBoth(phase) || isOpen(phase, output == Output.IN ? Direction.IN : Direction.OUT);
    }

    private int linesSaid() {
        var phase = step.next().phase();
        return isBoth(phase) ? 2 : phase instanceof Phase.Open ? 1 : 0;
    }

    private void answered(Input input) {
        boolean tap = input instanceof Input.Granted || input instanceof Input.Refused;
        unless(records == (tap ? 1 : 0), "every tap is recorded, once");
        var before = from.state().phase();
        var after = step.next().phase();
        boolean burns =
                input instanceof Input.FireRaised
                        || before instanceof Phase.Fire && !(input instanceof Input.FireCleared);
        unless(after instanceof Phase.Fire == burns, "I34: fire dominates");
        unless(
                !isShut(before) || !letsOut(input) || isOpen(after, Direction.OUT),
                "I61: who wants out is let out");
    }

    /// Nothing but the lane is in their way any more.
    private boolean letsOut(Input input) {
        return input instanceof Input.ExitPressed && from.state().button() instanceof Button.Up
                || input instanceof Input.Recorded(var tap, _) && leaves(tap)
                || input instanceof Input.NotRecorded(var refused, _) && leaves(refused);
    }

    private boolean leaves(TapId tap) {
        var who = from.ledger().owed().get(tap);
        return who != null && who.way() == Direction.OUT && !who.mayPass();
    }

    private void whoeverComesIsTold() {
        var next = step.next();
        for (var each : next.queue().waiting()) {
            var tap = each.grant().tap();
            unless(
                    each.grant().isPress()
                            || from.state().queue().waiting(tap).isPresent()
                            || shows(tap, Reason.INTERLOCK),
                    "whoever waits for the lane is told to");
        }
        for (var each : awaited(next)) {
            unless(
                    each.press() || wasAwaited(each.tap()) || shows(each.tap(), Reason.OK),
                    "whoever is let in is told so");
        }
    }

    private void nobodyWaitsForALaneThatIsFree() {
        if (isShut(step.next().phase())) {
            unless(step.next().queue().waiting().isEmpty(), "nobody waits for a lane that is free");
            book = book.passed().isPresent() ? book.passed(Optional.empty()) : book;
        }
    }

    private void alarmsAreTold() {
        var before = from.state().raised().standing();
        var after = step.next().raised().standing();
        long raised = after.stream().filter(alarm -> !before.contains(alarm)).count();
        long cleared = before.stream().filter(alarm -> !after.contains(alarm)).count();
        unless(alarms.size() == raised + cleared, "an alarm is told once");
        for (var alarm : alarms) {
            var standing = new Fact.Alarm(alarm.kind(), true, alarm.part());
            unless(
                    before.contains(standing) != alarm.active()
                            && after.contains(standing) == alarm.active(),
                    "an alarm is told when it is raised and when it is cleared");
        }
        for (var sensor : profile.sensors()) {
            var alarm = new Fact.Alarm(Kind.CONTACT_LOST, true, sensor.wire());
            unless(
                    after.contains(alarm) == book.lost().contains(sensor),
                    "I62: what is not observed is said, until it is");
        }
    }

    private boolean mayChangeAlarms() {
        return !alarms.isEmpty()
                || !from.state().raised().equals(step.next().raised())
                || !book.lost().equals(from.ledger().lost());
    }

    /// A press of which the lane makes nothing is owed nothing; one that it has taken up is.
    private void forgetPresses() {
        for (var each : book.owed().entrySet()) {
            var press = each.getKey();
            if (each.getValue().press() && !knows(step.next(), press)) {
                unless(
                        !knows(from.state(), press),
                        "exactly one outcome for each press that opens");
                book = book.owing(press, Optional.empty());
            }
        }
    }

    private static boolean knows(State state, TapId tap) {
        return awaits(state, tap) || state.queue().waiting(tap).isPresent();
    }

    // --- words ---

    private boolean wasAwaited(TapId tap) {
        return awaits(from.state(), tap);
    }

    private static boolean awaits(State state, TapId tap) {
        for (var pass : awaited(state)) {
            if (pass.tap().equals(tap)) {
                return true;
            }
        }
        return false;
    }

    private static List<Opening.Pass> awaited(State state) {
        return state.phase().current().map(Opening::awaited).orElse(List.of());
    }

    private boolean standsThere() {
        return switch (book.safety()) {
            case Seen.Free() -> false;
            case Seen.Active() -> true;
            case Seen.Lost(var gone) -> gone.filter(end -> !now.reached(end)).isPresent();
        };
    }

    /// The loop hung, and the line dropped by itself.
    private boolean isHung(State state) {
        return state.phase() instanceof Phase.Open(_, _, var renewAt)
                && now.reached(renewAt.plus(Turnstile.RENEWAL));
    }

    private static boolean comesIn(Direction way) {
        return way == Direction.IN;
    }

    private static boolean isOpen(Phase phase, Direction way) {
        return phase instanceof Phase.Open(var opening, _, _) && opening.way() == way;
    }

    private static boolean isBoth(Phase phase) {
        return phase instanceof Phase.Free || phase instanceof Phase.Fire;
    }

    private static boolean isShut(Phase phase) {
        return phase instanceof Phase.Idle || phase instanceof Phase.Fault;
    }
}
