package onecard.edge.record;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import onecard.access.CredentialKind;
import onecard.access.Learned;
import onecard.access.LetIn;
import onecard.access.Memory;
import onecard.access.Renamed;
import onecard.access.Reservations;
import onecard.access.Token;
import onecard.access.Tries;
import onecard.access.Uses;
import onecard.access.Visits;
import onecard.access.Whereabouts;
import onecard.access.Whereabouts.Stay;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Fold;
import onecard.edge.store.journal.Outbox;
import onecard.edge.watch.Headcount;
import onecard.money.Ledger;
import onecard.time.Moment;

/// What the journal's records build up and must outlive a restart: what the loop remembers, but for
/// who was just on the way, who was prompted today, and what operators ordered. What is remembered
/// is told in the same occurrences, so a restart remembers what the loop did. Used by one thread at
/// a time.
public final class MemoryFold implements Fold {

    private Memory memory = Memory.EMPTY;
    private Prompts prompts = new Prompts();
    private final OrdersFold orders = new OrdersFold();
    private final LedgerFold sales = new LedgerFold();
    private final HeadcountFold people = new HeadcountFold();
    private final AttendanceFold attended = new AttendanceFold();
    private final Unanswered unanswered = new Unanswered();
    private final SharedFold shared = new SharedFold();

    /// What the records so far built up.
    public Memory memory() {
        return memory;
    }

    /// The caller's own.
    public Prompts prompts() {
        return prompts.copy();
    }

    /// What commands left behind.
    public Orders orders() {
        return orders.orders();
    }

    /// What was sold.
    public Ledger ledger() {
        return sales.ledger();
    }

    /// How many have passed where nobody is known, put where it goes on.
    public void countInto(Headcount live) {
        people.into(live);
    }

    /// Who signed in.
    public AttendanceFold.Kept attended() {
        return attended.kept();
    }

    /// Whom it let in by passes that are shared.
    public LetIn letIn() {
        return shared.letIn();
    }

    /// The final events of taps that were asked and not answered before this start.
    public List<Draft> unanswered(Moment at) {
        return unanswered.refused(at);
    }

    @Override
    public void apply(Json.Obj event) {
        renamed(Renames.of(event));
        Occurrences.of(event)
                .forEach(
                        what ->
                                Occurrences.moment(event)
                                        .ifPresent(at -> memory = memory.after(what, at)));
        prompted(event);
        prompts.renewals().apply(event);
        Erasure.token(event).ifPresent(prompts::forget);
        if (event.text("type").equals(Optional.of("onecard.tap.v1"))) {
            unanswered.apply(event);
        }
        orders.apply(event);
        shared.apply(event);
        sales.apply(event);
        people.apply(event);
        attended.apply(event);
    }

    /// Before what the event tells of them, as the loop does.
    private void renamed(Renamed renamed) {
        if (!renamed.isNothing()) {
            memory = memory.renamed(renamed).learning(renamed);
            sales.renamed(renamed);
            attended.renamed(renamed);
            shared.renamed(renamed);
        }
    }

    @Override
    public void held(Outbox.Position upTo, List<String> epochs) {
        sales.held(upTo, epochs);
    }

    private void prompted(Json.Obj event) {
        var data = Occurrences.data(event);
        if (data.text("prompt").isEmpty()) {
            return;
        }
        var token =
                data.object("credential")
                        .flatMap(credential -> credential.text("token"))
                        .flatMap(Token::parse);
        var at = Occurrences.time(event);
        if (token.isPresent() && at.isPresent()) {
            boolean _ =
                    prompts.first(
                            data.text("point").orElse(""), token.get(), at.get().toLocalDate());
        }
    }

    /// What it holds about whoever that token stands for.
    public Held held(Token token, Moment now) {
        return Held.of(
                memory, letIn(), prompts, sales.ledger(), attended.kept().attendance(), token, now);
    }

    // --- as a snapshot keeps it ---

    @Override
    public Json.Obj state() {
        var state =
                Json.Obj.EMPTY
                        .with("tries", tries(memory.tries()))
                        .with("uses", uses(memory.uses()));
        state = withUnlessEmpty(state, "people", people(memory.people()));
        state = withUnlessEmpty(state, "opened", opened(memory.opened()));
        state = withUnlessEmpty(state, "visits", VisitStates.json(memory.visits()));
        state = withUnlessEmpty(state, "learned", Renames.json(memory.learned().all()));
        state = withUnlessEmpty(state, "recent", Renames.json(memory.learned().recent()));
        state = withUnlessEmpty(state, "shared", shared.state());
        state = withUnlessEmpty(state, "prompts", prompts.state());
        state = withUnlessEmpty(state, "renewals", prompts.renewals().state());
        state = withUnlessEmpty(state, "asked", unanswered.state());
        state = withUnlessEmpty(state, "sales", sales.state());
        state = withUnlessEmpty(state, "counted", people.state());
        state = withUnlessEmpty(state, "attended", attended.state());
        return withUnlessEmpty(state, "orders", orders.state());
    }

    private static Json.Obj withUnlessEmpty(Json.Obj state, String name, Json.Obj part) {
        return part.equals(Json.Obj.EMPTY) ? state : state.with(name, part);
    }

