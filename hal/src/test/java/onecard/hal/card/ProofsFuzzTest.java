package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import onecard.hal.Brisk;
import onecard.hal.CardChannel;
import onecard.hal.CardFault;
import onecard.hal.CertificateCheck;
import onecard.hal.Proof;
import onecard.hal.SecurityModule;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimModule;

/// A copied third-generation card whose maker answers anything when it is asked for a proof. The
/// input is those answers one after another: a byte with the length, its highest bit for "and 90
/// 00", then so many bytes.
class ProofsFuzzTest {

    private static final CertificateCheck CHECK =
            new CertificateCheck() {
                @Override
                public byte[] challenge() {
                    return new byte[32];
                }

                /// Knows no issuer: whatever was read, nothing is proved by it.
                @Override
                public Proof judge(byte[] der, String id, byte[] challenge, byte[] signature) {
                    assertTrue(der.length <= CertificateProof.CERTIFICATE_BYTES_MAX);
                    assertEquals(Cards.CODE, id);
                    return new Proof.Unproved(Proof.Cause.UNKNOWN_ISSUER);
                }
            };

    private static final ReadingPlan PLAN =
            ReadingPlan.of("ssc")
                    .proving(
                            new Proofs(
                                    Optional.of(
                                            new CertificateProof(
                                                    CertificateProof.SIMULATED, CHECK)),
                                    Optional.of(
                                            new ModuleProof(
                                                    new SimModule(),
                                                    new SecurityModule.Key(8, 10),
                                                    () -> new byte[16]))));

    /// Application, certificate in five chunks, signature, name and proof, and what is read without
    /// any: each may take all its rounds.
    private static final int QUESTIONS_MAX = 5 + 12;

    @FuzzTest
    void noAnswerMakesACopyGenuine(byte[] answers) {
        Brisk.run(() -> proves(answers));
    }

    private static void proves(byte[] answers) {
        var card = new Answering(answers);
        try {
            var facts = PLAN.read(card, (_, _) -> "0".repeat(32));
            assertEquals(1, facts.assurance());
            assertTrue(facts.unproved().isPresent());
        } catch (CardChannel.CardLost lost) {
            assertFalse(String.valueOf(lost.getMessage()).isBlank());
        } catch (Unreadable refused) {
            assertTrue(
                    refused.fault() == CardFault.UNREADABLE
                            || refused.fault() == CardFault.NOT_GENUINE);
        }
        assertTrue(card.commands <= QUESTIONS_MAX * Exchanges.ROUNDS_MAX);
    }

    /// Honest about everything but proofs.
    private static final class Answering implements CardChannel {
        private final SimChannel honest = SimChannel.of(Cards.ssc(3));
        private final byte[] name = KnownTables.SSC.nameBytes();
        private final AnswerScript answers;
        private int commands;
        private boolean asked;

        Answering(byte[] script) {
            this.answers = new AnswerScript(script);
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            commands++;
            boolean proof = command[1] == (byte) 0x88 || command[1] == (byte) 0xB0;
            boolean other =
                    command[1] == (byte) 0xA4
                            && command[2] == 0x04
                            && !MessageDigest.isEqual(
                                    Arrays.copyOfRange(command, 5, 5 + name.length), name);
            asked = proof || other || asked && command[1] == (byte) 0xC0;
            if (!asked) {
                return honest.transmit(command);
            }
            return answers.next();
        }

        @Override
        public byte[] atr() {
            return honest.atr();
        }
    }
}
