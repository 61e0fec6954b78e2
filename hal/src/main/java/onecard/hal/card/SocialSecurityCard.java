package onecard.hal.card;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.Pseudonym;

/// The social security card, all generations, by what it tells without a key: EF05's card
/// identification code, specification version and expiry date. Assurance A1: static data can be
/// replayed by an emulated card.
///
/// The card number and the holder's file are never asked for; on third-generation cards they need
/// the issuer's keys.
final class SocialSecurityCard implements CardApplication {

    /// `sx1.sh.` and 社会保障 in GB 2312.
    private static final byte[] NAME = HexFormat.of().parseHex("7378312e73682ec9e7bbe1b1a3d5cf");

    private static final int ISSUER_FILE = 0xEF05;

    @Override
    public Optional<CardFacts> read(CardChannel card, Pseudonym pseudonym)
            throws CardLost, Unreadable {
        if (!Apdu.selectByName(card, NAME)) {
            return Optional.empty();
        }
        if (!Apdu.selectFile(card, ISSUER_FILE)) {
            throw new Unreadable("a social security card without issuer data");
        }
        var code =
                item(card, 1, 16).orElseThrow(() -> new Unreadable("no card identification code"));
        var version = item(card, 3, 4).orElseThrow(() -> new Unreadable("no version"));
        var id = HexFormat.of().formatHex(code);
        if (id.matches("0{32}|f{32}")) {
            throw new Unreadable("the card identification code is blank");
        }
        return Optional.of(
                new CardFacts(
                        "ssc",
                        pseudonym.of("ssc", id),
                        1,
                        OptionalInt.of(generation(version)),
                        expiry(item(card, 6, 4))));
    }

    /// A record of EF05: tag = number, length, value.
    private static Optional<byte[]> item(CardChannel card, int number, int bytes)
            throws CardLost, Unreadable {
        var record = Apdu.readRecord(card, number, bytes + 2);
        if (record.isEmpty()) {
            return Optional.empty();
        }
        var raw = record.get();
        if (raw.length != bytes + 2 || raw[0] != number || raw[1] != bytes) {
            throw new Unreadable("record " + number + " of EF05 is malformed");
        }
        var value = new byte[bytes];
        System.arraycopy(raw, 2, value, 0, bytes);
        return Optional.of(value);
    }

    /// ASCII `1.00` to `3.00`; its first character is the generation.
    private static int generation(byte[] version) throws Unreadable {
        int generation = version[0] - '0';
        if (generation < 1 || generation > 3 || version[1] != '.') {
            throw new Unreadable("the specification version is none of 1 to 3");
        }
        return generation;
    }

    /// BCD YYYYMMDD; filled with F or 0 where the issuer left it out.
    private static Optional<LocalDate> expiry(Optional<byte[]> bcd) throws Unreadable {
        if (bcd.isEmpty()) {
            return Optional.empty();
        }
        var digits = HexFormat.of().formatHex(bcd.get());
        if (digits.matches("f{8}|0{8}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.of(
                            Integer.parseInt(digits, 0, 4, 10),
                            Integer.parseInt(digits, 4, 6, 10),
                            Integer.parseInt(digits, 6, 8, 10)));
        } catch (DateTimeException | NumberFormatException _) {
            throw new Unreadable("the expiry date is no date");
        }
    }
}
