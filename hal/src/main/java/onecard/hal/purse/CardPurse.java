package onecard.hal.purse;

import java.util.Optional;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFault;
import onecard.hal.Pseudonym;
import onecard.hal.card.Collision;
import onecard.hal.card.Exchanges.Answer;
import onecard.hal.card.Unreadable;
import onecard.hal.purse.Opening.NotDebited;
import onecard.hal.purse.Opening.Opened;
import onecard.hal.purse.PurseApdu.Unwilling;

/// A purse over the channel to its card. Made anew for each presence, after the card was read by
/// whatever else it carries; it selects its own application whenever it is called.
public final class CardPurse implements Purse {

    /// The kind of a purse's pseudonym.
    public static final String KIND = "purse";

    /// Begun with to learn what the card has counted, and never debited: the least there is, so
    /// that a purse which is nearly empty answers too.
    private static final long PROBE_FEN = 1;

    private final PurseApdu card;
    private final PurseModule module;
    private final Pseudonym pseudonym;
    private Optional<Ready> ready = Optional.empty();
    private boolean sent;

    /// What waits for a debit.
    private record Ready(PurseNumber number, Opened opened) {}

    /// @param collision what this reader says when several cards lie there
    public CardPurse(
            CardChannel channel,
            Collision collision,
            PurseApplication application,
            PurseModule module,
            Pseudonym pseudonym) {
        this.card = new PurseApdu(channel, collision, application);
        this.module = module;
        this.pseudonym = pseudonym;
    }

    @Override
    public Balance balance() {
        ready = Optional.empty(); // the card forgets it too
        try {
            var number = card.select();
            return new Balance.Read(
                    known(number), pseudonym.former(KIND, number.hex()), card.balance());
        } catch (CardLost _) {
            return new Balance.Unread(Refusal.CARD_LEFT, 0);
        } catch (Unreadable garbled) {
            return new Balance.Unread(refusal(garbled), 0);
        } catch (Unwilling no) {
            return new Balance.Unread(no.why(), no.status());
        }
    }

    @Override
    public Opening initialise(Charge charge) {
        ready = Optional.empty();
        if (sent) {
            return new NotDebited(Refusal.ONE_A_PRESENCE, 0);
        }
        var terminal = module.terminal();
        if (terminal.isEmpty()) {
            return new NotDebited(Refusal.MODULE_ABSENT, 0); // the card need not be asked
        }
        try {
            var number = card.select();
            var side = card.initialise(charge.amountFen(), terminal.get());
            if (side.balanceFen() < charge.amountFen()) {
                return new NotDebited(Refusal.NOT_ENOUGH, 0); // by its own word
            }
            if (side.sequence() == CardSide.SEQUENCE_MAX) {
                return new NotDebited(Refusal.COUNTER_END, 0);
            }
            return opened(number, side, charge, terminal.get());
        } catch (CardLost _) {
            return new NotDebited(Refusal.CARD_LEFT, 0);
        } catch (Unreadable garbled) {
            return new NotDebited(refusal(garbled), 0);
        } catch (Unwilling no) {
            return new NotDebited(no.why(), no.status());
        }
    }

    private Opening opened(PurseNumber number, CardSide side, Charge charge, String terminal) {
        return switch (module.open(new PurseModule.Question(number, side, charge))) {
            case PurseModule.Answer.Opened(var own, _) when !own.number().equals(terminal) ->
                    // Another module since the card was told of this terminal.
                    new NotDebited(Refusal.MODULE_ABSENT, 0);
            case PurseModule.Answer.Opened(var own, var mac1) -> {
                var opened = new Opened(new Intent(known(number), charge, side, own), mac1);
                ready = Optional.of(new Ready(number, opened));
                yield opened;
            }
            case PurseModule.Answer.Absent _ -> new NotDebited(Refusal.MODULE_ABSENT, 0);
            case PurseModule.Answer.Refused(var status) ->
                    new NotDebited(Refusal.MODULE_REFUSED, status);
        };
    }

