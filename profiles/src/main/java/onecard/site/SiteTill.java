package onecard.site;

import java.util.Optional;

/// What a till has besides readers.
///
/// @param keypad name of the board's keypad that the operator keys amounts in at
/// @param accounts name of the list that says what stands in people's wallets; absent: nothing is
///     paid
public record SiteTill(Optional<String> keypad, Optional<String> accounts) {}
