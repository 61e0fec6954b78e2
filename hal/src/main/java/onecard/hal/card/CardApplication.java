package onecard.hal.card;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.Pseudonym;

/// One application a card may carry: bytes in, facts out. Pure over its channel; the number it
/// reads goes through the pseudonym and no further.
///
/// None ever sends a command that could harm a citizen's card: no PIN, no payment, no write.
public interface CardApplication {

    /// The facts, or empty if this card does not carry the application.
    ///
    /// @throws CardLost when the presence is over
    /// @throws Unreadable when it carries the application and says something that cannot be so
    Optional<CardFacts> read(CardChannel card, Pseudonym pseudonym) throws CardLost, Unreadable;

    /// Those a site file may name; the ones that this release does not read yet answer "not this
    /// card" and are passed over.
    Map<String, CardApplication> BY_NAME =
            Map.of(
                    "ssc",
                    new SocialSecurityCard(),
                    "uid",
                    new CardSerial(),
                    "idcard",
                    (_, _) -> Optional.empty(),
                    "tunion",
                    (_, _) -> Optional.empty());

    /// The applications of these names, in their order.
    static List<CardApplication> named(List<String> names) {
        return names.stream()
                .map(
                        name ->
                                Optional.ofNullable(BY_NAME.get(name))
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "no card application " + name)))
                .toList();
    }

    /// What the first of `applications` says that this card carries.
    static CardFacts read(CardChannel card, List<CardApplication> applications, Pseudonym pseudonym)
            throws CardLost, Unreadable {
        for (var application : applications) {
            var facts = application.read(card, pseudonym);
            if (facts.isPresent()) {
                return facts.get();
            }
        }
        throw new Unreadable("no application of the profile is on this card");
    }

    /// The card answers, but not with anything an honest one would say.
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unreadable(String what) {
            super(what);
        }
    }
}
