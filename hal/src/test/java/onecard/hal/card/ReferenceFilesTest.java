package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.CardReference;
import onecard.hal.Face;
import onecard.hal.bio.Modality;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a card carries to compare its holder with: read where it is wanted, and never in the way of
/// the card itself.
class ReferenceFilesTest {

    /// SELECT, and the first answer of the file.
    private static final int COMMANDS_BEFORE = 7;

    private final Cards.Hasher hasher = new Cards.Hasher();
    private final AtomicLong now = new AtomicLong();

    private List<CardReference> read(SimCard card, Modality... wanted) throws Exception {
        var plan =
                ReadingPlan.of("ssc", "idcard", "uid")
                        .carrying(new ReferenceFiles(Set.of(wanted), now::get));
        var facts = plan.read(SimChannel.of(card), hasher);
        assertEquals(plain(card).pseudonym(), facts.pseudonym());
        assertTrue(card.harmful().isEmpty(), () -> card.harmful().toString());
        return facts.references();
    }

    private CardFacts plain(SimCard card) throws Exception {
        return ReadingPlan.of("ssc", "idcard", "uid").read(SimChannel.of(card), hasher);
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static SimCard carrying(int length) {
        return Cards.ssc(3).carrying(Modality.FINGER, bytes(length));
    }

    /// Around the length of an answer, and the longest.
    @ParameterizedTest
    @ValueSource(ints = {1, 221, 222, 223, 445, 446, 447, 764, 4_000, ReferenceFiles.BYTES_MAX})
    void allOfItIsReadThroughEitherFace(int length) throws Exception {
        for (var face : Face.values()) {
            var found = read(carrying(length).through(face), Modality.FINGER);
            assertEquals(1, found.size());
            assertArrayEquals(bytes(length), found.getFirst().bytes());
        }
    }

    @Test
    void onlyWhatIsWantedIsRead() throws Exception {
        var card =
                Cards.ssc(3)
                        .carrying(Modality.FINGER, bytes(300))
                        .carrying(Modality.VEIN, bytes(3_600));
        assertEquals(List.of(), read(card));
        assertEquals(List.of(), read(card, Modality.FACE));
        assertArrayEquals(bytes(3_600), read(card, Modality.VEIN).getFirst().bytes());
        assertEquals(2, read(card, Modality.values()).size());
    }

    @ParameterizedTest
    @EnumSource(Modality.class)
    void ofACardWithoutItNothingIsRead(Modality wanted) throws Exception {
        for (var card : Cards.catalogue().entrySet()) {
            if (!Set.of("T-Union", "City Union", "bank").contains(card.getKey())) {
                assertEquals(List.of(), read(card.getValue(), wanted), card.getKey());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0000", "0001", "ffff", "00ff11", "138911"})
    void aFileThatIsNoneIsNotCarried(String hex) throws Exception {
        var found = read(Cards.ssc(3).carryingFile(Modality.FINGER, hex), Modality.FINGER);
        assertEquals(List.of(), found);
    }

    /// Wherever it happens, the card is the same card.
    @Test
    void whatGoesWrongThereLeavesTheCardAsItIs() throws Exception {
        int carried = 0;
        int first = commands(Cards.ssc(3)); // what the card itself takes
        for (int at = first; at < first + COMMANDS_BEFORE; at++) {
            for (int status : new int[] {0x6A82, 0x6982, 0x6F00, 0x6B00, 0x9100}) {
                var card = carrying(900).failing(new SimFault.WrongStatus(at, status));
                carried += read(card, Modality.FINGER).size();
            }
            for (int length : new int[] {0, 1, 100, 223}) {
                var card = carrying(900).failing(new SimFault.WrongLength(at, length));
                carried += read(card, Modality.FINGER).size();
            }
            carried +=
                    read(carrying(900).failing(new SimFault.EndlessMore(at)), Modality.FINGER)
                            .size();
        }
        assertTrue(carried > 0, "some of these are after the end");
    }

    private int commands(SimCard card) throws Exception {
        for (int count = 0; ; count++) {
            try {
                var _ =
                        ReadingPlan.of("ssc")
                                .read(SimChannel.tornAfterCommands(card, count), hasher);
                return count;
            } catch (CardLost _) {
                // It takes more.
            }
        }
    }

    /// Whoever takes it away a moment too soon is known all the same.
    @Test
    void aCardThatLeavesMeanwhileIsKnownAndCarriesNothing() throws Exception {
        int first = commands(Cards.ssc(3));
        var plan =
                ReadingPlan.of("ssc")
                        .carrying(new ReferenceFiles(Set.of(Modality.FINGER), now::get));
        for (int at = first; at < first + 3; at++) {
            var channel = SimChannel.tornAfterCommands(carrying(900), at);
            var facts = plan.read(channel, hasher);
            assertEquals(plain(carrying(900)).pseudonym(), facts.pseudonym());
            assertEquals(List.of(), facts.references());
        }
    }

    /// Whoever taps does not wait for a card that takes its time.
    @Test
    void whatIsNotReadInTimeIsNotCarried() throws Exception {
        var slow =
                new ReferenceFiles(
                        Set.of(Modality.FINGER),
                        () -> now.getAndAdd(ReferenceFiles.WITHIN.toNanos() / 3));
        var plan = ReadingPlan.of("ssc").carrying(slow);
        assertEquals(List.of(), plan.read(SimChannel.of(carrying(2_000)), hasher).references());
        assertFalse(plan.read(SimChannel.of(carrying(400)), hasher).references().isEmpty());
    }

    @Test
    void itsContentIsNotWritten() {
        var reference = new CardReference(new byte[] {77, 77});
        assertEquals("CardReference[2 bytes]", reference.toString());
        reference.wipe();
        assertTrue(Arrays.equals(new byte[2], reference.bytes()));
    }
}
