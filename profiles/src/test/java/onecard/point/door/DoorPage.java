package onecard.point.door;

import static onecard.point.Sequences.Broken.unless;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Button;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.RecordWait;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Move;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.door.Door.State;
import onecard.point.door.DoorLedger.Answer;
import onecard.point.door.DoorLedger.Line;
import onecard.point.door.DoorLedger.Owed;
import onecard.point.door.DoorLedger.Seen;
import onecard.point.door.DoorProfile.ExitButton;
import onecard.time.Mono;

/// One step of a door, entered into its ledger and held against what must be true of it.
final class DoorPage {

    private final DoorProfile profile;
    private final At<State, DoorLedger> from;
    private final Move move;
    private final Step<State> step;
    private final Mono now;

    private DoorLedger book;
    private boolean energised;
    private boolean caused;
    private boolean released;
    private int records;

    DoorPage(DoorProfile profile, At<State, DoorLedger> from, Move move, Step<State> step) {
        this.profile = profile;
        this.from = from;
        this.move = move;
        this.step = step;
        this.now = move.at();
        this.book = from.ledger();
    }

    DoorLedger kept() {
        timePasses();
        move.input().ifPresent(this::hear);
        step.effects().forEach(this::enter);
        unless(!energised || caused, "I31: every opening has a cause");
        if (released) {
            othersAreSecure();
        }
        move.input().ifPresent(this::answered);
        lineFollowsPhase();
        nobodyIsForgotten();
        alarmsAreTrue();
        return book;
    }

    // --- before it ---

    private void timePasses() {
        if (book.line().filter(this::isOver).isPresent()) {
            book = book.line(Optional.empty());
        }
        if (book.rightly().filter(now::reached).isPresent()) {
            book = book.rightly(Optional.empty());
        }
    }

    private boolean isOver(Line line) {
        return line instanceof Line.Until(var end) && now.reached(end);
    }

    private void hear(Input input) {
        switch (input) {
            case Input.Granted(var tap, var way, var first, _, _) -> {
                boolean right = first && way == Direction.IN;
                var by = now.plus(right ? RecordWait.RIGHT : RecordWait.TAP);
                owe(tap, new Owed(way, right, Answer.NONE, by, false, false));
            }
            case Input.Release(var order, var way) ->
                    owe(order, new Owed(way, false, Answer.DURABLE, now, false, false));
            case Input.Recorded(var tap, _) -> answer(tap, Answer.DURABLE);
            case Input.NotRecorded(var tap, _) -> answer(tap, Answer.FAILED);
            case Input.Opened() -> {
                opens();
                book = book.with(Seen.OPEN).rightly(Optional.empty());
            }
            case Input.Closed() -> {
                boolean shuts = step.effects().stream().anyMatch(Effect.Relock.class::isInstance);
                book = book.with(Seen.SHUT);
                book = shuts ? book.rightly(Optional.empty()) : book;
            }
            case Input.ContactLost() -> {
                boolean open = book.leaf() == Seen.OPEN;
                book = book.with(Seen.LOST);
                book = open ? book.rightly(Optional.empty()) : book;
            }
            case Input.Neighbour(var door, var secure) -> book = book.hearing(door, secure);
            case Input.ExitPressed _ -> shunts();
            case Input.ExitReleased(),
                    Input.Refused _,
                    Input.StillThere _,
                    Input.FireRaised _,
                    Input.FireCleared(),
                    Input.Free _,
                    Input.Lockdown _,
                    Input.Disabled _,
                    Input.Normal _,
                    Input.ReaderLost _,
                    Input.ReaderBack _,
                    Input.LineLost _,
                    Input.LineBack _,
                    Input.Due(),
                    Input.Sensed _,
                    Input.SensorLost _,
                    Input.AtDesk _,
                    Input.AtTill _ -> {}
        }
    }

    private void owe(TapId tap, Owed owed) {
        book = book.owing(tap, Optional.of(owed));
    }

    private void answer(TapId tap, Answer answer) {
        who(tap).ifPresentOrElse(
                        was -> owe(tap, was.with(answer)),
                        () -> changesNothing("I55: a late answer changes nothing"));
    }

    private void changesNothing(String rule) {
        unless(step.effects().isEmpty() && step.next().equals(from.state()), rule);
    }

    private Optional<Owed> who(TapId tap) {
        return Optional.ofNullable(book.owed().get(tap));
    }

    private void opens() {
        boolean rightly = book.line().isPresent() || book.rightly().isPresent();
        boolean alarm = step.effects().contains(Effect.Note.of(new Fact.Alarm(Kind.FORCED, true)));
        // A loop that is late says nothing against whoever opened in time.
        boolean late = from.wake().filter(now::reached).isPresent();
        unless(
                late || alarm == (book.leaf() == Seen.SHUT && !rightly),
                "an opening is forced that nothing allows, if the leaf was seen shut");
    }

