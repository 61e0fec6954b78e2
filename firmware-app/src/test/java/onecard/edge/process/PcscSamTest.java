package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.hal.Algorithm;
import onecard.hal.DeviceEvent;
import onecard.hal.SecurityModule;
import onecard.hal.SecurityModule.Answer;
import onecard.hal.card.IssuerKey;
import onecard.hal.card.ModuleProof;
import onecard.hal.card.Proofs;
import onecard.hal.card.ReadingPlan;
import onecard.hal.pcsc.PcscDriver;
import onecard.hal.pcsc.PcscReader;
import onecard.hal.pcsc.PcscSam;
import onecard.hal.sam.SharedModule;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimPsam;
import onecard.hal.sim.SimTear;
import onecard.hal.sim.VirtualCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A software PSAM in one slot of a real pcscd and cards in the other.
@Tag("pcscd")
class PcscSamTest {

    private static final SecurityModule.Key KEY = new SecurityModule.Key(8, 10);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final SecurityModule.Question QUESTION =
            new SecurityModule.Question(
                    KEY, Algorithm.DES, List.of(new byte[8], new byte[8]), new byte[8]);

    private final LinkedBlockingQueue<Optional<String>> health = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();

    @Test
    void cardsAreProvedPulledModulesLowerTheLevelAndReturn() throws Exception {
        try (var _ = Service.pcscd();
                var psam =
                        new SharedModule(
                                "psam",
                                new PcscSam("Virtual PCD 00 01", PcscDriver.OWN),
                                Duration.ofMillis(500),
                                health::add);
                var reader = reader(psam)) {
            var inSlot = psam();
            psam.open();
            well();
            reader.open(events::add);
            assertInstanceOf(DeviceEvent.ReaderBack.class, next(events));

            assertEquals(2, tapped().facts().assurance());

            inSlot.close();
            assertTrue(next(health).isPresent()); // told without a tap, by the next look
            var lower = tapped().facts();
            assertEquals(1, lower.assurance());
            assertEquals(Optional.of("module_absent"), lower.unproved());

            try (var _ = psam()) {
                well();
                assertEquals(2, tapped().facts().assurance());
                System.out.printf("a question to a PSAM over pcscd: p50 %d us%n", p50(psam));
            }
        }
    }

    /// pcscd takes a moment to see what was put in.
    private void well() throws InterruptedException {
        while (next(health).isPresent()) {
            // Looked at too early; the next look tells.
        }
    }

    private static long p50(SharedModule psam) {
        var micros = new ArrayList<Long>();
        for (int i = 0; i < 200; i++) {
            long before = System.nanoTime();
            assertInstanceOf(Answer.Cryptogram.class, psam.answer(QUESTION));
            micros.add((System.nanoTime() - before) / 1_000);
        }
        micros.sort(null);
        return micros.get(100);
    }

    private DeviceEvent.CardSeen tapped() throws Exception {
        var card =
                SimCard.socialSecurity(
                                "342500d1560000050000000000000001", 2, Optional.of("20360101"))
                        .keyed(IssuerKey.published(Algorithm.DES));
        try (var _ = new VirtualCard(card)) {
            var seen = assertInstanceOf(DeviceEvent.CardSeen.class, next(events));
            return seen;
        } finally {
            assertInstanceOf(DeviceEvent.CardGone.class, next(events));
        }
    }

    private static VirtualCard psam() throws Exception {
        return new VirtualCard(new SimPsam(Algorithm.DES, KEY), SimTear.NEVER, 1);
    }

    private PcscReader reader(SharedModule psam) {
        var drawn = new java.security.SecureRandom();
        var proof =
                new ModuleProof(
                        psam,
                        KEY,
                        () -> {
                            var bytes = new byte[16];
                            drawn.nextBytes(bytes);
                            return bytes;
                        });
        return new PcscReader(
                "in",
                "Virtual PCD 00 00",
                Optional.empty(),
                PcscDriver.OWN,
                ReadingPlan.of("ssc", "uid")
                        .proving(new Proofs(Optional.empty(), Optional.of(proof))),
                (_, id) -> "%032x".formatted(id.hashCode()),
                System::nanoTime);
    }

    private static <T> T next(LinkedBlockingQueue<T> queue) throws InterruptedException {
        var told = queue.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(told, "nothing came");
        return told;
    }
}
