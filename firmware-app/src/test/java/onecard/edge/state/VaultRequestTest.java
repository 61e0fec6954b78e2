package onecard.edge.state;

import static onecard.edge.store.vault.VaultSample.NOW;
import static onecard.edge.store.vault.VaultSample.key;
import static onecard.edge.store.vault.VaultSample.person;
import static onecard.edge.store.vault.VaultSample.threeViews;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.access.Token;
import onecard.edge.ContractValidator;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.match.Envelope;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultChange;
import onecard.edge.store.vault.VaultLook;
import onecard.edge.store.vault.VaultSample;
import onecard.hal.bio.Modality;
import onecard.site.BodyTerms;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What commands ask of the vault, and that the journal hears of all of it, once, and of nothing
/// else.
class VaultRequestTest {

    private static final Enrolled WHO = person(1);
    private static final Token PERSON = WHO.person();

    @TempDir Path dir;
    private final List<Draft> journal = new ArrayList<>();
    private final List<String> alarms = new ArrayList<>();
    private boolean room = true;
    private boolean answers = true;
    private Path file;
    private Instant wall = NOW;
    private ClockTrust trust = ClockTrust.SYNCED;
    private Vault vault;
    private VaultKeeper keeper;
    private VaultRequest requests;

    @BeforeEach
    void open() throws Exception {
        file = dir.resolve("vault.db");
        vault = Vault.open(file, key(), Optional.empty());
        keeper =
                new VaultKeeper(
                        vault,
                        Optional.empty(),
                        this::written,
                        this::now,
                        (alarm, active, detail) -> alarms.add(alarm + " " + active));
        requests = new VaultRequest(Optional.of(keeper), file, this::now);
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private Moment now() {
        return new Moment(new Mono(0), wall, trust);
    }

    private boolean written(Draft draft) {
        return room && journal.add(draft) && answers;
    }

    private String asked(Json.Obj request) {
        return Canonical.text(requests.answer(request, "clerk"));
    }

    private static Json.Obj consent(int days) {
        return VaultRequest.consent(
                PERSON, Modality.FINGER, "gate", "2026-03", "paper", true, false, days);
    }

    private static String done(int templates) {
        return "{\"ok\":true,\"recorded\":true,\"slots\":0,\"templates\":" + templates + "}";
    }

    private static String not(String why) {
        return "{\"ok\":false,\"reason\":\"" + why + "\"}";
    }

    /// The site's key is rolled: what they agreed to stands under whichever, and a tap moves it.
    @Test
    void whoIsKnownByTwoTokensWithdrawsAndIsForgottenByBoth() throws Exception {
        var now = Token.parse("0d".repeat(16)).orElseThrow();
        for (var both : List.of(List.of(PERSON, now), List.of(now, PERSON))) {
            assertEquals(done(0), asked(consent(30)));
            assertEquals(done(3), asked(VaultRequest.enrol(WHO, threeViews(1, 7))));
            assertEquals(done(3), asked(VaultRequest.withdraw(both, Modality.FINGER)));
            assertEquals(not("NO_CONSENT"), asked(VaultRequest.withdraw(both, Modality.FINGER)));
            assertEquals(done(0), asked(consent(30)));
            assertEquals(done(3), asked(VaultRequest.enrol(WHO, threeViews(1, 7))));
            assertEquals(done(3), asked(VaultRequest.forget(both)));
            assertEquals(done(0), asked(VaultRequest.forget(both)));
        }
    }

    @Test
    void fromConsentToWithdrawalEveryStepIsARecord() throws Exception {
        var enrol = VaultRequest.enrol(WHO, threeViews(1, 7));
        assertEquals(not("NO_CONSENT"), asked(enrol));
        assertEquals(done(0), asked(consent(30)));
        assertEquals(done(3), asked(enrol));
        assertEquals(3, vault.references(PERSON, Modality.FINGER).size());
        assertEquals(done(3), asked(VaultRequest.withdraw(List.of(PERSON), Modality.FINGER)));
        assertEquals(
                not("NO_CONSENT"), asked(VaultRequest.withdraw(List.of(PERSON), Modality.FINGER)));
        assertEquals(done(0), asked(consent(30)));
        assertEquals(done(3), asked(enrol));
        assertEquals(done(3), asked(VaultRequest.forget(List.of(WHO.card()))));

        assertEquals(
                List.of(
                        "consent given",
                        "enrol enrolled",
                        "consent withdrawn",
                        "purge withdrawn",
                        "consent given",
                        "enrol enrolled",
                        "purge forgotten"),
                told());
        var first = journal.getFirst().data();
        assertEquals(Optional.of("local:clerk"), first.text("by"));
        assertEquals(Optional.of("2026-12-24T08:00:00Z"), first.text("until"));
        assertEquals(Optional.of(true), first.bool("guardian"));
        assertEquals(List.of(), vault.owed());
    }

    @Test
    void aConsentIsForThePurposeOfTheSiteAndNoLonger() throws Exception {
        var terms = new BodyTerms("gate", "PIA-1", Duration.ofDays(30));
        var strict =
                new VaultKeeper(
                        vault, Optional.of(terms), this::written, this::now, (_, _, _) -> {});
        requests = new VaultRequest(Optional.of(strict), file, this::now);
        assertEquals(not("BAD_REQUEST"), asked(consent(31)));
        assertEquals(not("BAD_REQUEST"), asked(consent(30).with("purpose", "lunch")));
        assertEquals(List.of(), journal);
        assertEquals(done(0), asked(consent(30)));
    }

    private List<String> told() {
        return journal.stream()
                .map(Draft::data)
                .map(it -> it.text("what").orElse("") + " " + it.text("result").orElse(""))
                .toList();
    }

    /// And nothing of a template is in them (I76).
    @Test
    void everyRecordIsAsTheContractHasIt() throws Exception {
        fromConsentToWithdrawalEveryStepIsARecord();
        assertEquals(new VaultChange.Made(0, 1), promised(), "for a slot's record");
        var contract = new ContractValidator();
        for (var draft : journal) {
            var data = draft.data();
            var event = envelope().with("data", common(data)).with("subject", "device");
            assertEquals(
                    Optional.empty(), contract.objectionBySchema("event", Canonical.text(event)));
            var text = Canonical.text(data);
            for (var template : threeViews(1, 7)) {
                var base64 = Base64.getEncoder().encodeToString(template.payload());
                assertFalse(text.contains(base64.substring(0, 20)));
            }
        }
        assertEquals("enrolled", journal.getLast().data().text("result").orElse(""));
        assertEquals(Optional.of("r503"), journal.getLast().data().text("at_device"));
    }

    private VaultChange promised() throws Exception {
        assertEquals(done(0), asked(consent(30)));
        var _ = vault.slots().promise("r503", 1, WHO, Modality.FINGER, NOW);
        var held = vault.slots().held("r503", 1, NOW, "local:clerk");
        assertTrue(keeper.tell());
        return held;
    }

    private static Json.Obj envelope() throws Exception {
        var example = Path.of("src/main/resources/contract/examples/event.system-consent.json");
        return JsonReader.object(Files.readString(example)).orElseThrow();
    }

    private static Json.Obj common(Json.Obj data) throws Exception {
        var common = envelope().object("data").orElseThrow();
        var all =
                Json.Obj.EMPTY
                        .with("point", "device")
                        .with("site", "langxi-hall")
                        .with("device", "north-gate");
        for (var name : List.of("epoch", "seq", "boot", "mono_us", "clock", "prev", "hash")) {
            all = all.with(name, common.get(name).orElseThrow());
        }
        for (var member : data.members().entrySet()) {
            all = all.with(member.getKey(), member.getValue());
        }
        return all;
    }

    @Test
    void whatCannotBeUnderstoodChangesNothing() throws Exception {
        var enrol = VaultRequest.enrol(WHO, threeViews(1, 7));
        assertEquals(done(0), asked(consent(30)));
        var good = VaultSample.finger(1, 5);
        var text = Base64.getEncoder().encodeToString(Envelope.bytes(good));
        var face = Base64.getEncoder().encodeToString(Envelope.bytes(VaultSample.face(5)));
        for (var bad :
                List.of(
                        consent(0),
                        consent(3_651),
                        consent(30).with("modality", "palm"),
                        consent(30).with("purpose", "for Ann"),
                        consent(30).with("text", "138123456"),
                        consent(30).without("channel"),
                        consent(30).with("token", "ABC"),
                        consent(30).without("token"),
                        consent(30).with("what", "grant"),
                        consent(30).without("what"),
                        VaultRequest.withdraw(List.of(PERSON), Modality.FINGER).without("modality"),
                        enrol.with("kind", "cash"),
                        enrol.with("card", "x"),
                        enrol.with("templates", 3),
                        enrol.with("templates", Json.Arr.ofText(List.of())),
                        enrol.with("templates", Json.Arr.ofText(List.of(text, "?"))),
                        enrol.with("templates", Json.Arr.ofText(List.of(text, face))),
                        enrol.with("templates", Json.Arr.ofText(List.of(text, text + "AAAA"))),
                        enrol.with("templates", Json.Arr.ofText(Collections.nCopies(31, text))))) {
            assertEquals(not("BAD_REQUEST"), asked(bad), bad::toString);
        }
        assertEquals(0, vault.people());
        assertEquals(List.of("consent given"), told());
    }

    /// Whatever somebody writes at the socket.
    @Test
    void aRequestThatWasGarbledIsRefusedAndEscapesNothing() {
        var random = new Random(8);
        var whole = Canonical.text(VaultRequest.enrol(WHO, threeViews(1, 7)));
        for (int i = 0; i < 3_000; i++) {
            var chars = whole.toCharArray();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                chars[random.nextInt(chars.length)] = (char) random.nextInt(32, 127);
            }
            JsonReader.object(new String(chars))
                    .map(it -> requests.answer(it, "clerk"))
                    .ifPresent(it -> assertEquals(Optional.of(false), it.bool("ok")));
        }
        assertEquals(List.of(), journal);
    }

