package onecard.hal.card;

import static onecard.hal.card.Cards.CITIZEN;
import static onecard.hal.card.Cards.CODE;
import static onecard.hal.card.Cards.SERIAL;
import static onecard.hal.card.Cards.ssc;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.CardFault;
import onecard.hal.Face;
import onecard.hal.Pseudonym;
import onecard.hal.card.CardTable.Item;
import onecard.hal.card.CardTable.Meaning;
import onecard.hal.card.CardTable.Place;
import onecard.hal.card.ReadingPlan.Slot;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingPlanTest {

    private static final Slot SLOTLESS = new Slot(Optional.empty(), false, Collision.NONE);

    private final Cards.Hasher hasher = new Cards.Hasher();

    /// A card, and what it is by the first of all applications that it carries.
    static Stream<Arguments> cards() {
        var until = LocalDate.of(2030, 12, 31);
        var end = LocalDate.of(2036, 1, 31);
        return Stream.of(
                Arguments.of("first generation", "ssc " + CODE, 1, 1, end),
                Arguments.of("second generation", "ssc " + CODE, 1, 2, end),
                Arguments.of("second generation in the field", "ssc " + CODE, 1, 2, end),
                Arguments.of("third generation", "ssc " + CODE, 1, 3, end),
                Arguments.of("third generation in a slot", "ssc " + CODE, 1, 3, end),
                Arguments.of("social security and bank", "ssc " + CODE, 1, 3, end),
                Arguments.of("provincial", "ssc " + CODE, 1, 2, end),
                Arguments.of("T-Union", "tunion " + SERIAL, 1, 0, until),
                Arguments.of("City Union", "tunion " + SERIAL, 1, 0, until),
                Arguments.of("bank", "uid 04112233445566", 0, 0, null),
                Arguments.of("MIFARE", "uid 04a1b2c3", 0, 0, null),
                Arguments.of("ID card", "idcard-serial 0123456789abcdef", 0, 0, null));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyKindOfCardIsReadByItsIdentifierAlone(
            String name, String id, int assurance, int generation, LocalDate expires)
            throws Exception {
        var card = Cards.named(name);

        var facts = read(card, Cards.ALL);

        assertEquals(id.split(" ")[0], facts.kind());
        assertEquals(List.of(id), hasher.hashed);
        assertEquals(assurance, facts.assurance());
        assertEquals(generation, facts.generation().orElse(0));
        assertEquals(Optional.ofNullable(expires), facts.expires());
        assertEquals(
                id.startsWith("ssc") ? Optional.of("342500") : Optional.empty(), facts.region());
        assertEquals(Optional.empty(), facts.citizen());
        assertTrue(facts.consistent());
        assertEquals(List.of(), card.harmful());
    }

    @Test
    void theTableAboveHoldsEveryKind() {
        assertEquals(
                Cards.catalogue().keySet(),
                java.util.Set.copyOf(cards().map(row -> (String) row.get()[0]).toList()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void bothFacesOfACardAreOneCredential(int generation) throws Exception {
        var field = read(ssc(generation), Cards.ALL);
        var slot = read(ssc(generation).through(Face.CONTACT), Cards.ALL);

        assertEquals(Face.CONTACTLESS, field.face());
        assertEquals(Face.CONTACT, slot.face());
        assertEquals(field.kind(), slot.kind());
        assertEquals(field.pseudonym(), slot.pseudonym());
    }

    /// While a key is rolled each pseudonym that a reading gives says what it was, whichever
    /// application gave it.
    @Test
    void whatEachPseudonymWasIsTold() throws Exception {
        var plan = ReadingPlan.of(List.of("ssc", "uid"), Map.of(), true, Slot.ANY);
        var card = ssc(2).holder(CITIZEN);
        var facts = plan.read(SimChannel.of(card), new Rolled(hasher));

        var was = new Cards.Hasher();
        assertEquals(
                Map.of(
                        was.of("ssc", CODE + " before"), facts.pseudonym(),
                        was.of("idcard", CITIZEN + " before"), facts.citizen().orElseThrow()),
                facts.former());
        assertEquals(Map.of(), plan.read(SimChannel.of(card), hasher).former());
    }

    /// Another key than the one of before.
    private record Rolled(Pseudonym of) implements Pseudonym {
        @Override
        public String of(String kind, String id) {
            return of.of(kind, id);
        }

        @Override
        public Optional<String> former(String kind, String id) {
            return Optional.of(of.of(kind, id + " before"));
        }
    }

    @Test
    void theOrderIsTheProfiles() throws Exception {
        var card = ssc(3).and(SimCard.tunion(SERIAL, "20301231"));

        assertEquals("ssc", read(card, List.of("ssc", "tunion")).kind());
        assertEquals("tunion", read(card, List.of("tunion", "ssc")).kind());
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void theSlotsRoleGoesBeforeTheAnswerToReset(Face role) throws Exception {
        var slot = new Slot(Optional.of(role), true, Collision.NONE);
        for (var side : Face.values()) {
            assertEquals(role, read(ssc(3).through(side), List.of("ssc"), slot).face());
        }
    }

    // --- what is refused, and how ---

    /// The two cases in which somebody holds a contact card where none is taken.
    static Stream<Arguments> contactOnly() {
        var field = Slot.ANY;
        return Stream.of(
                Arguments.of(SimCard.bank(), List.of("ssc"), field, CardFault.CONTACT_ONLY),
                Arguments.of(
                        SimCard.bank(), List.of("ssc", "idcard"), field, CardFault.CONTACT_ONLY),
                Arguments.of(
                        SimCard.bank(), List.of("ssc", "tunion"), field, CardFault.CONTACT_ONLY),
                Arguments.of(
                        SimCard.tunion(SERIAL, "20301231"),
                        List.of("ssc"),
                        field,
                        CardFault.CONTACT_ONLY),
                Arguments.of(
                        SimCard.cityUnion(SERIAL, "20301231"),
                        List.of("ssc"),
                        field,
                        CardFault.CONTACT_ONLY),
                Arguments.of(
                        ssc(2).through(Face.CONTACT),
                        List.of("ssc"),
                        SLOTLESS,
                        CardFault.CONTACT_ONLY),
                Arguments.of(
                        SimCard.bank().through(Face.CONTACT),
                        Cards.ALL,
                        SLOTLESS,
                        CardFault.CONTACT_ONLY),
                // Not in the field, and contacts are taken: a foreign card like any other.
                Arguments.of(
                        SimCard.bank().through(Face.CONTACT),
                        List.of("ssc"),
                        field,
                        CardFault.UNREADABLE),
                // Nobody asked for a social security card.
                Arguments.of(SimCard.bank(), List.of("tunion"), field, CardFault.UNREADABLE),
                Arguments.of(
                        SimCard.plain("04a1b2c3"), List.of("ssc"), field, CardFault.UNREADABLE),
                Arguments.of(
                        SimCard.idCard("0123456789abcdef"),
                        List.of("ssc"),
                        field,
                        CardFault.UNREADABLE));
    }

    @ParameterizedTest
    @MethodSource("contactOnly")
    void aContactCardWhereNoneIsTakenIsToldSo(
            SimCard card, List<String> names, Slot slot, CardFault fault) {
        var refused = assertThrows(Unreadable.class, () -> read(card, names, slot));

        assertEquals(fault, refused.fault());
        assertEquals(List.of(), hasher.hashed);
        assertEquals(List.of(), card.harmful());
    }

    @Test
    void aSlotThatTakesNoContactCardsTakesTheOthers() throws Exception {
        assertEquals(Face.CONTACTLESS, read(ssc(3), List.of("ssc"), SLOTLESS).face());
    }

    @Test
    void nothingIsSentToACardThatIsNotTaken() {
        var card = ssc(2).through(Face.CONTACT);
        var silent = SimChannel.tornAfterCommands(card, 0);
        var plan = ReadingPlan.of(List.of("ssc"), Map.of(), false, SLOTLESS);
        assertThrows(Unreadable.class, () -> plan.read(silent, hasher));
    }

    @Test
    void severalCardsAreToldByWhatTheSiteSaysTheReaderSays() {
        var byStatus = new Slot(Optional.empty(), true, Collision.of(List.of("6401")));
        var byError = new Slot(Optional.empty(), true, Collision.of(List.of("SCARD_E_COLLISION")));
        var two =
                new CardChannel() {
                    @Override
                    public byte[] transmit(byte[] command) {
                        return new byte[] {0x64, 0x01};
                    }

                    @Override
                    public byte[] atr() {
                        return new byte[0];
                    }
                };
        var failing = failing(new CardLost("transmit", new Exception("SCARD_E_COLLISION")));

        assertEquals(CardFault.MULTIPLE_CARDS, fault(byStatus, two));
        assertEquals(CardFault.MULTIPLE_CARDS, fault(byError, failing));
        assertEquals(CardFault.UNREADABLE, fault(Slot.ANY, two));
        assertThrows(CardLost.class, () -> plan(Slot.ANY).read(failing, hasher));
        assertEquals(
                CardFault.MULTIPLE_CARDS,
                plan(byError).fault(new Exception("connect: SCARD_E_COLLISION")));
        assertEquals(CardFault.UNREADABLE, plan(byError).fault(new Exception("connect: other")));
    }

    private CardFault fault(Slot slot, CardChannel channel) {
        return assertThrows(Unreadable.class, () -> plan(slot).read(channel, hasher)).fault();
    }

    private static ReadingPlan plan(Slot slot) {
        return ReadingPlan.of(Cards.ALL, Map.of(), false, slot);
    }

    private static CardChannel failing(CardLost lost) {
        return new CardChannel() {
            @Override
            public byte[] transmit(byte[] command) throws CardLost {
                throw lost;
            }

            @Override
            public byte[] atr() {
                return new byte[0];
            }
        };
    }

    /// A social security card with one record that no honest card has.
    static Stream<SimCard> nonsense() {
        return Stream.of(
                ssc(3).record(0xEF05, 1, "0110" + "ff".repeat(16)),
                ssc(3).record(0xEF05, 1, "0110" + "00".repeat(16)),
                ssc(3).record(0xEF05, 1, "0210" + CODE),
                ssc(3).record(0xEF05, 1, "010f" + CODE),
                ssc(3).record(0xEF05, 1, "0110" + CODE + "00"),
                ssc(3).record(0xEF05, 1, "01"),
                ssc(3).record(0xEF05, 3, "0304342e3030"),
                ssc(3).record(0xEF05, 3, "0304332d3030"),
                ssc(3).record(0xEF05, 3, "030400000000"),
                ssc(3).record(0xEF05, 6, "060420361301"),
                ssc(3).record(0xEF05, 6, "060420360230"),
                ssc(3).record(0xEF05, 6, "06042036ffff"),
                ssc(3).record(0xEF05, 6, "06042036a101"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsUnreadableAndNeverASerialInstead(SimCard card) {
        assertEquals(
                CardFault.UNREADABLE,
                assertThrows(Unreadable.class, () -> read(card, Cards.ALL)).fault());
        assertEquals(List.of(), hasher.hashed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0604ffffffff", "060400000000"})
    void aCardMaySayNothingOfItsEnd(String record) throws Exception {
        assertEquals(Optional.empty(), read(ssc(3).record(0xEF05, 6, record), Cards.ALL).expires());
        assertEquals(
                Optional.empty(),
                read(SimCard.socialSecurity(CODE, 3, Optional.empty()), Cards.ALL).expires());
    }

    @Test
    void aRegionThatIsNoneLeavesTheIdentifierOne() throws Exception {
        var odd = "34ab00" + CODE.substring(6);
        var facts = read(SimCard.socialSecurity(odd, 3, Optional.empty()), Cards.ALL);

        assertEquals(List.of("ssc " + odd), hasher.hashed);
        assertEquals(Optional.empty(), facts.region());
    }

    @ParameterizedTest
    @ValueSource(strings = {"08a1b2c3", "00000000"})
    void aSerialThatNamesNobodyIsNone(String uid) {
        assertThrows(Unreadable.class, () -> read(SimCard.plain(uid), Cards.ALL));
    }

    @Test
    void anIdCardIsNotItsBlankSerial() {
        var card = SimCard.idCard("0123456789abcdef");
        assertThrows(Unreadable.class, () -> read(card, List.of("ssc", "uid")));
    }

    // --- cross-check ---

    /// Bytes on SELECT, generation, and whether they agree.
    static Stream<Arguments> algorithms() {
        return Stream.of(
                Arguments.of("9f0c8603", 3, true),
                Arguments.of("9f0c8601", 2, true),
                Arguments.of("9f0c8602", 1, true),
                Arguments.of("9f0c8601", 3, false),
                Arguments.of("9f0c8603", 2, false),
                Arguments.of("9f0c8604", 3, true),
                Arguments.of("9f0c86", 3, true),
                Arguments.of("", 3, true));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void anAlgorithmThatDoesNotFitIsToldAndRefusesNobody(
            String revealed, int generation, boolean fits) throws Exception {
        for (var side : Face.values()) {
            var facts = read(ssc(generation).revealing(revealed).through(side), Cards.ALL);
            assertEquals(fits, facts.consistent());
        }
    }

    // --- the citizen number ---

    @Test
    void theCitizenNumberIsASecondCredentialWhereAskedForAndFree() throws Exception {
        var plan = ReadingPlan.of(List.of("ssc"), Map.of(), true, Slot.ANY);
        for (int generation = 1; generation <= 3; generation++) {
            hasher.hashed.clear();
            var card = ssc(generation).holder(CITIZEN);
            var facts = plan.read(SimChannel.of(card), hasher);
            var expected =
                    generation < 3
                            ? List.of("ssc " + CODE, "idcard " + CITIZEN)
                            : List.of("ssc " + CODE);
            assertEquals(expected, hasher.hashed);
            assertEquals(generation < 3, facts.citizen().isPresent());
            assertEquals(List.of(), card.harmful());
        }
    }

    @Test
    void aThirdGenerationIsNeverEvenAskedForItsHolder() throws Exception {
        var plan = ReadingPlan.of(List.of("ssc"), Map.of(), true, Slot.ANY);
        var asked = new Recorder(SimChannel.of(ssc(3).holder(CITIZEN)));

        plan.read(asked, hasher);

        assertFalse(asked.sent.stream().anyMatch(command -> command.contains("ef06")));
    }

    @Test
    void aCitizenNumberWithoutItsCheckDigitIsUnreadable() throws Exception {
        var plan = ReadingPlan.of(List.of("ssc"), Map.of(), true, Slot.ANY);
        var wrong = CITIZEN.replace('X', '1');
        assertThrows(
                Unreadable.class, () -> plan.read(SimChannel.of(ssc(2).holder(wrong)), hasher));
        assertEquals(List.of(), hasher.hashed);
        assertEquals(
                Optional.empty(),
                plan.read(SimChannel.of(ssc(2).holder(" ".repeat(18))), hasher).citizen());
    }

    // --- a province's table ---

    @Test
    void aProvincesTableTakesThePlaceOfTheKnownItem() throws Exception {
        var tables = Map.of("ssc", Cards.provincialTable());
        var plan = ReadingPlan.of(List.of("ssc"), tables, false, Slot.ANY);

        var facts = plan.read(SimChannel.of(Cards.province()), hasher);

        assertEquals(LocalDate.of(2030, 12, 31), facts.expires().orElseThrow());
        assertEquals(List.of("ssc " + CODE), hasher.hashed);
        assertEquals(2, facts.generation().orElseThrow());
    }

    @Test
    void anApplicationOfAProvinceIsReadByItsOwnTable() throws Exception {
        var table =
                new CardTable(
                        "tunion",
                        "7378312e73682ec9e7bbe1b1a3d5cf",
                        List.of(
                                new Item(
                                        Meaning.ID,
                                        new Place.Linear(0xEF0D, 1, OptionalInt.of(0xEA), 12),
                                        0,
                                        12,
                                        Coding.AN)));
        var plan = ReadingPlan.of(List.of("js"), Map.of("js", table), false, Slot.ANY);

        plan.read(SimChannel.of(Cards.province()), hasher);

        assertEquals(List.of("tunion 0123456789"), hasher.hashed);
    }

    private CardFacts read(SimCard card, List<String> names) throws CardLost, Unreadable {
        return read(card, names, Slot.ANY);
    }

    private CardFacts read(SimCard card, List<String> names, Slot slot)
            throws CardLost, Unreadable {
        return ReadingPlan.of(names, Map.of(), false, slot).read(SimChannel.of(card), hasher);
    }

    /// Remembers what was sent.
    private static final class Recorder implements CardChannel {
        private final CardChannel card;
        final List<String> sent = new java.util.ArrayList<>();

        Recorder(CardChannel card) {
            this.card = card;
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            sent.add(java.util.HexFormat.of().formatHex(command));
            return card.transmit(command);
        }

        @Override
        public byte[] atr() {
            return card.atr();
        }
    }
}
