package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import onecard.hal.Algorithm;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.CardFault;
import onecard.hal.CertificateCheck;
import onecard.hal.Face;
import onecard.hal.Proof;
import onecard.hal.Proof.Cause;
import onecard.hal.SecurityModule;
import onecard.hal.SecurityModule.Answer;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimFault;
import onecard.hal.sim.SimModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProofsTest {

    private static final SecurityModule.Key KEY = new SecurityModule.Key(8, 0x0A);
    private static final byte[] CERTIFICATE = certificate(400);
    private static final ReadingPlan BY_MODULE = plan(new SimModule());

    private final Cards.Hasher hasher = new Cards.Hasher();

    /// Counts, so that no two challenges are the same.
    private static Supplier<byte[]> random() {
        var next = new byte[16];
        return () -> {
            next[0]++;
            next[15]--;
            return next.clone();
        };
    }

    private static ReadingPlan plan(SecurityModule module) {
        return ReadingPlan.of("ssc", "uid").proving(new Proofs(Optional.empty(), module(module)));
    }

    private static Optional<ModuleProof> module(SecurityModule module) {
        return Optional.of(new ModuleProof(module, KEY, random()));
    }

    private static SimCard genuine(int generation) {
        return Cards.ssc(generation)
                .keyed(IssuerKey.published(generation == 3 ? Algorithm.SM4 : Algorithm.DES));
    }

    private CardFacts read(ReadingPlan plan, SimCard card) throws Exception {
        return plan.read(SimChannel.of(card), hasher);
    }

    @ParameterizedTest
    @CsvSource({"1, CONTACT", "2, CONTACT", "2, CONTACTLESS", "3, CONTACT", "3, CONTACTLESS"})
    void aChipWithTheIssuersKeyIsA2OnBothFaces(int generation, Face face) throws Exception {
        var card = genuine(generation).through(face);
        var facts = read(BY_MODULE, card);

        assertEquals(2, facts.assurance());
        assertEquals(Optional.empty(), facts.unproved());
        assertEquals(List.of(), card.harmful());
    }

    @Test
    void aCopyOfWhatACardSaysStaysA1() throws Exception {
        var facts = read(BY_MODULE, Cards.ssc(2));

        assertEquals(1, facts.assurance());
        assertEquals(Optional.of("card_refused"), facts.unproved());
    }

    @Test
    void aPlanThatAsksForNoProofSaysNothingOfOne() throws Exception {
        var facts = read(ReadingPlan.of("ssc"), genuine(2));

        assertEquals(1, facts.assurance());
        assertEquals(Optional.empty(), facts.unproved());
    }

    @Test
    void aChipWithAnotherKeyIsNotGenuine() {
        var forged = Cards.ssc(2).keyed(IssuerKey.of(Algorithm.DES, new byte[16]));

        assertEquals(CardFault.NOT_GENUINE, fault(BY_MODULE, forged));
        assertEquals(List.of(), hasher.hashed);
    }

    @Test
    void anAnswerHeardBeforeIsNotGenuine() throws Exception {
        var heard = new ArrayList<byte[]>();
        var keyed = genuine(2);
        var plan = plan(new SimModule());
        plan.read(new Tap(SimChannel.of(keyed), heard, Optional.empty()), hasher);

        var replay =
                new Tap(SimChannel.of(keyed), new ArrayList<>(), Optional.of(heard.getFirst()));
        var refused = assertThrows(Unreadable.class, () -> plan.read(replay, hasher));

        assertEquals(CardFault.NOT_GENUINE, refused.fault());
    }

    /// The chip of one card with the code of another: their serials do not fit.
    @Test
    void oneCardsProofDoesNotCountForAnothersCode() throws Exception {
        var other = "342500d1560000050000000200000001";
        var facts = read(BY_MODULE, genuine(2).record(0xEF05, 1, "0110" + other));

        assertEquals(1, facts.assurance());
        assertEquals(Optional.of("no_factors"), facts.unproved());
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "9"})
    void anAnswerOfAnotherLengthIsNoForgery(int bytes) throws Exception {
        var odd =
                new Tap(
                        SimChannel.of(genuine(2)),
                        new ArrayList<>(),
                        Optional.of(HexFormat.of().parseHex("00".repeat(bytes) + "9000")));
        var facts = BY_MODULE.read(odd, hasher);

        assertEquals(1, facts.assurance());
        assertEquals(Optional.of("malformed"), facts.unproved());
    }

    /// Whoever does not know a chip's algorithm cannot call its answer false.
    @ParameterizedTest
    @CsvSource({"6f00", "9f0c8607"})
    void aWrongAnswerUnderAGuessedAlgorithmIsNoForgery(String revealed) throws Exception {
        var other =
                Cards.ssc(2).revealing(revealed).keyed(IssuerKey.of(Algorithm.SM4, new byte[16]));
        var facts = read(BY_MODULE, other);

        assertEquals(1, facts.assurance());
        assertEquals(Optional.of("no_factors"), facts.unproved());
    }

    /// A line to a module may be listened to: what it tells must come too late for a copy's answer.
    @Test
    void theCardIsAskedBeforeTheModule() throws Exception {
        var heard = new ArrayList<byte[]>();
        var asked = new ArrayList<Integer>();
        var module = new Listening(new SimModule(), () -> asked.add(heard.size()));
        var facts =
                plan(module)
                        .read(new Tap(SimChannel.of(genuine(2)), heard, Optional.empty()), hasher);

        assertEquals(2, facts.assurance());
        assertEquals(List.of(1), asked);
    }

    @Test
    void aCardIsNotAskedForWhatNoModuleCanJudge() throws Exception {
        var heard = new ArrayList<byte[]>();
        var facts =
                plan(new Away())
                        .read(new Tap(SimChannel.of(genuine(2)), heard, Optional.empty()), hasher);

        assertEquals(Optional.of("module_absent"), facts.unproved());
        assertEquals(List.of(), heard);
    }

    static List<Arguments> awayModules() {
        return List.of(
                Arguments.of(new Answer.Absent("pulled"), Cause.MODULE_ABSENT),
                Arguments.of(new Answer.Refused(0x9403), Cause.MODULE_REFUSED),
                Arguments.of(new Answer.TimedOut(), Cause.MODULE_LATE));
    }

    @ParameterizedTest
    @MethodSource("awayModules")
    void aModuleThatCannotSayLowersTheLevelAndNoMore(Answer answer, Cause cause) throws Exception {
        var facts = read(plan(always(answer)), genuine(2));

        assertEquals(1, facts.assurance());
        assertEquals(Optional.of(cause.wire()), facts.unproved());
    }

    @Test
    void ssf33IsLeftToRealModules() throws Exception {
        var beijing =
                SimCard.socialSecurity("110100d1560000050000000000000001", 1, Optional.empty());
        var facts = read(BY_MODULE, beijing.keyed(IssuerKey.published(Algorithm.DES)));

        assertEquals(1, facts.assurance());
        assertEquals(Optional.of("module_refused"), facts.unproved());
    }

    @ParameterizedTest
    @CsvSource({"CONTACT, 900", "CONTACTLESS, 900", "CONTACT, 100", "CONTACTLESS, 226"})
    void aCertificateIsReadWholeAndItsChallengeSigned(Face face, int bytes) throws Exception {
        var check = new Check(new Proof.Genuine(3));
        var card = Cards.ssc(3).certified(certificate(bytes), ProofsTest::reversed).through(face);
        var facts = read(certified(check), card);

        assertEquals(3, facts.assurance());
        assertEquals(
                List.of(HexFormat.of().formatHex(certificate(bytes)) + " " + Cards.CODE),
                check.seen);
        assertEquals(List.of(), card.harmful());
    }

    @ParameterizedTest
    @CsvSource({"GENUINE, 3", "UNPROVED, 2", "NONE, 2"})
    void theStrongerProofComesFirstAndTheOtherAfterIt(String verdict, int level) throws Exception {
        var check =
                new Check(
                        verdict.equals("GENUINE")
                                ? new Proof.Genuine(3)
                                : new Proof.Unproved(Cause.CLOCK_UNTRUSTED));
        var plan =
                ReadingPlan.of("ssc")
                        .proving(new Proofs(certificate(check), module(new SimModule())));
        var card = genuine(3);
        var facts =
                read(
                        plan,
                        verdict.equals("NONE")
                                ? card
                                : card.certified(CERTIFICATE, ProofsTest::reversed));

        assertEquals(level, facts.assurance());
    }

    @Test
    void aForgedCertificateIsNotMendedByAModule() {
        var check = new Check(new Proof.Forged(Cause.WRONG_SIGNATURE));
        var plan =
                ReadingPlan.of("ssc")
                        .proving(new Proofs(certificate(check), module(new SimModule())));

        assertEquals(
                CardFault.NOT_GENUINE,
                fault(plan, genuine(3).certified(CERTIFICATE, ProofsTest::reversed)));
    }

    @Test
    void olderCardsAreNotAskedForACertificate() throws Exception {
        var check = new Check(new Proof.Genuine(3));
        var facts =
                read(certified(check), Cards.ssc(2).certified(CERTIFICATE, ProofsTest::reversed));

        assertEquals(1, facts.assurance());
        assertEquals(List.of(), check.seen);
    }

    @ParameterizedTest
    @CsvSource({"3082ffff", "30820401", "3080", "040100", "3081"})
    void aCertificateOfAnotherFormIsNone(String head) throws Exception {
        var bytes = Arrays.copyOf(HexFormat.of().parseHex(head), head.equals("3081") ? 2 : 300);
        var check = new Check(new Proof.Genuine(3));
        var facts = read(certified(check), Cards.ssc(3).certified(bytes, ProofsTest::reversed));

        assertEquals(1, facts.assurance());
        assertEquals(Optional.of("malformed"), facts.unproved());
        assertEquals(List.of(), check.seen);
    }

    /// By single bytes a card could hold a reader for minutes.
    @Test
    void aCertificateInSmallerPiecesThanAskedForIsNone() throws Exception {
        var check = new Check(new Proof.Genuine(3));
        var card = SimChannel.of(Cards.ssc(3).certified(CERTIFICATE, ProofsTest::reversed));
        var asked = new ArrayList<byte[]>();
        var miserly =
                new onecard.hal.CardChannel() {
                    @Override
                    public byte[] transmit(byte[] command) throws CardLost {
                        var answer = card.transmit(command);
                        if (command[1] != (byte) 0xB0) {
                            return answer;
                        }
                        asked.add(command);
                        return asked.size() == 1
                                ? answer
                                : new byte[] {answer[0], (byte) 0x90, 0x00};
                    }

                    @Override
                    public byte[] atr() {
                        return card.atr();
                    }
                };
        var facts = certified(check).read(miserly, hasher);

        assertEquals(Optional.of("malformed"), facts.unproved());
        assertEquals(2, asked.size());
    }

    /// Torn at each command and each byte of both proofs, on both faces: no credential, and no
    /// lower level.
    @ParameterizedTest
    @CsvSource({"CONTACT", "CONTACTLESS"})
    void aCardTornAnywhereGivesNothing(Face face) throws Exception {
        var check = new Check(new Proof.Unproved(Cause.REVOCATION_STALE));
        var plan =
                ReadingPlan.of("ssc")
                        .proving(new Proofs(certificate(check), module(new SimModule())));
        var card = genuine(3).certified(CERTIFICATE, ProofsTest::reversed).through(face);
        int commands = tearsUntilWhole(plan, at -> SimChannel.tornAfterCommands(card, at));
        // Name, file and three records; application, certificate in two, signature; name, proof.
        assertTrue(commands >= 11, "only " + commands + " commands");
        int bytes = tearsUntilWhole(plan, at -> SimChannel.tornAfterBytes(card, at));
        assertTrue(bytes > CERTIFICATE.length, "only " + bytes + " bytes");
    }

    private int tearsUntilWhole(ReadingPlan plan, IntFunction<SimChannel> tornAt)
            throws Unreadable {
        for (int at = 0; ; at++) {
            hasher.hashed.clear();
            try {
                assertEquals(2, plan.read(tornAt.apply(at), hasher).assurance());
                return at;
            } catch (CardLost torn) {
                assertEquals(List.of(), hasher.hashed);
            }
        }
    }

    @Test
    void aFaultAtAnyCommandNeverRaisesTheLevel() {
        var check = new Check(new Proof.Unproved(Cause.REVOCATION_STALE));
        var plan =
                ReadingPlan.of("ssc")
                        .proving(new Proofs(certificate(check), module(new SimModule())));
        var clone = Cards.ssc(3).certified(CERTIFICATE, ProofsTest::reversed);
        for (int at = 0; at < 12; at++) {
            for (var fault :
                    List.of(
                            new SimFault.WrongStatus(at, 0x9000),
                            new SimFault.WrongStatus(at, 0x6982),
                            new SimFault.WrongLength(at, 0),
                            new SimFault.WrongLength(at, 8),
                            new SimFault.EndlessMore(at))) {
                try {
                    var facts = plan.read(SimChannel.of(clone.failing(fault)), hasher);
                    assertEquals(1, facts.assurance(), fault::toString);
                } catch (Unreadable refused) {
                    assertTrue(refused.fault() != CardFault.READER_FAILED);
                } catch (CardLost lost) {
                    throw new AssertionError(fault.toString(), lost);
                }
            }
        }
    }

    private CardFault fault(ReadingPlan plan, SimCard card) {
        return assertThrows(Unreadable.class, () -> read(plan, card)).fault();
    }

    private static ReadingPlan certified(CertificateCheck check) {
        return ReadingPlan.of("ssc").proving(new Proofs(certificate(check), Optional.empty()));
    }

    private static Optional<CertificateProof> certificate(CertificateCheck check) {
        return Optional.of(new CertificateProof(CertificateProof.SIMULATED, check));
    }

    /// The header says how long it is, the rest is anything.
    private static byte[] certificate(int bytes) {
        var der = new byte[bytes];
        Arrays.fill(der, (byte) 0x5A);
        der[0] = 0x30;
        if (bytes < 259) {
            der[1] = (byte) 0x81;
            der[2] = (byte) (bytes - 3);
        } else {
            der[1] = (byte) 0x82;
            der[2] = (byte) ((bytes - 4) >> 8);
            der[3] = (byte) (bytes - 4);
        }
        return der;
    }

    private static byte[] reversed(byte[] challenge) {
        var signature = new byte[CertificateCheck.SIGNATURE_BYTES];
        for (int i = 0; i < signature.length; i++) {
            signature[i] = (byte) ~challenge[i % challenge.length];
        }
        return signature;
    }

    private static SecurityModule always(Answer answer) {
        return new SecurityModule() {
            @Override
            public Answer answer(Question question) {
                return answer;
            }

            @Override
            public Optional<String> trouble() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    /// Tells when it is asked.
    private record Listening(SecurityModule module, Runnable asked) implements SecurityModule {
        @Override
        public Answer answer(Question question) {
            asked.run();
            return module.answer(question);
        }

        @Override
        public Optional<String> trouble() {
            return module.trouble();
        }

        @Override
        public void close() {
            module.close();
        }
    }

    private record Away() implements SecurityModule {
        @Override
        public Answer answer(Question question) {
            throw new AssertionError("asked, though it is away");
        }

        @Override
        public Optional<String> trouble() {
            return Optional.of("pulled");
        }

        @Override
        public void close() {}
    }

    /// Keeps what it is shown; the verdict is the test's, if the signature is the challenge's.
    private static final class Check implements CertificateCheck {
        final List<String> seen = new ArrayList<>();
        private final Proof verdict;
        private final Supplier<byte[]> random = random();

        Check(Proof verdict) {
            this.verdict = verdict;
        }

        @Override
        public byte[] challenge() {
            return Arrays.copyOf(random.get(), 32);
        }

        @Override
        public Proof judge(byte[] certificate, String id, byte[] challenge, byte[] signature) {
            seen.add(HexFormat.of().formatHex(certificate) + " " + id);
            return Arrays.equals(reversed(challenge), signature)
                    ? verdict
                    : new Proof.Unproved(Cause.MALFORMED);
        }
    }

    /// Hears what a chip answers to INTERNAL AUTHENTICATE, or says something in its place.
    private record Tap(SimChannel card, List<byte[]> heard, Optional<byte[]> instead)
            implements onecard.hal.CardChannel {
        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            var answer = card.transmit(command);
            if (command[1] != (byte) 0x88) {
                return answer;
            }
            heard.add(answer);
            return instead.orElse(answer);
        }

        @Override
        public byte[] atr() {
            return card.atr();
        }
    }
}
