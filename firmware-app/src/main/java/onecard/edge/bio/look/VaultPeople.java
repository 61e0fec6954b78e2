package onecard.edge.bio.look;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.access.Token;
import onecard.edge.match.Template;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Vault;
import onecard.hal.bio.Modality;

/// People as a vault keeps them.
public record VaultPeople(Vault vault) implements People {

    @Override
    public boolean consents(Token person, Modality modality) throws IOException {
        return vault.consented(person, modality);
    }

    @Override
    public Optional<Instant> agreed(Token person, Modality modality) throws IOException {
        return vault.agreed(person, modality);
    }

    @Override
    public List<Template> references(Token person, Modality modality) throws IOException {
        return vault.references(person, modality);
    }

    @Override
    public OptionalInt slotOf(String device, Token person) throws IOException {
        var slot = vault.slotOf(device, person);
        return slot.isPresent() ? OptionalInt.of(slot.get()) : OptionalInt.empty();
    }

    @Override
    public Optional<Enrolled> inSlot(String device, int slot) throws IOException {
        return vault.slot(device, slot);
    }

    @Override
    public List<Enrolled> everybody(Modality modality) throws IOException {
        return vault.everyone(modality);
    }

    @Override
    public long version() throws IOException {
        return vault.version();
    }

    @Override
    public long enrolments() {
        return vault.enrolments();
    }
}
