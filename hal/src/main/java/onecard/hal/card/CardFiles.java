package onecard.hal.card;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.card.CardTable.Place;

/// The files of one application on one card; each place is read at most once.
final class CardFiles {
    private final Apdu card;
    private final Map<Place, Optional<byte[]>> values = new HashMap<>();
    private int selected;
    private boolean present;

    CardFiles(Apdu card) {
        this.card = card;
    }

    Optional<byte[]> value(Place place, Absence absence) throws CardLost, Unreadable {
        var known = values.get(place);
        if (known == null) {
            known =
                    switch (place) {
                        case Place.Linear linear -> linear(linear, absence);
                        case Place.Transparent(var shortId, var bytes) ->
                                transparent(shortId, bytes, absence);
                    };
            values.put(place, known);
        }
        return known;
    }

    private Optional<byte[]> linear(Place.Linear place, Absence absence)
            throws CardLost, Unreadable {
        if (selected != place.file()) {
            present = card.selectFile(place.file(), absence);
            selected = place.file();
        }
        if (!present) {
            return Optional.empty();
        }
        int header = place.tag().isPresent() ? 2 : 0;
        var record = card.record(place.number(), header + place.bytes(), absence);
        if (record.isEmpty()) {
            return Optional.empty();
        }
        var raw = record.get();
        if (raw.length != header + place.bytes()
                || header > 0
                        && (raw[0] != (byte) place.tag().getAsInt()
                                || raw[1] != (byte) place.bytes())) {
            throw new Unreadable(
                    "record %d of %04X is malformed".formatted(place.number(), place.file()));
        }
        return Optional.of(Arrays.copyOfRange(raw, header, raw.length));
    }

    /// A file that is longer may be given whole.
    private Optional<byte[]> transparent(int shortId, int bytes, Absence absence)
            throws CardLost, Unreadable {
        var file = card.binary(shortId, bytes, absence);
        if (file.isPresent() && file.get().length < bytes) {
            throw new Unreadable("the file %02X is too short".formatted(shortId));
        }
        return file;
    }
}
