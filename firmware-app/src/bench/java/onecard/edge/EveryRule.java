package onecard.edge;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onecard.access.Answers;
import onecard.access.AntiPassback;
import onecard.access.Area;
import onecard.access.Assurance;
import onecard.access.Border;
import onecard.access.Calendar;
import onecard.access.CardTerms;
import onecard.access.Company;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Crossing;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.Escort;
import onecard.access.Factor;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Proof;
import onecard.access.Question;
import onecard.access.Reason;
import onecard.access.Reservations;
import onecard.access.Safeguards;
import onecard.access.Schedule;
import onecard.access.SecondFactor;
import onecard.access.Situation;
import onecard.access.SpecialGroups;
import onecard.access.Token;
import onecard.access.Tries;
import onecard.access.TwoPersons;
import onecard.access.Uses;
import onecard.access.Whereabouts;
import onecard.access.Whereabouts.Stay;
import onecard.time.Moment;
import onecard.time.Mono;

/// A point with every rule there is, at its busiest: thousands inside, hundreds of wrong tries and
/// used codes remembered, people on the way and people waiting. Whoever is known is let in, so no
/// step is skipped.
final class EveryRule {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int INSIDE = 10_000;
    private static final int ON_THE_WAY = 64;

    final Policy policy = policy();
    final Memory memory = memory(Samples.now());
    private final Question other = waits();

    /// With somebody's PIN entered, if anybody knows them.
    Situation situation(List<Entry> entries, Moment now) {
        var answers =
                entries.isEmpty()
                        ? Answers.NONE
                        : Answers.NONE.with(new Proof.Entered(pin(entries.getFirst().subject())));
        return new Situation(
                "door-1",
                Direction.IN,
                Posture.NORMAL,
                Set.of(),
                Optional.of(now.mono()),
                List.of(other),
                answers);
    }

    private static Presentation.Known pin(Token subject) {
        return new Presentation.Known(
                Credential.of(CredentialKind.PIN, new Token(6, 6), Assurance.A0),
                List.of(entry(subject)),
                List.of());
    }

    private static Entry entry(Token subject) {
        return new Entry(
                new ListVersion("staff", 1, Samples.now().wall(), Optional.empty()),
                subject,
                Set.of("staff"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static Question waits() {
        var entry = entry(new Token(4, 4));
        return new Question(
                pin(entry.subject()),
                Direction.IN,
                entry.subject(),
                entry,
                Reason.SECOND_PERSON,
                Answers.NONE,
                new Mono(Long.MAX_VALUE));
    }

    private static Policy policy() {
        var everyDay = EnumSet.allOf(DayOfWeek.class);
        var halves =
                List.of(
                        new Schedule.Window(everyDay, LocalTime.MIDNIGHT, LocalTime.NOON),
                        new Schedule.Window(everyDay, LocalTime.NOON, LocalTime.MIDNIGHT));
        var schedule = new Schedule("always", halves);
        var holidays =
                IntStream.range(0, 60)
                        .mapToObj(day -> LocalDate.of(2020, 1, 1).plusDays(day))
                        .collect(Collectors.toUnmodifiableSet());
        var all = Set.of("staff", "student", "visitor", "service");
        var lab =
                new Area(
                        "lab",
                        Optional.of(new AntiPassback.Hard()),
                        OptionalInt.of(2 * INSIDE),
                        Set.of("warden"),
                        Optional.of(LocalTime.of(4, 0)));
        var lobby =
                new Area(
                        "lobby", Optional.empty(), OptionalInt.empty(), Set.of(), Optional.empty());
        var company =
                new Company(
                        Set.of("warden"),
                        Optional.of(new Escort(all, Set.of("warden"), SOON)),
                        Optional.of(new TwoPersons(all, SOON)));
        return new Policy(
                Set.of("staff"),
                all,
                Optional.of(schedule),
                Map.of("always", schedule),
                Optional.of(new Calendar("cn", holidays, Set.of())),
                Assurance.A1,
                Samples.ZONE,
                Optional.of(Duration.ofDays(30)),
                Policy.Untimed.PERMANENT_ONLY,
                new CardTerms(true, Optional.empty(), 180, Set.of("34")),
                true,
                Safeguards.NONE
                        .with(new Border(Optional.of(lobby), Optional.of(lab)))
                        .interlockedWith(Set.of("door-2"))
                        .with(company)
                        .with(new SecondFactor(Factor.PIN, all, Optional.of(schedule), SOON))
                        .with(
                                new SpecialGroups(
                                        Set.of("warden"),
                                        Set.of("warden"),
                                        Set.of("duress"),
                                        Set.of("slow"))));
    }

    private static Memory memory(Moment now) {
        var random = new Random(2);
        var tries = new HashMap<Tries.Key, Tries>();
        for (int i = 0; i < Memory.KEYS_MAX; i++) {
            tries.put(
                    new Tries.Key("door-1", CredentialKind.SSC, drawn(random)),
                    new Tries(List.of(now.wall())));
        }
        var uses = new HashMap<Token, Uses.Used>();
        for (int i = 0; i < Uses.KEYS_MAX - 1; i++) {
            uses.put(drawn(random), new Uses.Used(1, now.wall().plusSeconds(3_600)));
        }
        var people = new HashMap<Token, Stay>();
        for (int i = 0; i < INSIDE; i++) {
            people.put(drawn(random), new Stay("lab", now.wall(), true));
        }
        var memory =
                new Memory(
                        tries,
                        new Uses(uses),
                        Whereabouts.of(people),
                        Map.of("door-1", now.wall().plus(Duration.ofDays(1))),
                        Reservations.NONE);
        for (int i = 0; i < ON_THE_WAY; i++) {
            var crossing =
                    new Crossing(drawn(random), Optional.of("lobby"), Optional.of("lab"), false);
            memory = memory.reserving("door-1", crossing, now);
        }
        return memory;
    }

    private static Token drawn(Random random) {
        return new Token(random.nextLong(), random.nextLong());
    }
}
