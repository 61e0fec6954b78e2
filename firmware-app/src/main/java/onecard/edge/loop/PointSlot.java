package onecard.edge.loop;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Factor;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Prompt;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.attendance.Attending;
import onecard.edge.intake.Matcher;
import onecard.edge.intake.PurseCard;
import onecard.edge.record.Passing;
import onecard.edge.watch.Device;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.money.Basis;
import onecard.money.Operators;
import onecard.money.Place;
import onecard.money.Price;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.money.Terms;
import onecard.point.Call;
import onecard.point.Cause;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PostureHours;
import onecard.point.Role;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// One point of the site as the loop keeps it: its machine and present state, and the devices it
/// is wired to. Owned by the edge loop.
///
/// @param <S> the states of its machine
public final class PointSlot<S> {

    /// What a point is made of, as the site file says.
    ///
    /// @param readers which way each of its readers leads
    /// @param keypads the readers that each of its keypads stands beside
    /// @param contacts what each of its contacts means
    /// @param hours what orders it by time
    /// @param sells absent: nobody pays there
    /// @param gate absent: no visitors are expected there
    /// @param attends absent: nobody signs in there
    /// @param matchers what looks at whoever taps at each of its readers, by what it looks at
    public record Parts<S>(
            String id,
            String scene,
            Point<S> machine,
            Policy policy,
            PostureHours hours,
            Map<String, Direction> readers,
            Map<String, Set<String>> keypads,
            Map<String, Role> contacts,
            Map<Output, Relay> relays,
            Panel panel,
            Optional<Sells> sells,
            Optional<Gate> gate,
            Optional<Attends> attends,
            Map<String, Map<Factor, Matcher>> matchers) {
        /// Keeps copies of what it is given.
        public Parts {
            readers = Map.copyOf(readers);
            keypads = Map.copyOf(keypads);
            contacts = Map.copyOf(contacts);
            relays = Map.copyOf(relays);
            matchers = Map.copyOf(matchers);
        }

        /// One where nobody is looked at.
        public Parts(
                String id,
                String scene,
                Point<S> machine,
                Policy policy,
                PostureHours hours,
                Map<String, Direction> readers,
                Map<String, Set<String>> keypads,
                Map<String, Role> contacts,
                Map<Output, Relay> relays,
                Panel panel,
                Optional<Sells> sells,
                Optional<Gate> gate,
                Optional<Attends> attends) {
            this(
                    id, scene, machine, policy, hours, readers, keypads, contacts, relays, panel,
                    sells, gate, attends, Map.of());
        }

        /// One where no visitors are expected, and at which nobody signs in.
        public Parts(
                String id,
                String scene,
                Point<S> machine,
                Policy policy,
                PostureHours hours,
                Map<String, Direction> readers,
                Map<String, Set<String>> keypads,
                Map<String, Role> contacts,
                Map<Output, Relay> relays,
                Panel panel,
                Optional<Sells> sells) {
            this(
                    id,
                    scene,
                    machine,
                    policy,
                    hours,
                    readers,
                    keypads,
                    contacts,
                    relays,
                    panel,
                    sells,
                    Optional.empty(),
                    Optional.empty());
        }

        /// The same as a gate for visitors.
        public Parts<S> with(Gate visitors) {
            return new Parts<>(
                    id,
                    scene,
                    machine,
                    policy,
                    hours,
                    readers,
                    keypads,
                    contacts,
                    relays,
                    panel,
                    sells,
                    Optional.of(visitors),
                    attends,
                    matchers);
        }

        /// The same with sensors that look at people.
        public Parts<S> with(Map<String, Map<Factor, Matcher>> looking) {
            return new Parts<>(
                    id, scene, machine, policy, hours, readers, keypads, contacts, relays, panel,
                    sells, gate, attends, looking);
        }

        /// One without keypads, that no schedule orders.
        public Parts(
                String id,
                String scene,
                Point<S> machine,
                Policy policy,
                Map<String, Direction> readers,
                Map<String, Role> contacts,
                Map<Output, Relay> relays,
                Panel panel) {
            this(
                    id,
                    scene,
                    machine,
                    policy,
                    PostureHours.NONE,
                    readers,
                    Map.of(),
                    contacts,
                    relays,
                    panel,
                    Optional.empty());
        }

        /// Whether they are one reader, or a keypad or a sensor stands beside both.
        boolean areBeside(String reader, String other) {
            return reader.equals(other)
                    || keypads.values().stream()
                            .anyMatch(all -> all.contains(reader) && all.contains(other))
                    || !Collections.disjoint(matchers(reader).values(), matchers(other).values());
        }

        /// What looks at whoever taps there; empty: nothing does.
        Optional<Matcher> matcher(String reader, Factor factor) {
            return Optional.ofNullable(matchers(reader).get(factor));
        }

        private Map<Factor, Matcher> matchers(String reader) {
            return matchers.getOrDefault(reader, Map.of());
        }

        /// Whether that reader, scanner, keypad or sensor is one of its.
        boolean reads(String reader) {
            return readers.containsKey(reader)
                    || matchers.values().stream()
                            .flatMap(all -> all.values().stream())
                            .anyMatch(sensor -> sensor.name().equals(reader))
                    || keypads.containsKey(reader)
                    || sells.flatMap(Sells::keypad).filter(reader::equals).isPresent();
        }

        /// Whether it is the one of whoever works at the till.
        boolean isOperators(String keypad) {
            return sells.flatMap(Sells::keypad).filter(keypad::equals).isPresent();
        }

        /// Whether what lies on that antenna or scale is paid for here.
        boolean stands(Device.Kind kind, String name) {
            return sells.flatMap(kind == Device.Kind.TRAY ? Sells::tray : Sells::scale)
                    .filter(name::equals)
                    .isPresent();
        }

        /// Whether people take first, and pay for what they took.
        boolean weighs() {
            return sells.flatMap(Sells::scale).isPresent();
        }

        boolean moves(String relay) {
            return relays.values().stream().anyMatch(own -> own.name().equals(relay));
        }

        /// @throws IllegalStateException if the point is not wired for what its machine wants
        Relay relay(Output output) {
            var relay = relays.get(output);
            if (relay == null) {
                throw new IllegalStateException(id + " has no " + output);
            }
            return relay;
        }
    }

