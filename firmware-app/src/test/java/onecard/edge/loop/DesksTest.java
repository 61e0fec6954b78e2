package onecard.edge.loop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static onecard.edge.loop.MeetingHall.BOARD;
import static onecard.edge.loop.MeetingHall.NINE;
import static onecard.edge.loop.MeetingHall.NOON;
import static onecard.edge.loop.MeetingHall.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Factor;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.access.SecondFactor;
import onecard.access.Token;
import onecard.access.Use;
import onecard.attendance.Attendance;
import onecard.attendance.Result;
import onecard.attendance.WalkIn;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.MeetingHall.Terms;
import onecard.edge.record.AttendanceFold;
import onecard.edge.record.Attendances;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.watch.Metrics;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A desk under the real loop, fold and journal.
class DesksTest {

    @TempDir private Path directory;

    private MeetingHall hall(Terms terms, String... desks) throws Exception {
        return new MeetingHall(directory, "a", 1, NINE.minusSeconds(600), terms, desks);
    }

    private MeetingHall hall() throws Exception {
        var hall = hall(Terms.PLAIN, "d1", "d2");
        hall.expects(1, 2, 3);
        return hall;
    }

    @Test
    void nobodyIsToldBeforeTheirSignIsDurable() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            assertEquals(List.of(), hall.panel);

            hall.settle();

