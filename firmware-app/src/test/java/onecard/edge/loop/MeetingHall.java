package onecard.edge.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.attendance.AttendanceTerms;
import onecard.attendance.Attending;
import onecard.attendance.ClosingReport;
import onecard.attendance.Expected;
import onecard.attendance.Meetings;
import onecard.attendance.Meetings.When;
import onecard.attendance.Presence;
import onecard.attendance.Roster;
import onecard.attendance.Session;
import onecard.attendance.WalkIn;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.point.PostureHours;
import onecard.point.meeting.Desk;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One life of a device with desks over a journal file of its own: the real loop, fold and store on
/// the calling thread, in made-up time. What is offered to the journal waits until it is told to
/// write. A desk `d` has a reader `d-in`.
final class MeetingHall implements AutoCloseable {

    static final Instant NINE = Instant.parse("2026-11-28T01:00:00Z");
    static final Instant NOON = Instant.parse("2026-11-28T04:00:00Z");
    static final Session BOARD = Session.parse("board-7 2026-11-28").orElseThrow();
    private static final ListVersion STAFF =
            new ListVersion("staff", 17, Instant.parse("2026-11-01T00:00:00Z"), Optional.empty());

    /// How its desks take their meeting.
    ///
    /// @param ends when it does
    record Terms(
            WalkIn walkIn, boolean listed, boolean signOut, Safeguards safeguards, Instant ends) {
        static final Terms PLAIN = new Terms(WalkIn.RECORD, true, false, Safeguards.NONE);

        Terms(WalkIn walkIn, boolean listed, boolean signOut, Safeguards safeguards) {
            this(walkIn, listed, signOut, safeguards, NOON);
        }

        Terms until(Instant end) {
            return new Terms(walkIn, listed, signOut, safeguards, end);
        }
    }

    final JournalFile file;
    final EdgeLoop loop;
    final Metrics metrics = new Metrics();
    final List<String> panel = new ArrayList<>();
    final List<ClosingReport> reports = new ArrayList<>();
    final Map<Session, Map<Token, Presence>> published = new HashMap<>();
    Moment now;
    private final Path directory;
    private final String name;
    private final Deque<Draft> offered = new ArrayDeque<>();

    MeetingHall(Path directory, String name, int boot, Instant begins, Terms terms, String... desks)
            throws IOException {
        this(directory, name, boot, begins, ClockTrust.SYNCED, terms, desks);
    }