    /// What makes a point a till.
    ///
    /// @param keypad that the operator keys amounts in at; absent: nothing is keyed in
    /// @param tray the antenna that the plates lie on; absent: there is none
    /// @param scale that the food stands on; absent: it is not sold by weight
    /// @param prices the list that its prices stand in; absent: the site file, or nobody has them
    /// @param checkPercent so many sales of a hundred ask the host to look at the account
    /// @param operators who may sign in; absent: nobody
    public record Sells(
            Terms terms,
            Optional<String> keypad,
            Optional<String> tray,
            Optional<String> scale,
            Optional<String> prices,
            int checkPercent,
            Counter counter,
            Optional<Operators> operators) {

        /// One where nothing lies or stands, and that sells by no list and asks no host.
        public Sells(
                Terms terms,
                Optional<String> keypad,
                Counter counter,
                Optional<Operators> operators) {
            this(
                    terms,
                    keypad,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    counter,
                    operators);
        }
    }

    /// What makes a point a desk.
    ///
    /// @param counter what stands on it
    public record Attends(Attending terms, DeskCounter counter) {}

    final Parts<S> parts;
    private S state;
    private Optional<Mono> wake = Optional.empty();

    /// The holds in force, renewed every second until the machine says otherwise.
    final Map<Output, Cause> holds = new EnumMap<>(Output.class);

    /// Taps whose outcome may still be shown, and orders; more than ever wait at one point.
    private static final int TAPS_MAX = 64;

    private final Map<TapId, Tapped> tapped = new Newest<>();
    private final Map<TapId, Going> going = new Newest<>();
    private final Map<TapId, String> asked = new Newest<>();

