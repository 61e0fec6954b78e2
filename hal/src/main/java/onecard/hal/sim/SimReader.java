package onecard.hal.sim;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.CardChannel;
import onecard.hal.CardReader;
import onecard.hal.DeviceEvent;
import onecard.hal.HeldCard;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.Unreadable;

/// A reader that cards are held to by calling it. Reads with the same card applications as a real
/// one, on a thread of its own.
public final class SimReader implements CardReader, SimPart {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /// CLA, INS, P1 and P2: what follows may be a person's.
    private static final int HEADER_BYTES = 4;

    private final String name;
    private final ReadingPlan plan;
    private final Pseudonym pseudonym;
    private final boolean holds;
    private final SimWitness witness;
    private final LongSupplier nanos;
    private final SimThread thread;
    private boolean occupied; // of the thread: a card is in the field

    public SimReader(String name, ReadingPlan plan, Pseudonym pseudonym, LongSupplier nanos) {
        this(name, plan, pseudonym, false, SimWitness.NOBODY, nanos);
    }

    /// @param holds a card is held while it is told of
    public SimReader(
            String name,
            ReadingPlan plan,
            Pseudonym pseudonym,
            boolean holds,
            SimWitness witness,
            LongSupplier nanos) {
        this.name = name;
        this.holds = holds;
        this.plan = plan;
        this.pseudonym = pseudonym;
        this.witness = witness;
        this.nanos = nanos;
        this.thread = new SimThread(name, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> listener) {
        thread.open(listener);
    }

    /// A card comes into the field.
    ///
    /// @param tear when it leaves by itself; it is still to be removed, before the next comes
    public void present(SimCard card, SimTear tear) {
        thread.happens(
                seen -> {
                    occupy(true);
                    return read(new WatchedChannel(new SimChannel(card, tear)), seen);
                },
                SimReader::letGo);
    }

    /// The card leaves the field.
    public void remove() {
        thread.happens(
                now -> {
                    occupy(false);
                    return new DeviceEvent.CardGone(name, now);
                });
    }

    /// Returns once whatever has happened to it so far was told.
    public void awaitTold() {
        thread.awaitTold();
    }

    /// The field goes with the cable.
    @Override
    public void lose() {
        thread.run(() -> occupy(false));
        thread.lose();
    }

    @Override
    public void giveBack() {
        thread.giveBack();
    }

    private void occupy(boolean on) {
        if (occupied != on) {
            occupied = on;
            witness.saw(name, new SimHappening.Field(on));
        }
    }

    /// What is said to a card, with whoever watches listening.
    private final class WatchedChannel implements CardChannel {

        private final CardChannel card;

        WatchedChannel(CardChannel card) {
            this.card = card;
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            long asked = nanos.getAsLong();
            byte[] answer;
            try {
                answer = card.transmit(command);
            } catch (CardLost lost) {
                if (occupied) {
                    witness.saw(name, new SimHappening.Torn());
                }
                occupy(false);
                throw lost;
            }
            witness.saw(name, exchange(command, answer, nanos.getAsLong() - asked));
            return answer;
        }

        @Override
        public byte[] atr() {
            return card.atr();
        }
    }

    private static SimHappening exchange(byte[] command, byte[] answer, long tookNanos) {
        int data = answer.length - 2;
        return new SimHappening.Exchange(
                HEX.formatHex(Arrays.copyOf(command, Math.min(HEADER_BYTES, command.length))),
                (answer[data] & 0xff) << 8 | answer[data + 1] & 0xff,
                data,
                tookNanos);
    }

    private DeviceEvent read(CardChannel channel, long seen) {
        try {
            var facts = plan.read(channel, pseudonym);
            return new DeviceEvent.CardSeen(
                    name,
                    facts,
                    seen,
                    holds ? Optional.of(new HeldCard(channel)) : Optional.empty());
        } catch (CardChannel.CardLost lost) {
            return new DeviceEvent.CardUnreadable(name, plan.fault(lost), seen);
        } catch (Unreadable refused) {
            return new DeviceEvent.CardUnreadable(name, refused.fault(), seen);
        }
    }

    private static void letGo(DeviceEvent told) {
        if (told instanceof DeviceEvent.CardSeen(_, _, _, var card)) {
            card.ifPresent(HeldCard::close);
        }
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        thread.close();
    }
}