    @Test
    void withoutAVaultNothingIsKeptAndErasureHasNothingToDo() {
        requests = new VaultRequest(Optional.empty(), dir.resolve("none.db"), this::now);

        assertEquals(not("NOT_ALLOWED"), asked(consent(30)));
        assertEquals(not("NOT_ALLOWED"), asked(VaultRequest.forget(List.of(PERSON))));
        assertEquals(Optional.of(true), requests.forget(PERSON, "clerk").bool("ok"));
        assertFalse(Files.exists(dir.resolve("none.db")));
    }

    /// The key is lost, or the site file names none any more: what people may ask for goes on, and
    /// nothing is said to be done that is not.
    @Test
    void whoeverAsksIsForgottenThoughTheVaultIsClosed() throws Exception {
        assertEquals(done(0), asked(consent(30)));
        assertEquals(done(3), asked(VaultRequest.enrol(WHO, threeViews(1, 7))));
        close();
        requests = new VaultRequest(Optional.empty(), file, this::now);

        assertEquals(not("NOT_ALLOWED"), asked(consent(30)));
        var palm = VaultRequest.withdraw(List.of(PERSON), Modality.FINGER).with("modality", "palm");
        assertEquals(not("BAD_REQUEST"), asked(palm));
        assertEquals(
                not("NO_CONSENT"), asked(VaultRequest.withdraw(List.of(PERSON), Modality.FACE)));
        assertEquals(
                done(3).replace("\"recorded\":true", "\"recorded\":false"),
                asked(VaultRequest.withdraw(List.of(WHO.card()), Modality.FINGER)));
        assertEquals(
                not("NO_CONSENT"), asked(VaultRequest.withdraw(List.of(PERSON), Modality.FINGER)));
        assertEquals(Optional.of(0L), requests.forget(WHO.card(), "clerk").number("templates"));
        assertEquals(List.of(), VaultLook.of(file, PERSON));

        open();
        assertTrue(keeper.tell());
        assertEquals(
                List.of(
                        "consent given",
                        "enrol enrolled",
                        "consent withdrawn",
                        "purge withdrawn",
                        "purge forgotten"),
                told());
        close();
        Files.write(file, new byte[20_000]);
        requests = new VaultRequest(Optional.empty(), file, this::now);
        assertEquals(Optional.of(false), requests.forget(PERSON, "clerk").bool("ok"));
        open();
    }