    private static final class Newest<V> extends LinkedHashMap<TapId, V> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TapId, V> eldest) {
            return size() > TAPS_MAX;
        }
    }

    /// @param prompt what its holder should hear besides; empty once it was said
    /// @param purse the card itself, where one pays
    private record Tapped(String reader, Optional<Prompt> prompt, Optional<PurseCard> purse) {}

    /// A grant whose outcome is not known yet.
    ///
    /// @param who by what they are known if they tap again; absent: nobody knows who it is
    /// @param passing what hangs on it
    private record Going(Direction way, Optional<Token> who, Passing passing) {}

    /// An escort, and when they were let in.
    private record Escorted(TapId by, Mono since) {}

    /// The taps that wait for an answer here.
    final Waiting waiting = new Waiting();

    /// Whether a sale or a refund of before a handover may yet give its number back: until then
    /// nothing is sold or given back here.
    boolean awaitsNumber;

    private Optional<Escorted> escorted = Optional.empty();

    /// A point in its machine's first state, with nothing due.
    public PointSlot(Parts<S> parts) {
        this.parts = parts;
        this.state = parts.machine().initial();
    }

    /// Steps the machine and keeps what comes next; the effects are the caller's to run.
    Step<S> step(Input input, Moment now) {
        var step = parts.machine().step(state, input, now);
        state = step.next();
        wake = step.wake();
        return step;
    }

    /// Remembers where a tap was made, and what is to be said besides when it opens.
    void tapped(TapId tap, String reader, Optional<Prompt> prompt, Optional<PurseCard> purse) {
        tapped.put(tap, new Tapped(reader, prompt, purse));
    }

    /// The card with a purse that made it; empty: it has none, or is forgotten.
    Optional<PurseCard> purseOf(TapId tap) {
        return Optional.ofNullable(tapped.get(tap)).flatMap(Tapped::purse);
    }

    // --- who is on the way ---

    /// Remembers who was granted, until the machine tells what became of them.
    void goes(TapId tap, Direction way, Optional<Token> who, Passing passing) {
        going.put(tap, new Going(way, who, passing));
    }

    /// The first tap of that person that was granted that way, if what became of it is not known
    /// yet.
    Optional<TapId> going(Direction way, Token who) {
        return going.entrySet().stream()
                .filter(tap -> tap.getValue().way() == way)
                .filter(tap -> tap.getValue().who().filter(who::equals).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// What hangs on the passage of that tap's person.
    Passing passing(TapId tap) {
        return Optional.ofNullable(going.get(tap)).map(Going::passing).orElse(Passing.NOTHING);
    }

    /// Its tap is durable.
    void recorded(TapId tap, Place where) {
        going.computeIfPresent(
                tap, (_, it) -> new Going(it.way(), it.who(), it.passing().recorded(where)));
    }

    /// Whether that reader keeps the temporary cards of visitors.
    boolean takesBack(String reader) {
        return parts.gate().flatMap(Gate::returns).filter(reader::equals).isPresent();
    }

    /// Whether what passes there are vehicles.
    boolean isForVehicles() {
        return parts.scene().equals("barrier");
    }

    /// The way that tap's person was granted, as long as nobody knows what became of them.
    Optional<Direction> wayOf(TapId tap) {
        return Optional.ofNullable(going.get(tap)).map(Going::way);
    }

    /// What became of that tap is known. An escort who did not pass is none.
    void settled(TapId tap, boolean passed) {
        going.remove(tap);
        if (!passed && isEscortedBy(tap)) {
            escorted = Optional.empty();
        }
    }

    /// An escort is let in.
    void escorted(TapId by, Mono since) {
        escorted = Optional.of(new Escorted(by, since));
    }

    boolean isEscortedBy(TapId tap) {
        return escorted.filter(known -> known.by().equals(tap)).isPresent();
    }

    Optional<Mono> escorted() {
        return escorted.map(Escorted::since);
    }

    // --- who has paid ---

    /// What the last sale was paid by, as it was shown.
    private Optional<PaidBy> paidBy = Optional.empty();

    private record PaidBy(SaleId sale, CredentialKind kind, Token token) {}

    /// Remembers what a sale was paid by.
    void paid(SaleId sale, Attempt attempt) {
        paidBy = attempt.shown().offered().map(it -> new PaidBy(sale, it.kind(), it.token()));
    }

    /// Whether the last sale is that one, and was paid by what is shown now. A card or a code that
    /// proves nothing may be anybody's.
    boolean began(SaleId sale, Attempt attempt) {
        return paidBy.isPresent()
                && !(attempt.shown() instanceof Presentation.Rejected)
                && attempt.shown()
                        .offered()
                        .map(it -> new PaidBy(sale, it.kind(), it.token()))
                        .equals(paidBy);
    }

    // --- what was said to whom ---

    /// Remembers who gave an order.
    void asked(TapId order, String by) {
        asked.put(order, by);
    }

    /// Who gave it; empty for what nobody did.
    Optional<String> askedBy(TapId order) {
        return Optional.ofNullable(asked.get(order));
    }

    /// The reader; empty for what was no tap.
    Optional<String> madeAt(TapId tap) {
        return Optional.ofNullable(tapped.get(tap)).map(Tapped::reader);
    }

    /// What is seen where that tap was made; of what was no tap, all that the point shows with.
    Panel panelOf(TapId tap) {
        return madeAt(tap).map(parts.panel()::at).orElse(parts.panel());
    }

    /// What is to be said besides, once.
    Optional<Prompt> takePrompt(TapId tap) {
        var known = Optional.ofNullable(tapped.get(tap));
        known.ifPresent(
                some -> tapped.put(tap, new Tapped(some.reader(), Optional.empty(), some.purse())));
        return known.flatMap(Tapped::prompt);
    }

    Posture posture() {
        return parts.machine().posture(state);
    }

    /// Whether it is shut, locked and seen to be.
    boolean isSecure() {
        return parts.machine().isSecure(state);
    }

    String stateName() {
        return parts.machine().name(state);
    }

    /// What whoever taps now is to pay; empty where nothing is for sale.
    Optional<Price> price() {
        return parts.machine().price(state);
    }

    /// Why nothing is for sale, where it is not.
    Reason notForSale() {
        return parts.machine().notForSale(state);
    }

    /// What that is sold by which is for sale.
    Basis basis() {
        return parts.machine().basis(state);
    }

    /// Who takes something that they have yet to pay for.
    Optional<Token> taking() {
        return parts.machine().taking(state);
    }

    /// Whether no sale is in hand, as far as the journal's answers say.
    boolean isIdle() {
        return parts.machine().isIdle(state);
    }

    /// The sale whose card it waits for.
    Optional<SaleId> torn() {
        return parts.machine().torn(state);
    }

    /// Who works there.
    Staff staff() {
        return parts.machine().staff(state);
    }

    /// What was called for that the next card is to answer.
    Optional<Call> awaits() {
        return parts.machine().awaits(state);
    }

    /// Who is to enter something at that keypad: at the operator's whoever signs in, beside any of
    /// the till's readers, and at the others everybody else. Any thread.
    Optional<Waiting.Held> toEnterAt(String keypad) {
        return parts.isOperators(keypad)
                ? waiting.toEnterAt(parts.readers().keySet(), Waiting.Held::signsIn)
                : waiting.toEnterAt(
                        parts.keypads().getOrDefault(keypad, Set.of()), held -> !held.signsIn());
    }

    /// By which that tap is decided: whoever signs in needs another right than whoever pays, and an
    /// order lets nobody see what its owner has.
    Policy policyOf(Attempt attempt) {
        if (attempt.answers().equals(Optional.of(Call.QUERY))) {
            return attempt.orders()
                    .map(held -> parts.policy().without(held.list().name()))
                    .orElse(parts.policy());
        }
        return attempt.answers()
                .filter(call -> call == Call.SIGN)
                .flatMap(_ -> parts.sells())
                .flatMap(Sells::operators)
                .map(Operators::policy)
                .orElse(parts.policy());
    }

    /// When its machine wants to be woken.
    Optional<Mono> wake() {
        return wake;
    }

    /// The same while somebody is in the middle of something.
    Optional<Mono> workWake() {
        return parts.machine().isAtRest(state) ? Optional.empty() : wake;
    }
}
