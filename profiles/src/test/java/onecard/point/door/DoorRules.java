package onecard.point.door;

import static onecard.point.Sequences.Broken.unless;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Button;
import onecard.point.Cause;
import onecard.point.Input;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.door.Door.State;
import onecard.point.door.DoorLedger.Answer;
import onecard.point.door.DoorLedger.Seen;

/// What may happen at a door, and what must hold at any: invariants I31, I34, I47, I55, I61, I62
/// and I67, and that of an interlock, over sequences.
///
/// @param late how late a wake may come
/// @param moved what moved the door from phase to phase, as a drawing says it
record DoorRules(DoorProfile profile, DoorLedger ledger, Duration late, Set<String> moved)
        implements Rules<State, DoorLedger> {

    /// Of a door that nothing was told of yet.
    static DoorRules started(DoorProfile profile, Duration late) {
        return new DoorRules(profile, DoorLedger.of(profile.neighbours()), late, new TreeSet<>());
    }

    /// Of one that is shut, as its contact says, with secure neighbours.
    static DoorRules ready(DoorProfile profile, Duration late) {
        var shut = profile.contact().isPresent() ? Seen.SHUT : Seen.NOTHING;
        return new DoorRules(profile, DoorLedger.of(Set.of()).with(shut), late, new TreeSet<>());
    }

    // --- what may happen ---

    @Override
    public List<Move> moves(At<State, DoorLedger> at) {
        var moves = new ArrayList<>(at.time(late));
        inputs(at).forEach(input -> moves.add(Move.of(at.now(), input)));
        return moves;
    }

    private List<Input> inputs(At<State, DoorLedger> at) {
        var tap = at.fresh();
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.Granted(tap, Direction.IN),
                                new Input.Granted(tap, Direction.IN, false, true),
                                new Input.Granted(tap, Direction.OUT),
                                new Input.Granted(tap, Direction.IN, true),
                                new Input.Refused(tap, Reason.UNKNOWN),
                                new Input.ExitPressed(tap),
                                new Input.FireRaised(tap),
                                new Input.FireCleared(),
                                new Input.Release(tap, Direction.IN),
                                new Input.Free(tap, Cause.SCHEDULE),
                                new Input.Lockdown(tap, Cause.COMMAND),
                                new Input.Normal(tap, Cause.SCHEDULE)));
        if (!(at.state().button() instanceof Button.Up)) {
            inputs.add(new Input.ExitReleased());
        }
        at.ledger()
                .owed()
                .forEach(
                        (of, owed) -> {
                            if (owed.answer() == Answer.NONE) {
                                inputs.add(new Input.Recorded(of, 7));
                                inputs.add(new Input.NotRecorded(of, Reason.JOURNAL_FULL));
                            }
                        });
        if (profile.contact().isPresent()) {
            leaf(at.ledger().leaf(), inputs);
        }
        for (var neighbour : profile.neighbours()) {
            boolean insecure = at.ledger().insecure().contains(neighbour);
            inputs.add(new Input.Neighbour(neighbour, insecure));
        }
        return inputs;
    }

    private static void leaf(Seen leaf, List<Input> inputs) {
        if (leaf != Seen.OPEN) {
            inputs.add(new Input.Opened());
        }
        if (leaf != Seen.SHUT) {
            inputs.add(new Input.Closed());
        }
        inputs.add(new Input.ContactLost());
    }

    // --- what must hold ---

    @Override
    public DoorLedger after(At<State, DoorLedger> from, Move move, Step<State> step) {
        var before = from.state().phase().name();
        var after = step.next().phase().name();
        if (!before.equals(after)) {
            move.input()
                    .map(input -> input.getClass().getSimpleName())
                    .ifPresent(input -> moved.add(before + " --> " + after + ": " + input));
        }
        return new DoorPage(profile, from, move, step).kept();
    }

    // --- and that it comes home ---

    @Override
    public Optional<Move> homeward(At<State, DoorLedger> at) {
        return input(at).map(input -> Move.of(at.now(), input)).or(at::due).or(() -> home(at));
    }

    /// The leaf is shut, nobody presses, nothing burns, nothing is ordered, and the neighbours are
    /// secure.
    private Optional<Input> input(At<State, DoorLedger> at) {
        if (profile.contact().isPresent() && at.ledger().leaf() != Seen.SHUT) {
            return Optional.of(new Input.Closed());
        }
        if (!(at.state().button() instanceof Button.Up)) {
            return Optional.of(new Input.ExitReleased());
        }
        if (at.state().phase() instanceof Phase.Fire) {
            return Optional.of(new Input.FireCleared());
        }
        var insecure = at.ledger().insecure().stream().findFirst();
        if (insecure.isPresent()) {
            return Optional.of(new Input.Neighbour(insecure.get(), true));
        }
        return at.state().ordered().posture() == Posture.NORMAL
                ? Optional.empty()
                : Optional.of(new Input.Normal(at.fresh(), Cause.COMMAND));
    }

    private static Optional<Move> home(At<State, DoorLedger> at) {
        var ledger = at.ledger();
        unless(at.state().phase() instanceof Phase.Secure, "every state is left again");
        unless(ledger.line().isEmpty(), "at home the line is off");
        unless(ledger.owed().isEmpty(), "every granted tap has an outcome");
        unless(ledger.kept().isEmpty(), "nobody is kept in");
        unless(ledger.standing().isEmpty(), "every alarm ends");
        return Optional.empty();
    }
}
