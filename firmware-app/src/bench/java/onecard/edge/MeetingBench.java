package onecard.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.AttendanceTerms;
import onecard.attendance.Attending;
import onecard.attendance.Expected;
import onecard.attendance.Meetings;
import onecard.attendance.Meetings.When;
import onecard.attendance.Result;
import onecard.attendance.Roster;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.attendance.WalkIn;
import onecard.edge.Series.Figures;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.TapSource;
import onecard.edge.loop.DeskCounter;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.PointSlot;
import onecard.edge.record.AttendanceFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.journal.Records;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent;
import onecard.point.PostureHours;
import onecard.point.meeting.Desk;
import onecard.time.Moment;
import onecard.words.Words;

/// From a card's facts on the reader's thread to the decision that somebody signs in, and to the
/// word that they are welcome, beside one durable commit by C on the same disk, at the same pace.
/// Looked up in a list of ten thousand; the roster has two thousand, of whom all that are not
/// measured are there already.
final class MeetingBench implements Bench.Work {

    private static final int SIGNS = 200;
    private static final int WARM_UP = 100;
    private static final int EXPECTED = 2_000;

    /// Whom each other device has recorded already.
    private static final int OTHERS = 400;

    /// Whom each other device records before each sign here.
    private static final int AT_ONCE = 10;

    @Override
    public void run(Bench.Setting setting) throws Exception {
        System.out.println("meeting: " + setting.rounds() + " rounds of " + SIGNS + " signs");
        var decided = beside(setting, "decided", true, false);
        decided.print("facts to decision p50, ms", Figures::p50, 1e6, "<= 5 ms");
        decided.print("facts to decision p99, ms", Figures::p99, 1e6, "<= 5 ms");
        var hearing = beside(setting, "hearing", true, true);
        hearing.print("the same while others are heard p50, ms", Figures::p50, 1e6, "<= 5 ms");
        hearing.print("the same while others are heard p99, ms", Figures::p99, 1e6, "<= 5 ms");
        var told = beside(setting, "told", false, false);
        told.print("facts to welcome p50, ms", Figures::p50, 1e6, "<= 2.5 x one commit");
        told.print("facts to welcome p99, ms", Figures::p99, 1e6, "<= 3 x one commit");
    }

    private static Pairs beside(Bench.Setting setting, String what, boolean decision, boolean heard)
            throws Exception {
        var own = setting.in(what);
        return OneCommit.beside(
                own,
                WARM_UP + SIGNS,
                Shown.QUIET,
                round -> signs(own.scratch().resolve("signs-" + round), decision, heard));
    }

    private static Figures signs(Path directory, boolean decision, boolean heard) throws Exception {
        Files.createDirectories(directory);
        var told = new Word();
        try (var work = new Answering(directory)) {
            var decided = new AtomicLong();
            Records journal =
                    new Records() {
                        @Override
                        public void offer(Draft draft) {
                            offer(List.of(draft));
                        }

                        @Override
                        public void offer(List<Draft> together) {
                            if (together.getLast().kind() == EventKind.ATTENDANCE) {
                                decided.set(System.nanoTime());
                            }
                            work.journal.offer(together);
                        }
                    };
            var loop =
                    new EdgeLoop(
                            List.of(desk(told)), EdgeLoop.Before.nothing(), journal, new Metrics());
            loop.attended(new AttendanceFold.Kept(before(), Map.of(), Map.of()));
            try (var _ = Shown.turning(loop, work)) {
                var _ =
                        work.inbox.offer(
                                new Stimulus.Attends.ByRoster("roster", Optional.of(roster())));
                var source =
                        new TapSource(
                                work::lists,
                                work.inbox,
                                Samples.SILENT,
                                new Metrics(),
                                System::nanoTime);
                source.accept(new DeviceEvent.ReaderBack("desk", System.nanoTime()));
                var others = new Others();
                return Shown.figures(
                        work,
                        WARM_UP,
                        SIGNS,
                        person -> {
                            if (heard) {
                                others.tell(work);
                            }
                            var token = People.tokens().of("ssc", People.code(person));
                            long start = Shown.card(source, "desk", token);
                            long at = told.said("person " + person);
                            return (decision ? decided.get() : at) - start;
                        });
            }
        }
    }

    /// Five other devices, each with a desk of the same meeting. Of one round.
    private static final class Others {

        private final Session session = session();
        private final Map<String, Attendance> recorded = new TreeMap<>();

        Others() {
            for (int device = 0; device < 5; device++) {
                recorded.put("hall-" + device, Attendance.EMPTY);
                for (int one = 0; one < OTHERS; one++) {
                    signs("hall-" + device);
                }
            }
        }

        private void signs(String device) {
            var sign =
                    new Sign(
                            Instant.EPOCH,
                            true,
                            Result.ON_TIME,
                            device + "/desk-1",
                            Optional.empty(),
                            Optional.empty());
            recorded.computeIfPresent(
                    device,
                    (_, all) ->
                            all.with(
                                    session,
                                    new Token(device.hashCode(), all.of(session).size()),
                                    sign));
        }

        /// Each has taken a few more at once. What is heard of one sign is told with all before.
        void tell(Answering work) {
            for (int word = 0; word < AT_ONCE; word++) {
                for (var device : recorded.keySet()) {
                    signs(device);
                    var _ =
                            work.inbox.offer(
                                    new Stimulus.Attends.Elsewhere(
                                            device, session, recorded.get(device).of(session)));
                }
            }
        }
    }

    private static Session session() {
        return new Session("bench", Samples.now().wall().atZone(Samples.ZONE).toLocalDate());
    }

    private static PointSlot<?> desk(Word told) {
        var counter =
                new DeskCounter() {
                    @Override
                    public void tell(Words words, Moment now) {
                        told.say();
                    }
                };
        var now = Samples.now().wall();
        var terms =
                new AttendanceTerms(
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        false,
                        WalkIn.REFUSE,
                        false,
                        Duration.ZERO,
                        Duration.ZERO);
        var held =
                new Meetings(
                        Map.of("bench", new When.Once(now, now.plus(Duration.ofHours(12)))),
                        Optional.empty(),
                        Samples.ZONE,
                        terms);
        var attending = new Attending("bench", held, Optional.of("roster"), Set.of());
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        "desk-1",
                        "meeting",
                        new Desk(),
                        Policy.of(Set.of("staff"), Assurance.A1, Samples.ZONE),
                        PostureHours.NONE,
                        Map.of("desk", Direction.IN),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Samples.SILENT,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new PointSlot.Attends(attending, counter))));
    }

    private static Token person(int number) {
        return Token.parse(People.tokens().of("subject", "p-" + number)).orElseThrow();
    }

    private static Roster roster() {
        var rows = new ArrayList<Expected>();
        for (int person = 0; person < EXPECTED; person++) {
            rows.add(
                    new Expected(
                            person(person),
                            Optional.empty(),
                            Optional.of("A " + person),
                            Optional.empty(),
                            Optional.empty(),
                            false));
        }
        var list = new ListVersion("roster", 1, Instant.now(), Optional.empty());
        return Roster.of(list, Map.of("bench", rows));
    }

    private static Attendance before() {
        var now = Samples.now().wall();
        var session = session();
        var all = Attendance.EMPTY;
        for (int person = SIGNS + WARM_UP; person < EXPECTED; person++) {
            var sign =
                    new Sign(
                            now,
                            true,
                            Result.ON_TIME,
                            "bench/desk-1",
                            Optional.empty(),
                            Optional.of("A " + person));
            all = all.with(session, person(person), sign);
        }
        return all;
    }
}
