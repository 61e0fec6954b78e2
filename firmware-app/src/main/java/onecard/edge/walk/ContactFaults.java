package onecard.edge.walk;

import static onecard.edge.walk.Mistake.AT_PLACE_OF_OTHER;
import static onecard.edge.walk.Mistake.BOUNCES;
import static onecard.edge.walk.Mistake.BRIDGED;
import static onecard.edge.walk.Mistake.CONTACTS_SWAPPED;
import static onecard.edge.walk.Mistake.CUT;
import static onecard.edge.walk.Mistake.EXIT_INVERTED;
import static onecard.edge.walk.Mistake.FIRE_INVERTED;
import static onecard.edge.walk.Mistake.FLOATS;
import static onecard.edge.walk.Mistake.LEAF_INVERTED;
import static onecard.edge.walk.Mistake.LIMITS_SWAPPED;
import static onecard.edge.walk.Mistake.LINE_UNREAD;
import static onecard.edge.walk.Mistake.LOOSE;
import static onecard.edge.walk.Mistake.NO_COMMON;
import static onecard.edge.walk.Mistake.NO_PARALLEL_RESISTOR;
import static onecard.edge.walk.Mistake.NO_SERIES_RESISTOR;
import static onecard.edge.walk.Mistake.ON_LINE_OF_OTHER;
import static onecard.edge.walk.Mistake.SENSOR_INVERTED;
import static onecard.edge.walk.Mistake.SHORTED;
import static onecard.edge.walk.Mistake.STAYS_WORKED;
import static onecard.edge.walk.Mistake.STUCK;
import static onecard.edge.walk.Mistake.SUPERVISED_CUT;
import static onecard.edge.walk.Mistake.SUPERVISED_SHORT;
import static onecard.edge.walk.Mistake.WRONG_RESISTORS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.edge.walk.Mistake.Finding;
import onecard.hal.DeviceEvent.Loss;
import onecard.point.Role;
import onecard.site.Board;

/// What is wrong with contacts, by what was seen of all of them while each was worked by hand.
/// Pure:
/// the same evidence gives the same mistakes.
final class ContactFaults {

    /// A hand gives no more changes than that, however unsteady, while it keeps still.
    private static final int STEADY = 1;

    private final Board board;
    private final Set<String> restless;
    private final Map<String, Handled> handled = new LinkedHashMap<>();
    private final Set<Finding> found = new LinkedHashSet<>();
    private final Set<String> explained = new LinkedHashSet<>();

    /// @param atRest what contacts told with all hands off
    /// @param handled of every contact that was worked, in order
    private ContactFaults(Board board, List<Change> atRest, List<Handled> handled) {
        this.board = board;
        handled.forEach(each -> this.handled.put(each.sense().contact(), each));
        restless = new LinkedHashSet<>();
        for (var contact : board.observing()) {
            long by = Handled.count(atRest, contact) + stillChanges(contact);
            if (by > STEADY) {
                restless.add(contact);
                explained.add(contact);
                found.add(
                        pulled(contact)
                                ? LOOSE.at(part(contact), by)
                                : FLOATS.at(part(contact), by));
            }
        }
    }

    /// Changes while the contact itself was kept still.
    private long stillChanges(String contact) {
        return Optional.ofNullable(handled.get(contact))
                .map(own -> Handled.count(own.heldStill(), contact))
                .orElse(0L);
    }

    static List<Finding> of(Board board, List<Change> atRest, List<Handled> handled) {
        return new ContactFaults(board, atRest, handled).all();
    }

    private List<Finding> all() {
        handled.values().forEach(this::lost);
        pairs();
        common();
        handled.values().forEach(this::dead);
        handled.values().forEach(this::staysWorked);
        handled.values().forEach(this::inverted);
        handled.values().forEach(this::bounces);
        return new ArrayList<>(found);
    }

    // --- supervised lines and lines that nobody can read ---