            assertEquals(List.of("GRANTED Signed in, seat A 1, here 1 of 3"), hall.panel);
            var signed = hall.attendance().getFirst();
            assertEquals(Optional.of("on_time"), signed.text("result"));
            assertEquals(Optional.of(person(1).toString()), signed.text("person"));
            assertEquals(Optional.of("A 1"), signed.text("seat"));
            assertTrue(signed.number("cause_seq").isPresent(), "it follows from its tap");
        }
    }

    @Test
    void whatTheJournalDoesNotHoldNeverWas() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.refuse();
            assertEquals(List.of("REFUSED Out of service"), hall.panel);

            hall.after(ofMinutes(2));
            hall.tap("d1", 1);
            hall.settle();

            assertEquals("GRANTED Signed in, seat A 1, here 1 of 3", hall.panel.getLast());
            assertEquals(1, hall.attendance().size());
        }
    }

    @Test
    void atTwoDesksOfOneDeviceNobodySignsTwice() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.tap("d2", 1); // before the journal has answered
            hall.settle();
            hall.after(ofMinutes(5));
            hall.tap("d2", 1);
            hall.settle();

            assertEquals(1, hall.attendance().size());
            assertEquals("GRANTED Signed in, seat A 1, here 1 of 3", hall.panel.getLast());
        }
    }

    @Test
    void withinAMinuteTheSameCardMakesNoEvent() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.settle();
            var before = hall.panel.size();
            hall.after(ofSeconds(59));
            hall.tap("d1", 1);

            assertEquals(List.of(), hall.offered());
            assertEquals(before, hall.panel.size());
        }
    }

    @Test
    void whoeverCameTooEarlyIsHeardAsTheDeskOpens() throws Exception {
        try (var hall =
                new MeetingHall(directory, "a", 1, NINE.minusSeconds(1_801), Terms.PLAIN, "d1")) {
            hall.expects(1);
            hall.tap("d1", 1);
            hall.settle();
            assertEquals(List.of("REFUSED No sign-in now"), hall.panel);
            hall.after(ofSeconds(2));
            hall.tap("d1", 1);
            hall.settle();

            assertEquals("GRANTED Signed in, seat A 1, here 1 of 1", hall.panel.getLast());
        }
    }

    /// What the journal refused never was.
    @Test
    void andWhoeverTheJournalRefused() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.refuse();
            hall.after(ofSeconds(2));
            hall.tap("d1", 1);
            hall.settle();

            assertEquals("GRANTED Signed in, seat A 1, here 1 of 3", hall.panel.getLast());
        }
    }

    /// Card, code and face are one person; a simulated source of faces is as good as a camera.
    @ParameterizedTest
    @EnumSource(names = {"SSC", "IDCARD", "QR", "FACE", "FINGER", "VEIN"})
    void whateverSomebodyShowsTheySignOnce(CredentialKind kind) throws Exception {
        try (var hall = hall()) {
            hall.shows("d1", kind, 70, 2);
            hall.tap("d2", 2);
            hall.settle();

            assertEquals(1, hall.attendance().size());
            assertEquals(Set.of(person(2)), hall.loop.attendance().of(BOARD).keySet());
        }
    }

    /// A visitor comes in by their code, and signs in by it upstairs.
    @Test
    void whoeverCameInByACodeSignsInByIt() throws Exception {
        var use = new Use(new Token(7, 7), 1, NOON);
        var pass = new Pass(use.key(), Set.of("d1"), Set.of(), NINE.minusSeconds(900), NOON, use);
        var at = new Moment(new Mono(0), NINE.minusSeconds(900), ClockTrust.SYNCED);
        var memory = Memory.EMPTY.after(new Occurrence.Used(use), at);
        try (var hall = hall(new Terms(WalkIn.RECORD, false, false, Safeguards.NONE), "d1")) {
            hall.loop.after(
                    new EdgeLoop(
                            List.of(),
                            EdgeLoop.Before.nothing().memory(memory),
                            _ -> {},
                            new Metrics()));
            hall.shows("d1", code(pass, pass.use()));
            hall.settle();
            assertEquals(List.of("GRANTED Signed in, here 1"), hall.panel);
            assertEquals(memory.uses(), hall.loop.memory().uses());

            // A rolling code is good once, wherever it was shown.
            var rolled = new Use(new Token(8, 8), 1, NOON);
            var seen = hall.loop.memory().after(new Occurrence.Used(rolled), at);
            assertEquals(seen, seen.withoutEntries(code(pass, rolled)));
        }
    }

    private static Presentation code(Pass pass, Use use) {
        return new Presentation.Signed(
                Credential.of(CredentialKind.PASS, pass.token(), Assurance.A1),
                new Pass(
                        pass.token(),
                        pass.points(),
                        pass.groups(),
                        pass.from(),
                        pass.until(),
                        use,
                        pass.visit()),
                List.of(),
                List.of());
    }

    @Test
    void aSecondFactorIsAskedForFirst() throws Exception {
        var factor = new SecondFactor(Factor.PIN, Set.of(), Optional.empty(), ofSeconds(20));
        var terms = new Terms(WalkIn.RECORD, true, false, Safeguards.NONE.with(factor));
        try (var hall = hall(terms, "d1")) {
            hall.expects(1);
            hall.tap("d1", 1);
            hall.settle();

            assertEquals(List.of("ASKED Enter PIN"), hall.panel);
            assertEquals(List.of(), hall.attendance());
        }
    }

    @Test
    void whoeverNobodyExpectsIsTreatedAsTheDeskSays() throws Exception {
        for (var walkIn : WalkIn.values()) {
            var terms = new Terms(walkIn, true, false, Safeguards.NONE);
            try (var hall = new MeetingHall(directory, "w" + walkIn, 1, NINE, terms, "d1")) {
                hall.expects(1);
                hall.tap("d1", 9);
                hall.settle();

                assertEquals(
                        switch (walkIn) {
                            case ALLOW -> "GRANTED Signed in, here 1 of 1";
                            case RECORD -> "GRANTED Noted, see desk, here 0 of 1";
                            case REFUSE -> "REFUSED See desk";
                        },
                        hall.panel.getLast());
                assertEquals(walkIn == WalkIn.REFUSE ? 0 : 1, hall.attendance().size());
            }
        }
    }

    @Test
    void anAttendanceClockTakesEverybodyInAndOut() throws Exception {
        try (var hall = hall(new Terms(WalkIn.RECORD, false, true, Safeguards.NONE), "d1")) {
            hall.tap("d1", 1);
            hall.at(NINE.plusSeconds(7_200));
            hall.tap("d1", 1);
            hall.settle();

            assertEquals("GRANTED Signed out, early, here 1", hall.panel.getLast());
            assertEquals(
                    List.of(Optional.of("on_time"), Optional.of("early_leave")),
                    hall.attendance().stream().map(it -> it.text("result")).toList());
        }
    }

    @Test
    void aClockThatNobodyBelievesMakesNobodyOnTime() throws Exception {
        try (var hall =
                new MeetingHall(
                        directory,
                        "a",
                        1,
                        Instant.parse("1970-01-01T00:05:00Z"),
                        ClockTrust.UNTRUSTED,
                        Terms.PLAIN,
                        "d1")) {
            hall.expects(1);
            hall.tap("d1", 1);
            hall.settle();

            assertEquals("GRANTED Noted, time unsure, seat A 1, here 1 of 1", hall.panel.getLast());
            var signed = hall.attendance().getFirst();
            assertEquals(Optional.of("untimed"), signed.text("result"));
            assertEquals(Optional.of("untrusted"), signed.text("clock"));
        }
    }

    // --- by hand ---

    @Test
    void anOperatorSignsInWhoeverForgotTheirCard() throws Exception {
        try (var hall = hall()) {
            var act = new Command.Act.Attend(person(2), person(8), Optional.of("board-7"));
            var answer = hall.asks("d1", "by-hand-1", act);

            assertEquals(Reason.OK, answer.reason());
            var signed = hall.attendance().getFirst();
            assertEquals(Optional.of(true), signed.bool("manual"));
            assertEquals(Optional.of(person(8).toString()), signed.text("operator"));
            assertEquals(Optional.of("on_time"), signed.text("result"));
            assertEquals(Reason.OK, hall.asks("d1", "by-hand-2", act).reason());
            assertEquals(1, hall.attendance().size(), "once");
        }
    }

    @Test
    void nobodyIsSignedInByHandWhereTheyMayNotBe() throws Exception {
        try (var hall = hall(new Terms(WalkIn.REFUSE, true, false, Safeguards.NONE), "d1")) {
            hall.expects(1);
            var act = new Command.Act.Attend(person(2), person(8), Optional.empty());
            assertEquals(Reason.NOT_ON_ROSTER, hall.asks("d1", "by-hand-1", act).reason());
            var other = new Command.Act.Attend(person(1), person(8), Optional.of("other"));
            assertEquals(Reason.NO_MEETING, hall.asks("d1", "by-hand-2", other).reason());
            assertEquals(List.of(), hall.attendance());
        }
    }

    @Test
    void noOperatorIsToldBeforeTheSignIsDurable() throws Exception {
        try (var hall = hall()) {
            var answers = asks(hall, "by-hand-1");
            var again = asks(hall, "by-hand-1");
            assertEquals(
                    List.of(EventKind.ATTENDANCE),
                    hall.offered().stream().map(Draft::kind).toList());
            hall.commit();
            assertEquals(List.of(), answers);

            hall.settle();

            assertEquals(Reason.OK, answers.getFirst().reason());
            assertEquals(Reason.OK, again.getFirst().reason());
            assertEquals(1, hall.attendance().size());
        }
    }

    /// It never was, and they know: by another command it is made anew.
    @Test
    void whatTheJournalRefusesNoOperatorTakesForDone() throws Exception {
        try (var hall = hall()) {
            var answers = asks(hall, "by-hand-1");
            hall.refuse();
            hall.settle();

            assertEquals(Reason.JOURNAL_FULL, answers.getFirst().reason());
            hall.after(ofSeconds(30));
            hall.settle();
            assertEquals(List.of(), hall.attendance());
            assertEquals(Reason.OK, asked(hall, "by-hand-2").reason());
            assertEquals(1, hall.attendance().size());
        }
    }

    /// The sign may be there all the same, and then it is found.
    @Test
    void noOperatorWaitsForAJournalThatDoesNotAnswer() throws Exception {
        try (var hall = hall()) {
            var answers = asks(hall, "by-hand-1");
            hall.after(Commands.LIMIT.minusMillis(1));
            assertEquals(List.of(), answers);
            hall.after(ofMillis(1));
            assertEquals(Reason.DEVICE_FAULT, answers.getFirst().reason());
            assertTrue(answers.getFirst().detail().orElseThrow().en().contains("may still do so"));

            hall.settle();

            assertEquals(Reason.OK, asked(hall, "by-hand-2").reason());
            assertEquals(1, hall.attendance().size());
            assertEquals(1, answers.size());
        }
    }

    private static List<Answer> asks(MeetingHall hall, String id) {
        var answers = new ArrayList<Answer>();
        var act = new Command.Act.Attend(person(2), person(8), Optional.empty());
        var command = new Command(id, "d1", act, "local:clerk");
        hall.loop.turn(new Stimulus.Commanded(command, answers::add), hall.now);
        return answers;
    }

    private static Answer asked(MeetingHall hall, String id) throws Exception {
        var answers = asks(hall, id);
        hall.settle();
        return answers.getLast();
    }

    // --- one scanner, many codes ---

    @Test
    void aBurstOfDifferentCodesIsFlaggedAndNeverRefused() throws Exception {
        try (var hall = hall()) {
            hall.shows("d1", CredentialKind.QR, 71, 1);
            hall.after(ofMillis(1_499));
            hall.shows("d1", CredentialKind.QR, 72, 2);
            hall.after(ofMillis(1_500));
            hall.shows("d1", CredentialKind.QR, 73, 3);
            hall.settle();

            assertEquals(
                    List.of(Optional.empty(), Optional.of(true), Optional.empty()),
                    hall.attendance().stream().map(it -> it.bool("burst")).toList());
            assertTrue(hall.metrics.text().contains("onecard_code_bursts_total 1"));
        }
    }

    @Test
    void cardsMayFollowEachOtherFaster() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.after(ofMillis(100));
            hall.tap("d1", 2);
            hall.settle();

            assertFalse(hall.attendance().stream().anyMatch(it -> it.bool("burst").isPresent()));
        }
    }

    // --- the end ---

    @Test
    void atItsEndASessionIsClosedOnce() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.tap("d1", 9);
            hall.settle();
            hall.at(NOON.minusMillis(1));
            assertEquals(List.of(), hall.reports);

            hall.at(NOON);
            hall.at(NOON.plusSeconds(3_600));

            assertEquals(2, hall.reports.size(), "each desk closes it");
            var report = hall.reports.getFirst();
            assertEquals(BOARD, report.session());
            assertEquals(1, report.tally().present());
            assertEquals(1, report.tally().of(Result.WALK_IN));
            var closing =
                    hall.attendance().stream().filter(it -> it.text("what").isPresent()).toList();
            assertEquals(2, closing.size());
            assertEquals(Optional.of(3L), closing.getFirst().number("expected"));
        }
    }

    @Test
    void aReportThatTheJournalWouldNotHoldIsOfferedAgain() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.settle();
            hall.after(java.time.Duration.between(hall.now.wall(), NOON));
            hall.refuse();
            assertEquals(List.of(), hall.reports);

            hall.after(ofMinutes(1));
            hall.settle();

            assertEquals(2, hall.reports.size());
        }
    }

    /// Killed at any moment, it is closed once: by whichever life the journal says.
    @Test
    void overARestartToo() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.settle();
        }
        try (var again = new MeetingHall(directory, "a", 2, NOON, Terms.PLAIN, "d1", "d2")) {
            again.expects(1, 2, 3);
            again.after(ofMinutes(1));
            again.settle();
            assertEquals(List.of("d1"), again.reports.stream().map(it -> it.point()).toList());
            assertEquals(1, again.reports.getFirst().tally().present());
        }
        try (var third = new MeetingHall(directory, "a", 3, NOON, Terms.PLAIN, "d1", "d2")) {
            third.expects(1, 2, 3);
            third.after(ofMinutes(5));
            third.settle();
            assertEquals(List.of(), third.reports);
        }
    }

    /// Whatever else is closed, or is not: the loop forgets by the clock, and so does its journal.
    @Test
    void twoDaysAfterItWasClosedItIsForgotten() throws Exception {
        var kept = AttendanceFold.KEPT;
        Instant closed;
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.settle();
            hall.at(NINE.plusSeconds(60));
            assertEquals(1, hall.kept().size());
            hall.at(NOON);
            closed = hall.now.wall();
            hall.at(closed.plus(kept).minusSeconds(61));
            assertEquals(Set.of(person(1)), hall.loop.attendance().of(BOARD).keySet());
        }
        try (var again =
                new MeetingHall(
                        directory, "a", 2, closed.plus(kept).minusMillis(1), Terms.PLAIN, "d1")) {
            assertEquals(Set.of(person(1)), again.loop.attendance().of(BOARD).keySet());
            again.after(ofMinutes(1));

            assertEquals(Attendance.EMPTY, again.loop.attendance());
            assertEquals(Map.of(), again.published.get(BOARD), "nor at the broker");
            again.settle();
            assertEquals(List.of(), again.reports);
        }
        try (var third =
                new MeetingHall(
                        directory, "a", 3, closed.plus(kept).plusSeconds(120), Terms.PLAIN, "d1")) {
            assertEquals(Attendance.EMPTY, third.loop.attendance());
        }
    }

    /// A meeting that was taken out of the site file is closed by nobody.
    @Test
    void whatNobodyClosesIsForgottenByItsDate() throws Exception {
        var at = NINE.plus(java.time.Duration.ofDays(AttendanceFold.DAYS_UNCLOSED));
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.settle();
        }
        try (var again = new MeetingHall(directory, "a", 2, at, Terms.PLAIN, "other")) {
            again.at(at.plusSeconds(60));
            assertEquals(Set.of(person(1)), again.loop.attendance().of(BOARD).keySet());
            again.at(at.plusSeconds(86_400));

            assertEquals(Attendance.EMPTY, again.loop.attendance());
        }
    }

    /// By its date it would be forgotten 31 days after it began.
    @Test
    void whatIsOnIsForgottenByNobody() throws Exception {
        var long90 = Terms.PLAIN.until(NOON.plus(java.time.Duration.ofDays(90)));
        var late = NINE.plus(java.time.Duration.ofDays(80));
        try (var hall = hall(long90, "d1")) {
            hall.expects(1, 2);
            hall.tap("d1", 1);
            hall.settle();
            hall.loop.turn(new Stimulus.Attends.Elsewhere("b", BOARD, signed(2)), hall.now);

            hall.at(late);
            hall.at(late.plusSeconds(60));

            assertEquals(Set.of(person(1)), hall.loop.attendance().of(BOARD).keySet());
            assertEquals(Set.of(person(1)), hall.kept().keySet());
            hall.tap("d1", 1);
            hall.settle();
            assertEquals("GRANTED Signed in, seat A 1, here 2 of 2", hall.panel.getLast());
            assertEquals(1, hall.attendance().size(), "nobody signs twice");
        }
        try (var again = new MeetingHall(directory, "a", 2, late, long90, "d1")) {
            again.at(late.plusSeconds(60));
            assertEquals(Set.of(person(1)), again.loop.attendance().of(BOARD).keySet());

            again.at(long90.ends());
            assertEquals(1, again.reports.getFirst().tally().present());
            again.at(long90.ends().plus(AttendanceFold.KEPT));
            again.at(long90.ends().plus(AttendanceFold.KEPT).plusSeconds(60));

            assertEquals(Attendance.EMPTY, again.loop.attendance());
        }
    }

    @Test
    void whatOthersSaidOfWhatIsOnIsForgottenByNobody() throws Exception {
        var late = NINE.plus(java.time.Duration.ofDays(80));
        try (var hall = hall(Terms.PLAIN.until(late.plusSeconds(3_600)), "d1")) {
            hall.expects(1, 2, 3);
            hall.loop.turn(new Stimulus.Attends.Elsewhere("b", BOARD, signed(2)), hall.now);

            hall.at(late);
            hall.at(late.plusSeconds(60));

            hall.loop.turn(new Stimulus.Attends.Elsewhere("b", BOARD, signed(3)), hall.now);
            hall.expects(1, 2, 3); // and all are counted anew
            hall.tap("d1", 1);
            hall.settle();
            assertEquals(
                    "GRANTED Signed in, very late, seat A 1, here 3 of 3", hall.panel.getLast());
        }
    }

    private static Map<Token, onecard.attendance.Presence> signed(long person) {
        var sign =
                new onecard.attendance.Sign(
                        NINE, true, Result.LATE, "b/d1", Optional.empty(), Optional.empty());
        return Map.of(person(person), onecard.attendance.Presence.between(sign, sign));
    }

    @Test
    void aRestartForgetsNobody() throws Exception {
        Attendance before;
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.settle();
            before = hall.loop.attendance();
        }
        try (var again = new MeetingHall(directory, "a", 2, NINE, Terms.PLAIN, "d1", "d2")) {
            again.expects(1, 2, 3);
            assertEquals(before, again.loop.attendance());
            again.tap("d2", 1);
            again.settle();

            assertEquals(1, again.attendance().size());
            assertEquals("GRANTED Signed in, seat A 1, here 1 of 3", again.panel.getLast());
        }
    }

    @Test
    void aSnapshotKeepsAllOfIt() throws Exception {
        try (var hall = hall(new Terms(WalkIn.RECORD, true, true, Safeguards.NONE), "d1")) {
            hall.expects(1, 2);
            hall.tap("d1", 1);
            hall.at(NINE.plusSeconds(3_600));
            hall.tap("d1", 1);
            hall.tap("d1", 2);
            hall.at(NOON.plusSeconds(3_600));
            var fold = new MemoryFold();
            try (var reader =
                    onecard.edge.store.journal.JournalReader.open(hall.journal()).orElseThrow()) {
                var _ =
                        reader.each(
                                0,
                                text ->
                                        onecard.edge.crypto.JsonReader.object(text)
                                                .ifPresent(fold::apply));
            }
            var restored = new MemoryFold();
            restored.restore(fold.state());

            assertEquals(hall.loop.attendance(), fold.attended().attendance());
            assertEquals(fold.attended(), restored.attended());
            assertEquals(1, restored.attended().closed().size());
        }
    }

    // --- other devices ---

    @Test
    void whatAnotherDeviceSaysCountsAndIsNamedInTheReport() throws Exception {
        try (var hall = hall();
                var other = new MeetingHall(directory, "b", 1, NINE, Terms.PLAIN, "d3")) {
            other.expects(1, 2, 3);
            other.tap("d3", 2);
            other.settle();
            other.after(ofSeconds(10));
            hall.loop.turn(new Stimulus.Attends.Elsewhere("b", BOARD, other.kept()), hall.now);
            hall.tap("d1", 1);
            hall.settle();
            assertEquals("GRANTED Signed in, seat A 1, here 2 of 3", hall.panel.getLast());

            hall.at(NOON);

            assertEquals(List.of("b"), hall.reports.getFirst().heard());
            assertEquals(2, hall.reports.getFirst().tally().present());
            assertEquals(
                    1,
                    hall.attendance().stream().filter(it -> it.text("person").isPresent()).count(),
                    "what others recorded is theirs to record");
        }
    }

    /// What is not signed must not take a record away.
    @Test
    void whoeverIsSaidToBeThereIsRecordedHereAllTheSame() throws Exception {
        try (var hall = hall()) {
            var sign =
                    new onecard.attendance.Sign(
                            NINE.minusSeconds(900),
                            true,
                            Result.ON_TIME,
                            "x/y",
                            Optional.empty(),
                            Optional.empty());
            var claimed = Attendance.EMPTY.with(BOARD, person(1), sign);
            hall.loop.turn(new Stimulus.Attends.Elsewhere("x", BOARD, claimed.of(BOARD)), hall.now);
            hall.tap("d1", 1);
            hall.settle();

            assertEquals("GRANTED Signed in, seat A 1, here 1 of 3", hall.panel.getLast());
            assertEquals(Optional.of(true), hall.attendance().getFirst().bool("known"));
        }
    }

    @Test
    void itsOwnIsPublishedForWhoeverMissedIt() throws Exception {
        try (var hall = hall()) {
            hall.tap("d1", 1);
            hall.settle();
            assertEquals(Map.of(), hall.published);

            hall.after(ofSeconds(5));

            assertEquals(Set.of(person(1)), hall.kept().keySet());
            var read = Attendances.people(Attendances.people(hall.kept()));
            assertEquals(hall.kept(), read);
        }
    }

    @Test
    void garbledSetsAddNothing() {
        var good = "[1,true,\"late\",\"a/b\",\"\",\"\"]";
        for (var bad :
                List.of(
                        "{\"x\":[" + good + "]}",
                        "{\"%s\":[]}",
                        "{\"%s\":[[1,true,\"late\",\"a/b\",\"\"]]}",
                        "{\"%s\":[[-1,true,\"late\",\"a/b\",\"\",\"\"]]}",
                        "{\"%s\":[[1,true,\"here\",\"a/b\",\"\",\"\"]]}",
                        "{\"%s\":7}")) {
            var json =
                    onecard.edge.crypto.JsonReader.object(bad.formatted(person(1).toString()))
                            .orElse(Json.Obj.EMPTY);
            assertEquals(Map.of(), Attendances.people(json), bad);
        }
    }

    /// A site file without a desk takes over from one whose journal is full.
    @Test
    void whereNoDeskIsLeftTheLoopSleeps() throws Exception {
        try (var hall = hall()) {
            var _ = asks(hall, "by-hand-1");
            hall.refuse();
            var offered = new ArrayList<Draft>();
            var next =
                    new EdgeLoop(
                            List.of(),
                            EdgeLoop.Before.nothing().memory(onecard.access.Memory.EMPTY),
                            offered::add,
                            hall.metrics);
            next.after(hall.loop);
            next.start(hall.now);
            var later =
                    new Moment(
                            hall.now.mono().plus(ofSeconds(10)),
                            hall.now.wall().plusSeconds(10),
                            ClockTrust.SYNCED);

            next.due(later);

            assertFalse(offered.stream().anyMatch(it -> it.kind() == EventKind.ATTENDANCE));
            assertTrue(
                    next.nextWake().filter(later::reached).isEmpty(),
                    "or it turns without a pause");
        }
    }

    /// A congress of five days is on still when a meeting of its fourth is closed: who signed in to
    /// it at another device is in its report.
    @Test
    void whatOthersSaidOfALongMeetingOutlivesAShortOne() throws Exception {
        try (var hall = hall(Terms.PLAIN, "d1")) {
            var congress = onecard.attendance.Session.parse("congress 2026-11-25").orElseThrow();
            var end = NOON.plus(java.time.Duration.ofDays(1));
            var row =
                    new onecard.attendance.Expected(
                            person(2),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(NINE.minus(java.time.Duration.ofDays(3))),
                            Optional.of(end),
                            false);
            var list =
                    new onecard.access.ListVersion(
                            "roster", 3, NINE.minusSeconds(3_600), Optional.empty());
            var roster = onecard.attendance.Roster.of(list, Map.of("congress", List.of(row)));
            hall.loop.turn(new Stimulus.Attends.ByRoster("roster", Optional.of(roster)), hall.now);
            var sign =
                    new onecard.attendance.Sign(
                            NINE, true, Result.LATE, "b/d1", Optional.empty(), Optional.empty());
            hall.loop.turn(
                    new Stimulus.Attends.Elsewhere(
                            "b",
                            congress,
                            Map.of(person(2), onecard.attendance.Presence.between(sign, sign))),
                    hall.now);

            hall.at(NOON);
            hall.at(end);

            assertEquals(
                    List.of(BOARD, congress),
                    hall.reports.stream().map(it -> it.session()).toList());
            assertEquals(1, hall.reports.getLast().tally().present());
            assertEquals(List.of("b"), hall.reports.getLast().heard());
        }
    }

    /// The site's key is rolled at one device and not yet at the other: by a roster that says what
    /// people were before, whoever signed at both is one, whichever came first.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverSignedByAnotherTokenAtAnotherDeskIsOne(boolean rosterFirst) throws Exception {
        try (var hall = hall(Terms.PLAIN, "d1")) {
            var congress = onecard.attendance.Session.parse("congress 2026-11-25").orElseThrow();
            var end = NOON.plus(java.time.Duration.ofDays(1));
            var before = new Token(99, 2);
            var renamed = onecard.access.Renamed.of(Optional.of(before), person(2));
            var row = expected(person(2), end);
            var list =
                    new onecard.access.ListVersion(
                            "roster", 3, NINE.minusSeconds(3_600), Optional.empty());
            var rows = Map.of("congress", List.of(row));
            var former =
                    onecard.attendance.Roster.of(
                            list, Map.of("congress", List.of(row, expected(before, end))));
            var both = onecard.attendance.Roster.of(list, rows, renamed);
            var roster = new Stimulus.Attends.ByRoster("roster", Optional.of(both));
            var earlier = new Stimulus.Attends.ByRoster("roster", Optional.of(former));
            var sign =
                    new onecard.attendance.Sign(
                            NINE, true, Result.LATE, "b/d1", Optional.empty(), Optional.empty());
            var presence = onecard.attendance.Presence.between(sign, sign);
            hall.loop.turn(rosterFirst ? roster : earlier, hall.now);
            for (var token : List.of(before, person(2))) {
                hall.loop.turn(
                        new Stimulus.Attends.Elsewhere(
                                token.equals(before) ? "b" : "c",
                                congress,
                                Map.of(token, presence)),
                        hall.now);
            }
            hall.loop.turn(roster, hall.now);

            hall.at(NOON);
            hall.at(end);

            assertEquals(1, hall.reports.getLast().tally().present());
            assertEquals(List.of("b", "c"), hall.reports.getLast().heard());
        }
    }

    private static onecard.attendance.Expected expected(Token person, java.time.Instant end) {
        return new onecard.attendance.Expected(
                person,
                Optional.empty(),
                Optional.empty(),
                Optional.of(NINE.minus(java.time.Duration.ofDays(3))),
                Optional.of(end),
                false);
    }
}