    MeetingHall(
            Path directory,
            String name,
            int boot,
            Instant begins,
            ClockTrust trust,
            Terms terms,
            String... desks)
            throws IOException {
        this.directory = directory;
        this.name = name;
        now = new Moment(new Mono(0), begins, trust);
        var fold = new MemoryFold();
        var random = new SplittableRandom(boot * 31L + name.hashCode());
        var who =
                new JournalIdentity(
                        "hall",
                        name,
                        "%04x".formatted(boot),
                        Rig.ZONE,
                        SigningKey.ofSeed(Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), 32)),
                        () -> "%08x".formatted(random.nextInt()));
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        file = JournalFile.open(journal(), who, limits, fold, now);
        loop =
                new EdgeLoop(
                        Arrays.stream(desks).<PointSlot<?>>map(id -> desk(id, terms)).toList(),
                        EdgeLoop.Before.nothing(),
                        offered::add,
                        metrics);
        loop.attended(fold.attended());
        loop.publishAttendance(published::put);
        loop.start(now);
        fold.unanswered(now).forEach(offered::add);
    }

    /// What it has told of its meeting for whoever missed some.
    Map<Token, Presence> kept() {
        return published.getOrDefault(BOARD, Map.of());
    }

    Path journal() {
        return directory.resolve(name + ".db");
    }

    private PointSlot<?> desk(String id, Terms terms) {
        var held =
                new Meetings(
                        Map.of("board-7", new When.Once(NINE, terms.ends())),
                        Optional.empty(),
                        Rig.ZONE,
                        new AttendanceTerms(
                                Duration.ofMinutes(30),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(30),
                                false,
                                terms.walkIn(),
                                terms.signOut(),
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(60)));
        var attending =
                new Attending(
                        name,
                        held,
                        terms.listed() ? Optional.of("roster") : Optional.empty(),
                        Set.of());
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        id,
                        "meeting",
                        new Desk(),
                        Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE).with(terms.safeguards()),
                        PostureHours.NONE,
                        Map.of(id + "-in", Direction.IN),
                        Map.of(id + "-pad", Set.of(id + "-in")),
                        Map.of(),
                        Map.of(),
                        new Shown(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new PointSlot.Attends(attending, new Told()))));
    }

    // --- people ---

    static Token person(long number) {
        return Rig.subject(number);
    }

    /// Of these, each with a seat of their number.
    void expects(long... people) {
        var rows = new ArrayList<Expected>();
        for (long number : people) {
            rows.add(
                    new Expected(
                            person(number),
                            Optional.empty(),
                            Optional.of("A " + number),
                            Optional.empty(),
                            Optional.empty(),
                            true));
        }
        var list = new ListVersion("roster", 3, NINE.minusSeconds(3_600), Optional.empty());
        var roster = Roster.of(list, Map.of("board-7", rows));
        loop.turn(new Stimulus.Attends.ByRoster("roster", Optional.of(roster)), now);
    }

    /// Somebody's card, which leaves again at once.
    void tap(String desk, long person) {
        shows(desk, CredentialKind.SSC, person, person);
    }

    /// Whatever they show, and of whom it is.
    void shows(String desk, CredentialKind kind, long id, long person) {
        var credential = Credential.of(kind, new Token(kind.ordinal(), id), Assurance.A2);
        var entry =
                new Entry(
                        STAFF,
                        person(person),
                        Set.of("staff"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        shows(desk, new Presentation.Known(credential, List.of(entry), List.of(STAFF)));
    }

    void shows(String desk, Presentation known) {
        var reader = desk + "-in";
        loop.turn(new Stimulus.Presented(reader, known, now.mono().nanos(), 0, 0), now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    Answer asks(String desk, String id, Command.Act act) throws SQLException {
        var answers = new ArrayList<Answer>();
        var command = new Command(id, desk, act, "local:clerk");
        loop.turn(new Stimulus.Commanded(command, answers::add), now);
        settle();
        return answers.getLast();
    }

    void after(Duration duration) {
        now = new Moment(now.mono().plus(duration), now.wall().plus(duration), now.trust());
        loop.due(now);
    }

    void at(Instant wall) throws SQLException {
        after(Duration.between(now.wall(), wall));
        settle();
    }

    // --- the journal ---

    List<Draft> offered() {
        return List.copyOf(offered);
    }

    void commit() throws SQLException {
        var batch = List.copyOf(offered);
        offered.clear();
        for (var row : file.commit(batch, now)) {
            row.draft()
                    .tap()
                    .ifPresent(tap -> loop.turn(new Stimulus.Recorded(tap, row.at().seq()), now));
        }
    }

    /// None of it is taken.
    void refuse() {
        var batch = List.copyOf(offered);
        offered.clear();
        for (var draft : batch) {
            draft.tap()
                    .ifPresent(
                            tap ->
                                    loop.turn(
                                            new Stimulus.NotRecorded(
                                                    tap, onecard.access.Reason.JOURNAL_FULL),
                                            now));
        }
    }

    void settle() throws SQLException {
        while (!offered.isEmpty()) {
            commit();
        }
        var _ = file.checkpointIfDue(now, false);
        var _ = file.snapshotIfDue(now);
    }

    /// The `data` of each `attendance` event in the journal.
    List<Json.Obj> attendance() throws IOException {
        var events = new ArrayList<Json.Obj>();
        try (var reader = JournalReader.open(journal()).orElseThrow()) {
            var _ =
                    reader.each(
                            0,
                            text ->
                                    onecard.edge.crypto.JsonReader.object(text)
                                            .filter(
                                                    it ->
                                                            it.text("type")
                                                                    .equals(
                                                                            Optional.of(
                                                                                    "onecard.attendance.v1")))
                                            .ifPresent(it -> events.add(Occurrences.data(it))));
        }
        return events;
    }

    @Override
    public void close() throws SQLException {
        file.close();
    }

    private final class Told implements DeskCounter {
        @Override
        public void report(ClosingReport report, Moment now) {
            reports.add(report);
        }
    }

    private final class Shown implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {
            panel.add(signal + " " + en);
        }

        @Override
        public void warn(boolean on) {}
    }
}
