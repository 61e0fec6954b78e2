package onecard.hal.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.hal.Algorithm;
import onecard.hal.card.IssuerKey;
import onecard.hal.purse.CardSide;
import onecard.hal.purse.Intent;
import onecard.hal.purse.Mac;
import onecard.hal.purse.PurseModule;
import onecard.hal.purse.PurseNumber;
import onecard.hal.purse.SessionKey;
import onecard.hal.purse.TerminalSide;

/// A PSAM for purses in software, with the keys that are published: it opens and checks every
/// [SimPurse#issued] purse. It can be pulled. For benches, and one thread at a time.
public final class SimPurseModule implements PurseModule {

    /// As a PSAM says that it has no such key, and that it has opened all it can.
    private static final int NO_SUCH_KEY = 0x9403;

    private static final int COUNTER_END = 0x9402;
    private static final long SEQUENCE_MAX = 0xFFFF_FFFFL;

    /// Of which it keeps the keys: they take longer to derive than to use, and a bench has few.
    private static final int CARDS_MAX = 1_000;

    private final String terminal;
    private final IssuerKey purchases = IssuerKey.published(Algorithm.DES);
    private final Map<PurseNumber, IssuerKey> derived = new HashMap<>();
    private long sequence;
    private boolean pulled;

    /// @param terminal 12 hex digits
    /// @param sequence of the first purchase it opens, 32 bits
    public SimPurseModule(String terminal, long sequence) {
        this.terminal = new TerminalSide(terminal, sequence).number();
        this.sequence = sequence;
    }

    /// Taken out of its slot, or put back.
    public void pull(boolean out) {
        pulled = out;
    }

    @Override
    public Optional<String> terminal() {
        return pulled ? Optional.empty() : Optional.of(terminal);
    }

    @Override
    public Answer open(Question question) {
        if (pulled) {
            return new Answer.Absent("pulled");
        }
        if (!knows(question.card())) {
            return new Answer.Refused(NO_SUCH_KEY);
        }
        if (sequence > SEQUENCE_MAX) {
            return new Answer.Refused(COUNTER_END);
        }
        var side = new TerminalSide(terminal, sequence++);
        var session = session(question.number(), question.card(), side);
        return new Answer.Opened(side, session.mac1(question.charge(), terminal));
    }

    @Override
    public Verdict check(Intent intent, PurseNumber number, Mac mac2) {
        boolean own = intent.terminalSide().number().equals(terminal);
        if (pulled || !own || !knows(intent.cardSide())) {
            return Verdict.CANNOT_SAY;
        }
        var genuine =
                session(number, intent.cardSide(), intent.terminalSide()).mac2(intent.charge());
        return genuine.equals(mac2) ? Verdict.GENUINE : Verdict.FALSE;
    }

    private static boolean knows(CardSide card) {
        return card.keyVersion() == SimPurse.KEY_VERSION && card.algorithm() == SimPurse.ALGORITHM;
    }

    private SessionKey session(PurseNumber number, CardSide said, TerminalSide side) {
        if (derived.size() == CARDS_MAX) {
            derived.clear();
        }
        var card = derived.computeIfAbsent(number, one -> purchases.derived(one.factor()));
        return SessionKey.of(card, said, side.sequence());
    }

    @Override
    public void close() {}
}
