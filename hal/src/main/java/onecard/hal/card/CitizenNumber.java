package onecard.hal.card;

/// The 18 characters of a citizen number (公民身份号码), GB 11643.
public final class CitizenNumber {

    private CitizenNumber() {}

    public static boolean isOne(String text) {
        return isOne(text.toCharArray());
    }

    /// Whether it is 17 digits and the character that belongs behind them, ISO 7064 MOD 11-2 with X
    /// for ten. Finds every wrong character and every swapped pair.
    public static boolean isOne(char[] number) {
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
