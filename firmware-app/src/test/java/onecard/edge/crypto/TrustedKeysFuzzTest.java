package onecard.edge.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What arrives as an acknowledgement, a command, a list, from whoever may publish there.
class TrustedKeysFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final SigningKey HOST = SigningKey.ofSeed(new byte[32]);
    private static final TrustedKeys ACKS = new TrustedKeys(List.of(HOST.publicText()));

    @FuzzTest
    void onlyWhatATrustedKeySignedIsBelieved(byte[] payload) {
        assertTimeout(SOON, () -> check(payload));
    }

    private static void check(byte[] payload) {
        var believed = ACKS.verified(payload);
        believed.ifPresent(
                ack ->
                        assertTrue(
                                Signatures.valid(
                                        HOST.publicText(),
                                        ack.without("sig"),
                                        ack.text("sig").orElseThrow())));
        JsonReader.object(payload)
                .map(any -> any.with("key", HOST.publicText()).without("sig"))
                .ifPresent(
                        any -> {
                            var ours = any.with("sig", HOST.sign(any));
                            assertEquals(Optional.of(ours), ACKS.verified(Canonical.bytes(ours)));
                            var other = ours.with("more", 1 - any.number("more").orElse(0L) % 2);
                            assertEquals(Optional.empty(), ACKS.verified(Canonical.bytes(other)));
                        });
    }
}
