package onecard.point;

/// What a till says to whoever works at it, by code; the words stand in the catalogue.
public enum Notice {
    CARD_OF_OPERATOR,
    SIGNED_IN,
    SIGNED_OUT,
    WHICH_SALE,
    HOW_MUCH,
    CARD_OF_DINER,
    TRAINING,
    TRAINING_OVER,
    NO_PRICES,
    NOBODY_SIGNED_IN,
    NOTHING_TO_RATE,
    NOT_CHARGED,
    LEFT_OPEN
}