    @Override
    public Debit debit(Opened opened) {
        var own =
                ready.filter(waiting -> waiting.opened() == opened)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "what this purse opened last, and once"));
        ready = Optional.empty();
        sent = true;
        var intent = opened.intent();
        try {
            var answer = card.debit(intent, opened.mac1());
            return answer.good().isPresent()
                    ? debited(intent, own.number(), answer)
                    : refused(intent, answer);
        } catch (CardLost _) {
            return new Debit.Torn(intent, Doubt.CARD_LEFT);
        } catch (Unreadable _) {
            return new Debit.Torn(intent, Doubt.GARBLED);
        }
    }

    private Debit debited(Intent intent, PurseNumber number, Answer answer) throws Unreadable {
        var proof = PurseApdu.proof(answer.data());
        return switch (module.check(intent, number, proof.second())) {
            case GENUINE -> new Debit.Done(new DebitProof(intent, proof.first()));
            case FALSE -> new Debit.Torn(intent, Doubt.FALSE_PROOF);
            case CANNOT_SAY -> new Debit.Torn(intent, Doubt.MODULE_SILENT);
        };
    }

    /// A refusal has no data.
    private static Debit refused(Intent intent, Answer answer) {
        return answer.data().length == 0 && Refusal.noneMade(answer.status())
                ? new Debit.Refused(intent, Refusal.of(answer.status()), answer.status())
                : new Debit.Torn(intent, Doubt.UNKNOWN_STATUS);
    }

    @Override
    public Recovery recover(Intent intent) {
        ready = Optional.empty();
        try {
            var number = card.select();
            if (!known(number).equals(intent.card())) {
                return new Recovery.StillUnknown(intent, Doubt.OTHER_CARD);
            }
            // The proof first: on some cards it may not outlive the next beginning of a purchase.
            var answer = card.prove(intent.sequenceAfter());
            return answer.good().isPresent()
                    ? proved(intent, number, answer)
                    : counted(intent, card.initialise(PROBE_FEN, intent.terminalSide().number()));
        } catch (CardLost _) {
            return new Recovery.StillUnknown(intent, Doubt.CARD_LEFT);
        } catch (Unreadable _) {
            return new Recovery.StillUnknown(intent, Doubt.GARBLED);
        } catch (Unwilling _) {
            return new Recovery.StillUnknown(intent, Doubt.CARD_REFUSES);
        }
    }

    private Recovery proved(Intent intent, PurseNumber number, Answer answer) throws Unreadable {
        var proof = PurseApdu.proof(answer.data());
        return switch (module.check(intent, number, proof.first())) {
            case GENUINE -> new Recovery.Done(new DebitProof(intent, proof.second()));
            case FALSE -> new Recovery.StillUnknown(intent, Doubt.FALSE_PROOF);
            case CANNOT_SAY -> new Recovery.StillUnknown(intent, Doubt.MODULE_SILENT);
        };
    }

    /// No proof: only a card that has counted nothing was not debited. It may hold more than then,
    /// for money is put on it without counting this number.
    private static Recovery counted(Intent intent, CardSide now) {
        var then = intent.cardSide();
        int counted = now.sequence() - then.sequence();
        if (counted == 0 && now.balanceFen() >= then.balanceFen()) {
            return new Recovery.NotDebited(intent);
        }
        return new Recovery.StillUnknown(
                intent,
                counted == 0
                        ? Doubt.BALANCE_LESS
                        : counted < 0
                                ? Doubt.COUNTER_BACK
                                : counted == 1 ? Doubt.NO_PROOF : Doubt.COUNTER_AHEAD);
    }

    private String known(PurseNumber number) {
        return pseudonym.of(KIND, number.hex());
    }

    private static Refusal refusal(Unreadable garbled) {
        return garbled.fault() == CardFault.MULTIPLE_CARDS
                ? Refusal.SEVERAL_CARDS
                : Refusal.GARBLED;
    }
}
