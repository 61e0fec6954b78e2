package onecard.edge.bio.look;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.edge.match.Template;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;

/// People of whom more is known from the cards that they have just shown. Whether they agree to be
/// compared says what is kept here alone.
///
/// @param kept here
public record CarriedPeople(People kept, CardTemplates cards) implements People {

    @Override
    public boolean consents(Token person, Modality modality) throws IOException {
        return kept.consents(person, modality);
    }

    @Override
    public Optional<Instant> agreed(Token person, Modality modality) throws IOException {
        return kept.agreed(person, modality);
    }

    @Override
    public List<Template> references(Token person, Modality modality) throws IOException {
        var agreed = kept.agreed(person, modality);
        var here = kept.references(person, modality);
        return agreed.isEmpty()
                ? here
                : Stream.concat(here.stream(), cards.of(person, modality, agreed.get()).stream())
                        .toList();
    }

    @Override
    public OptionalInt slotOf(String sensor, Token person) throws IOException {
        return kept.slotOf(sensor, person);
    }

    @Override
    public Optional<Enrolled> inSlot(String sensor, int slot) throws IOException {
        return kept.inSlot(sensor, slot);
    }

    @Override
    public List<Enrolled> everybody(Modality modality) throws IOException {
        return kept.everybody(modality);
    }

    @Override
    public long version() throws IOException {
        return kept.version();
    }

    @Override
    public long enrolments() {
        return kept.enrolments();
    }
}
