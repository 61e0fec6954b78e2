package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onecard.hal.Algorithm;
import onecard.hal.CardChannel;
import onecard.hal.SecurityModule.Answer;
import onecard.hal.SecurityModule.Key;
import onecard.hal.SecurityModule.Question;
import onecard.hal.sim.SimPsam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PsamTest {

    private static final Key KEY = new Key(8, 0x0A);
    private static final HexFormat HEX = HexFormat.of();

    private static Question question(Key key, Algorithm algorithm) {
        return new Question(
                key,
                algorithm,
                List.of(
                        HEX.parseHex("342500d156000005"),
                        HEX.parseHex("8638342500000001"),
                        HEX.parseHex("0011223344556677")),
                HEX.parseHex("8899aabbccddeeff"));
    }

    @ParameterizedTest
    @EnumSource(names = {"DES", "SM4"})
    void itAnswersWhatAChipWould(Algorithm algorithm) {
        var psam = new Psam(new SimPsam(algorithm, KEY));
        var question = question(KEY, algorithm);

        assertEquals(Optional.empty(), psam.trouble());
        for (int again = 0; again < 2; again++) {
            var answer = assertInstanceOf(Answer.Cryptogram.class, psam.answer(question));
            assertArrayEquals(
                    IssuerKey.published(algorithm).answer(question.factors(), question.block()),
                    answer.bytes());
        }
    }

    /// The published dialogue, byte by byte.
    @Test
    void itIsAskedByThePublicCommands() {
        var sent = new ArrayList<String>();
        var sim = new SimPsam(Algorithm.DES, KEY);
        var psam =
                new Psam(
                        new CardChannel() {
                            @Override
                            public byte[] transmit(byte[] command) throws CardLost {
                                sent.add(HEX.formatHex(command));
                                return sim.transmit(command);
                            }

                            @Override
                            public byte[] atr() {
                                return sim.atr();
                            }
                        });

        assertEquals(Optional.empty(), psam.trouble());
        assertInstanceOf(Answer.Cryptogram.class, psam.answer(question(KEY, Algorithm.DES)));
        assertEquals(
                List.of(
                        "00a4040006d15600000590",
                        "bfde680a18" + "342500d156000005" + "8638342500000001" + "0011223344556677",
                        "80fa0000088899aabbccddeeff",
                        "00c0000008"),
                sent);
    }

    @Test
    void aKeyItDoesNotHaveIsRefusedByItsStatus() {
        var psam = new Psam(new SimPsam(Algorithm.DES, KEY));

        assertEquals(Optional.empty(), psam.trouble());
        assertEquals(
                new Answer.Refused(0x9403), psam.answer(question(new Key(8, 1), Algorithm.DES)));
        assertInstanceOf(Answer.Cryptogram.class, psam.answer(question(KEY, Algorithm.DES)));
    }

    @Test
    void onePulledAtAnyCommandIsAbsent() {
        for (int commands = 1; commands < 4; commands++) {
            var psam = new Psam(new SimPsam(Algorithm.DES, KEY).pulledAfter(commands));
            assertEquals(Optional.empty(), psam.trouble());
            assertInstanceOf(Answer.Absent.class, psam.answer(question(KEY, Algorithm.DES)));
            assertTrue(psam.trouble().isPresent());
        }
    }

    @Test
    void anythingElseInTheSlotIsNoPsam() {
        assertTrue(
                new Psam(onecard.hal.sim.SimChannel.of(Cards.ssc(2)))
                        .trouble()
                        .filter("what lies in the slot is no PSAM"::equals)
                        .isPresent());
    }
}
