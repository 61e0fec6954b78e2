package onecard.hal.card;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.Face;
import onecard.hal.Pseudonym;
import onecard.hal.card.CardTable.Meaning;

/// An application read by its table, by what it tells without a key. Assurance A1: static data
/// can be replayed by an emulated card.
record TableCard(CardTable table) implements CardApplication {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    /// The generation from which the holder's file needs the issuer's keys.
    private static final int CLOSED_FROM = 3;

    @Override
    public Optional<CardFacts> read(Apdu card, Face face, Pseudonym pseudonym)
            throws CardLost, Unreadable {
        var selected = card.select(table.nameBytes());
        if (selected.isEmpty()) {
            return Optional.empty();
        }
        var files = new CardFiles(card);
        var id =
                text(files, Meaning.ID)
                        .orElseThrow(() -> new Unreadable("the identifier is missing or blank"));
        var generation = generation(files);
        var expires = date(text(files, Meaning.EXPIRES));
        // An identifier is one whatever its region says; a point that asks for regions refuses it.
        var region = text(files, Meaning.REGION).filter(code -> code.matches("[0-9]{6}"));
        var citizen = citizen(files, generation);
        boolean consistent =
                generation.isEmpty()
                        || Algorithm.of(selected.get())
                                .map(algorithm -> algorithm.fits(generation.getAsInt()))
                                .orElse(true);
        return Optional.of(
                new CardFacts(
                        table.kind(),
                        pseudonym.of(table.kind(), id),
                        1,
                        face,
                        generation,
                        region,
                        expires,
                        citizen.map(number -> pseudonym.of("idcard", number)),
                        consistent));
    }

    private Optional<String> text(CardFiles files, Meaning meaning) throws CardLost, Unreadable {
        var item = table.item(meaning);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        var value = files.value(item.get().place());
        if (value.isEmpty()) {
            return Optional.empty();
        }
        int from = item.get().offset();
        return item.get()
                .coding()
                .text(Arrays.copyOfRange(value.get(), from, from + item.get().bytes()));
    }

    private OptionalInt generation(CardFiles files) throws CardLost, Unreadable {
        if (table.item(Meaning.VERSION).isEmpty()) {
            return OptionalInt.empty();
        }
        var version = text(files, Meaning.VERSION).orElse("");
        if (!version.matches("[123]\\..*")) {
            throw new Unreadable("the specification version is none of 1 to 3");
        }
        return OptionalInt.of(version.charAt(0) - '0');
    }

    private static Optional<LocalDate> date(Optional<String> digits) throws Unreadable {
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(digits.get(), DATE));
        } catch (DateTimeException _) {
            throw new Unreadable("the expiry date is no date");
        }
    }

    private Optional<String> citizen(CardFiles files, OptionalInt generation)
            throws CardLost, Unreadable {
        if (generation.isEmpty() || generation.getAsInt() >= CLOSED_FROM) {
            return Optional.empty();
        }
        var number = text(files, Meaning.CITIZEN);
        if (number.isPresent() && !CitizenNumber.isOne(number.get())) {
            throw new Unreadable("the citizen number is none");
        }
        return number;
    }
}
