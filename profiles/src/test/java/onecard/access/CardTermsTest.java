package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a point demands of the card itself, by what [AccessRules] makes of it.
class CardTermsTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Token ANN = new Token(1, 1);
    private static final ListVersion STAFF =
            new ListVersion("staff", 17, Instant.EPOCH, Optional.empty());
    private static final String NEVER = "-";

    /// Whether a valid card is demanded, the last day of tolerance, the card's own, and what comes
    /// of it on 24 November 2026.
    @ParameterizedTest
    @CsvSource({
        "false, -, 2026-11-23, OK",
        "false, -, 2000-01-01, OK",
        "true, -, -, OK",
        "true, -, 2026-11-24, OK",
        "true, -, 2026-11-23, CARD_EXPIRED",
        "true, 2026-11-24, 2026-11-23, OK",
        "true, 2026-11-24, 2000-01-01, OK",
        "true, 2026-11-23, 2026-11-23, CARD_EXPIRED",
        "true, 2026-11-23, 2026-11-24, OK"
    })
    void anExpiredCardIsRefusedWhereAValidOneIsDemandedAndNoDateTolerates(
            boolean validOnly, String tolerated, String expires, String result) {
        var terms = new CardTerms(validOnly, day(tolerated), 0, Set.of());
        assertEquals(result, result(decide(terms, ssc(day(expires)), entry("-"), noon())));
    }

    /// To the instant, in the site's own days.
    @ParameterizedTest
    @CsvSource({"2026-11-23T15:59:59.999Z, OK", "2026-11-23T16:00:00Z, CARD_EXPIRED"})
    void aCardEndsAtTheSitesMidnight(String now, String result) {
        var terms = new CardTerms(true, Optional.empty(), 0, Set.of());
        var card = ssc(day("2026-11-23"));
        assertEquals(result, result(decide(terms, card, entry("-"), at(now))));
    }

    @Test
    void toleranceIsADatedRightThatNeedsAClock() {
        var terms = new CardTerms(true, day("2026-12-31"), 0, Set.of());
        var lost = new Moment(new Mono(0), noon().wall(), ClockTrust.UNTRUSTED);

        assertEquals(
                "CLOCK_UNTRUSTED", result(decide(terms, ssc(day("2026-11-01")), entry("-"), lost)));
        assertEquals("OK", result(decide(terms, ssc(day("2030-11-01")), entry("-"), lost)));
    }

    /// Days before the last, the card's last day, the entry's, and whether its holder is prompted
    /// on 24 November 2026.
    @ParameterizedTest
    @CsvSource({
        "180, 2027-05-23, -, true",
        "180, 2027-05-24, -, false",
        "180, 2026-11-24, -, true",
        "180, 2026-11-01, -, true",
        "180, -, -, false",
        "180, -, 2027-05-23, true",
        "180, -, 2027-05-24, false",
        "180, 2036-01-01, 2026-12-01, false",
        "180, 2026-12-01, 2036-01-01, true",
        "1, 2026-11-25, -, true",
        "1, 2026-11-26, -, false",
        "0, 2026-11-24, -, false"
    })
    void aCardThatEndsSoonIsPromptedByItsOwnDateOrElseTheLists(
            int days, String card, String entry, boolean prompted) {
        var terms = new CardTerms(false, Optional.empty(), days, Set.of());
        var granted = granted(decide(terms, ssc(day(card)), entry(entry), noon()));
        assertEquals(prompted, granted.prompt().isPresent());
    }

    @Test
    void anEndOfRightIsNoEndOfAnyOtherKindOfCard() {
        var terms = new CardTerms(false, Optional.empty(), 180, Set.of());
        var badge = Credential.of(CredentialKind.UID, ANN, Assurance.A0);
        var granted = granted(decide(terms, badge, entry("2026-12-01"), noon()));
        assertEquals(Optional.empty(), granted.prompt());
    }

    @Test
    void nobodyIsPromptedByAClockThatIsNotTrusted() {
        var terms = new CardTerms(false, Optional.empty(), 180, Set.of());
        var lost = new Moment(new Mono(0), noon().wall(), ClockTrust.UNTRUSTED);
        var granted = granted(decide(terms, ssc(day("2026-12-01")), entry("-"), lost));
        assertEquals(Optional.empty(), granted.prompt());
    }

    /// Over every day around the end of a card: the verdict is the same with the prompt and
    /// without.
    @Test
    void thePromptChangesNoVerdict() {
        var silent = new CardTerms(true, day("2026-12-05"), 0, Set.of("34"));
        var prompting = new CardTerms(true, day("2026-12-05"), 30, Set.of("34"));
        for (int day = -60; day < 60; day++) {
            var now =
                    new Moment(
                            new Mono(0),
                            noon().wall().plusSeconds(86_400L * day),
                            ClockTrust.SYNCED);
            for (var entry : List.of(entry("-"), entry("2026-12-10"))) {
                for (var card : List.of(ssc(day("2026-11-30")), ssc(Optional.empty()))) {
                    assertEquals(
                            result(decide(silent, card, entry, now)),
                            result(decide(prompting, card, entry, now)));
                }
            }
        }
    }

    /// Regions accepted, the card's, and what comes of it.
    @ParameterizedTest
    @CsvSource({
        "-, 342500, OK",
        "-, -, OK",
        "3425, 342500, OK",
        "342500, 342500, OK",
        "34 3205, 320500, OK",
        "34 3205, 321000, REGION",
        "342501, 342500, REGION",
        "34, 110000, REGION",
        "34, -, REGION"
    })
    void aSocialSecurityCardOfAnotherRegionIsRefused(String regions, String region, String result) {
        var terms =
                new CardTerms(
                        false,
                        Optional.empty(),
                        0,
                        regions.equals(NEVER) ? Set.of() : Set.of(regions.split(" ")));
        var card =
                new Credential(
                        CredentialKind.SSC,
                        ANN,
                        Assurance.A1,
                        OptionalInt.of(3),
                        Optional.of(region).filter(code -> !code.equals(NEVER)),
                        Optional.empty());
        assertEquals(result, result(decide(terms, card, entry("-"), noon())));
    }

    @ParameterizedTest
    @EnumSource(value = CredentialKind.class, names = "SSC", mode = EnumSource.Mode.EXCLUDE)
    void whatHasNoRegionIsRefusedForNone(CredentialKind kind) {
        var terms = new CardTerms(false, Optional.empty(), 0, Set.of("34"));
        var credential = Credential.of(kind, ANN, Assurance.A1);
        assertEquals("OK", result(decide(terms, credential, entry("-"), noon())));
    }

    @Test
    void aForeignCardIsToldItsRegionBeforeAnybodyLooksForIt() {
        var terms = new CardTerms(false, Optional.empty(), 0, Set.of("11"));
        var shown = new Presentation.Known(ssc(Optional.empty()), List.of(), List.of(STAFF));
        assertEquals("REGION", result(decide(terms, shown, Direction.IN, noon())));
    }

    @Test
    void atAnExitNothingOfTheCardRefuses() {
        var terms = new CardTerms(true, Optional.empty(), 0, Set.of("11"));
        var shown =
                new Presentation.Known(ssc(day("2000-01-01")), List.of(entry("-")), List.of(STAFF));
        var granted = granted(decide(terms, shown, Direction.OUT, noon()));
        assertEquals(List.of(Reason.REGION), granted.noted());
    }

    private static Verdict decide(CardTerms terms, Credential credential, Entry entry, Moment now) {
        var shown = new Presentation.Known(credential, List.of(entry), List.of(STAFF));
        return decide(terms, shown, Direction.IN, now);
    }

    private static Verdict decide(
            CardTerms terms, Presentation shown, Direction direction, Moment now) {
        var policy = Policy.of(Set.of("staff"), Assurance.A0, ZONE).with(terms);
        return AccessRules.decide(
                policy,
                new Situation("door-1", direction, Posture.NORMAL),
                shown,
                Memory.EMPTY,
                now);
    }

    private static Credential ssc(Optional<LocalDate> expires) {
        return new Credential(
                CredentialKind.SSC,
                ANN,
                Assurance.A1,
                OptionalInt.of(2),
                Optional.of("342500"),
                expires);
    }

    /// @param last day of the right
    private static Entry entry(String last) {
        return new Entry(
                STAFF,
                ANN,
                Set.of(),
                Optional.empty(),
                day(last).map(day -> day.plusDays(1).atStartOfDay(ZONE).toInstant()),
                Optional.empty(),
                false);
    }

    private static Optional<LocalDate> day(String text) {
        return text.equals(NEVER) ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }

    private static Moment noon() {
        return at("2026-11-24T04:00:00Z");
    }

    private static Moment at(String wall) {
        return new Moment(new Mono(0), Instant.parse(wall), ClockTrust.SYNCED);
    }

    private static Verdict.Granted granted(Verdict verdict) {
        return assertInstanceOf(Verdict.Granted.class, verdict);
    }

    private static String result(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Granted _ -> "OK";
            case Verdict.Asked(var awaits, _, _, _) -> "asked " + awaits;
            case Verdict.Refused(var why, _, _) -> why.name();
        };
    }
}
