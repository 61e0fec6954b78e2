package onecard.hal.serial;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.hal.CardFacts;
import onecard.hal.Face;
import onecard.hal.Pseudonym;
import onecard.hal.card.CitizenNumber;
import onecard.hal.card.ResidenceNumber;
import onecard.hal.card.Unreadable;

/// The documents that carry the chip of a resident ID card, told apart by the letter at offset 248
/// of their 256 bytes of text, and by the number. Each says where its items stand; the text is
/// UTF-16LE, filled with spaces.
///
/// Only what tells the person and the last day is looked at. Names and addresses are passed over;
/// the number becomes a string once, for its pseudonym, because that is what the pseudonym is
/// made of.
enum IdDocument {
    /// Resident identity card of a citizen, no letter.
    CITIZEN(30, 36, 18),
    /// Foreigner's permanent residence card of 2017, letter `I`: a layout of its own, and a number
    /// of 3 letters and 12 digits.
    FOREIGNER_2017(120, 220, 15),
    /// Residence permit of Hong Kong, Macao and Taiwan residents, letter `J`: a citizen's layout
    /// up to the pass number.
    PERMIT(30, 36, 18),
    /// Foreigner's permanent residence card of 2023: a citizen's layout, and a number that begins
    /// with 9. Known by that number, for its letter (`Y`) is told by few.
    FOREIGNER_2023(30, 36, 18);

    static final int TEXT_BYTES = 256;
    private static final int ETHNIC = 32;
    private static final int NUMBER = 122;
    private static final int LAST_DAY = 204;
    private static final int LETTER = 248;
    private static final int DATE_CHARS = 8;

    /// 长期: a citizen above 46 has a card without an end.
    private static final char[] FOR_EVER = {'长', '期'};

    private final int sex;
    private final int birth;
    private final int numberChars;

    /// @param sex offset of the sex, one character
    /// @param birth offset of the birth date, 8 characters
    IdDocument(int sex, int birth, int numberChars) {
        this.sex = sex;
        this.birth = birth;
        this.numberChars = numberChars;
    }

    /// What the text tells about its holder. Assurance A2: a module hands it out only after the
    /// chip and the ministry's security module have proved themselves to each other.
    ///
    /// @throws Unreadable when it says what no such document can; names the item, never its value
    static CardFacts facts(byte[] text, Pseudonym pseudonym) throws Unreadable {
        if (text.length != TEXT_BYTES) {
            throw new Unreadable("the text must be 256 bytes, but was " + text.length);
        }
        var document = of(text);
        var number = chars(text, NUMBER, document.numberChars);
        try {
            document.check(text, number);
            return new CardFacts(
                    "idcard",
                    pseudonym.of("idcard", String.valueOf(number)),
                    2,
                    Face.CONTACTLESS,
                    OptionalInt.empty(),
                    Optional.empty(),
                    lastDay(text),
                    Optional.empty(),
                    true);
        } finally {
            Arrays.fill(number, ' ');
        }
    }

    /// Which document the text is of.
    private static IdDocument of(byte[] text) throws Unreadable {
        char letter = at(text, LETTER);
        if (letter == 'I') {
            return FOREIGNER_2017;
        }
        if (letter == 'J') {
            return PERMIT;
        }
        if (at(text, NUMBER) == '9') {
            return FOREIGNER_2023;
        }
        if (letter == ' ' || letter == 0) {
            return CITIZEN;
        }
        throw new Unreadable("a document of an unknown kind");
    }

    /// That number, birth, sex and ethnic group are such as this document can have.
    private void check(byte[] text, char[] number) throws Unreadable {
        if (!GbCodes.isSex(at(text, sex))) {
            throw new Unreadable("the sex is no code of GB/T 2261.1");
        }
        var born = date(text, birth).orElseThrow(() -> new Unreadable("the birth is no date"));
        boolean good =
                switch (this) {
                    case CITIZEN ->
                            number[0] >= '1'
                                    && number[0] <= '8'
                                    && CitizenNumber.isOne(number)
                                    && bornOn(number, born);
                    case PERMIT ->
                            number[0] == '8'
                                    && number[1] >= '1'
                                    && number[1] <= '3'
                                    && CitizenNumber.isOne(number);
                    case FOREIGNER_2023 -> number[0] == '9' && CitizenNumber.isOne(number);
                    case FOREIGNER_2017 -> ResidenceNumber.isOne(number);
                };
        if (!good) {
            throw new Unreadable("the number is none of this document");
        }
        if (this == CITIZEN && !GbCodes.isEthnic(at(text, ETHNIC), at(text, ETHNIC + 2))) {
            throw new Unreadable("the ethnic group is no code of GB/T 3304");
        }
    }

    private static boolean bornOn(char[] number, LocalDate born) {
        int date = 0;
        for (int i = 6; i < 14; i++) {
            date = date * 10 + number[i] - '0';
        }
        return date == born.getYear() * 10_000 + born.getMonthValue() * 100 + born.getDayOfMonth();
    }

    /// The last day; empty for one without an end.
    private static Optional<LocalDate> lastDay(byte[] text) throws Unreadable {
        if (Arrays.equals(chars(text, LAST_DAY, FOR_EVER.length), FOR_EVER)) {
            return Optional.empty();
        }
        var day = date(text, LAST_DAY);
        if (day.isEmpty()) {
            throw new Unreadable("the last day is no date");
        }
        return day;
    }

    /// YYYYMMDD.
    private static Optional<LocalDate> date(byte[] text, int from) {
        int value = 0;
        for (int i = 0; i < DATE_CHARS; i++) {
            char digit = at(text, from + 2 * i);
            if (digit < '0' || digit > '9') {
                return Optional.empty();
            }
            value = value * 10 + digit - '0';
        }
        try {
            return Optional.of(LocalDate.of(value / 10_000, value / 100 % 100, value % 100));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static char[] chars(byte[] text, int from, int count) {
        var chars = new char[count];
        for (int i = 0; i < count; i++) {
            chars[i] = at(text, from + 2 * i);
        }
        return chars;
    }

    private static char at(byte[] text, int offset) {
        return (char) ((text[offset] & 0xff) | (text[offset + 1] & 0xff) << 8);
    }
}
