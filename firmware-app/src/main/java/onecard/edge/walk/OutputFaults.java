package onecard.edge.walk;

import static onecard.edge.walk.Mistake.ACTIVE_LEVEL;
import static onecard.edge.walk.Mistake.CONTROL_CUT;
import static onecard.edge.walk.Mistake.CONTROL_STUCK;
import static onecard.edge.walk.Mistake.LOAD_CUT;
import static onecard.edge.walk.Mistake.LOAD_SUPPLY_OFF;
import static onecard.edge.walk.Mistake.NO_DIODE;
import static onecard.edge.walk.Mistake.NO_NC_SWAPPED;
import static onecard.edge.walk.Mistake.OUTPUTS_JOINED;
import static onecard.edge.walk.Mistake.OUTPUT_DEAD;
import static onecard.edge.walk.Mistake.OUTPUT_INVERTED;
import static onecard.edge.walk.Mistake.PULSE_LONG;
import static onecard.edge.walk.Mistake.PULSE_SHORT;
import static onecard.edge.walk.Mistake.PULSE_WIDTH;
import static onecard.edge.walk.Mistake.RAISE_LOWER_SWAPPED;
import static onecard.edge.walk.Mistake.RELAYS_SWAPPED;
import static onecard.edge.walk.Mistake.RELAY_AT_OTHER;
import static onecard.edge.walk.Mistake.RELAY_BOARD_DEAD;
import static onecard.edge.walk.Mistake.RELAY_LATCHES;
import static onecard.edge.walk.Mistake.RELAY_WELDED;
import static onecard.edge.walk.Mistake.SHARED_RETURN;
import static onecard.edge.walk.Mistake.WAYS_SWAPPED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.walk.Mistake.Finding;
import onecard.edge.walk.Moved.Lamp;
import onecard.edge.walk.Moved.Sight;
import onecard.point.Output;

/// What is wrong with outputs, by what was seen of each as it was moved. Pure.
final class OutputFaults {

    /// A pulse may differ by so much, or by a twentieth, before it is another one.
    static final Duration TOLERANCE = Duration.ofMillis(50);

    /// What a coil induces is over by then.
    private static final Duration KICK = Duration.ofMillis(250);

    private final List<Sense> senses;
    private final List<Moved> moved;
    private final Set<String> restless;
    private final Set<Finding> found = new LinkedHashSet<>();
    private final Set<Move> explained = new LinkedHashSet<>();

    private OutputFaults(List<Sense> senses, Set<String> restless, List<Moved> moved) {
        this.senses = senses;
        this.restless = restless;
        this.moved = moved;
    }

    /// @param senses every contact there is
    /// @param restless contacts that change by themselves, so that they tell nothing of outputs
    static List<Finding> of(List<Sense> senses, Set<String> restless, List<Moved> moved) {
        return new OutputFaults(senses, restless, moved).all();
    }

    private List<Finding> all() {
        together();
        swapped();
        moved.forEach(this::alone);
        moved.forEach(this::width);
        moved.forEach(this::felt);
        return new ArrayList<>(found);
    }

    /// Where nothing moves anywhere, one cause is likelier than many.
    private void together() {
        // Whether a motor stops, nobody sees while it stands.
        var shown = moved.stream().filter(each -> each.move().output() != Output.STOP).toList();
        if (shown.size() < 2 || !shown.stream().allMatch(each -> isNothing(each.sight()))) {
            return;
        }
        if (moved.stream().allMatch(each -> each.lamp() == Lamp.DARK)) {
            found.add(RELAY_BOARD_DEAD.at("board.relays", moved.size()));
            moved.forEach(each -> explained.add(each.move()));
        } else if (moved.stream().allMatch(each -> each.lamp() == Lamp.FOLLOWS)) {
            found.add(LOAD_SUPPLY_OFF.at("board.relays", shown.size()));
            moved.forEach(each -> explained.add(each.move()));
        }
    }

    private static boolean isNothing(Sight sight) {
        return sight instanceof Sight.Nothing;
    }

    private void swapped() {
        for (var one : moved) {
            if (!explained.contains(one.move())
                    && one.sight() instanceof Sight.Other(var instead)) {
                of(instead)
                        .filter(other -> answers(one, other))
                        .ifPresent(other -> swapped(other.move(), one.move()));
            }
        }
    }

