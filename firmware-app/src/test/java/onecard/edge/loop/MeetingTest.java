package onecard.edge.loop;

import static onecard.edge.loop.MeetingHall.BOARD;
import static onecard.edge.loop.MeetingHall.NINE;
import static onecard.edge.loop.MeetingHall.NOON;
import static onecard.edge.loop.MeetingHall.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.Presence;
import onecard.attendance.Result;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.MeetingHall.Terms;
import onecard.edge.record.Attendances;
import onecard.edge.store.journal.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole meetings, with the real loop and journal in made-up time.
class MeetingTest {

    @TempDir private Path directory;

    /// 500 people in ten minutes over three desks: everybody is signed, and the counters are right.
    @Test
    void fiveHundredPeopleInTenMinutes() throws Exception {
        var begins = NINE.minusSeconds(600);
        try (var hall = new MeetingHall(directory, "a", 1, begins, Terms.PLAIN, "d1", "d2", "d3")) {
            hall.expects(LongStream.rangeClosed(1, 500).toArray());
            var random = new Random(7);
            var people = new ArrayList<>(LongStream.rangeClosed(1, 500).boxed().toList());
            Collections.shuffle(people, random);
            for (int i = 0; i < people.size(); i++) {
                hall.after(Duration.ofMillis(1_200));
                hall.tap("d" + (1 + i % 3), people.get(i));
                if (random.nextInt(3) > 0) {
                    hall.settle(); // the journal is behind by up to a few people
                }
            }
            hall.settle();

            assertEquals(NINE, hall.now.wall());
            assertEquals(500, hall.loop.attendance().of(BOARD).size());
            assertEquals(500, hall.panel.size());
            assertTrue(hall.panel.getLast().endsWith("here 500 of 500"), hall.panel.getLast());
            var counts = hall.attendance().stream().map(it -> it.number("present")).toList();
            assertEquals(LongStream.rangeClosed(1, 500).boxed().map(Optional::of).toList(), counts);
            hall.at(NOON);
            assertEquals(500, hall.reports.getFirst().tally().present());
        }
    }

    /// 2,000 people at six devices, of which two hear and are heard of only at the end, and every
    /// message of which comes in any order and up to three times: all end with the same.
    @Test
    void sixDevicesAgree() throws Exception {
        for (long seed = 0; seed < 3; seed++) {
            var random = new Random(seed);
            var halls = new ArrayList<MeetingHall>();
            var people = LongStream.rangeClosed(1, 2_000).toArray();
            for (int i = 0; i < 6; i++) {
                var home = directory.resolve("seed-" + seed);
                java.nio.file.Files.createDirectories(home);
                var begins = NINE.minusSeconds(1_200);
                halls.add(new MeetingHall(home, "h" + i, 1, begins, Terms.PLAIN, "d" + i));
                halls.getLast().expects(people);
            }
            comes(halls, people, random);
            var said = new ArrayList<List<Json.Obj>>();
            for (var hall : halls) {
                said.add(events(hall));
            }
            var reference = slow(said);
            for (int me = 0; me < 6; me++) {
                tells(halls.get(me), me, said, random);
                var known = halls.get(me);
                known.at(NOON);
                var report = known.reports.getFirst();
                assertEquals(
                        reference,
                        firsts(known.loop.attendanceEverywhere().of(BOARD)),
                        "desk " + me);
                assertEquals(reference.size(), report.tally().present(), "seed " + seed);
                assertEquals(classes(reference), report.tally().results(), "seed " + seed);
                assertEquals(5, report.heard().size());
            }
            var merged = Attendance.EMPTY;
            for (var hall : shuffled(halls, random)) {
                merged = merged.with(hall.loop.attendance());
            }
            assertEquals(reference, firsts(merged.of(BOARD)), "seed " + seed);
            for (var hall : halls) {
                hall.close();
            }
        }
    }

    /// Everybody once, some at two desks, and at the same time at all desks.
    private static void comes(List<MeetingHall> halls, long[] people, Random random)
            throws Exception {
        for (long number : people) {
            int desk = random.nextInt(6);
            taps(halls.get(desk), desk, number, random);
            if (random.nextInt(5) == 0) {
                int other = random.nextInt(6);
                taps(halls.get(other), other, number, random);
            }
        }
        for (var hall : halls) {
            hall.settle();
        }
    }

