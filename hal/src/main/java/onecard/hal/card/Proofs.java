package onecard.hal.card;

import java.util.Optional;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.Proof;

/// How a social security card at one reader may prove more than it says. The stronger way first;
/// a card that cannot go it, or a module that is away, leaves what static data is worth. Only what
/// is proved false is a refusal.
public record Proofs(Optional<CertificateProof> certificate, Optional<ModuleProof> module) {

    /// Static data and no more.
    public static final Proofs NONE = new Proofs(Optional.empty(), Optional.empty());

    /// The first generation whose cards may carry a certificate.
    private static final int CERTIFIED_FROM = 3;

    /// Empty where nothing was tried.
    ///
    /// @param name of the card's application, which is selected and has been read
    /// @param generation 1 to 3
    Optional<Proof> prove(Apdu card, byte[] name, int generation, Chip chip)
            throws CardLost, Unreadable {
        Optional<Proof> proof = Optional.empty();
        boolean elsewhere = certificate.isPresent() && generation >= CERTIFIED_FROM;
        if (elsewhere) {
            proof = Optional.of(certificate.get().prove(card, chip));
        }
        boolean open = proof.filter(found -> !(found instanceof Proof.Unproved)).isEmpty();
        if (module.isEmpty() || !open) {
            return proof;
        }
        if (elsewhere && card.select(name).isEmpty()) {
            throw new Unreadable("an application that was there is gone");
        }
        return Optional.of(module.get().prove(card, chip));
    }
}
