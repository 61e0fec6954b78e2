package onecard.edge.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.Token;
import onecard.access.Uses;
import onecard.access.Visits;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.record.Held;
import onecard.edge.record.MemoryFold;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.registry.Mentions;
import onecard.edge.store.registry.Mentions.Mention;
import onecard.edge.store.vault.VaultLook;
import onecard.edge.words.Message;
import onecard.money.Ledger;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// What a state directory holds about one token, read from its files, beside a daemon or without.
/// Where the site's key was rolled, as the journal tells, whoever it stands for has another one
/// besides.
/// Of records there may be more than there is memory for: they are counted, and told one by one.
///
/// @param names it, and what else the same was known by; by the last of them it is known now
/// @param journal in which they are
/// @param events records that name it
/// @param held what the records have left in memory
/// @param lists that name it
/// @param bodies what is kept of theirs
/// @param retention how long a record stays at least; absent: nobody said
record TokenTrace(
        Token token,
        List<Token> names,
        Path journal,
        Counts events,
        Held held,
        List<Mention> lists,
        List<VaultLook.Held> bodies,
        Optional<Duration> retention) {

    TokenTrace {
        names = List.copyOf(names);
        lists = List.copyOf(lists);
        bodies = List.copyOf(bodies);
    }

    /// How many, by type, and from when to when.
    ///
    /// @param first time of the oldest; absent: there is none
    record Counts(Map<String, Long> kinds, Optional<String> first, Optional<String> last) {

        Counts {
            kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
        }

        long size() {
            return kinds.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// Of one record after another.
    private static final class Counting {
        private final Map<String, Long> kinds = new TreeMap<>();
        private Optional<String> first = Optional.empty();
        private Optional<String> last = Optional.empty();

        void add(Json.Obj event) {
            kinds.merge(event.text("type").orElse("?"), 1L, Long::sum);
            last = event.text("time");
            first = first.or(() -> last);
        }

        boolean isNone() {
            return kinds.isEmpty();
        }

        Counts counts() {
            return new Counts(kinds, first, last);
        }
    }

    /// @param now by this machine's clock
    static TokenTrace of(Path state, Token token, Instant now) throws IOException {
        var file = state.resolve("journal.db");
        var counting = new Counting();
        var fold = new MemoryFold();
        var names = Names.of(state, token);
        try (var journal = JournalReader.open(file).orElseThrow()) {
            Names.each(journal, names, counting::add);
            journal.fold(fold);
        }
        var at = new Moment(new Mono(0), now, ClockTrust.SYNCED);
        var lists = new ArrayList<Mention>();
        for (var name : names) {
            lists.addAll(Mentions.in(StateDir.registry(state), name));
        }
        return new TokenTrace(
                token,
                names,
                file,
                counting.counts(),
                fold.held(names.getLast(), at),
                lists,
                VaultLook.of(StateDir.vault(state), names),
                Optional.empty());
    }

    /// The others of its names.
    private List<Token> others() {
        return names.stream().filter(name -> !name.equals(token)).toList();
    }

    TokenTrace with(Optional<Long> seconds) {
        return new TokenTrace(
                token,
                names,
                journal,
                events,
                held,
                lists,
                bodies,
                seconds.map(Duration::ofSeconds));
    }

    /// Until when the newest of them stays at least.
    private Optional<String> until(Counts counts) {
        return counts.last()
                .flatMap(
                        time ->
                                retention.map(
                                        it -> OffsetDateTime.parse(time).plus(it).toString()));
    }

    // --- for people ---

    void tell(Console console, boolean hostRequired) {
        if (events.size() == 0 && lists.isEmpty() && bodies.isEmpty() && held.isNothing()) {
            console.tell(Message.TRACE_NOTHING);
            return;
        }
        for (var other : others()) {
            console.tell(Message.TRACE_ALSO, other);
        }
        if (events.size() > 0) {
            console.tell(
                    Message.TRACE_JOURNAL,
                    events.size(),
                    events.first().orElse("?"),
                    events.last().orElse("?"));
            events.kinds().forEach((kind, count) -> console.print("  " + kind + " " + count));
            var stays = hostRequired ? Message.TRACE_STAYS : Message.TRACE_STAYS_SENT;
            console.tell(stays, until(events).orElse("?"));
        }
        for (var list : lists) {
            console.tell(
                    Message.TRACE_LIST, list.list(), list.version(), list.entries(), list.as());
        }
        if (!lists.isEmpty()) {
            console.tell(Message.TRACE_LISTS_STAY);
        }
        bodies.forEach(it -> BodyWords.tell(console, it, Instant.now()));
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
        held.shared()
                .ifPresent(
                        it ->
                                console.tell(
                                        Message.TRACE_SHARED,
                                        seconds(it.use().until().plus(Uses.KEPT))));
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

    /// One object on one line, its members sorted; the records as they are read, so that there may
    /// be
    /// any number.
    ///
    /// @param erased what an erasure says of itself; nothing: there was none
    void json(PrintStream out, Json.Obj erased) throws IOException {
        out.print(
                erased.equals(Json.Obj.EMPTY)
                        ? "{"
                        : "{\"erased\":" + Canonical.text(erased) + ",");
        var counting = new Counting();
        out.print("\"events\":[");
        try (var reader = JournalReader.open(journal).orElseThrow()) {
            Names.each(
                    reader,
                    names,
                    event -> {
                        out.print(counting.isNone() ? "" : ",");
                        out.print(Canonical.text(event));
                        counting.add(event);
                    });
        }
        var rest =
                Json.Obj.EMPTY
                        .with("goes", held.goes())
                        .with("lists", new Json.Arr(lists.stream().<Json>map(this::json).toList()))
                        .with("stays", held.stays())
                        .with("token", token.toString())
                        .with("vault", BodyWords.json(bodies));
        var until = until(counting.counts());
        var more = others().isEmpty() ? rest : rest.with("also", also());
        var all = until.map(it -> more.with("stay_until", it)).orElse(more);
        out.println("]," + Canonical.text(all).substring(1));
    }

    private Json also() {
        return Json.Arr.ofText(others().stream().map(Token::toString).toList());
    }

    private Json.Obj json(Mention list) {
        return Json.Obj.EMPTY
                .with("list", list.list())
                .with("version", list.version())
                .with("as", list.as())
                .with("entries", list.entries());
    }
}
