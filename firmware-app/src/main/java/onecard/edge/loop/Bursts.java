package onecard.edge.loop;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.watch.Metrics;
import onecard.time.Mono;

/// Which code each scanner saw last: people follow each other slowly, and one phone with the codes
/// of many does not. A hint, for which nobody is refused. Owned by the edge loop.
final class Bursts {

    /// People follow each other no faster at one scanner; a phone with other people's codes does.
    static final Duration BURST = Duration.ofMillis(1_500);

    private final Metrics metrics;
    private final Map<String, Code> codes = new HashMap<>(); // shown last, by scanner

    /// A code that a scanner saw.
    ///
    /// @param burst another one came just before
    private record Code(Token token, Mono at, boolean burst) {}

    Bursts(Metrics metrics) {
        this.metrics = metrics;
    }

    /// Goes on with what those of a loop saw that turns no more.
    void after(Bursts before) {
        codes.putAll(before.codes);
    }

    /// Once for each presence; what is no code says nothing.
    void shown(String scanner, Optional<Credential> offered, Mono seen) {
        offered.filter(it -> isCode(it.kind())).ifPresent(code -> shown(scanner, code, seen));
    }

    private void shown(String scanner, Credential code, Mono seen) {
        boolean burst =
                Optional.ofNullable(codes.get(scanner))
                        .filter(it -> !it.token().equals(code.token()))
                        .filter(it -> isJustBefore(it.at(), seen))
                        .isPresent();
        if (burst) {
            metrics.burst();
        }
        codes.put(scanner, new Code(code.token(), seen, burst));
    }

    /// Whether what that scanner saw last came just after another code.
    boolean isBurst(String scanner) {
        return Optional.ofNullable(codes.get(scanner)).filter(Code::burst).isPresent();
    }

    private static boolean isJustBefore(Mono one, Mono other) {
        return other.since(one).compareTo(BURST) < 0;
    }

    private static boolean isCode(CredentialKind kind) {
        return switch (kind) {
            case QR, PASS -> true;
            case SSC,
                    IDCARD,
                    IDCARD_SERIAL,
                    TUNION,
                    UID,
                    PLATE,
                    FACE,
                    FINGER,
                    VEIN,
                    PIN,
                    OPERATOR,
                    ORDER ->
                    false;
        };
    }
}