    private void lost(Handled each) {
        var contact = each.sense().contact();
        loss(each.rest(), contact)
                .map(
                        loss ->
                                switch (loss) {
                                    case CUT ->
                                            openAtRest(each)
                                                    ? NO_PARALLEL_RESISTOR
                                                    : SUPERVISED_CUT;
                                    case SHORT ->
                                            openAtRest(each)
                                                    ? SUPERVISED_SHORT
                                                    : NO_SERIES_RESISTOR;
                                    case ODD -> WRONG_RESISTORS;
                                    case UNREAD -> LINE_UNREAD;
                                })
                .map(mistake -> whole(each, mistake))
                .or(() -> heldLoss(each))
                .ifPresent(mistake -> explain(mistake.at(part(contact)), contact));
    }

    /// A cut or a short that working the contact does not change is one of the cable.
    private static Mistake whole(Handled each, Mistake mistake) {
        if (each.saw(each.sense().contact())) {
            return mistake;
        }
        return switch (mistake) {
            case NO_PARALLEL_RESISTOR -> SUPERVISED_CUT;
            case NO_SERIES_RESISTOR -> SUPERVISED_SHORT;
            default -> mistake;
        };
    }

    private static Optional<Mistake> heldLoss(Handled each) {
        return loss(each.held(), each.sense().contact())
                .map(
                        loss ->
                                switch (loss) {
                                    case CUT -> NO_PARALLEL_RESISTOR;
                                    case SHORT -> NO_SERIES_RESISTOR;
                                    case ODD -> WRONG_RESISTORS;
                                    case UNREAD -> LINE_UNREAD;
                                });
    }

    private static boolean openAtRest(Handled each) {
        return !each.sense().activeAtRest();
    }

    private static Optional<Loss> loss(Map<String, Level> levels, String contact) {
        return Optional.ofNullable(levels.get(contact))
                .filter(Level.Lost.class::isInstance)
                .map(level -> ((Level.Lost) level).loss());
    }

    // --- two at a time ---

