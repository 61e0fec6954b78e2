package onecard.edge;

import java.io.BufferedReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.edge.Series.Figures;
import onecard.edge.process.Await;
import onecard.edge.process.Service;
import onecard.hal.DeviceEvent;
import onecard.hal.card.ReadingPlan;
import onecard.hal.pcsc.PcscDriver;
import onecard.hal.pcsc.PcscReader;
import onecard.hal.pcsc.SlotRole;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.VirtualCard;

/// From the card's power-on to its fifth answer, by the card's own clock: our reader over either
/// provider, beside a C program over the same pcscd. The card is put down anew for each, because
/// pcscd looks for cards every 400 ms and so notices one at any moment of that.
final class TapBench implements Bench.Work {

    private static final int CARDS = 20;
    private static final int COMMANDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// What pcscd needs to see that a card has gone, and our reader to believe it.
    private static final Duration GONE = Duration.ofMillis(900);

    @Override
    public void run(Bench.Setting setting) throws Exception {
        var program = setting.limits().resolve("tap").toString();
        System.out.println("tap: " + setting.rounds() + " rounds of " + CARDS + " cards");
        try (var _ = Service.pcscd()) {
            for (var driver : PcscDriver.values()) {
                var pairs = Pairs.run(setting.rounds(), _ -> ours(driver), _ -> limit(program));
                System.out.println(
                        driver == PcscDriver.OWN ? "our provider" : "the JDK's provider");
                pairs.print("power-on to read p50, ms", Figures::p50, 1e6, "<= 1.5");
                pairs.print("power-on to read p99, ms", Figures::p99, 1e6, "<= 2");
                pairs.print("its commands p50, ms", Figures::extra, 1e6, "<= 1.1");
            }
        }
    }

    private static Figures ours(PcscDriver driver) throws Exception {
        var seen = new LinkedBlockingQueue<DeviceEvent>();
        var plan = ReadingPlan.of("ssc", "uid");
        try (var reader =
                new PcscReader(
                        "in",
                        "Virtual PCD 00 00*",
                        Optional.of(SlotRole.CONTACTLESS),
                        driver,
                        plan,
                        People.tokens(),
                        System::nanoTime)) {
            reader.open(
                    event -> {
                        if (event instanceof DeviceEvent.CardSeen
                                || event instanceof DeviceEvent.ReaderBack) {
                            seen.add(event);
                        }
                    });
            if (seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS) == null) {
                throw new IllegalStateException("the reader was not found");
            }
            return cards();
        }
    }

    private static Figures limit(String program) throws Exception {
        var process =
                new ProcessBuilder(program, Integer.toString(CARDS))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = process.inputReader()) {
            if (!"waiting".equals(out.readLine())) {
                throw new IllegalStateException("the limit program does not wait for cards");
            }
            return cards();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Figures cards() throws Exception {
        var series = new Series(CARDS);
        var commands = new Series(CARDS);
        for (int i = 0; i < CARDS; i++) {
            try (var card = new VirtualCard(card(i))) {
                Await.until("five answers", PATIENCE, () -> card.answers() >= COMMANDS);
                series.add(card.answeredNanos() - card.poweredNanos());
                commands.add(card.answeredNanos() - card.askedNanos());
            }
            long end = System.nanoTime() + GONE.toNanos();
            Await.until("the card to be gone", PATIENCE, () -> System.nanoTime() > end);
        }
        return series.figures((long) commands.figures(0).p50());
    }

    private static SimCard card(int number) {
        return SimCard.socialSecurity(People.code(number), 3, Optional.of("20360101"));
    }
}
