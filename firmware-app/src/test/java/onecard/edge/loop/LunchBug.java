package onecard.edge.loop;

/// What is done wrong at a lunch on purpose: each of these must be found by its checks.
enum LunchBug {
    NONE,
    /// A diner hears that it is paid as soon as it is meant.
    TELLS_BEFORE_IT_IS_DURABLE,
    /// The journal says that there is room, and keeps nothing of a sale's end.
    LOSES_WHAT_IT_SAID_IT_HOLDS,
    /// One sale is booked as done once more, under the next number.
    DONE_TWICE_UNDER_ANOTHER_NUMBER,
    /// What a start finds without an end stays so.
    FORGETS_THE_VOID,
    /// A start begins with empty books.
    FOLDS_NO_BOOKS_AT_A_START,
    /// A start forgets the last sale, and gives its number once more.
    GIVES_A_NUMBER_AGAIN,
    /// What the host has counted is taken off its balances once more.
    IGNORES_WHAT_THE_HOST_COUNTED,
    /// The subsidy pays for each helping.
    SUBSIDY_FOR_THE_SECOND_HELPING,
    /// However old the balances are, they are sold on.
    SELLS_ON_BALANCES_THAT_ARE_TOO_OLD,
    /// However much a diner owes, they are sold more.
    RISKS_ANYTHING,
    /// Some record is never sent.
    LOSES_A_SALE_ON_ITS_WAY,
    /// The money follows the card.
    A_NEW_CARD_IS_A_NEW_PERSON,
    /// What is delivered twice is debited twice.
    THE_HOST_COUNTS_A_REPEAT
}
