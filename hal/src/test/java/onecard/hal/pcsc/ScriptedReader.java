package onecard.hal.pcsc;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/// A smart card service with one reader, whose driver answers what the test says.
final class ScriptedReader extends CardTerminal implements SmartCardService {

    /// What the reader makes of a command, by whichever way it comes.
    interface Driver {
        byte[] answer(String command) throws CardException;
    }

    interface Look {
        void run() throws CardException;
    }

    private final String name;
    private final Driver driver;
    private final Semaphore woken = new Semaphore(0);
    final CountDownLatch closed = new CountDownLatch(1);

    /// What else happens while somebody waits for a card.
    volatile Look look = () -> {};

    /// What else happens while it is let go of.
    volatile Runnable resetting = () -> {};

    /// What else happens while somebody connects to a card.
    volatile Look connecting = () -> {};

    /// Whether the service knows no reader.
    volatile BooleanSupplier away = () -> false;

    /// Whether the reader answers for itself.
    volatile boolean answers = true;

    /// Where on its bus its driver says that it is.
    volatile Optional<UsbPort.Address> address = Optional.empty();

    /// Whether a card lies there at the first look of all.
    volatile boolean lies;

    /// What each look after it finds, where the test says so; absent: a card that stays.
    volatile Optional<TransferQueue<Boolean>> present = Optional.empty();

    private int looked; // of the reader's own thread

    /// Commands as they came, each with its way: `escape` or `card`.
    final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

    /// How it was reset, in order.
    final BlockingQueue<String> resets = new LinkedBlockingQueue<>();

    /// How often somebody asked which readers there are.
    final AtomicInteger looks = new AtomicInteger();

    ScriptedReader(String name, Driver driver) {
        this.name = name;
        this.driver = driver;
    }

    @Override
    public <T> T call(Call<T> call) throws CardException {
        return call.run();
    }

    @Override
    public List<CardTerminal> terminals() {
        looks.incrementAndGet();
        return away.getAsBoolean() ? List.of() : List.of(this);
    }

    @Override
    public boolean cardPresent(CardTerminal terminal, Duration atMost)
            throws CardException, InterruptedException {
        look.run();
        if (looked++ == 0) {
            return lies;
        }
        if (present.isPresent()) {
            return present.get().take();
        }
        if (looked > 2) {
            boolean _ = woken.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }
        return true;
    }

    @Override
    public boolean answers(CardTerminal terminal) {
        return answers;
    }

    @Override
    public Optional<UsbPort.Address> address(CardTerminal terminal) {
        return address;
    }

    @Override
    public boolean renewable() {
        return true;
    }

    @Override
    public void reopen() {
        resetting.run();
        resets.add("reopen");
    }

    @Override
    public void renew() {
        resets.add("context");
    }

    @Override
    public void recover(CardException failure, Duration atMost) {}

    @Override
    public void wake() {
        woken.release();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Card connect(String protocol) throws CardException {
        connecting.run();
        return new Held(protocol);
    }

    @Override
    public boolean isCardPresent() {
        return true;
    }

    @Override
    public boolean waitForCardPresent(long timeout) {
        return true;
    }

    @Override
    public boolean waitForCardAbsent(long timeout) {
        return false;
    }

    private byte[] sent(String way, byte[] command) throws CardException {
        var hex = HexFormat.of().formatHex(command);
        commands.add(way + " " + hex);
        return driver.answer(hex);
    }

    private final class Held extends Card {
        private final String protocol;

        Held(String protocol) {
            this.protocol = protocol;
        }

        @Override
        public ATR getATR() {
            return new ATR(new byte[] {0x3B, 0});
        }

        @Override
        public String getProtocol() {
            return protocol;
        }

        @Override
        public CardChannel getBasicChannel() {
            return new Channel();
        }

        @Override
        public CardChannel openLogicalChannel() throws CardException {
            throw new CardException("no other channel");
        }

        @Override
        public void beginExclusive() {}

        @Override
        public void endExclusive() {}

        @Override
        public byte[] transmitControlCommand(int code, byte[] command) throws CardException {
            return sent("escape", command);
        }

        @Override
        public void disconnect(boolean reset) {}

        private final class Channel extends CardChannel {
            @Override
            public Card getCard() {
                return Held.this;
            }

            @Override
            public int getChannelNumber() {
                return 0;
            }

            @Override
            public ResponseAPDU transmit(CommandAPDU command) throws CardException {
                return new ResponseAPDU(sent("card", command.getBytes()));
            }

            @Override
            public int transmit(ByteBuffer command, ByteBuffer answer) throws CardException {
                throw new CardException("not used");
            }

            @Override
            public void close() {}
        }
    }
}
