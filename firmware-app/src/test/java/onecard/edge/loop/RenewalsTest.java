package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Owed;
import onecard.edge.record.Prompts;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// How many cards that end soon were seen, day by day, in made-up time: told once each, over
/// midnights that nobody was awake at, restarts, a journal without room, and clocks set back.
class RenewalsTest {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final ListVersion STAFF =
            new ListVersion("staff", 1, Instant.parse("2026-11-01T00:00:00Z"), Optional.empty());

    /// What is durable, as the journal tells it.
    private final List<Json.Obj> journal = new ArrayList<>();

    private final ArrayDeque<Draft> offered = new ArrayDeque<>();
    private Metrics metrics = new Metrics();
    private EdgeLoop loop = loop(180, new Prompts());
    private Moment now = at("2026-11-23T09:00:00");

    @Test
    void eachDayIsToldOnceItIsOverWithEachCardOnce() {
        seen(1, 2);
        seen(2, 3);
        seen(1, 2);
        contactOnly();
        contactOnly();
        assertEquals(1, metrics.json().number("onecard_cards_ending{generation=\"2\"}").get());
        assertEquals(2, metrics.json().number("onecard_cards_contact_only").get());
        until("2026-11-23T23:59:59");
        assertEquals(List.of(), told());

        until("2026-11-24T00:00:01");
        assertEquals(List.of("2026-11-23 2=1 3=1 contact 2"), told());
        assertEquals(0, metrics.json().number("onecard_cards_contact_only").get());
        assertFalse(metrics.text().contains("onecard_cards_ending"));

        seen(1, 2);
        until("2026-11-25T00:00:01");
        until("2026-11-26T00:00:01");
        assertEquals(
                List.of(
                        "2026-11-23 2=1 3=1 contact 2",
                        "2026-11-24 2=1 contact 0",
                        "2026-11-25 contact 0"),
                told());
    }

    @Test
    void aDayWhoseMidnightNobodySawIsToldAtTheNextStart() {
        seen(1, 2);
        restarts();
        seen(1, 2);
        seen(2, 2);
        until("2026-11-23T18:00:00");
        clockSays("2026-11-26T08:00:00");
        restarts();
        until("2026-11-26T08:00:01");
        assertEquals(List.of("2026-11-23 2=2 contact 0"), told());

        restarts();
        until("2026-11-26T20:00:00");
        assertEquals(List.of("2026-11-23 2=2 contact 0"), told());
    }

    /// Whoever taps in the first turn of a day counts for that day, as after a restart.
    @Test
    void theFirstTapAfterMidnightIsOfTheNewDay() {
        seen(1, 2);
        clockSays("2026-11-24T00:00:00");
        seen(2, 2);
        assertEquals(List.of("2026-11-23 2=1 contact 0"), told());
        restarts();
        until("2026-11-25T00:00:01");

        assertEquals(List.of("2026-11-23 2=1 contact 0", "2026-11-24 2=1 contact 0"), told());
    }

    @Test
    void aDayThatFindsNoRoomIsToldOnceThereIs() {
        seen(1, 2);
        clockSays("2026-11-24T00:00:01");
        loop.due(now);
        refuse();
        assertEquals(List.of(), told());
        passes(Owed.AGAIN);
        loop.due(now);
        refuse();
        restarts();
        until("2026-11-24T00:01:00");

        assertEquals(List.of("2026-11-23 2=1 contact 0"), told());
    }

    /// A new site file, which may make that room.
    @Test
    void aDayThatFindsNoRoomIsOwedByTheNextLoopAlone() {
        seen(1, 2);
        clockSays("2026-11-24T00:00:01");
        loop.due(now);
        refuse();
        var before = loop;
        restarts();
        loop.after(before);
        loop.start(now);
        until("2026-11-24T00:01:00");
        until("2026-11-25T00:01:00");

        assertEquals(List.of("2026-11-23 2=1 contact 0", "2026-11-24 contact 0"), told());
    }

