package onecard.hal.card;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.CardFault;
import onecard.hal.CardReference;
import onecard.hal.Face;
import onecard.hal.NotedPseudonyms;
import onecard.hal.Pseudonym;
import onecard.hal.card.CardTable.Meaning;

/// What one reader tries on a card, in order; the first application that the card carries speaks
/// for it. Immutable; may be used by any thread.
public final class ReadingPlan {

    /// Applications that need no table of the site's: social security card, resident ID card's
    /// serial, transit cards, serial number.
    public static final Set<String> KNOWN = Set.of("ssc", "idcard", "tunion", "uid");

    /// What is public of the social security card; a province's table may add to it.
    public static final CardTable SOCIAL_SECURITY = KnownTables.SSC;

    /// How a slot is used.
    ///
    /// @param face the slot's role; absent: the answer to reset tells
    /// @param contactCards whether cards are taken by their contacts
    /// @param collision how this reader tells of several cards
    public record Slot(Optional<Face> face, boolean contactCards, Collision collision) {

        /// A slot of either kind, which takes every card and cannot tell two.
        public static final Slot ANY = new Slot(Optional.empty(), true, Collision.NONE);
    }

    private final List<CardApplication> applications;
    private final Slot slot;
    private final ReferenceFiles references;
    private final boolean forSocialSecurity;

    private ReadingPlan(List<CardApplication> applications, Slot slot, ReferenceFiles references) {
        this.applications = List.copyOf(applications);
        this.slot = slot;
        this.references = references;
        this.forSocialSecurity = applications.stream().anyMatch(ReadingPlan::isSocialSecurity);
    }

    /// Known applications in an ordinary slot.
    public static ReadingPlan of(String... names) {
        return of(List.of(names), Map.of(), false, Slot.ANY);
    }

    /// @param names of applications, known or in `tables`
    /// @param tables the site's own, by name; one that has a known name takes its place
    /// @param citizenNumber also read it where a card gives it freely
    public static ReadingPlan of(
            List<String> names, Map<String, CardTable> tables, boolean citizenNumber, Slot slot) {
        return new ReadingPlan(
                names.stream()
                        .flatMap(name -> named(name, tables))
                        .map(application -> asked(application, citizenNumber))
                        .toList(),
                slot,
                ReferenceFiles.NONE);
    }

    /// This plan, with social security cards asked to prove themselves.
    public ReadingPlan proving(Proofs proofs) {
        return new ReadingPlan(
                applications.stream()
                        .map(
                                application ->
                                        isSocialSecurity(application)
                                                ? ((TableCard) application).proving(proofs)
                                                : application)
                        .toList(),
                slot,
                references);
    }

    /// This plan, with cards asked for what they carry to compare their holders with, once they
    /// have said whose they are.
    public ReadingPlan carrying(ReferenceFiles files) {
        return new ReadingPlan(applications, slot, files);
    }

    private static boolean isSocialSecurity(CardApplication application) {
        return application instanceof TableCard(var table, _)
                && table.kind().equals(SOCIAL_SECURITY.kind());
    }

    private static Stream<CardApplication> named(String name, Map<String, CardTable> tables) {
        var own = tables.get(name);
        if (own != null) {
            return Stream.of(TableCard.of(own));
        }
        return switch (name) {
            case "ssc" -> Stream.of(TableCard.of(KnownTables.SSC));
            case "idcard" -> Stream.of(new IdCard());
            case "tunion" ->
                    Stream.of(
                            TableCard.of(KnownTables.TUNION), TableCard.of(KnownTables.CITY_UNION));
            case "uid" -> Stream.of(new CardSerial());
            default -> throw new IllegalArgumentException("no card application " + name);
        };
    }

    private static CardApplication asked(CardApplication application, boolean citizenNumber) {
        return application instanceof TableCard(var table, _) && !citizenNumber
                ? TableCard.of(table.without(Meaning.CITIZEN))
                : application;
    }

    /// One reading, by the reader's own thread.
    ///
    /// @throws CardLost when the presence is over
    /// @throws Unreadable when there is nothing to tell of this card, and why
    public CardFacts read(CardChannel channel, Pseudonym pseudonym) throws CardLost, Unreadable {
        var face = slot.face().orElseGet(() -> Face.ofAtr(channel.atr()));
        if (face == Face.CONTACT && !slot.contactCards()) {
            throw new Unreadable(CardFault.CONTACT_ONLY, "contact cards are not taken here");
        }
        try {
            var card = new Apdu(channel, slot.collision());
            var noted = new NotedPseudonyms(pseudonym);
            for (var application : applications) {
                var facts = application.read(card, face, noted);
                if (facts.isPresent()) {
                    var known = facts.get().formerly(noted.former());
                    return application instanceof TableCard ? known.carrying(carried(card)) : known;
                }
            }
            throw nothingHere(card, face);
        } catch (CardLost lost) {
            if (slot.collision().toldBy(lost)) {
                throw new Unreadable(CardFault.MULTIPLE_CARDS, "the reader tells of several cards");
            }
            throw lost;
        }
    }

    /// A card that is gone by now was there: who has shown it is known.
    private List<CardReference> carried(Apdu card) throws CardLost, Unreadable {
        try {
            return references.read(card);
        } catch (CardLost lost) {
            if (slot.collision().toldBy(lost)) {
                throw lost;
            }
            return List.of();
        }
    }

    /// What a failure below a reading means, from connecting to the last command.
    public CardFault fault(Throwable failure) {
        return slot.collision().toldBy(failure) ? CardFault.MULTIPLE_CARDS : CardFault.UNREADABLE;
    }

    /// A card in the field that is only a bank's or a transit company's, where a social security
    /// card is wanted: most likely an older card, whose social security side has contacts only.
    private Unreadable nothingHere(Apdu card, Face face) throws CardLost, Unreadable {
        if (face == Face.CONTACTLESS
                && forSocialSecurity
                && (PaymentDirectory.isOn(card, face)
                        || card.select(KnownTables.TUNION.nameBytes()).isPresent()
                        || card.select(KnownTables.CITY_UNION.nameBytes()).isPresent())) {
            return new Unreadable(
                    CardFault.CONTACT_ONLY, "a bank or transit application and nothing else");
        }
        return new Unreadable("no application of the plan is on this card");
    }
}