    private void pairs() {
        var all = List.copyOf(handled.values());
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                pair(all.get(i), all.get(j));
            }
        }
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < all.size(); j++) {
                if (i != j) {
                    oneWay(all.get(i), all.get(j));
                }
            }
        }
    }

    private void pair(Handled one, Handled other) {
        if (explained(one) || explained(other)) {
            return;
        }
        boolean selfless = !sawSelf(one) && !sawSelf(other);
        if (selfless && works(one, other) && works(other, one)) {
            explain(CONTACTS_SWAPPED.at(part(one), part(other)), name(one), name(other));
        } else if (one.sense().isOtherLimit(other.sense())
                && isInverted(one)
                && isInverted(other)) {
            explain(LIMITS_SWAPPED.at(part(one), part(other)), name(one), name(other));
        } else if (sawSelf(one)
                && sawSelf(other)
                && works(one, other)
                && works(other, one)
                && !one.sense().goesWith(other.sense())) {
            explain(BRIDGED.at(part(one), part(other)), name(one), name(other));
        }
    }

    /// What works another's line, and not its own.
    private void oneWay(Handled one, Handled other) {
        if (explained(one)
                || restless.contains(name(other))
                || sawSelf(one)
                || !works(one, other)
                || one.sense().goesWith(other.sense()) && sawSelf(other)) {
            return;
        }
        boolean taken = sawSelf(other) || standsWorked(other);
        explain(
                (taken ? ON_LINE_OF_OTHER : AT_PLACE_OF_OTHER).at(part(one), part(other)),
                name(one));
        if (taken || worksNone(other)) {
            explained.add(name(other)); // its line is not its own
        }
    }

    /// Whether its line stands at rest as if it were worked: by what rests closed on it, it cannot
    /// be worked any more.
    private static boolean standsWorked(Handled each) {
        return each.rest().get(name(each)) instanceof Level.Known(var active)
                && active != each.sense().activeAtRest();
    }

    // --- those that tell nothing, or nothing any more ---

    /// Where not one contact of a board changes, and all stand as open lines do.
    private void common() {
        var lines =
                handled.values().stream()
                        .filter(each -> board.contacts().containsKey(name(each)))
                        .toList();
        boolean none =
                lines.size() > 1
                        && lines.stream()
                                .allMatch(
                                        each ->
                                                worksNone(each)
                                                        && !sawSelf(each)
                                                        && standsOpen(each));
        if (none) {
            explain(
                    NO_COMMON.at("board.contacts", lines.size()),
                    lines.stream().map(ContactFaults::name).toArray(String[]::new));
        }
    }

    private void dead(Handled each) {
        if (explained(each) || sawSelf(each)) {
            return;
        }
        var mistake = !pulled(name(each)) ? STUCK : standsOpen(each) ? CUT : SHORTED;
        explain(mistake.at(part(each)), name(each));
    }

    private void staysWorked(Handled each) {
        if (!explained(each) && each.staysWorked()) {
            explain(STAYS_WORKED.at(part(each)), name(each));
        }
    }

    /// Whether its line has the level that its own pull gives it.
    private boolean standsOpen(Handled each) {
        var line = board.contacts().get(name(each));
        if (line == null || !(each.rest().get(name(each)) instanceof Level.Known(var active))) {
            return false;
        }
        boolean high = active == line.closedWhenHigh();
        return switch (line.bias()) {
            case PULL_UP -> high;
            case PULL_DOWN -> !high;
            case AS_IS, NONE -> high != line.closedWhenHigh();
        };
    }

    private boolean pulled(String contact) {
        var line = board.contacts().get(contact);
        return line == null
                || switch (line.bias()) {
                    case PULL_UP, PULL_DOWN -> true;
                    case AS_IS, NONE -> false;
                };
    }

    // --- those that tell the opposite, or too much ---

    private void inverted(Handled each) {
        if (!explained(each) && isInverted(each)) {
            var mistake =
                    switch (each.sense().role()) {
                        case Role.Leaf() -> LEAF_INVERTED;
                        case Role.ExitButton() -> EXIT_INVERTED;
                        case Role.Fire() -> FIRE_INVERTED;
                        case Role.Sensing _ -> SENSOR_INVERTED;
                    };
            explain(mistake.at(part(each)), name(each));
        }
    }

    private static boolean isInverted(Handled each) {
        return standsWorked(each)
                && each.wentTo().filter(to -> to == each.sense().activeAtRest()).isPresent();
    }

    private void bounces(Handled each) {
        if (explained(each)) {
            return;
        }
        var longest =
                each.movements().stream()
                        .map(movement -> bounce(each, movement))
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        if (!longest.isZero()) {
            found.add(BOUNCES.at(part(each), Math.max(1, longest.toMillis())));
        }
    }

    /// From the first to the last change of one movement; zero where it gave one alone. What is
    /// told by a pulse, there and back, gives two.
    private static Duration bounce(Handled each, List<Change> changes) {
        var own = Handled.of(changes, name(each));
        int most = isMomentary(each.sense()) ? 2 : 1;
        return own.size() <= most
                ? Duration.ZERO
                : Duration.ofNanos(own.getLast().nanos() - own.getFirst().nanos());
    }

    private static boolean isMomentary(Sense sense) {
        return sense.role() instanceof Role.Sensing(var sensor)
                && switch (sensor) {
                    case PASSED_IN, PASSED_OUT, PASSED, METER -> true;
                    case SAFETY, HOME, ARRIVAL_IN, ARRIVAL_OUT, UP, DOWN -> false;
                };
    }

    // --- evidence ---

    private boolean works(Handled one, Handled other) {
        return !restless.contains(name(other)) && one.others().contains(name(other));
    }

    private boolean worksNone(Handled each) {
        return restless.containsAll(each.others());
    }

    private boolean sawSelf(Handled each) {
        return each.saw(name(each));
    }

    private boolean explained(Handled each) {
        return explained.contains(name(each));
    }

    private void explain(Finding finding, String... contacts) {
        found.add(finding);
        explained.addAll(List.of(contacts));
    }

    private static String name(Handled each) {
        return each.sense().contact();
    }

    private static String part(Handled each) {
        return each.sense().part();
    }

    private static String part(String contact) {
        return "board.contacts." + contact;
    }
}
