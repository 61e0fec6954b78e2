package onecard.edge.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.words.Message;
import onecard.words.Words;

/// The hand that holds cards, codes, plates and faces to devices: a line a deed in the file `hands`
/// of the simulated board. Thread-safe.
final class Hand {

    /// What stands in the catalogue for a day that is near, and for codes that are made anew.
    private static final String IN_60_DAYS = "IN_60_DAYS";

    private static final String PASS = "PASS";
    private static final String ECARD = "ECARD";
    private static final String SHOWN = "SHOWN";

    private static final int KEYS_MAX = 64;

    private final Place place;
    private final Path hands;
    private final Codes codes;
    private final Supplier<Instant> now;
    private Optional<String> shown = Optional.empty(); // the last that was made

    /// @param lines the folder of the simulated board
    /// @param now by the daemon's clock
    Hand(Place place, Path lines, Codes codes, Supplier<Instant> now) {
        this.place = place;
        hands = lines.resolve("hands");
        this.codes = codes;
        this.now = now;
    }

    /// Holds an item to a device.
    ///
    /// @param asked with `tear`, the commands after which a card leaves, or `keys`, where they say
    ///     so
    /// @return why not
    synchronized Optional<Words> play(String item, String device, Json.Obj asked)
            throws IOException {
        var known = Catalogue.items().get(item);
        if (known == null) {
            return Optional.of(Message.SIMULATE_ITEM_UNKNOWN.with(item));
        }
        if (!place.items().contains(known)) {
            return Optional.of(Message.SIMULATE_DEED_NOT_HERE.with(item));
        }
        var kind = place.devices().get(device);
        if (kind == null || !Catalogue.texts(known, "at").contains(kind)) {
            return Optional.of(Message.SIMULATE_DEVICE_WRONG.with(device));
        }
        var deed = known.object("do").orElseThrow();
        if (asked.get("keys").isPresent()) {
            var keys = asked.text("keys").filter(Hand::areKeys);
            if (keys.isEmpty() || !kind.equals("keypad")) {
                return Optional.of(Message.SIMULATE_ARGUMENT.with("keys"));
            }
            deed = deed.with("keys", keys.get());
        }
        if (asked.get("tear").isPresent()) {
            var after = asked.number("tear").filter(commands -> commands >= 0);
            if (after.isEmpty() || !kind.equals("reader")) {
                return Optional.of(Message.SIMULATE_ARGUMENT.with("tear"));
            }
            deed = deed.with("tear", Json.Obj.EMPTY.with("commands", after.get()));
        }
        var made = made(deed, device);
        if (made.isEmpty()) {
            return Optional.of(Message.SIMULATE_NO_CODE.with());
        }
        write(device, made.get());
        return Optional.empty();
    }

    /// Takes away what lies on a reader.
    Optional<Words> remove(String device) throws IOException {
        if (!Optional.of("reader").equals(Optional.ofNullable(place.devices().get(device)))) {
            return Optional.of(Message.SIMULATE_DEVICE_WRONG.with(device));
        }
        write(device, Json.Obj.EMPTY.with("do", "remove"));
        return Optional.empty();
    }

    /// As one write: the daemon never sees half of it.
    void write(String device, Json.Obj deed) throws IOException {
        var line = Canonical.text(deed.with("device", device)) + "\n";
        Files.write(
                hands,
                line.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /// With what is new each time in its place; empty if nothing was shown yet.
    private Optional<Json.Obj> made(Json.Obj deed, String device) throws IOException {
        var card = deed.object("card");
        if (card.flatMap(it -> it.text("expires")).equals(Optional.of(IN_60_DAYS))) {
            var day =
                    LocalDate.ofInstant(now.get(), ZoneOffset.UTC)
                            .plusDays(60)
                            .format(DateTimeFormatter.BASIC_ISO_DATE);
            return Optional.of(deed.with("card", card.get().with("expires", day)));
        }
        var text = deed.text("text");
        if (text.isEmpty()) {
            return Optional.of(deed);
        }
        switch (text.get()) {
            case PASS -> shown = Optional.of(codes.pass(device));
            case ECARD -> shown = Optional.of(codes.ecard());
            case SHOWN -> {
                // Once more.
            }
            default -> {
                return Optional.of(deed);
            }
        }
        return shown.map(code -> deed.with("text", code));
    }

    private static boolean areKeys(String keys) {
        return keys.length() <= KEYS_MAX && keys.matches("[0-9*#.]+");
    }
}
