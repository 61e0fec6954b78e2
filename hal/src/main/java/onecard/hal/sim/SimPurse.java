package onecard.hal.sim;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntSupplier;
import onecard.hal.Algorithm;
import onecard.hal.card.IssuerKey;
import onecard.hal.purse.CardSide;
import onecard.hal.purse.Charge;
import onecard.hal.purse.Mac;
import onecard.hal.purse.PurseNumber;
import onecard.hal.purse.SessionKey;
import onecard.hal.purse.TacKey;
import onecard.hal.purse.TerminalSide;

/// A purse in software, for [SimCard#purse]: balance, counter and keys, and the commands of JR/T
/// 0025 for purchases. It takes a debit whole or not at all, and has taken it before it answers.
/// For one thread at a time.
public final class SimPurse {

    /// What published keys are called by on software cards.
    static final int KEY_INDEX = 1;

    static final int KEY_VERSION = 1;

    /// Triple DES.
    static final int ALGORITHM = 0;

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    private static final int OK = 0x9000;
    private static final int WRONG_LENGTH = 0x6700;
    private static final int OUT_OF_TURN = 0x6901;
    private static final int WRONG_DATA = 0x6A80;
    private static final int WRONG_P1_P2 = 0x6A86;
    private static final int NO_COMMAND = 0x6D00;
    private static final int WRONG_MAC = 0x9302;
    private static final int LOCKED = 0x9303;
    private static final int NOT_ENOUGH = 0x9401;
    private static final int COUNTER_END = 0x9402;
    private static final int NO_KEY = 0x9403;
    private static final int NO_PROOF = 0x9406;

    /// What outlives the field: replaced as a whole, as a chip's memory commits.
    ///
    /// @param proof of the last debit, MAC2 then TAC
    private record Memory(long balanceFen, int sequence, Optional<byte[]> proof) {}

    /// What does not: a purchase that has begun.
    private record Begun(CardSide side, long amountFen, String terminal) {}

    private final IssuerKey purchases;
    private final TacKey tacs;
    private final IntSupplier random;
    private Memory memory;
    private boolean locked;
    private Optional<Begun> begun = Optional.empty();
    private int debits;

    /// @param purchases this card's own key
    /// @param random what each purchase begins with
    /// @param sequence how many debits it has made, 0 to 65535
    public SimPurse(
            IssuerKey purchases, TacKey tacs, IntSupplier random, long balanceFen, int sequence) {
        this.purchases = purchases;
        this.tacs = tacs;
        this.random = random;
        this.memory = new Memory(balanceFen, sequence, Optional.empty());
    }

    /// A purse whose keys are the published ones, derived for its number.
    public static SimPurse issued(PurseNumber number, IntSupplier random, long balanceFen) {
        return new SimPurse(
                IssuerKey.published(Algorithm.DES).derived(number.factor()),
                publishedTacs(),
                random,
                balanceFen,
                0);
    }

    /// By which [#issued] purses prove their debits to nobody's bank.
    public static TacKey publishedTacs() {
        return TacKey.of(HexFormat.of().parseHex("0123456789abcdef0011223344556677"));
    }

    public long balanceFen() {
        return memory.balanceFen();
    }

    /// How many debits it has counted, those before it came here among them.
    public int sequence() {
        return memory.sequence();
    }

    /// How many debits it made here.
    public int debits() {
        return debits;
    }

    /// The issuer locks it, or lets it be used again.
    public void lock(boolean shut) {
        locked = shut;
    }

    /// Money is put on it, which another counter counts.
    public void load(long fen) {
        memory = new Memory(memory.balanceFen() + fen, memory.sequence(), memory.proof());
    }

    /// What it says to a command of its own.
    ///
    /// @param data none if the status is not 9000
    record Reply(byte[] data, int status) {
        static Reply of(ByteBuffer data) {
            return new Reply(data.array(), OK);
        }

        static Reply no(int status) {
            return new Reply(new byte[0], status);
        }
    }

    /// Forgets what has begun: something else was asked of the card.
    void forget() {
        begun = Optional.empty();
    }

