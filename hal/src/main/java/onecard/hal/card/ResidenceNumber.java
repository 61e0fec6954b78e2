package onecard.hal.card;

/// The 15 characters of a foreigner's permanent residence card of 2017 (外国人永久居留身份证): three
/// letters of the nationality and twelve digits. No check is published.
public final class ResidenceNumber {

    private static final int CHARS = 15;
    private static final int LETTERS = 3;

    private ResidenceNumber() {}

    public static boolean isOne(String text) {
        return isOne(text.toCharArray());
    }

    public static boolean isOne(char[] number) {
        if (number.length != CHARS) {
            return false;
        }
        for (int i = 0; i < CHARS; i++) {
            char first = i < LETTERS ? 'A' : '0';
            char last = i < LETTERS ? 'Z' : '9';
            if (number[i] < first || number[i] > last) {
                return false;
            }
        }
        return true;
    }
}