    @Test
    void aClockSetBackTellsNoDayTwice() {
        seen(1, 2);
        until("2026-11-24T00:00:05");
        seen(2, 2);
        clockSays("2026-11-23T23:59:50");
        loop.due(now);
        seen(3, 3);
        until("2026-11-25T00:00:01");

        assertEquals(List.of("2026-11-23 2=1 contact 0", "2026-11-24 2=1 3=1 contact 0"), told());
    }

    @Test
    void aClockThatRanAheadCostsTheDaysThatItSkipped() {
        seen(1, 2);
        until("2026-12-01T10:00:00");
        seen(2, 2);
        clockSays("2026-11-24T10:00:00");
        loop.due(now);
        until("2026-11-25T00:00:01");

        assertEquals(List.of("2026-11-23 2=1 contact 0", "2026-11-24 2=1 contact 0"), told());
    }

    @Test
    void aDayThatWasToldAheadOfItsTimeIsToldNoSecondTime() {
        seen(1, 2);
        until("2026-12-01T10:00:00");
        seen(2, 2);
        until("2026-12-02T00:00:01");
        clockSays("2026-11-24T10:00:00");
        loop.due(now);
        until("2026-12-01T10:00:00");
        seen(3, 3);
        until("2026-12-02T10:00:00");
        until("2026-12-03T00:00:01");

        assertEquals(
                List.of(
                        "2026-11-23 2=1 contact 0",
                        "2026-12-01 2=1 contact 0",
                        "2026-11-24 contact 0",
                        "2026-12-02 3=1 contact 0"),
                told());
    }

    @Test
    void withoutAClockNoDayIsOver() {
        seen(1, 2);
        now = new Moment(now.mono(), at("2026-11-25T09:00:00").wall(), ClockTrust.UNTRUSTED);
        loop.due(now);
        contactOnly();
        assertEquals(List.of(), told());

        clockSays("2026-11-25T09:00:01");
        until("2026-11-25T09:00:02");
        assertEquals(List.of("2026-11-23 2=1 contact 1"), told());
    }

    @Test
    void whereNobodyIsPromptedNothingIsTold() {
        loop = loop(0, new Prompts());
        contactOnly();
        until("2026-11-25T00:00:01");

        assertEquals(List.of(), told());
    }

    @Test
    void nothingOfItIsAboutAnybodyAndTheErasedCountOn() {
        seen(1, 2);
        loop.turn(new Stimulus.Erase(new Token(1, 1), "local:desk", _ -> {}), now);
        answer();
        assertFalse(state().contains(new Token(1, 1).toString()));
        until("2026-11-24T00:00:01");

        assertEquals(List.of("2026-11-23 2=1 contact 0"), told());
        var event = Canonical.text(journal.getLast());
        assertFalse(event.matches(".*[0-9a-f]{32}.*"), event);
    }

