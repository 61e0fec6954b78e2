package onecard.edge.entrance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import onecard.access.CredentialKind;
import onecard.hal.Face;
import onecard.hal.card.CardTable;
import onecard.hal.card.Coding;
import onecard.hal.card.Collision;
import onecard.hal.card.ReadingPlan;
import onecard.site.Board;
import onecard.site.CardLayout;

/// What the site file says of cards, in the words of the card applications.
final class ReadingPlans {

    private ReadingPlans() {}

    static ReadingPlan of(Board.Reader reader, Map<String, CardLayout> layouts) {
        var tables =
                layouts.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, named -> table(named.getValue())));
        var slot =
                new ReadingPlan.Slot(
                        face(reader.source()),
                        reader.contactCards(),
                        Collision.of(reader.severalCards()));
        return ReadingPlan.of(reader.applications(), tables, reader.citizenNumber(), slot);
    }

    private static Optional<Face> face(Board.ReaderSource source) {
        return switch (source) {
            case Board.ReaderSource.Pcsc(_, var slot, _, _) ->
                    switch (slot) {
                        case CONTACTLESS -> Optional.of(Face.CONTACTLESS);
                        case CONTACT -> Optional.of(Face.CONTACT);
                        case EITHER -> Optional.empty();
                    };
            case Board.ReaderSource.IdModule _ -> Optional.of(Face.CONTACTLESS);
            case Board.ReaderSource.Sim() -> Optional.empty();
        };
    }

    /// One without a name of its own adds to the social security card's.
    private static CardTable table(CardLayout layout) {
        List<CardTable.Item> items = layout.items().stream().map(ReadingPlans::item).toList();
        return layout.select()
                .flatMap(
                        name ->
                                layout.kind()
                                        .map(CredentialKind::wire)
                                        .map(kind -> new CardTable(kind, name, items)))
                .orElseGet(() -> ReadingPlan.SOCIAL_SECURITY.with(items));
    }

    private static CardTable.Item item(CardLayout.Item item) {
        return new CardTable.Item(
                means(item.means()),
                place(item.place(), item.valueBytes()),
                item.offset(),
                item.bytes(),
                coding(item.coding()));
    }

    private static CardTable.Place place(CardLayout.Place place, int bytes) {
        return switch (place) {
            case CardLayout.Place.InRecord(var file, var number, var tag) ->
                    new CardTable.Place.Linear(file, number, tag, bytes);
            case CardLayout.Place.InFile(var shortId) ->
                    new CardTable.Place.Transparent(shortId, bytes);
        };
    }

    private static CardTable.Meaning means(CardLayout.Means means) {
        return switch (means) {
            case ID -> CardTable.Meaning.ID;
            case VERSION -> CardTable.Meaning.VERSION;
            case EXPIRES -> CardTable.Meaning.EXPIRES;
            case REGION -> CardTable.Meaning.REGION;
            case CITIZEN -> CardTable.Meaning.CITIZEN;
        };
    }

    private static Coding coding(CardLayout.Coding coding) {
        return switch (coding) {
            case B -> Coding.B;
            case CN -> Coding.CN;
            case CN_TAIL -> Coding.CN_TAIL;
            case AN -> Coding.AN;
        };
    }
}
