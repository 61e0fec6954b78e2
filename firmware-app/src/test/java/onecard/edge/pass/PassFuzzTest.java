package onecard.edge.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import onecard.access.Uses;
import onecard.edge.cbor.CborReader;
import onecard.edge.cbor.CborWriter;
import onecard.hal.Brisk;

/// What a scanner sees: tokens of ours with something else in them, other people's codes, noise.
/// The fuzzer has no key, so nothing it makes up may be verified, and what it takes apart must be
/// the one form of what it means.
class PassFuzzTest {

    private static final PassCheck CHECK = PassSamples.check();

    @FuzzTest
    void noTextIsAPassButOnesThatWereIssued(byte[] scanned) {
        var text = new String(scanned, StandardCharsets.ISO_8859_1);
        Brisk.run(() -> check(text));
    }

    private static void check(String text) {
        var result = CHECK.verify(text, "lane-1", PassSamples.at(PassSamples.DURING), Uses.NONE);
        if (result instanceof PassResult.Verified verified) {
            assertEquals(PassSamples.ID, verified.claims().id());
        }
        var token = PassToken.parse(text);
        if (token.isPresent() && token.get() instanceof CosePass cose) {
            assertArrayEquals(
                    Base45.decode(text.substring(4)).orElseThrow(), cose.message().encode());
        }
        if (token.isPresent()) {
            assertTrue(token.get().claims().from().isBefore(token.get().claims().until()));
        }
        if (text.length() > 4) {
            Base45.decode(text.substring(4))
                    .ifPresent(bytes -> assertEquals(text.substring(4), Base45.encode(bytes)));
        }
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        CborReader.read(bytes, CoseSign1.BYTES_MAX)
                .ifPresent(value -> assertArrayEquals(bytes, CborWriter.bytes(value)));
        RollingSeed.parse(text).ifPresent(seed -> assertEquals(text, seed.text()));
        RollingSeed.parse(text).ifPresent(seed -> seed.code(PassSamples.DURING));
    }
}
