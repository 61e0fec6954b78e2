package onecard.point.meeting;

import static onecard.point.Sequences.Broken.unless;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.attendance.Result;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.attendance.Signing;
import onecard.attendance.Sitting;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.AtDesk.Enter;
import onecard.point.Effect.AtDesk.Greet;
import onecard.point.Effect.AtDesk.Welcome;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.meeting.Desk.State;
import onecard.point.meeting.DeskRules.Book;
import onecard.time.Mono;

/// What may happen at a desk, and what must hold: nobody is told before their sign is durable
/// (I41),
/// each is told once, a late or a stranger's answer changes nothing (I55), and every tap is
/// recorded.
/// The book is kept by what goes in and comes out alone.
record DeskRules(Duration late) implements Rules<State, Book> {

    /// @param owed signs that the journal has not answered yet
    /// @param told when somebody was told last; empty: that stands no more
    record Book(Set<TapId> owed, Optional<Mono> told, Posture ordered, boolean reader) {
        Book owing(TapId tap) {
            var more = new HashSet<>(owed);
            more.add(tap);
            return new Book(Set.copyOf(more), Optional.empty(), ordered, reader);
        }

        Book answered(TapId tap) {
            var fewer = new HashSet<>(owed);
            fewer.remove(tap);
            return new Book(Set.copyOf(fewer), told, ordered, reader);
        }

        Book telling(Optional<Mono> at) {
            return new Book(owed, owed.isEmpty() ? at : Optional.empty(), ordered, reader);
        }
    }

    static final Sitting SITTING =
            new Sitting(
                    new Session("board-7", LocalDate.of(2026, 11, 28)),
                    Instant.parse("2026-11-28T00:30:00Z"),
                    Instant.parse("2026-11-28T01:00:00Z"),
                    Instant.parse("2026-11-28T04:00:00Z"),
                    Instant.parse("2026-11-28T04:00:00Z"));

    static Signing.Yes yes() {
        var sign =
                new Sign(
                        Instant.parse("2026-11-28T00:58:00Z"),
                        true,
                        Result.ON_TIME,
                        "a/desk",
                        Optional.empty(),
                        Optional.of("A 12"));
        return new Signing.Yes(SITTING, new Token(7, 7), sign, Optional.empty(), false);
    }

    static Signing.Already already() {
        return new Signing.Already(SITTING, new Token(7, 7), Optional.empty());
    }

    @Override
    public Book ledger() {
        return new Book(Set.of(), Optional.empty(), Posture.NORMAL, true);
    }

    // --- what may happen ---

    @Override
    public List<Move> moves(At<State, Book> at) {
        var moves = new ArrayList<>(at.time(late));
        inputs(at).forEach(input -> moves.add(Move.of(at.now(), input)));
        return moves;
    }

