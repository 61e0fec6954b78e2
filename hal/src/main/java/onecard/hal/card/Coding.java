package onecard.hal.card;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// How an item's bytes stand for text, by the letters of the card specifications. Items are
/// filled up on the right; what is nothing but filling says nothing.
public enum Coding {
    /// Binary: the hex digits themselves.
    B,
    /// Compressed numeric: two digits a byte, filled with nibble F.
    CN,
    /// The same without its first digit, which is no part of the number.
    CN_TAIL,
    /// Alphanumeric: ASCII, filled with 00; blanks are found too, and FF where nobody ever wrote.
    AN;

    private static final HexFormat HEX = HexFormat.of();

    /// The name in site files: `cn-tail`.
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @return empty if nothing was written there
    /// @throws Unreadable for what is neither text of this coding nor filling
    Optional<String> text(byte[] bytes) throws Unreadable {
        return switch (this) {
            case B -> Optional.of(HEX.formatHex(bytes)).filter(hex -> !hex.matches("(00)*|(ff)*"));
            case CN -> number(HEX.formatHex(bytes));
            case CN_TAIL -> number(HEX.formatHex(bytes).substring(1));
            case AN -> ascii(bytes);
        };
    }

    private static Optional<String> number(String hex) throws Unreadable {
        var digits = hex.replaceFirst("f+$", "");
        if (!digits.matches("[0-9]*")) {
            throw new Unreadable("a number with more than digits in it");
        }
        return Optional.of(digits).filter(number -> !number.matches("0*"));
    }

    private static Optional<String> ascii(byte[] bytes) throws Unreadable {
        int end = bytes.length;
        while (end > 0 && isFilling(bytes[end - 1])) {
            end--;
        }
        var text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        if (!text.matches("[!-~]*")) {
            throw new Unreadable("a text with more than ASCII in it");
        }
        return Optional.of(text).filter(written -> !written.isEmpty());
    }

    private static boolean isFilling(byte last) {
        return last == 0x00 || last == 0x20 || last == (byte) 0xFF;
    }
}
