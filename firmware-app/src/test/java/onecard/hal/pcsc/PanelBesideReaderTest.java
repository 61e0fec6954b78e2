package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import onecard.edge.process.Await;
import onecard.edge.process.Service;
import onecard.hal.DeviceEvent;
import onecard.hal.Panel.Signal;
import onecard.hal.card.ReadingPlan;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.VirtualCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A reader that takes no light commands, behind a real service: the virtual one, whose driver
/// refuses them by either way. It is asked once, and cards are read as ever.
@Tag("pcscd")
class PanelBesideReaderTest {

    private static final int CARDS = 4;

    /// To connect, to be refused, and to let go.
    private static final int CALLS = 3;

    private static final Duration SOON = Duration.ofSeconds(5);

    private final LinkedBlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @EnumSource
    void aRefusalIsRememberedAndCardsAreReadAsEver(LightFamily family) throws Exception {
        var calls = new AtomicInteger();
        try (var _ = Service.pcscd();
                var reader = reader();
                var panel = panel(family, calls)) {
            reader.open(events::add);
            Await.until("the reader to be found", SOON, this::back);
            panel.open();
            for (int i = 0; i < CARDS; i++) {
                var card = SimCard.plain("04a1b2%02x".formatted(i));
                try (var _ = new VirtualCard(card)) {
                    assertInstanceOf(DeviceEvent.CardSeen.class, next());
                    panel.show(Signal.GRANTED, "", "");
                    panel.warn(true);
                    Await.until("the panel to try", SOON, () -> calls.get() >= CALLS);
                }
                assertInstanceOf(DeviceEvent.CardGone.class, next());
                assertEquals(List.of(), card.harmful());
            }
            assertEquals(CALLS, calls.get(), "the driver was asked again");
        }
    }

    /// A pattern takes a second, in which the next person taps.
    @Test
    void aConnectionToTheReaderItselfHoldsUpNoCard() throws Exception {
        try (var _ = Service.pcscd();
                var reader = reader();
                var terminal = new PcscTerminal(VirtualCard.readerName(0))) {
            reader.open(events::add);
            Await.until("the reader to be found", SOON, this::back);
            for (int i = 0; i < CARDS; i++) {
                var direct = terminal.connect("DIRECT");
                try (var _ = new VirtualCard(SimCard.plain("04a1b2%02x".formatted(i)))) {
                    assertInstanceOf(DeviceEvent.CardSeen.class, next());
                    if (i % 2 == 0) {
                        direct.disconnect(false);
                    }
                }
                assertInstanceOf(DeviceEvent.CardGone.class, next());
                direct.disconnect(false);
            }
        }
    }

    /// A service that is only starting may drop its first caller.
    private boolean back() {
        return events.poll() instanceof DeviceEvent.ReaderBack;
    }

    private PcscReader reader() {
        return new PcscReader(
                "in",
                VirtualCard.readerName(0),
                Optional.empty(),
                PcscDriver.OWN,
                ReadingPlan.of("ssc", "uid"),
                (_, id) -> "%032x".formatted(id.hashCode()),
                System::nanoTime);
    }

    private static ReaderPanel panel(LightFamily family, AtomicInteger calls) {
        return new ReaderPanel(
                "in",
                new ReaderSought(VirtualCard.readerName(0), Optional.empty()),
                new Counted(new PcscLiteService(), calls),
                _ -> Optional.of(family),
                System::nanoTime);
    }

    private DeviceEvent next() throws InterruptedException {
        var event = events.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    /// @param calls finished, whatever came of them
    private record Counted(SmartCardService service, AtomicInteger calls)
            implements SmartCardService {
        @Override
        public <T> T call(Call<T> call) throws CardException {
            try {
                return service.call(call);
            } finally {
                calls.incrementAndGet();
            }
        }

        @Override
        public List<CardTerminal> terminals() throws CardException {
            return service.terminals();
        }

        @Override
        public boolean cardPresent(CardTerminal terminal, Duration atMost)
                throws CardException, InterruptedException {
            return service.cardPresent(terminal, atMost);
        }

        @Override
        public boolean renewable() {
            return service.renewable();
        }

        @Override
        public void reopen() {
            service.reopen();
        }

        @Override
        public void renew() {
            service.renew();
        }

        @Override
        public void recover(CardException failure, Duration atMost) throws InterruptedException {
            service.recover(failure, atMost);
        }

        @Override
        public void wake() {
            service.wake();
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
