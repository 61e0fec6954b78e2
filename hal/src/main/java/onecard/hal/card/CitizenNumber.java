package onecard.hal.card;

/// The 18 characters of a citizen number (公民身份号码), GB 11643.
final class CitizenNumber {

    private CitizenNumber() {}

    /// Whether its last character is its check digit, ISO 7064 MOD 11-2.
    static boolean isOne(String text) {
        if (!text.matches("[0-9]{17}[0-9X]")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum = (sum + text.charAt(i) - '0') * 2 % 11;
        }
        return text.charAt(17) == "0123456789X".charAt((12 - sum) % 11);
    }
}
