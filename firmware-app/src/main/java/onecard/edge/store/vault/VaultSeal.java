package onecard.edge.store.vault;

import java.util.Arrays;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.cbor.Cbor;
import onecard.edge.cbor.CborWriter;
import onecard.edge.crypto.SealingKey;
import onecard.edge.crypto.VaultKey;
import onecard.edge.match.Envelope;
import onecard.edge.match.Template;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.tinylog.Logger;

/// How a vault's content is sealed: a key of each person and modality under the vault's own, and
/// the templates under that. Each is bound to what stands beside it in plain, so that a row that
/// somebody changed, or moved to another person or site, opens no more. Immutable.
final class VaultSeal {

    private static final byte[] PROOF = {'o', 'n', 'e', 'c', 'a', 'r', 'd'};

    private final VaultKey key;

    VaultSeal(VaultKey key) {
        this.key = key;
    }

    /// What tells, later, that the vault is opened by the key it was made with.
    byte[] proof() {
        return key.wrapping().seal(PROOF, about("proof"));
    }

    boolean proves(byte[] proof) {
        return key.wrapping()
                .open(proof, about("proof"))
                .filter(plain -> Arrays.equals(plain, PROOF))
                .isPresent();
    }

    byte[] wrap(SealingKey theirs, Enrolled who, Modality modality) {
        return key.wrapping().wrap(theirs, about(who, modality));
    }

    Optional<SealingKey> unwrap(byte[] wrapped, Enrolled who, Modality modality) {
        return key.wrapping().unwrap(wrapped, about(who, modality));
    }

    byte[] seal(Template template, Enrolled who, SealingKey theirs) {
        var plain = Envelope.bytes(template);
        var sealed =
                theirs.seal(
                        plain,
                        about(
                                who.person(),
                                template.modality(),
                                template.position(),
                                template.made()));
        Arrays.fill(plain, (byte) 0);
        return sealed;
    }

    /// Empty if it does not open, or is of later software; that is logged, without whose it is.
    Optional<Template> open(byte[] sealed, Columns columns, Enrolled who, SealingKey theirs) {
        var about = about(who.person(), columns.modality(), columns.position(), columns.made());
        var plain = theirs.open(sealed, about);
        if (plain.isEmpty()) {
            Logger.error("template {} of the vault does not open", columns.id());
            return Optional.empty();
        }
        var read = Envelope.read(plain.get());
        Arrays.fill(plain.get(), (byte) 0);
        return switch (read) {
            case Envelope.Read.Good(var template) -> Optional.of(template);
            case Envelope.Read.Bad(var why) -> {
                Logger.warn("template {} of the vault is of no use: {}", columns.id(), why);
                yield Optional.empty();
            }
        };
    }

    /// The same template, of the same key, as another's: whatever is in it. Empty if it does not
    /// open.
    Optional<byte[]> reseal(
            byte[] sealed, Columns columns, Token was, Token now, SealingKey theirs) {
        return theirs.open(
                        sealed, about(was, columns.modality(), columns.position(), columns.made()))
                .map(
                        plain -> {
                            var again =
                                    theirs.seal(
                                            plain,
                                            about(
                                                    now,
                                                    columns.modality(),
                                                    columns.position(),
                                                    columns.made()));
                            Arrays.fill(plain, (byte) 0);
                            return again;
                        });
    }

    /// What stands beside a template in plain.
    record Columns(long id, Modality modality, int position, Template.Made made) {}

    private byte[] about(Enrolled who, Modality modality) {
        return about(
                "key",
                new Cbor.Bytes(who.person().bytes()),
                new Cbor.Text(VaultRows.wire(modality)),
                new Cbor.Text(who.kind().wire()),
                new Cbor.Bytes(who.card().bytes()));
    }

    private byte[] about(Token person, Modality modality, int position, Template.Made made) {
        return about(
                "template",
                new Cbor.Bytes(person.bytes()),
                new Cbor.Text(VaultRows.wire(modality)),
                new Cbor.Int(position),
                new Cbor.Text(made.format()),
                new Cbor.Text(made.extractor()),
                new Cbor.Int(made.version()),
                new Cbor.Text(made.model()));
    }

    /// As CBOR, so that no two say the same.
    private byte[] about(String what, Cbor... more) {
        return CborWriter.bytes(
                Cbor.array(new Cbor.Text(what), new Cbor.Text(key.site()), Cbor.array(more)));
    }
}