    @Test
    void aClockThatNobodyTrustsGivesNoConsentAndEndsNone() throws Exception {
        assertEquals(done(0), asked(consent(30)));
        trust = ClockTrust.UNTRUSTED;
        wall = NOW.plus(Duration.ofDays(400));
        assertEquals(not("CLOCK_UNTRUSTED"), asked(consent(30)));
        keeper.turn();
        assertTrue(vault.consented(PERSON, Modality.FINGER));

        trust = ClockTrust.RTC;
        keeper.turn();
        assertFalse(vault.consented(PERSON, Modality.FINGER));
        assertEquals(List.of("consent given", "purge over"), told());
    }

    /// What people withdraw goes at once, whether it can be written down or not.
    @Test
    void whatTheJournalHasNoRoomForIsWrittenLaterAndOnce() throws Exception {
        assertEquals(done(0), asked(consent(30)));
        assertEquals(done(3), asked(VaultRequest.enrol(WHO, threeViews(1, 7))));
        room = false;
        assertEquals(
                done(3).replace("\"recorded\":true", "\"recorded\":false"),
                asked(VaultRequest.withdraw(List.of(PERSON), Modality.FINGER)));
        assertEquals(0, vault.references(PERSON, Modality.FINGER).size());
        keeper.turn();
        assertEquals(2, journal.size());

        close();
        open();
        room = true;
        keeper.turn();
        keeper.turn();
        assertEquals(
                List.of("consent given", "enrol enrolled", "consent withdrawn", "purge withdrawn"),
                told());
    }

