package onecard.edge.loop;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import onecard.access.CredentialKind;
import onecard.access.Memory;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Tries;
import onecard.access.Use;
import onecard.access.Uses;
import onecard.edge.crypto.Json;
import onecard.edge.store.Fold;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// What the journal's records build up and must outlive a restart: wrong tries and what was used
/// up, so that neither a lock-out nor a pass's last entry ends with one, and who was prompted
/// today. Used by one thread at a time.
public final class MemoryFold implements Fold {

    private static final Set<String> WRONG_TRIES =
            Memory.WRONG_TRIES.stream().map(Reason::name).collect(Collectors.toUnmodifiableSet());

    /// As far as RFC 3339 goes; milliseconds of any later year need not fit a number.
    private static final int YEAR_MAX = 9_999;

    private Memory memory = Memory.EMPTY;
    private Prompts prompts = new Prompts();

    /// What the records so far built up.
    public Memory memory() {
        return memory;
    }

    /// The caller's own.
    public Prompts prompts() {
        return prompts.copy();
    }

    @Override
    public void apply(Json.Obj event) {
        if (!event.text("type").equals(Optional.of("onecard.tap.v1"))) {
            return;
        }
        var data = event.object("data").orElse(Json.Obj.EMPTY);
        boolean prompted = data.text("prompt").isPresent();
        data.object("use").ifPresent(use -> used(use, data, event));
        // Nearly every record ends here; what follows is dear.
        if (!prompted && data.text("reason").filter(WRONG_TRIES::contains).isEmpty()) {
            return;
        }
        var credential = data.object("credential").orElse(Json.Obj.EMPTY);
        var kind = credential.text("kind").flatMap(CredentialKind::ofWire);
        var token = credential.text("token").flatMap(MemoryFold::token);
        var at = event.text("time").flatMap(MemoryFold::time);
        if (prompted && token.isPresent() && at.isPresent()) {
            boolean _ =
                    prompts.first(
                            data.text("point").orElse(""), token.get(), at.get().toLocalDate());
        } else if (kind.isPresent() && token.isPresent() && at.isPresent()) {
            memory =
                    memory.wrongTry(
                                    data.text("point").orElse(""),
                                    kind.get(),
                                    token.get(),
                                    at.get().toInstant())
                            .memory();
        }
    }

    private void used(Json.Obj use, Json.Obj data, Json.Obj event) {
        var key = use.text("token").flatMap(MemoryFold::token);
        var times = use.number("times").filter(MemoryFold::possible);
        var until = use.text("until").flatMap(MemoryFold::time).map(OffsetDateTime::toInstant);
        var at = event.text("time").flatMap(MemoryFold::time).map(OffsetDateTime::toInstant);
        if (key.isPresent() && times.isPresent() && until.isPresent() && at.isPresent()) {
            var trust = data.text("clock").flatMap(ClockTrust::ofWire).orElse(ClockTrust.UNTRUSTED);
            memory =
                    memory.used(
                            new Use(key.get(), times.get().intValue(), until.get()),
                            new Moment(new Mono(0), at.get(), trust));
        }
    }

    private static boolean possible(long times) {
        return times >= 1 && times <= Use.TIMES_MAX;
    }

    @Override
    public Json.Obj state() {
        var tries = new TreeMap<String, Json>();
        memory.tries()
                .forEach(
                        (key, known) ->
                                tries.put(
                                        key.point() + " " + key.kind().wire() + " " + key.token(),
                                        new Json.Arr(
                                                known.at().stream()
                                                        .<Json>map(
                                                                at ->
                                                                        new Json.Num(
                                                                                at.toEpochMilli()))
                                                        .toList())));
        var uses = new TreeMap<String, Json>();
        memory.uses()
                .used()
                .forEach(
                        (key, used) ->
                                uses.put(
                                        key.toString(),
                                        new Json.Arr(
                                                List.of(
                                                        new Json.Num(used.times()),
                                                        new Json.Num(
                                                                used.until().toEpochMilli())))));
        var state =
                Json.Obj.EMPTY.with("tries", Json.Obj.of(tries)).with("uses", Json.Obj.of(uses));
        var today = prompts.state();
        return today.equals(Json.Obj.EMPTY) ? state : state.with("prompts", today);
    }

    @Override
    public void restore(Json.Obj state) {
        Map<Tries.Key, Tries> tries = new HashMap<>();
        state.object("tries")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (key, at) ->
                                key(key).filter(_ -> !tries(at).at().isEmpty())
                                        .ifPresent(known -> tries.put(known, tries(at))));
        Map<Token, Uses.Used> uses = new HashMap<>();
        state.object("uses")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (key, used) ->
                                token(key)
                                        .ifPresent(
                                                token ->
                                                        used(used)
                                                                .ifPresent(
                                                                        some ->
                                                                                uses.put(
                                                                                        token,
                                                                                        some))));
        memory = new Memory(tries, new Uses(uses));
        prompts = Prompts.of(state.object("prompts").orElse(Json.Obj.EMPTY));
    }

    /// `[times, until]`, the latter in milliseconds.
    private static Optional<Uses.Used> used(Json value) {
        return value instanceof Json.Arr(var items)
                        && items.size() == 2
                        && items.get(0) instanceof Json.Num(var times)
                        && items.get(1) instanceof Json.Num(var until)
                        && possible(times)
                ? Optional.of(new Uses.Used((int) times, Instant.ofEpochMilli(until)))
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
                                        token(text.substring(token + 1))
                                                .map(
                                                        last ->
                                                                new Tries.Key(
                                                                        text.substring(0, kind),
                                                                        known,
                                                                        last)));
    }

    private static Tries tries(Json at) {
        return at instanceof Json.Arr(var items)
                ? new Tries(
                        items.stream()
                                .filter(Json.Num.class::isInstance)
                                .map(item -> Instant.ofEpochMilli(((Json.Num) item).value()))
                                .toList())
                : new Tries(List.of());
    }

    /// Empty for what is no token: a garbled row must not keep a door from starting.
    private static Optional<Token> token(String text) {
        return text.matches("[0-9a-f]{32}") ? Optional.of(Token.of(text)) : Optional.empty();
    }

    private static Optional<OffsetDateTime> time(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time))
                    .filter(at -> at.getYear() >= 0 && at.getYear() <= YEAR_MAX);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
