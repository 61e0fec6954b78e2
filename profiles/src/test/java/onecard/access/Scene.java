package onecard.access;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// Ann, of the staff, comes to the door of the lab with everything in order, until somebody says
/// otherwise.
final class Scene {

    /// A Tuesday, 09:00 in Shanghai.
    static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final String DOOR = "door-1";
    static final Token ANN = new Token(1, 1);
    static final Token BOB = new Token(2, 2);
    static final Token CARD = new Token(10, 10);
    static final Use CODE = new Use(new Token(11, 11), 1, NOW.plusSeconds(3_600));
    static final Tries.Key CARD_TRIES = new Tries.Key(DOOR, CredentialKind.SSC, CARD);
    static final Tries.Key PIN_TRIES = new Tries.Key(DOOR, CredentialKind.PIN, CARD);

    Posture posture = Posture.NORMAL;
    Direction direction = Direction.IN;
    Assurance assurance = Assurance.A1;
    Assurance least = Assurance.A1;
    ClockTrust trust = ClockTrust.SYNCED;
    Instant wall = NOW;
    Mono mono = new Mono(0);
    boolean exitAlways = true;

    // The entry.
    String list = "staff";
    Instant issued = NOW.minus(Duration.ofHours(1));
    Set<String> groups = new HashSet<>(Set.of("staff"));
    Optional<Instant> from = Optional.empty();
    Optional<Instant> until = Optional.empty();
    boolean deny;
    boolean usesACode;
    Optional<Instant> deniedUntil = Optional.empty();
    final List<Entry> more = new ArrayList<>();

    // The point.
    Optional<LocalTime> opensAt = Optional.empty();
    Set<LocalDate> holidays = Set.of();
    Optional<AntiPassback> passback = Optional.empty();
    OptionalInt occupancy = OptionalInt.empty();
    Safeguards safeguards = Safeguards.NONE;

    // Those about.
    Memory memory = Memory.EMPTY;
    Set<String> open = Set.of();
    Optional<Mono> escorted = Optional.empty();
    List<Question> waiting = List.of();
    Answers answers = Answers.NONE;

    Verdict decide() {
        return AccessRules.decide(policy(), situation(), shown(), memory, now());
    }

    boolean isDuress() {
        return AccessRules.isDuress(policy(), shown(), answers);
    }

    Situation situation() {
        return new Situation(DOOR, direction, posture, open, escorted, waiting, answers);
    }

    Moment now() {
        return new Moment(mono, wall, trust);
    }

    Entry entry() {
        return new Entry(
                new ListVersion(list, 17, issued, Optional.empty()),
                ANN,
                groups,
                from,
                until,
                Optional.empty(),
                deny);
    }

    Presentation shown() {
        var entries = new ArrayList<>(more);
        entries.add(entry());
        var known =
                new Presentation.Known(
                        Credential.of(CredentialKind.SSC, CARD, assurance),
                        entries,
                        List.of(new ListVersion(ListVersion.DENY, 3, issued, deniedUntil)));
        return usesACode ? new Presentation.Once(known, CODE) : known;
    }

    Area lab() {
        return new Area("lab", passback, occupancy, Set.of("exempt"), Optional.empty());
    }

    Policy policy() {
        var schedule =
                opensAt.map(
                        time ->
                                new Schedule(
                                        "office",
                                        List.of(
                                                new Schedule.Window(
                                                        Set.of(DayOfWeek.values()),
                                                        time,
                                                        LocalTime.of(19, 0)))));
        boolean counted = passback.isPresent() || occupancy.isPresent();
        return new Policy(
                Set.of("staff"),
                Set.of(),
                schedule,
                Map.of(),
                Optional.of(new Calendar("cn", holidays, Set.of())),
                least,
                ZONE,
                Optional.of(Duration.ofHours(24)),
                Policy.Untimed.PERMANENT_ONLY,
                CardTerms.NONE,
                exitAlways,
                counted
                        ? safeguards.with(new Border(Optional.empty(), Optional.of(lab())))
                        : safeguards);
    }

    void happened(Occurrence what) {
        memory = memory.after(what, now());
    }

    /// Somebody is let in and passes.
    void passes(Token subject) {
        happened(new Occurrence.Passed(DOOR, into(subject)));
    }

    static Crossing into(Token subject) {
        return new Crossing(subject, Optional.empty(), Optional.of("lab"), false);
    }

    static Crossing outOf(Token subject) {
        return new Crossing(subject, Optional.of("lab"), Optional.empty(), false);
    }

    void wrongTries(Tries.Key key) {
        for (int i = 0; i < Memory.TRIES_MAX; i++) {
            happened(new Occurrence.WrongTry(key));
        }
    }

    void demands(SpecialGroups special) {
        safeguards = safeguards.with(special);
    }

    void demands(Company company) {
        safeguards = safeguards.with(company);
    }
}
