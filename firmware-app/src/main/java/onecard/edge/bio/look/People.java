package onecard.edge.bio.look;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.access.Token;
import onecard.edge.match.Template;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;

/// What is kept of people's bodies, and whether it may be used. Any thread; may wait for a disk.
/// What cannot be read is nobody's.
public interface People {

    /// Nobody is enrolled.
    People NOBODY =
            new People() {
                @Override
                public boolean consents(Token person, Modality modality) {
                    return false;
                }

                @Override
                public Optional<Instant> agreed(Token person, Modality modality) {
                    return Optional.empty();
                }

                @Override
                public List<Template> references(Token person, Modality modality) {
                    return List.of();
                }

                @Override
                public OptionalInt slotOf(String device, Token person) {
                    return OptionalInt.empty();
                }

                @Override
                public Optional<Enrolled> inSlot(String device, int slot) {
                    return Optional.empty();
                }

                @Override
                public List<Enrolled> everybody(Modality modality) {
                    return List.of();
                }

                @Override
                public long version() {
                    return 0;
                }

                @Override
                public long enrolments() {
                    return 0;
                }
            };

    /// Whether they have agreed to be compared, and still do.
    boolean consents(Token person, Modality modality) throws IOException;

    /// Since when they do; empty where they do not.
    Optional<Instant> agreed(Token person, Modality modality) throws IOException;

    /// What is kept of them; empty where nothing is. The caller wipes it.
    List<Template> references(Token person, Modality modality) throws IOException;

    /// The slot of that device's own memory that holds them.
    ///
    /// @param device as [SensorDesk#device]
    OptionalInt slotOf(String device, Token person) throws IOException;

    /// Whom that slot holds; empty where nobody knows, or they do not agree any more.
    Optional<Enrolled> inSlot(String device, int slot) throws IOException;

    /// All who agree to be compared, and of whom templates are kept.
    List<Enrolled> everybody(Modality modality) throws IOException;

    /// Another number once anything of it is another.
    long version() throws IOException;

    /// Another number once somebody was enrolled, and after nothing else. Waits for nothing.
    long enrolments();
}
