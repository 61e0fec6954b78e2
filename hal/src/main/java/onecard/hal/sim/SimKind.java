package onecard.hal.sim;

import java.util.List;
import java.util.Optional;
import onecard.hal.Face;

/// The kinds of cards that people carry, with a made-up card of each.
public enum SimKind {
    SSC_1("ssc-1", Face.CONTACT, Face.CONTACTLESS),
    SSC_2("ssc-2", Face.CONTACT, Face.CONTACTLESS),
    SSC_3("ssc-3", Face.CONTACT, Face.CONTACTLESS),
    TUNION("tunion", Face.CONTACT, Face.CONTACTLESS),
    CITY_UNION("city-union", Face.CONTACT, Face.CONTACTLESS),
    BANK("bank", Face.CONTACT, Face.CONTACTLESS),
    /// MIFARE and whatever else has a serial number and no application.
    PLAIN("plain", Face.CONTACTLESS),
    /// Resident ID card, type B.
    ID_CARD("idcard", Face.CONTACTLESS);

    private static final String CODE = "342500d1560000050000000000000001";
    private static final String CITIZEN = "11010119900307002X";
    private static final String SERIAL = "3104800000000000001";
    private static final String LAST_DAY = "20361231";

    private final String label;
    private final List<Face> faces;

    SimKind(String label, Face... faces) {
        this.label = label;
        this.faces = List.of(faces);
    }

    public String label() {
        return label;
    }

    /// The faces it has.
    public List<Face> faces() {
        return faces;
    }

    /// A card of this kind, new and sound.
    public SimCard card(Face face) {
        return card().through(face);
    }

    private SimCard card() {
        return switch (this) {
            case SSC_1 -> socialSecurity(1);
            case SSC_2 -> socialSecurity(2);
            case SSC_3 -> socialSecurity(3);
            case TUNION -> SimCard.tunion(SERIAL, LAST_DAY);
            case CITY_UNION -> SimCard.cityUnion(SERIAL, LAST_DAY);
            case BANK -> SimCard.bank();
            case PLAIN -> SimCard.plain("04a1b2c3");
            case ID_CARD -> SimCard.idCard("0123456789abcdef");
        };
    }

    private static SimCard socialSecurity(int generation) {
        return SimCard.socialSecurity(CODE, generation, Optional.of(LAST_DAY)).holder(CITIZEN);
    }
}
