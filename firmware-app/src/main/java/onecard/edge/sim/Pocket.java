package onecard.edge.sim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import onecard.edge.crypto.Json;
import onecard.hal.Algorithm;
import onecard.hal.Face;
import onecard.hal.card.IssuerKey;
import onecard.hal.purse.PurseNumber;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimKind;
import onecard.hal.sim.SimPurse;

/// The cards that people hold to simulated readers, each made as it is described. What is described
/// alike is the same card, as long as this process lives: what was taken from its purse is gone.
/// For one thread.
final class Pocket {

    /// More than anybody plays with; the one that was out of the pocket longest is forgotten.
    private static final int CARDS_MAX = 256;

    /// What a debit counter may say.
    private static final int SEQUENCE_MAX = 65_535;

    /// 999,999.99 yuan.
    private static final long FEN_MAX = 99_999_999;

    private static final String DAY = "[0-9]{8}";

    private final RandomGenerator random;
    private final Map<Json.Obj, SimCard> cards =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Json.Obj, SimCard> eldest) {
                    return size() > CARDS_MAX;
                }
            };

    /// @param random what purchases at its purses begin with
    Pocket(RandomGenerator random) {
        this.random = random;
    }

    /// The card of that description, by the face that it names.
    ///
    /// @throws Senseless if there is no such card
    SimCard card(Members said) throws Senseless {
        var plastic = said.all().without("face");
        var known = cards.get(plastic);
        var card = known == null ? made(said) : known;
        var turned = card.through(face(said));
        cards.put(plastic, card);
        return turned;
    }

    private SimCard made(Members said) throws Senseless {
        return switch (kind(said)) {
            case SSC_1, SSC_2, SSC_3 -> socialSecurity(said);
            case TUNION -> SimCard.tunion(serial(said), said.text("until", DAY));
            case CITY_UNION -> cityUnion(said);
            case ID_CARD -> SimCard.idCard(said.text("serial", "[0-9a-f]{16}"));
            case BANK -> SimCard.bank();
            case PLAIN -> SimCard.plain(said.text("uid", "[0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20}"));
        };
    }

    private static SimKind kind(Members said) throws Senseless {
        var kind = said.text("kind", "[a-z-]{1,16}");
        var label = kind.equals("ssc") ? "ssc-" + said.number("generation", 1, 3) : kind;
        return Arrays.stream(SimKind.values())
                .filter(it -> it.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new Senseless("there is no such kind of card"));
    }

    private static SimCard socialSecurity(Members said) throws Senseless {
        var card =
                SimCard.socialSecurity(
                        said.text("code", "[0-9a-f]{32}"),
                        (int) said.number("generation", 1, 3),
                        said.textIfAny("expires", DAY));
        return said.textIfAny("citizen", "[0-9]{17}[0-9X]").map(card::holder).orElse(card);
    }

    private SimCard cityUnion(Members said) throws Senseless {
        var serial = serial(said);
        var card = SimCard.cityUnion(serial, said.text("until", DAY));
        var purse = said.objectIfAny("purse");
        return purse.isPresent() ? card.purse(purse(serial, purse.get())) : card;
    }

    /// One that the module with published keys takes.
    private SimPurse purse(String serial, Members said) throws Senseless {
        var number = new PurseNumber("0" + serial);
        return new SimPurse(
                IssuerKey.published(Algorithm.DES).derived(number.factor()),
                SimPurse.publishedTacs(),
                random::nextInt,
                said.number("balance_fen", 0, FEN_MAX),
                said.numberIfAny("sequence", 0, SEQUENCE_MAX).orElse(0L).intValue());
    }

    private static String serial(Members said) throws Senseless {
        return said.text("serial", "[0-9]{19}");
    }

    private static Face face(Members said) throws Senseless {
        Optional<Face> wanted =
                said.textIfAny("face", "contactless|contact")
                        .map(name -> Face.valueOf(name.toUpperCase(Locale.ROOT)));
        var face = wanted.orElse(Face.CONTACTLESS);
        if (!kind(said).faces().contains(face)) {
            throw new Senseless("such a card has no contacts");
        }
        return face;
    }
}