    private void shunts() {
        boolean works =
                from.state().button() instanceof Button.Up
                        || from.state().button() instanceof Button.Down;
        boolean shut = !from.state().phase().isOpen() && !isHeld();
        if (profile.exitButton() == ExitButton.SHUNT && works && shut) {
            rightlyUntil(now.plus(profile.usual().release()));
        }
    }

    private void rightlyUntil(Mono end) {
        var told = end.plus(profile.contact().orElse(Duration.ZERO));
        var before = book.rightly().filter(until -> until.reached(told));
        book = book.rightly(before.or(() -> Optional.of(told)));
    }

    // --- its effects ---

    private void enter(Effect effect) {
        switch (effect) {
            case Effect.Record _ -> records++;
            case Effect.Note(var fact, var cause) -> note(fact, cause);
            case Effect.Release(_, var until) -> {
                var longest = now.plus(profile.extended().release());
                unless(longest.reached(until), "a release is no longer than the longest");
                unless(until.compareTo(now) > 0, "a release is for some time");
                released = true;
                on(new Line.Until(until));
                rightlyUntil(until);
            }
            case Effect.Hold _ -> {
                on(new Line.Held());
                book = book.rightly(Optional.empty()).keeping(Map.of());
            }
            case Effect.Relock _ -> book = book.line(Optional.empty());
            case Effect.Show(var tap, var reason) -> shown(tap, reason);
            case Effect.Warn _ -> {}
            case Effect.AtTill _ -> throw new Broken("a door sells nothing");
            case Effect.AtDesk _ -> throw new Broken("a door records nobody");
        }
    }

    private void on(Line line) {
        energised |= book.line().isEmpty();
        book = book.line(Optional.of(line));
    }

    private void shown(TapId tap, Reason reason) {
        switch (reason) {
            case OK -> welcomed(tap);
            case JOURNAL_FULL -> keptOutByJournal(tap);
            case INTERLOCK -> {
                unless(!from.ledger().insecure().isEmpty() || !book.insecure().isEmpty(), "barred");
                if (leaves(tap)) {
                    var kept = new HashMap<>(book.kept());
                    kept.put(tap, now.plus(profile.interlock().orElseThrow().exitWait()));
                    book = book.keeping(kept);
                }
            }
            default -> {}
        }
    }

    /// A press always does.
    private boolean leaves(TapId tap) {
        return who(tap).filter(each -> each.way() == Direction.IN).isEmpty();
    }

    private void welcomed(TapId tap) {
        var who = who(tap).orElseThrow(() -> new Broken("only who was granted is welcome"));
        unless(
                !who.right() || who.answer() == Answer.DURABLE || isHeld(),
                "a right opens nothing before its record");
        owe(tap, who.welcome());
        forget(tap);
    }

    private void forget(TapId tap) {
        var kept = new HashMap<>(book.kept());
        kept.remove(tap);
        book = book.keeping(kept);
    }

    private void note(Fact fact, Optional<TapId> cause) {
        switch (fact) {
            case Fact.State(var name, var by, var first) -> {
                boolean opens = by == Cause.TAP || by == Cause.EXIT_BUTTON || isRelease();
                if (opens && name.equals("released")) {
                    forget(cause.orElseThrow());
                    unless(first || mayOpen(cause.get()), "I31: its cause is recorded before it");
                    caused = true;
                }
                caused |= first;
            }
            case Fact.ReleasedBeforeRecord() -> releasedBeforeRecord(cause.orElseThrow());
            case Fact.Passage(var result) -> outcome(cause.orElseThrow(), result);
            case Fact.Alarm(var kind, var active, var part) -> {
                var alarm = new Fact.Alarm(kind, true, part);
                unless(
                        book.standing().contains(alarm) != active,
                        "an alarm is told when it is raised, when it is cleared, and not between");
                book = book.standing(alarm, active);
            }
        }
    }

    private boolean mayOpen(TapId tap) {
        return who(tap).filter(Owed::mayPass).isPresent();
    }

    private void releasedBeforeRecord(TapId tap) {
        var who = who(tap).orElseThrow(() -> new Broken("I47: it is told of whom it opens for"));
        unless(!who.said() && who.answer() != Answer.DURABLE, "I47: it is told when it is so");
        unless(!who.right(), "a right opens nothing before its record");
        owe(tap, who.saidSo());
    }

    private void outcome(TapId tap, Result result) {
        var who = who(tap).orElseThrow(() -> new Broken("exactly one outcome for each grant"));
        book = book.owing(tap, Optional.empty());
        switch (result) {
            case PASSED -> {
                unless(
                        move.input().filter(Input.Opened.class::isInstance).isPresent(),
                        "the contact tells a passage");
                unless(who.welcomed() && who.mayPass(), "who passes was let in");
            }
            case ASSUMED ->
                    unless(
                            who.welcomed() && (who.mayPass() || isHeld()),
                            "nobody passes before that is recorded or told");
            case NOT_PASSED -> notPassed(tap, who);
            case REVERSED, TAILGATED -> throw new Broken("a door sees no " + result);
        }
    }

