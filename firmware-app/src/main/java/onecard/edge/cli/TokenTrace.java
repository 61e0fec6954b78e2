package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.Token;
import onecard.access.Uses;
import onecard.access.Visits;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.Held;
import onecard.edge.record.MemoryFold;
import onecard.edge.state.StateDir;
import onecard.edge.store.JournalReader;
import onecard.edge.store.Mentions;
import onecard.edge.store.Mentions.Mention;
import onecard.edge.words.Message;
import onecard.money.Ledger;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// What a state directory holds about one token, read from its files, beside a daemon or without.
///
/// @param events records that name it, as they are exported, oldest first
/// @param held what the records have left in memory
/// @param lists that name it
/// @param retention how long a record stays at least; absent: nobody said
record TokenTrace(
        Token token,
        List<Json.Obj> events,
        Held held,
        List<Mention> lists,
        Optional<Duration> retention) {

    TokenTrace {
        events = List.copyOf(events);
        lists = List.copyOf(lists);
    }

    /// @param now by this machine's clock
    static TokenTrace of(Path state, Token token, Instant now) throws IOException {
        var events = new ArrayList<Json.Obj>();
        var fold = new MemoryFold();
        try (var journal = JournalReader.open(state.resolve("journal.db")).orElseThrow()) {
            var named = '"' + token.toString() + '"';
            journal.each(
                    0,
                    event -> {
                        if (event.contains(named)) {
                            JsonReader.object(event).ifPresent(events::add);
                        }
                    });
            journal.fold(fold);
        }
        var held = fold.held(token, new Moment(new Mono(0), now, ClockTrust.SYNCED));
        var lists = Mentions.in(StateDir.registry(state), token);
        return new TokenTrace(token, events, held, lists, Optional.empty());
    }

    TokenTrace with(Optional<Long> seconds) {
        return new TokenTrace(token, events, held, lists, seconds.map(Duration::ofSeconds));
    }

    private Map<String, Long> kinds() {
        var kinds = new TreeMap<String, Long>();
        for (var event : events) {
            kinds.merge(event.text("type").orElse("?"), 1L, Long::sum);
        }
        return kinds;
    }

    /// Until when the newest of them stays at least.
    private Optional<String> until() {
        var last = events.isEmpty() ? Optional.<String>empty() : events.getLast().text("time");
        return last.flatMap(
                time -> retention.map(it -> OffsetDateTime.parse(time).plus(it).toString()));
    }

    // --- for people ---

    void tell(Console console, boolean hostRequired) {
        if (events.isEmpty() && lists.isEmpty() && held.isNothing()) {
            console.tell(Message.TRACE_NOTHING);
            return;
        }
        if (!events.isEmpty()) {
            console.tell(
                    Message.TRACE_JOURNAL,
                    events.size(),
                    events.getFirst().text("time").orElse("?"),
                    events.getLast().text("time").orElse("?"));
            kinds().forEach((kind, count) -> console.print("  " + kind + " " + count));
            var stays = hostRequired ? Message.TRACE_STAYS : Message.TRACE_STAYS_SENT;
            console.tell(stays, until().orElse("?"));
        }
        for (var list : lists) {
            console.tell(
                    Message.TRACE_LIST, list.list(), list.version(), list.entries(), list.as());
        }
        if (!lists.isEmpty()) {
            console.tell(Message.TRACE_LISTS_STAY);
        }
        tellMemory(console);
    }

    private void tellMemory(Console console) {
        held.area().ifPresent(it -> console.tell(Message.TRACE_AREA, it.area(), it.since()));
        held.prompts().forEach(point -> console.tell(Message.TRACE_PROMPT, point));
        held.tries().forEach(it -> console.tell(Message.TRACE_TRIES, it.point(), it.kind().wire()));
        held.counting()
                .forEach(
                        (it, until) ->
                                console.tell(
                                        Message.TRACE_TRIES_COUNT,
                                        it.point(),
                                        it.kind().wire(),
                                        seconds(until)));
        held.uses()
                .ifPresent(
                        it ->
                                console.tell(
                                        Message.TRACE_USES,
                                        it.times(),
                                        seconds(it.until().plus(Uses.KEPT))));
        if (held.visits() > 0) {
            console.tell(Message.TRACE_VISITS, held.visits());
        }
        if (held.visiting() > 0) {
            console.tell(Message.TRACE_VISITING, held.visiting(), Visits.KEPT.toDays());
        }
        held.sessions().forEach(it -> console.tell(Message.TRACE_SESSION, it));
        if (!held.sales().isEmpty()) {
            console.tell(Message.TRACE_SALES, held.sales().size(), Ledger.DAYS_KEPT);
        }
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    // --- for programs ---

    /// @param erased what an erasure says of itself; nothing: there was none
    String json(Json.Obj erased) {
        var json =
                Json.Obj.EMPTY
                        .with("token", token.toString())
                        .with("events", new Json.Arr(List.copyOf(events)))
                        .with("lists", new Json.Arr(lists.stream().<Json>map(this::json).toList()))
                        .with("goes", held.goes())
                        .with("stays", held.stays());
        var until = until();
        if (until.isPresent()) {
            json = json.with("stay_until", until.get());
        }
        return Canonical.text(erased.equals(Json.Obj.EMPTY) ? json : json.with("erased", erased));
    }

    private Json.Obj json(Mention list) {
        return Json.Obj.EMPTY
                .with("list", list.list())
                .with("version", list.version())
                .with("as", list.as())
                .with("entries", list.entries());
    }
}
