package onecard.hal.serial;

/// The codes that stand in a document's text.
final class GbCodes {

    private GbCodes() {}

    /// GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated.
    static boolean isSex(char code) {
        return code == '0' || code == '1' || code == '2' || code == '9';
    }

    /// GB/T 3304: the 56 ethnic groups, 97 another, 98 naturalised.
    static boolean isEthnic(char tens, char ones) {
        if (tens < '0' || tens > '9' || ones < '0' || ones > '9') {
            return false;
        }
        int code = (tens - '0') * 10 + ones - '0';
        return code >= 1 && code <= 56 || code == 97 || code == 98;
    }
}
