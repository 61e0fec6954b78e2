package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.ListVersion;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;

/// Visitors' passes as they are shown at [SharedGates].
final class SharedCode {

    static final Token PASS = new Token(7, 1);
    private static final Instant MORNING = Rig.MORNING.wall();
    private static final ListVersion LIST =
            new ListVersion("visitors", 3, Instant.parse("2026-11-23T00:00:00Z"), Optional.empty());

    private SharedCode() {}

    /// A pass that is good so many times, by its code.
    static Presentation code(Token pass, int entries) {
        var until = MORNING.plus(Duration.ofHours(2));
        var terms = new VisitTerms(pass, Optional.empty(), until, entries, entries, false, false);
        var right =
                new Pass(
                        pass,
                        Set.of("lane"),
                        Set.of(),
                        MORNING.minus(Duration.ofMinutes(15)),
                        until,
                        new Use(pass, entries, until),
                        Optional.of(terms));
        return new Presentation.Signed(
                Credential.of(CredentialKind.PASS, pass, Assurance.A1),
                right,
                List.of(),
                List.of(LIST));
    }

    static Presentation code() {
        return code(PASS, 1);
    }
}