    /// Whether the one that moved in place of `one` has `one` moved in its own; an arm that is down
    /// already does not show that it is lowered.
    private static boolean answers(Moved one, Moved other) {
        return switch (other.sight()) {
            case Sight.Other(var back) -> back.equals(one.move());
            case Sight.Nothing() -> one.move().isCounterMove(other.move());
            case Sight.Expected(),
                    Sight.Opposite(),
                    Sight.Stayed(),
                    Sight.Twitched(),
                    Sight.Twice(),
                    Sight.Also _ ->
                    false;
        };
    }

    private void swapped(Move one, Move other) {
        var mistake =
                one.isOtherWay(other)
                        ? WAYS_SWAPPED
                        : one.isCounterMove(other) ? RAISE_LOWER_SWAPPED : RELAYS_SWAPPED;
        found.add(mistake.at(one.part(), other.part()));
        explained.add(one);
        explained.add(other);
    }

    private Optional<Moved> of(Move move) {
        return moved.stream().filter(each -> each.move().equals(move)).findFirst();
    }

    private void alone(Moved each) {
        var part = each.move().part();
        if (explained.contains(each.move())) {
            return;
        }
        switch (each.sight()) {
            case Sight.Expected() -> {}
            case Sight.Opposite() ->
                    found.add(
                            switch (each.lamp()) {
                                case FOLLOWS -> NO_NC_SWAPPED.at(part);
                                case OPPOSITE -> ACTIVE_LEVEL.at(part);
                                case DARK, LIT, UNKNOWN -> OUTPUT_INVERTED.at(part);
                            });
            case Sight.Nothing() ->
                    found.add(
                            switch (each.lamp()) {
                                case FOLLOWS -> LOAD_CUT.at(part);
                                case DARK -> CONTROL_CUT.at(part);
                                case LIT -> CONTROL_STUCK.at(part);
                                case OPPOSITE, UNKNOWN -> OUTPUT_DEAD.at(part);
                            });
            case Sight.Stayed() ->
                    found.add(
                            each.lamp() == Lamp.LIT
                                    ? RELAY_LATCHES.at(part)
                                    : RELAY_WELDED.at(part));
            case Sight.Twitched() -> found.add(PULSE_SHORT.at(part, millis(each)));
            case Sight.Twice() -> found.add(PULSE_LONG.at(part, millis(each)));
            case Sight.Other(var instead) -> found.add(RELAY_AT_OTHER.at(part, instead.part()));
            case Sight.Also(var along) -> found.add(OUTPUTS_JOINED.at(part, along.part()));
        }
    }

    private static long millis(Moved each) {
        return each.pulse().seen().toMillis();
    }

    private void width(Moved each) {
        var asked = each.pulse().asked();
        var off = each.pulse().seen().minus(asked).abs();
        var twentieth = asked.dividedBy(20);
        var allowed = twentieth.compareTo(TOLERANCE) > 0 ? twentieth : TOLERANCE;
        if (off.compareTo(allowed) > 0) {
            found.add(PULSE_WIDTH.at(each.move().part(), asked.toMillis(), millis(each)));
        }
    }

    /// What contacts told while nobody touched them.
    private void felt(Moved each) {
        for (var sense : senses) {
            var told = Handled.of(each.told(), sense.contact());
            if (told.isEmpty()
                    || restless.contains(sense.contact())
                    || sense.follows(each.move())
                    || movedAlso(each, sense)) {
                continue;
            }
            boolean follows =
                    told.size() == 2
                            && told.getLast().nanos() - told.getFirst().nanos()
                                    > each.pulse().seen().dividedBy(2).toNanos();
            boolean kicks = told.stream().allMatch(change -> isAtAnEnd(change, each.pulse()));
            if (follows && told.getFirst().nanos() - each.pulse().atNanos() < KICK.toNanos()) {
                found.add(SHARED_RETURN.at(each.move().part(), sense.part()));
            } else if (kicks) {
                found.add(NO_DIODE.at(each.move().part(), sense.part()));
            }
        }
    }

    /// Whether what moved in its place, or along, carries that contact.
    private static boolean movedAlso(Moved each, Sense sense) {
        return switch (each.sight()) {
            case Sight.Other(var instead) -> sense.follows(instead);
            case Sight.Also(var along) -> sense.follows(along);
            case Sight.Expected(),
                    Sight.Opposite(),
                    Sight.Nothing(),
                    Sight.Stayed(),
                    Sight.Twitched(),
                    Sight.Twice() ->
                    false;
        };
    }

    private static boolean isAtAnEnd(Change change, Bench.Pulse pulse) {
        long since = change.nanos() - pulse.atNanos();
        long after = since - pulse.seen().toNanos();
        return since >= 0 && since <= KICK.toNanos() || after >= 0 && after <= KICK.toNanos();
    }
}