    private static void taps(MeetingHall hall, int desk, long number, Random random)
            throws Exception {
        hall.after(Duration.ofMillis(1 + random.nextInt(4_000)));
        hall.tap("d" + desk, number);
        if (random.nextInt(10) == 0) {
            hall.settle();
        }
    }

    /// What a device hears of the others: as many messages as it likes, in any order; of the two
    /// that were away the set that they retain, at the end.
    private static void tells(MeetingHall hall, int me, List<List<Json.Obj>> said, Random random) {
        var messages = new ArrayList<Attendances.Told>();
        var late = new ArrayList<Integer>();
        for (int i = 0; i < said.size(); i++) {
            if (i != me && (i < 2 || me < 2)) {
                late.add(i);
            } else if (i != me) {
                for (var event : said.get(i)) {
                    Attendances.told(event)
                            .ifPresent(
                                    it ->
                                            messages.addAll(
                                                    Collections.nCopies(
                                                            1 + random.nextInt(3), it)));
                }
            }
        }
        Collections.shuffle(messages, random);
        for (var told : messages) {
            var device = told.sign().by().substring(0, told.sign().by().indexOf('/'));
            var one = Attendance.EMPTY.with(told.session(), told.person(), told.sign());
            hall.loop.turn(
                    new Stimulus.Attends.Elsewhere(device, told.session(), one.of(told.session())),
                    hall.now);
        }
        Collections.shuffle(late, random);
        for (int i : late) {
            var all = Attendance.EMPTY;
            for (var event : said.get(i)) {
                var told = Attendances.told(event);
                all =
                        told.isEmpty()
                                ? all
                                : all.with(
                                        told.get().session(),
                                        told.get().person(),
                                        told.get().sign());
            }
            var read = Attendances.people(Attendances.people(all.of(BOARD)));
            hall.loop.turn(new Stimulus.Attends.Elsewhere("h" + i, BOARD, read), hall.now);
        }
    }

    private static <T> List<T> shuffled(List<T> all, Random random) {
        var other = new ArrayList<>(all);
        Collections.shuffle(other, random);
        return other;
    }

    private static List<Json.Obj> events(MeetingHall hall) throws Exception {
        var events = new ArrayList<Json.Obj>();
        try (var reader = JournalReader.open(hall.journal()).orElseThrow()) {
            var _ = reader.each(0, text -> JsonReader.object(text).ifPresent(events::add));
        }
        return events;
    }

    /// Reads the published events and nothing else: the earliest of each person.
    private static Map<String, String> slow(List<List<Json.Obj>> said) {
        var earliest = new TreeMap<String, String>();
        for (var events : said) {
            for (var event : events) {
                var data = event.object("data").orElse(Json.Obj.EMPTY);
                if (data.text("person").isPresent() && data.text("meeting").isPresent()) {
                    earliest.merge(
                            data.text("person").get(),
                            event.text("time").orElseThrow()
                                    + " "
                                    + data.text("device").orElseThrow(),
                            (one, other) -> one.compareTo(other) <= 0 ? one : other);
                }
            }
        }
        return earliest;
    }

    /// By when each came: on time until five past, late until half past nine.
    private static Map<Result, Integer> classes(Map<String, String> earliest) {
        var classes = new EnumMap<Result, Integer>(Result.class);
        for (var at : earliest.values()) {
            var time = at.substring(11, 23);
            var result =
                    time.compareTo("09:05:00.000") <= 0
                            ? Result.ON_TIME
                            : time.compareTo("09:30:00.000") <= 0 ? Result.LATE : Result.VERY_LATE;
            classes.merge(result, 1, Integer::sum);
        }
        return classes;
    }

    private static Map<String, String> firsts(Map<Token, Presence> people) {
        var read = new HashMap<String, String>();
        people.forEach(
                (person, known) -> {
                    var first = known.first();
                    var time =
                            java.time.format.DateTimeFormatter.ofPattern(
                                            "yyyy-MM-dd'T'HH:mm:ss.SSSXXX")
                                    .format(first.at().atZone(Rig.ZONE));
                    var device = first.by().substring(0, first.by().indexOf('/'));
                    read.put(person.toString(), time + " " + device);
                });
        return new TreeMap<>(read);
    }
}
