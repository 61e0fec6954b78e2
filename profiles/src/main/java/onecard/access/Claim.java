package onecard.access;

import java.util.Optional;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// One right by which a tap may pass, under judgement.
record Claim(Tap tap, Credential credential, Right right) {

    Policy policy() {
        return tap.policy();
    }

    Safeguards safeguards() {
        return tap.policy().safeguards();
    }

    Situation at() {
        return tap.at();
    }

    Memory memory() {
        return tap.memory();
    }

    Moment now() {
        return tap.now();
    }

    /// Who is counted; whoever has a right is somebody.
    Token subject() {
        return right instanceof Pass ? right.subject() : tap.subject().orElseThrow();
    }

    boolean leadsIn() {
        return tap.leads(Direction.IN);
    }

    boolean timeIsKnown() {
        return now().trust() != ClockTrust.UNTRUSTED;
    }

    /// The area that it leads into; empty where nobody is counted.
    Optional<Area> into() {
        return safeguards().border().into(at().direction());
    }

    /// What would be locked out after wrong tries of that kind.
    Tries.Key tries(CredentialKind kind) {
        return new Tries.Key(at().point(), kind, credential.token());
    }
}
