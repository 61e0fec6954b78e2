package onecard.edge.words;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecard.access.Check;
import onecard.access.Outcome;
import onecard.access.Prompt;
import onecard.point.Effect.AtTill.Say;
import onecard.point.Notice;
import onecard.visit.Difference;
import onecard.words.Words;

/// What panels, displays and voices say that is no [ReasonWords], with the values each text has
/// places for.
public enum Phrase {
    PAID(Where.PANEL, "amount", "left"),
    TRAINING(Where.PANEL, "amount"),
    COUNTED(Where.PANEL),
    PICK_UP(Where.PANEL),
    PICK_UP_ITEMS(Where.PANEL, "items"),
    /// After what lies there for them.
    PAID_TOO(Where.PANEL, "before", "amount", "left"),
    BALANCE(Where.PANEL, "left"),
    BALANCE_UNKNOWN(Where.PANEL),
    EARLIER_PAID(Where.PANEL, "amount"),
    EARLIER_NOT_CHARGED(Where.PANEL, "amount"),
    SIGNED_IN(Where.PANEL),
    SIGNED_IN_LATE(Where.PANEL),
    SIGNED_IN_VERY_LATE(Where.PANEL),
    NOTED(Where.PANEL),
    NOTED_SEE_DESK(Where.PANEL),
    NOTED_TIME_UNSURE(Where.PANEL),
    SIGNED_OUT(Where.PANEL),
    SIGNED_OUT_EARLY(Where.PANEL),
    SEATED(Where.PANEL, "before", "seat"),
    HERE(Where.PANEL, "before", "here"),
    HERE_OF(Where.PANEL, "before", "here", "expected"),
    THIS_POINT(Where.PANEL, "point"),

    NOTHING_TO_SETTLE(Where.OPERATOR),
    NOTHING_TO_REPRINT(Where.OPERATOR),

    WELCOME(Where.LINE),
    NO_MEAL(Where.LINE),
    MEALS_COUNTED(Where.LINE),
    ORDERS(Where.LINE),
    CARD_OR_CODE(Where.LINE),
    UNKNOWN_PLATE(Where.LINE),
    PLEASE_ASK(Where.LINE),
    THANK_YOU(Where.LINE),
    RATED(Where.LINE, "stars"),
    TRAINED(Where.LINE, "count"),
    SALE_NUMBER(Where.LINE, "number"),
    COPY_NUMBER(Where.LINE, "number"),
    MORE(Where.LINE, "count"),
    BATCH(Where.LINE, "number"),
    DIFFERS(Where.LINE),
    PRESENT(Where.LINE, "here"),
    PRESENT_OF(Where.LINE, "here", "expected"),
    VISIT_CLEAN(Where.LINE),
    PASS_TWICE(Where.LINE, "pass"),
    PASS_ALSO_AT(Where.LINE, "device"),
    PASS_CLOSED(Where.LINE, "pass"),

    LABEL_PAID(Where.LABEL),
    LABEL_LEFT(Where.LABEL),
    LABEL_TRAINING(Where.LABEL),
    LABEL_COUNTED(Where.LABEL),
    LABEL_PICK_UP(Where.LABEL),
    LABEL_REFUND(Where.LABEL),
    LABEL_CNY(Where.LABEL),
    LABEL_TO_PAY(Where.LABEL),
    LABEL_TO_PAY_PLATES(Where.LABEL),
    LABEL_UP_TO(Where.LABEL),
    LABEL_HIGHEST_STAGE(Where.LABEL),
    LABEL_ORDERS_OR_PAY(Where.LABEL),
    LABEL_SETTLED(Where.LABEL),
    LABEL_SO_FAR(Where.LABEL),
    LABEL_NET(Where.LABEL),
    LABEL_SALES(Where.LABEL),
    LABEL_VOIDS(Where.LABEL),
    LABEL_REFUNDS(Where.LABEL),
    LABEL_UNKNOWN(Where.LABEL),
    LABEL_HOST(Where.LABEL),
    LABEL_COPY(Where.LABEL),
    LABEL_COPY_BACK(Where.LABEL),
    LABEL_COPY_BATCH(Where.LABEL),

    SAY_PAID(Where.VOICE, "amount"),
    SAY_BALANCE(Where.VOICE, "left"),
    SAY_TRAINING(Where.VOICE, "amount"),
    SAY_REFUNDED(Where.VOICE, "amount"),
    SAY_COUNTED(Where.VOICE),
    SAY_PICKED_UP(Where.VOICE),
    SAY_THANKS(Where.VOICE),
    SAY_UNKNOWN_PLATE(Where.VOICE);

    /// What says it, and so how long it may be.
    enum Where {
        /// Of a point or a desk: two lines.
        PANEL,
        /// The side of a display that the operator sees, two lines; and their voice.
        OPERATOR,
        /// One line of a customer display.
        LINE,
        /// The left of such a line; a number stands at the right.
        LABEL,
        /// One prompt of a sentence.
        VOICE
    }

    private final Where where;
    private final List<String> places;

    Phrase(Where where, String... places) {
        this.where = where;
        this.places = List.of(places);
    }

    /// @param values one for each of its places, in their order
    public Words with(Object... values) {
        if (values.length != places.size()) {
            throw new IllegalArgumentException(
                    this + " has " + places.size() + " places, but was given " + values.length);
        }
        if (places.isEmpty()) {
            return Texts.of(name());
        }
        Map<String, Object> named = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(places.get(i), values[i]);
        }
        return Texts.of(name(), named);
    }

    /// On a customer display, which has Latin letters alone.
    ///
    /// @param values as of [#with]
    public String latin(Object... values) {
        return with(values).en();
    }

    /// What a granted tap tells its holder besides.
    public static Words of(Prompt prompt) {
        return Texts.of("prompt." + prompt);
    }

    /// What a step of a decision looks at.
    public static Words of(Check check) {
        return Texts.of("check." + check);
    }

    /// What a step of a decision came to.
    public static Words of(Outcome outcome) {
        return Texts.of("outcome." + outcome);
    }

    /// What is not as it should be when a visit is closed.
    public static Words of(Difference difference) {
        return Texts.of("visit." + difference);
    }

    /// What a till tells whoever works there.
    public static Words of(Notice notice) {
        return Texts.of("notice." + notice);
    }

    /// The same, or why something is not.
    public static Words of(Say said) {
        return switch (said) {
            case Say.That(var notice) -> of(notice);
            case Say.Why(var reason) -> ReasonWords.of(reason).shown();
        };
    }

    Where where() {
        return where;
    }

    List<String> places() {
        return places;
    }
}
