package onecard.hal.card;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.hal.Algorithm;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.CardFault;
import onecard.hal.Face;
import onecard.hal.Proof;
import onecard.hal.Pseudonym;
import onecard.hal.card.CardTable.Meaning;

/// An application read by its table, by what it tells without a key. Assurance A1: static data
/// can be replayed by an emulated card, unless its chip then proves more.
record TableCard(CardTable table, Proofs proofs) implements CardApplication {

    static TableCard of(CardTable table) {
        return new TableCard(table, Proofs.NONE);
    }

    TableCard proving(Proofs asked) {
        return new TableCard(table, asked);
    }

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    /// The generation from which the holder's file needs the issuer's keys.
    private static final int CLOSED_FROM = 3;

    /// What static data is worth.
    private static final int STATIC = 1;

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
        var told = algorithm(selected.get());
        boolean consistent =
                generation.isEmpty()
                        || told.map(algorithm -> algorithm.fits(generation.getAsInt()))
                                .orElse(true);
        var proof = proof(card, id, generation, told);
        if (proof.filter(found -> found instanceof Proof.Forged).isPresent()) {
            throw new Unreadable(CardFault.NOT_GENUINE, "the chip's proof is false");
        }
        return Optional.of(
                new CardFacts(
                        table.kind(),
                        pseudonym.of(table.kind(), id),
                        proof.map(TableCard::level).orElse(STATIC),
                        face,
                        generation,
                        region,
                        expires,
                        citizen.map(number -> pseudonym.of("idcard", number)),
                        consistent,
                        proof.flatMap(TableCard::cause)));
    }

    private Optional<Proof> proof(
            Apdu card, String id, OptionalInt generation, Optional<Algorithm> told)
            throws CardLost, Unreadable {
        if (generation.isEmpty() || !id.matches("[0-9a-f]{32}")) {
            return Optional.empty();
        }
        var chip = new Chip(HexFormat.of().parseHex(id), told, card.atr());
        return proofs.prove(card, table.nameBytes(), generation.getAsInt(), chip);
    }

    private static int level(Proof proof) {
        return switch (proof) {
            case Proof.Genuine(var level) -> level;
            case Proof.Forged _, Proof.Unproved _ -> STATIC;
        };
    }

    private static Optional<String> cause(Proof proof) {
        return switch (proof) {
            case Proof.Genuine _ -> Optional.empty();
            case Proof.Forged(var cause) -> Optional.of(cause.wire());
            case Proof.Unproved(var cause) -> Optional.of(cause.wire());
        };
    }

    /// Found where it stands in what SELECT answers, `9F 0C 86 xx`: how it is framed there is not
    /// public, so the bytes are looked for and not parsed.
    private static Optional<Algorithm> algorithm(byte[] selected) {
        for (int at = 0; at + 3 < selected.length; at++) {
            if (selected[at] == (byte) 0x9F
                    && selected[at + 1] == 0x0C
                    && selected[at + 2] == (byte) 0x86) {
                return switch (selected[at + 3]) {
                    case 0x01 -> Optional.of(Algorithm.DES);
                    case 0x02 -> Optional.of(Algorithm.SSF33);
                    case 0x03 -> Optional.of(Algorithm.SM4);
                    default -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }

    private Optional<String> text(CardFiles files, Meaning meaning) throws CardLost, Unreadable {
        var item = table.item(meaning);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        var value = files.value(item.get().place(), absence(meaning));
        if (value.isEmpty()) {
            return Optional.empty();
        }
        int from = item.get().offset();
        return item.get()
                .coding()
                .text(Arrays.copyOfRange(value.get(), from, from + item.get().bytes()));
    }

    private static Absence absence(Meaning meaning) {
        return switch (meaning) {
            case CITIZEN -> Absence.CLOSED_FILE;
            case ID, VERSION, EXPIRES, REGION -> Absence.FILE;
        };
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