    private static List<Input> inputs(At<State, Book> at) {
        var tap = at.fresh();
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.AtDesk.Signed(tap, yes()),
                                new Input.AtDesk.Known(tap, already()),
                                new Input.AtDesk.Entered(new TapId(99), yes()),
                                new Input.AtDesk.NotEntered(new TapId(99), Reason.JOURNAL_FULL),
                                new Input.Refused(tap, Reason.NOT_ON_ROSTER),
                                new Input.Granted(tap, Direction.IN),
                                new Input.Recorded(tap, 7),
                                new Input.Disabled(tap, Cause.COMMAND),
                                new Input.Lockdown(tap, Cause.SCHEDULE),
                                new Input.Normal(tap, Cause.COMMAND),
                                new Input.Free(tap, Cause.COMMAND)));
        boolean reader = at.ledger().reader();
        inputs.add(reader ? new Input.ReaderLost("in") : new Input.ReaderBack("in"));
        for (var owed : at.ledger().owed()) {
            inputs.add(new Input.AtDesk.Entered(owed, yes()));
            inputs.add(new Input.AtDesk.NotEntered(owed, Reason.JOURNAL_FULL));
            inputs.add(new Input.NotRecorded(owed, Reason.JOURNAL_FULL));
        }
        return inputs;
    }

    // --- what must hold ---

    @Override
    public Book after(At<State, Book> from, Move move, Step<State> step) {
        var before = from.ledger();
        var next = move.input().map(input -> heard(before, input, move, step)).orElse(before);
        for (var effect : step.effects()) {
            unless(
                    !(effect instanceof Effect.Release) && !(effect instanceof Effect.Hold),
                    "a desk moves nothing");
        }
        if (!next.owed().isEmpty()) {
            unless(
                    step.next().phase() instanceof Phase.Recording(var taps)
                            && taps.equals(next.owed()),
                    "it records those alone that are on their way");
        } else {
            unless(!(step.next().phase() instanceof Phase.Recording), "nobody is on their way");
        }
        unless(new Desk().posture(step.next()) == next.ordered(), "it is as it was ordered");
        boolean stands = step.next().phase() instanceof Phase.Shown;
        unless(stands == next.told().isPresent(), "what was told stands for its time");
        unless(!stands || step.wake().isPresent(), "what stands ends by itself");
        return next;
    }

    private static Book heard(Book before, Input input, Move move, Step<State> step) {
        var now = Optional.of(move.at());
        return switch (input) {
            case Input.AtDesk.Signed(var tap, var signing) -> {
                unless(
                        step.effects()
                                .equals(List.of(new Effect.Record(tap), new Enter(tap, signing))),
                        "I41: a sign is recorded, and nobody told");
                yield before.owing(tap);
            }
            case Input.AtDesk.Known(var tap, var already) -> {
                unless(
                        step.effects()
                                .equals(List.of(new Effect.Record(tap), new Greet(tap, already))),
                        "whoever has signed is greeted");
                yield before.telling(now);
            }
            case Input.AtDesk.Entered(var tap, var signing) when before.owed().contains(tap) -> {
                unless(step.effects().equals(List.of(new Welcome(tap, signing))), "told once");
                yield before.answered(tap).telling(now);
            }
            case Input.AtDesk.NotEntered(var tap, var why) when before.owed().contains(tap) -> {
                unless(step.effects().equals(List.of(new Effect.Show(tap, why))), "told why");
                yield before.answered(tap).telling(now);
            }
            case Input.Refused(var tap, var why) -> {
                unless(
                        step.effects()
                                .equals(List.of(new Effect.Record(tap), new Effect.Show(tap, why))),
                        "a refusal is recorded, and told");
                yield before.telling(now);
            }
            case Input.Granted granted -> {
                unless(step.effects().equals(List.of(new Effect.Record(granted.tap()))), "a tap");
                yield before;
            }
            case Input.Disabled _ -> ordered(before, Posture.DISABLED, step);
            case Input.Lockdown _ -> ordered(before, Posture.LOCKDOWN, step);
            case Input.Normal _ -> ordered(before, Posture.NORMAL, step);
            case Input.ReaderLost _ -> reader(before, false, step);
            case Input.ReaderBack _ -> reader(before, true, step);
            case Input.Due() -> {
                unless(step.effects().isEmpty(), "time tells nobody");
                boolean over =
                        before.told()
                                .filter(at -> move.at().reached(at.plus(Desk.SHOWN)))
                                .isPresent();
                yield over
                        ? new Book(
                                before.owed(), Optional.empty(), before.ordered(), before.reader())
                        : before;
            }
            case Input.AtDesk.Entered _,
                    Input.AtDesk.NotEntered _,
                    Input.Recorded _,
                    Input.NotRecorded _,
                    Input.AtTill _,
                    Input.Release _,
                    Input.Free _,
                    Input.FireRaised _,
                    Input.FireCleared(),
                    Input.ExitPressed _,
                    Input.ExitReleased(),
                    Input.Opened(),
                    Input.Closed(),
                    Input.ContactLost(),
                    Input.Sensed _,
                    Input.SensorLost _,
                    Input.StillThere _,
                    Input.Neighbour _,
                    Input.LineLost _,
                    Input.LineBack _ -> {
                unless(step.effects().isEmpty(), "I55: it changes nothing");
                yield before;
            }
        };
    }

    private static Book ordered(Book before, Posture posture, Step<State> step) {
        unless(
                step.effects().size() == 1
                        && step.effects().getFirst() instanceof Effect.Note(Fact.State _, var cause)
                        && cause.isPresent(),
                "an order is told");
        return new Book(before.owed(), before.told(), posture, before.reader());
    }

    private static Book reader(Book before, boolean there, Step<State> step) {
        unless(
                step.effects()
                        .equals(
                                List.of(
                                        Effect.Note.of(
                                                new Fact.Alarm(
                                                        Fact.Kind.READER_LOST, !there, "in")))),
                "a reader that is gone is an alarm");
        return new Book(before.owed(), before.told(), before.ordered(), there);
    }

    // --- home ---

    @Override
    public Optional<Move> homeward(At<State, Book> at) {
        var owed = at.ledger().owed().stream().findFirst();
        if (owed.isPresent()) {
            return Optional.of(Move.of(at.now(), new Input.AtDesk.Entered(owed.get(), yes())));
        }
        if (at.state().phase() instanceof Phase.Shown) {
            return Optional.of(at.due().orElseThrow(() -> new Broken("a text stands for ever")));
        }
        return Optional.empty();
    }
}