    /// @param header CLA INS P1 P2
    /// @param data that was sent with it
    Reply reply(byte[] header, byte[] data) {
        var before = begun;
        begun = Optional.empty(); // whatever comes next but the debit ends it
        if (locked) {
            return Reply.no(LOCKED);
        }
        int p1p2 = (header[2] & 0xff) << 8 | header[3] & 0xff;
        return switch (header[1]) {
            case 0x5C -> p1p2 == 0x0002 ? balance() : Reply.no(WRONG_P1_P2);
            case 0x50 -> p1p2 == 0x0102 ? begin(data) : Reply.no(WRONG_P1_P2);
            case 0x54 -> p1p2 == 0x0100 ? debit(before, data) : Reply.no(WRONG_P1_P2);
            case 0x5A -> p1p2 == 0x0006 ? prove(data) : Reply.no(WRONG_P1_P2);
            default -> Reply.no(NO_COMMAND);
        };
    }

    private Reply balance() {
        return Reply.of(ByteBuffer.allocate(4).putInt((int) memory.balanceFen()));
    }

    private Reply begin(byte[] data) {
        if (data.length != 1 + 4 + 6) {
            return Reply.no(WRONG_LENGTH);
        }
        var sent = ByteBuffer.wrap(data);
        int key = sent.get();
        long amountFen = Integer.toUnsignedLong(sent.getInt());
        if (amountFen == 0) {
            return Reply.no(WRONG_DATA);
        }
        if (key != KEY_INDEX) {
            return Reply.no(NO_KEY);
        }
        if (memory.sequence() == CardSide.SEQUENCE_MAX) {
            return Reply.no(COUNTER_END);
        }
        if (amountFen > memory.balanceFen()) {
            return Reply.no(NOT_ENOUGH);
        }
        var side =
                new CardSide(
                        memory.balanceFen(),
                        memory.sequence(),
                        KEY_VERSION,
                        ALGORITHM,
                        random.getAsInt());
        begun = Optional.of(new Begun(side, amountFen, HexFormat.of().formatHex(data, 5, 11)));
        return Reply.of(
                ByteBuffer.allocate(15)
                        .putInt((int) side.balanceFen())
                        .putShort((short) side.sequence())
                        .put(new byte[3]) // no overdraft
                        .put((byte) side.keyVersion())
                        .put((byte) side.algorithm())
                        .putInt(side.random()));
    }

    private Reply debit(Optional<Begun> before, byte[] data) {
        if (before.isEmpty()) {
            return Reply.no(OUT_OF_TURN);
        }
        if (data.length != 4 + 7 + 4) {
            return Reply.no(WRONG_LENGTH);
        }
        var begin = before.get();
        var terminal =
                new TerminalSide(
                        begin.terminal(), Integer.toUnsignedLong(ByteBuffer.wrap(data).getInt()));
        var moment = moment(Arrays.copyOfRange(data, 4, 11));
        if (moment.isEmpty()) {
            return Reply.no(WRONG_DATA);
        }
        var charge = new Charge(begin.amountFen(), moment.get());
        var session = SessionKey.of(purchases, begin.side(), terminal.sequence());
        var mac1 = session.mac1(charge, terminal.number());
        if (!Arrays.equals(mac1.bytes(), Arrays.copyOfRange(data, 11, 15))) {
            return Reply.no(WRONG_MAC);
        }
        return committed(session.mac2(charge), tacs.tac(charge, terminal), charge);
    }

    private static Optional<LocalDateTime> moment(byte[] digits) {
        try {
            return Optional.of(LocalDateTime.parse(HexFormat.of().formatHex(digits), MOMENT));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// The one write: balance, counter and proof change together, and only then is it told.
    private Reply committed(Mac mac2, Mac tac, Charge charge) {
        var proof = ByteBuffer.allocate(8).put(mac2.bytes()).put(tac.bytes()).array();
        memory =
                new Memory(
                        memory.balanceFen() - charge.amountFen(),
                        memory.sequence() + 1,
                        Optional.of(proof));
        debits++;
        return Reply.of(ByteBuffer.allocate(8).put(tac.bytes()).put(mac2.bytes()));
    }

    /// Of the last debit only, by the number the counter has since.
    private Reply prove(byte[] data) {
        if (data.length != 2) {
            return Reply.no(WRONG_LENGTH);
        }
        int asked = Short.toUnsignedInt(ByteBuffer.wrap(data).getShort());
        return memory.proof()
                .filter(_ -> asked == memory.sequence())
                .map(proof -> new Reply(proof.clone(), OK))
                .orElse(Reply.no(NO_PROOF));
    }
}