    /// A hundred lives of forty days: each day that anybody was seen on is told once, as a plain
    /// count has it.
    @Test
    void anyDaysAreToldAsTheyWere() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new SplittableRandom(seed);
            journal.clear();
            offered.clear();
            loop = loop(180, new Prompts());
            now = at("2026-11-01T00:00:00");
            var expected = new TreeMap<String, Set<Integer>>();
            while (now.wall().isBefore(at("2026-12-10T00:00:00").wall())) {
                passes(Duration.ofMinutes(random.nextInt(1, 360)));
                if (random.nextInt(10) == 0) {
                    passes(Duration.ofHours(random.nextInt(60)));
                    restarts();
                }
                loop.due(now);
                if (random.nextInt(8) == 0) {
                    refuse();
                    passes(Owed.AGAIN);
                    loop.due(now);
                }
                answer();
                int card = random.nextInt(1, 6);
                seen(card, 2);
                expected.computeIfAbsent(
                                LocalDate.ofInstant(now.wall(), ZONE).toString(),
                                _ -> new TreeSet<>())
                        .add(card);
            }
            until("2026-12-20T00:00:00");
            var got = new TreeMap<String, String>();
            for (var line : told()) {
                var date = line.substring(0, 10);
                assertEquals(null, got.put(date, line), "seed " + seed);
            }
            for (var day : expected.entrySet()) {
                assertEquals(
                        day.getKey() + " 2=" + day.getValue().size() + " contact 0",
                        got.remove(day.getKey()),
                        "seed " + seed);
            }
            // Whoever was there saw nobody.
            got.forEach((date, line) -> assertEquals(date + " contact 0", line));
        }
    }

    // --- what is done ---

    private void seen(int card, int generation) {
        var token = new Token(card, card);
        var credential =
                new Credential(
                        CredentialKind.SSC,
                        token,
                        Assurance.A1,
                        OptionalInt.of(generation),
                        Optional.empty(),
                        Optional.of(LocalDate.ofInstant(now.wall(), ZONE).plusDays(30)));
        var entry =
                new Entry(
                        STAFF,
                        token,
                        Set.of("staff"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        present(new Presentation.Known(credential, List.of(entry), List.of(STAFF)));
    }

    private void contactOnly() {
        present(new Presentation.Unreadable(Reason.CONTACT_ONLY));
    }

    /// The card leaves, and the next may be the same.
    private void present(Presentation shown) {
        loop.turn(new Stimulus.Presented("in", shown, now.mono().nanos(), 0, 0), now);
        answer();
        loop.turn(new Stimulus.CardGone("in"), now);
        passes(Duration.ofSeconds(2));
        loop.due(now);
        answer();
    }

    private void until(String local) {
        clockSays(local);
        loop.due(now);
        answer();
    }

    private void clockSays(String local) {
        now =
                new Moment(
                        now.mono().plus(Duration.ofMinutes(1)),
                        at(local).wall(),
                        ClockTrust.SYNCED);
    }

    private void passes(Duration time) {
        now = new Moment(now.mono().plus(time), now.wall().plus(time), now.trust());
    }

    private void restarts() {
        var fold = new MemoryFold();
        journal.forEach(fold::apply);
        var again = new MemoryFold();
        again.restore(JsonReader.object(Canonical.text(fold.state())).orElseThrow());
        offered.clear();
        metrics = new Metrics();
        loop = loop(180, again.prompts());
    }

    private String state() {
        var fold = new MemoryFold();
        journal.forEach(fold::apply);
        return Canonical.text(fold.state());
    }

    /// The journal writes what it was told.
    private void answer() {
        while (!offered.isEmpty()) {
            var draft = offered.remove();
            journal.add(event(draft));
            draft.tap()
                    .ifPresent(name -> loop.turn(new Stimulus.Recorded(name, journal.size()), now));
        }
    }

    /// It has no room.
    private void refuse() {
        while (!offered.isEmpty()) {
            offered.remove()
                    .tap()
                    .ifPresent(
                            name ->
                                    loop.turn(
                                            new Stimulus.NotRecorded(name, Reason.JOURNAL_FULL),
                                            now));
        }
    }

    private List<String> told() {
        var told = new ArrayList<String>();
        for (var event : journal) {
            var data = event.object("data").orElseThrow();
            if (data.text("what").equals(Optional.of("renewals"))) {
                var line = new StringBuilder(data.text("business_date").orElseThrow());
                data.object("ending")
                        .orElseThrow()
                        .forEach(
                                (generation, count) ->
                                        line.append(' ')
                                                .append(generation)
                                                .append('=')
                                                .append(((Json.Num) count).value()));
                told.add(line + " contact " + data.number("contact_only").orElseThrow());
            }
        }
        return told;
    }

    private static Json.Obj event(Draft draft) {
        return Json.Obj.EMPTY
                .with("type", "onecard." + draft.kind().wire() + ".v1")
                .with("time", draft.at().wall().atZone(ZONE).toOffsetDateTime().toString())
                .with(
                        "data",
                        draft.data()
                                .with("point", draft.point())
                                .with("clock", draft.at().trust().wire()));
    }

    private static Moment at(String local) {
        var wall = LocalDateTime.parse(local).atZone(ZONE).toInstant();
        var since = Duration.between(Instant.parse("2026-01-01T00:00:00Z"), wall);
        return new Moment(new Mono(since.toNanos()), wall, ClockTrust.SYNCED);
    }

    private EdgeLoop loop(int renewWithin, Prompts prompts) {
        return QuietDoor.loop(renewWithin, prompts, offered::add, metrics);
    }
}