    private void notPassed(TapId tap, Owed who) {
        if (who.welcomed()) {
            unless(book.line().isEmpty(), "who may still open has not missed it");
            return;
        }
        unless(who.way() == Direction.IN, "I61: nobody is kept in");
        unless(
                step.effects().stream()
                        .anyMatch(
                                effect ->
                                        effect instanceof Effect.Show(var to, _) && to.equals(tap)),
                "whoever is turned away is shown something");
    }

    private void keptOutByJournal(TapId tap) {
        var who =
                who(tap).filter(each -> each.answer() == Answer.FAILED)
                        .filter(each -> each.way() == Direction.IN)
                        .filter(
                                each ->
                                        each.right()
                                                || profile.journalFull() == JournalFull.REFUSE);
        unless(who.isPresent(), "I61: a full journal keeps out who comes in, if it is said to");
        book = book.owing(tap, Optional.empty());
    }

    // --- after it ---

    /// Where the leaf is open already there is nothing left to keep apart, and an operator is taken
    /// to know.
    private void othersAreSecure() {
        if (isRelease()) {
            return;
        }
        boolean waited = from.ledger().kept().values().stream().anyMatch(now::reached);
        unless(
                book.insecure().isEmpty() || from.state().phase().isOpen() || waited,
                "nothing is released while a neighbour is not secure");
        unless(
                book.insecure().isEmpty()
                        || from.state().phase().isOpen()
                        || stands(Kind.INTERLOCK),
                "an interlock is broken with an alarm");
    }

    private boolean isRelease() {
        return move.input().filter(Input.Release.class::isInstance).isPresent();
    }

    private void answered(Input input) {
        boolean tap = input instanceof Input.Granted || input instanceof Input.Refused;
        unless(records == (tap ? 1 : 0), "every tap is recorded, once");
        var before = from.state().phase();
        boolean burns =
                input instanceof Input.FireRaised
                        || before instanceof Phase.Fire && !(input instanceof Input.FireCleared);
        unless(step.next().phase() instanceof Phase.Fire == burns, "I34: fire dominates");
        if (input instanceof Input.Due) {
            if (from.wake().filter(now::reached).isEmpty()) {
                changesNothing("a stale timer is harmless");
            }
            unless(
                    book.kept().values().stream().noneMatch(now::reached),
                    "I61: nobody is kept in for longer than the wait");
            unless(
                    book.owed().entrySet().stream()
                            .filter(each -> !book.kept().containsKey(each.getKey()))
                            .noneMatch(each -> each.getValue().isLate(now)),
                    "nobody waits for a record for longer than its time");
        }
        if (input instanceof Input.ExitPressed(var press)) {
            pressed(press);
        }
    }

    private void pressed(TapId press) {
        boolean works =
                profile.exitButton() == ExitButton.UNLOCK
                        && from.state().button() instanceof Button.Up;
        boolean waits = book.kept().containsKey(press) || pressWaits();
        unless(!works || released || isHeld() || waits, "I61: who presses is let out");
    }

    private boolean pressWaits() {
        return book.kept().keySet().stream().anyMatch(tap -> who(tap).isEmpty());
    }

    private void lineFollowsPhase() {
        switch (step.next().phase()) {
            case Phase.Secure(), Phase.Shunted _ ->
                    unless(book.line().isEmpty(), "a secure door is locked");
            case Phase.Free _, Phase.Fire _ -> unless(isHeld(), "a door held open is held open");
            case Phase.Released released ->
                    unless(
                            book.line().isPresent() || now.reached(dropsAt(released)),
                            "a released door is unlocked");
            case Phase.Open _, Phase.Warned _, Phase.HeldOpen(), Phase.Forced() ->
                    unless(!isHeld(), "nothing holds a door that is not free");
        }
    }

    private Mono dropsAt(Phase.Released released) {
        return profile.contact().map(released.until()::minus).orElse(released.until());
    }

    /// Whoever the journal has answered is let in, turned away, or waits for the others.
    private void nobodyIsForgotten() {
        book.owed()
                .forEach(
                        (tap, owed) ->
                                unless(
                                        owed.answer() == Answer.NONE
                                                || owed.welcomed()
                                                || book.kept().containsKey(tap),
                                        "whoever was answered is let in, or told why not"));
        unless(
                book.kept().isEmpty() || !book.insecure().isEmpty(),
                "nobody waits for neighbours that are secure");
    }

    private void alarmsAreTrue() {
        unless(
                stands(Kind.CONTACT_LOST) == (book.leaf() == Seen.LOST),
                "I62: what is not observed is said, until it is");
        unless(
                !stands(Kind.INTERLOCK) || !book.insecure().isEmpty(),
                "an interlock is broken only while another is not secure");
        unless(
                stands(Kind.FIRE) == (step.next().phase() instanceof Phase.Fire),
                "a fire is said, until it is over");
    }

    private boolean stands(Kind kind) {
        return book.standing().contains(new Fact.Alarm(kind, true));
    }

    private boolean isHeld() {
        return book.line().filter(Line.Held.class::isInstance).isPresent();
    }
}
