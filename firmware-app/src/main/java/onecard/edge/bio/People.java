package onecard.edge.bio;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.match.Template;
import onecard.hal.bio.Modality;

/// What is kept of people's bodies, and whether it may be used. Any thread; may wait for a disk.
public interface People {

    /// Nobody is enrolled.
    People NOBODY =
            new People() {
                @Override
                public boolean consents(Token person, Modality modality) {
                    return false;
                }

                @Override
                public List<Template> references(Token person, Modality modality) {
                    return List.of();
                }

                @Override
                public OptionalInt slotOf(String sensor, Token person) {
                    return OptionalInt.empty();
                }

                @Override
                public Optional<Person> inSlot(String sensor, int slot) {
                    return Optional.empty();
                }

                @Override
                public List<Kept> everybody(Modality modality) {
                    return List.of();
                }
            };

    /// Somebody, and the card by which they were enrolled: what a point decides about whoever is
    /// recognised without one, it decides about that card.
    record Person(Token person, CredentialKind kind, Token card) {}

    /// What is kept of somebody who may be looked for among others.
    record Kept(Person person, Template template) {}

    /// Whether they have agreed to be compared, and still do.
    boolean consents(Token person, Modality modality);

    /// What is kept of them, the newest first; empty where nothing is. The caller wipes it.
    List<Template> references(Token person, Modality modality);

    /// The slot of a sensor's own that holds them.
    OptionalInt slotOf(String sensor, Token person);

    /// Whom that slot holds; empty where nobody knows, or they do not agree any more.
    Optional<Person> inSlot(String sensor, int slot);

    /// All who agree to be compared. The caller wipes it.
    List<Kept> everybody(Modality modality);
}
