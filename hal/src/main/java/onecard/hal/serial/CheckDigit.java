package onecard.hal.serial;

/// The last character of an 18-character ID number: ISO 7064 MOD 11-2, as GB 11643 uses it, with
/// X for ten. Finds every wrong character and every swapped pair.
final class CheckDigit {

    private CheckDigit() {}

    /// Whether the number is 17 digits and the character that belongs behind them.
    static boolean holds(char[] number) {
        if (number.length != 18) {
            return false;
        }
        int remainder = 0;
        for (int i = 0; i < 17; i++) {
            if (number[i] < '0' || number[i] > '9') {
                return false;
            }
            remainder = (remainder + number[i] - '0') * 2 % 11;
        }
        return number[17] == "10X98765432".charAt(remainder);
    }
}
