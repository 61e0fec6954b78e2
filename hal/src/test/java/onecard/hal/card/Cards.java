package onecard.hal.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.hal.Face;
import onecard.hal.Pseudonym;
import onecard.hal.card.CardTable.Item;
import onecard.hal.card.CardTable.Meaning;
import onecard.hal.card.CardTable.Place;
import onecard.hal.sim.SimCard;

/// The cards that tests hold to readers, and the plans that read them. Every number is made up.
final class Cards {

    static final String CODE = "342500d1560000050000000000000001";
    static final String SERIAL = "3104800000000000001";
    static final String CITIZEN = "11010119900307002X";

    /// Everything a site may ask for.
    static final List<String> ALL = List.of("ssc", "idcard", "tunion", "uid");

    private Cards() {}

    /// One card of each kind, by name.
    static Map<String, SimCard> catalogue() {
        var cards = new LinkedHashMap<String, SimCard>();
        cards.put("first generation", ssc(1).through(Face.CONTACT));
        cards.put("second generation", ssc(2).holder(CITIZEN).through(Face.CONTACT));
        cards.put("second generation in the field", ssc(2).holder(CITIZEN));
        cards.put("third generation", ssc(3).holder(CITIZEN));
        cards.put("third generation in a slot", ssc(3).holder(CITIZEN).through(Face.CONTACT));
        cards.put("social security and bank", ssc(3).and(SimCard.bank()));
        cards.put("T-Union", SimCard.tunion(SERIAL, "20301231"));
        cards.put("City Union", SimCard.cityUnion(SERIAL, "20301231"));
        cards.put("bank", SimCard.bank());
        cards.put("MIFARE", SimCard.plain("04a1b2c3"));
        cards.put("ID card", SimCard.idCard("0123456789abcdef"));
        cards.put("provincial", province());
        return cards;
    }

    static SimCard named(String name) {
        return Optional.ofNullable(catalogue().get(name)).orElseThrow();
    }

    static SimCard ssc(int generation) {
        return SimCard.socialSecurity(CODE, generation, Optional.of("20360131"));
    }

    /// A social security card with a province's file on it.
    static SimCard province() {
        return ssc(2).record(0xEF0D, 1, "ea0c303132333435363738390000")
                .record(0xEF0D, 2, "eb03342500")
                .record(0xEF0D, 3, "ec0420301231");
    }

    /// That file as a site writes it: a validity of its own.
    static CardTable provincialTable() {
        return ReadingPlan.SOCIAL_SECURITY.with(
                List.of(
                        new Item(
                                Meaning.EXPIRES,
                                new Place.Linear(0xEF0D, 3, OptionalInt.of(0xEC), 4),
                                0,
                                4,
                                Coding.CN)));
    }

    /// Keeps what it was asked to hide.
    static final class Hasher implements Pseudonym {
        final List<String> hashed = new ArrayList<>();

        @Override
        public String of(String kind, String id) {
            hashed.add(kind + " " + id);
            return "%032x".formatted((kind + id).hashCode() & 0xffffffffL);
        }
    }
}