    /// The power goes after the journal has it, and before that is noted here.
    @Test
    void whatIsRecordedTwiceIsOfOneChange() throws Exception {
        answers = false;
        assertEquals(
                done(0).replace("\"recorded\":true", "\"recorded\":false"), asked(consent(30)));
        answers = true;
        keeper.turn();

        assertEquals(2, journal.size());
        assertEquals(1, journal.stream().map(it -> it.data().text("change")).distinct().count());
    }

    @Test
    void manyPeopleAreAnAlarmOnceAndOneFewerEndsIt() throws Exception {
        close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            int made =
                    statement.executeUpdate(
                            "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n"
                                    + " WHERE value < 79999) INSERT INTO slot SELECT 'r503', value,"
                                    + " 'held', randomblob(16), 'finger', 'ssc', randomblob(16)"
                                    + " FROM n");
            assertEquals(79_999, made);
        }
        open();
        keeper.turn();
        assertEquals(List.of(), alarms);

        assertEquals(done(0), asked(consent(30)));
        assertEquals(done(3), asked(VaultRequest.enrol(WHO, threeViews(1, 7))));
        keeper.turn();
        keeper.turn();
        assertEquals(List.of("vault_filing true"), alarms);
        assertEquals(done(3), asked(VaultRequest.forget(List.of(PERSON))));
        keeper.turn();
        assertEquals(List.of("vault_filing true", "vault_filing false"), alarms);
    }
}
