package onecard.site;

import java.util.Optional;

/// What a till has besides readers.
///
/// @param keypad name of the board's keypad that the operator keys amounts in at
/// @param accounts name of the list that says what stands in people's wallets; absent: nothing is
///     paid
/// @param tray name of the board's antenna that the plates lie on
/// @param scale name of the board's scale that the food stands on
/// @param prices name of the list that says what things cost; absent: the site file, or the
///     operator
/// @param checkPercent so many sales of a hundred, by chance, ask the host to look at the account
/// @param purse name of the board's module that the purses on cards pay at; absent: none pays
/// @param counter what tells whoever pays
public record SiteTill(
        Optional<String> keypad,
        Optional<String> accounts,
        Optional<String> tray,
        Optional<String> scale,
        Optional<String> prices,
        int checkPercent,
        Optional<String> purse,
        Counter counter) {

    /// Enough for the host to see soon that somebody's money is spent twice, and no burden.
    public static final int CHECK_PERCENT = 1;

    /// One whose counter is bare.
    public SiteTill(Optional<String> keypad, Optional<String> accounts) {
        this(
                keypad,
                accounts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CHECK_PERCENT,
                Optional.empty(),
                Counter.BARE);
    }

    /// Names of what of the board's [Countertop] stands there.
    ///
    /// @param display that faces whoever pays
    /// @param operators the display that faces whoever works there; absent: they look at the other
    /// @param printer prints a receipt of each sale; absent: there are none
    public record Counter(
            Optional<String> display,
            Optional<String> operators,
            Optional<String> voice,
            Optional<String> printer) {

        static final Counter BARE =
                new Counter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