    private static Json.Obj tries(Map<Tries.Key, Tries> tries) {
        var json = new TreeMap<String, Json>();
        tries.forEach(
                (key, known) ->
                        json.put(
                                key.point() + " " + key.kind().wire() + " " + key.token(),
                                new Json.Arr(
                                        known.at().stream().map(MemoryFold::millis).toList())));
        return Json.Obj.of(json);
    }

    private static Json.Obj uses(Uses uses) {
        var json = new TreeMap<String, Json>();
        uses.used()
                .forEach(
                        (key, used) ->
                                json.put(
                                        key.toString(),
                                        new Json.Arr(
                                                List.of(
                                                        new Json.Num(used.times()),
                                                        millis(used.until())))));
        return Json.Obj.of(json);
    }

    private static Json.Obj people(Whereabouts people) {
        var json = new TreeMap<String, Json>();
        people.forEach(
                (person, stay) ->
                        json.put(
                                person.toString(),
                                new Json.Arr(
                                        List.of(
                                                new Json.Str(stay.area()),
                                                millis(stay.since()),
                                                new Json.Bool(stay.certain())))));
        return Json.Obj.of(json);
    }

    private static Json.Obj opened(Map<String, Instant> opened) {
        var json = new TreeMap<String, Json>();
        opened.forEach((point, at) -> json.put(point, millis(at)));
        return Json.Obj.of(json);
    }

    private static Json millis(Instant at) {
        return new Json.Num(at.toEpochMilli());
    }

    // --- and back ---

    @Override
    public void restore(Json.Obj state) {
        memory =
                new Memory(
                        read(state, "tries", MemoryFold::key, MemoryFold::tries),
                        new Uses(read(state, "uses", Token::parse, MemoryFold::used)),
                        Whereabouts.of(read(state, "people", Token::parse, MemoryFold::stay)),
                        read(state, "opened", Optional::of, Occurrences::millis),
                        Reservations.NONE,
                        new Visits(read(state, "visits", Token::parse, VisitStates::visit)),
                        new Learned(renamed(state, "learned"), renamed(state, "recent")));
        prompts = Prompts.of(state.object("prompts").orElse(Json.Obj.EMPTY));
        prompts.renewals(Renewals.of(state.object("renewals").orElse(Json.Obj.EMPTY)));
        shared.restore(state.object("shared").orElse(Json.Obj.EMPTY));
        unanswered.restore(state.object("asked").orElse(Json.Obj.EMPTY));
        sales.restore(state.object("sales").orElse(Json.Obj.EMPTY));
        people.restore(state.object("counted").orElse(Json.Obj.EMPTY));
        attended.restore(state.object("attended").orElse(Json.Obj.EMPTY));
        orders.restore(state.object("orders").orElse(Json.Obj.EMPTY));
    }

    private static Renamed renamed(Json.Obj state, String name) {
        return Renames.read(state.object(name).orElse(Json.Obj.EMPTY));
    }

    /// Without whatever is garbled.
    private static <K, V> Map<K, V> read(
            Json.Obj state,
            String name,
            Function<String, Optional<K>> key,
            Function<Json, Optional<V>> value) {
        var read = new HashMap<K, V>();
        state.object(name)
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (text, json) ->
                                key.apply(text)
                                        .ifPresent(
                                                known ->
                                                        value.apply(json)
                                                                .ifPresent(
                                                                        some ->
                                                                                read.put(
                                                                                        known,
                                                                                        some))));
        return read;
    }

    /// `[times, until]`, the latter in milliseconds.
    private static Optional<Uses.Used> used(Json value) {
        return value instanceof Json.Arr(var items)
                        && items.size() == 2
                        && items.get(0) instanceof Json.Num(var times)
                        && Occurrences.possible(times)
                ? Occurrences.millis(items.get(1)).map(until -> new Uses.Used((int) times, until))
                : Optional.empty();
    }

    /// `[area, since, certain]`, the second in milliseconds.
    private static Optional<Stay> stay(Json value) {
        return value instanceof Json.Arr(var items)
                        && items.size() == 3
                        && items.get(0) instanceof Json.Str(var area)
                        && items.get(2) instanceof Json.Bool(var certain)
                ? Occurrences.millis(items.get(1)).map(since -> new Stay(area, since, certain))
                : Optional.empty();
    }

    /// `POINT KIND TOKEN`; neither of the last two has a blank in it.
    private static Optional<Tries.Key> key(String text) {
        int token = text.lastIndexOf(' ');
        int kind = text.lastIndexOf(' ', token - 1);
        return kind < 0
                ? Optional.empty()
                : CredentialKind.ofWire(text.substring(kind + 1, token))
                        .flatMap(
                                known ->
                                        Token.parse(text.substring(token + 1))
                                                .map(
                                                        last ->
                                                                new Tries.Key(
                                                                        text.substring(0, kind),
                                                                        known,
                                                                        last)));
    }

    /// Milliseconds, oldest first; never none.
    private static Optional<Tries> tries(Json value) {
        return value instanceof Json.Arr(var items)
                ? Optional.of(
                                new Tries(
                                        items.stream()
                                                .flatMap(item -> Occurrences.millis(item).stream())
                                                .toList()))
                        .filter(tries -> !tries.at().isEmpty())
                : Optional.empty();
    }
}
