package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes into frames, and frames into what they say. The frames are those of the maker's manual,
/// and one that somebody's module said.
class TagFramingTest {

    private static final String TAG =
            "BB 02 22 00 11 C9 34 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 70 3A 76 EF 7E";
    private static final String OTHER =
            "BB 02 22 00 11 DC 30 00 E2 80 68 94 00 00 50 24 58 95 B5 EB D5 F9 6E 7E";
    private static final String NO_TAG = "BB 01 FF 00 01 15 16 7E";

    private final AtomicLong damaged = new AtomicLong();

    @Test
    void commandsAreThoseOfTheManual() {
        assertEquals("BB 00 28 00 00 28 7E", hex(TrayModule.STOP.bytes()));
        assertEquals("BB 00 0E 00 02 10 20 40 7E", hex(TrayModule.QUERY.bytes()));
        assertEquals("BB 00 22 00 00 22 7E", hex(TrayModule.ROUND.bytes()));
    }

    @Test
    void answersAreThoseOfTheManual() {
        assertEquals(
                List.of(
                        new TagAnswer.Seen("30751FEB705C5904E3D50D70"),
                        new TagAnswer.Seen("E2806894000050245895B5EB"),
                        new TagAnswer.NoTag(),
                        new TagAnswer.Done(0x28),
                        new TagAnswer.Refused("does not know our command"),
                        new TagAnswer.Refused("finds no free channel"),
                        new TagAnswer.Refused("says error 09")),
                said(
                        TAG,
                        OTHER,
                        NO_TAG,
                        "BB 01 28 00 01 00 2A 7E",
                        "BB 01 FF 00 01 17 18 7E",
                        "BB 01 FF 00 01 20 21 7E",
                        "BB 01 FF 00 01 09 0A 7E"));
        assertEquals(0, damaged.get());
    }

    @Test
    void tagsOfEveryLengthThatPlatesHave() {
        for (var tag :
                List.of("0BB07E15", "0123456789AB", "0123456789ABCDEF", "00000000000000000000")) {
            assertEquals(
                    List.of(new TagAnswer.Seen(tag)), said(hex(ScriptedTags.frame(tag).bytes())));
        }
        for (var other : List.of("0BB0", "0BB07E15".repeat(4))) {
            assertEquals(
                    List.of(new TagAnswer.Strange()),
                    said(hex(ScriptedTags.frame(other).bytes())),
                    other);
        }
    }

    /// A frame whose own sum is right, around a tag that is not: of its length, or its checksum.
    @Test
    void aMisreadTagIsNoTag() {
        var good = ScriptedTags.frame("30751FEB705C5904E3D50D70").parameters();
        for (int at = 1; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                var bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                assertEquals(
                        new TagAnswer.Strange(),
                        TagAnswer.of(new TagFrame(TagFrame.TAG, TagAnswer.POLL, bad)),
                        "bit " + bit + " of " + at);
            }
        }
    }

    @Test
    void answersToSomethingElseAreStrange() {
        assertEquals(
                List.of(
                        new TagAnswer.Strange(),
                        new TagAnswer.Strange(),
                        new TagAnswer.Strange(),
                        new TagAnswer.Strange()),
                said(
                        "BB 01 28 00 00 29 7E",
                        "BB 01 28 00 01 01 2B 7E",
                        "BB 02 22 00 00 24 7E",
                        "BB 02 27 00 01 00 2A 7E"));
    }

    @Test
    void aFrameIsTheSameHoweverItsBytesComeApart() {
        var sent = bytes(TAG + NO_TAG);
        for (int split = 0; split <= sent.length; split++) {
            var framing = new CheckedFraming<>(TagFrame.Shape.OF_MODULE, damaged);
            var frames = new ArrayList<TagFrame>();
            frames.addAll(framing.feed(sent, split));
            var rest = Arrays.copyOfRange(sent, split, sent.length);
            frames.addAll(framing.feed(rest, rest.length));
            assertEquals(2, frames.size(), "split at " + split);
        }
        assertEquals(0, damaged.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 7E FF", // noise
                "BB", // a beginning
                "BB BB BB",
                "BB 02 22 00 11 C9 34", // cut short
                "BB 02 22 00 3C", // claims to be longer than all that follows
                "BB 02 22 FF FF", // longer than any frame
                "BB 00 22 00 00 22 7E", // our own command, by a short circuit
                "BB 01 FF 00 01 15 17 7E", // a wrong sum
                "BB 01 FF 00 01 15 16 7F" // a wrong end
            })
    void nothingInFrontHidesAGoodFrame(String before) {
        for (var good : List.of(TAG, NO_TAG)) {
            var frames = frames(bytes(before + good));
            assertEquals(1, frames.size());
            assertEquals(good, hex(frames.getFirst().bytes()));
        }
    }

    /// Whoever writes tags cannot make the module say what it does not.
    @Test
    void aFrameInATagsMemoryIsNoFrame() {
        var tag = (NO_TAG + "00 00 00 00").replace(" ", "");
        assertEquals(List.of(new TagAnswer.Seen(tag)), said(hex(ScriptedTags.frame(tag).bytes())));
    }

    @Test
    void damageIsCounted() {
        said(TAG, "BB 01 FF 00 01 15 17 7E", NO_TAG, "BB 01");
        assertEquals(2, damaged.get());
    }

    /// Against the plainest way to say it: from the front, every frame that is whole and sound.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsFoundInRandomBytesIsWhatIsThere(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            var wire = wire(random);
            var framing = new CheckedFraming<>(TagFrame.Shape.OF_MODULE, damaged);
            var found = new ArrayList<TagFrame>();
            for (int at = 0; at < wire.length; ) {
                var chunk = Arrays.copyOfRange(wire, at, at + 1 + random.nextInt(wire.length - at));
                found.addAll(framing.feed(chunk, chunk.length));
                at += chunk.length;
            }
            found.addAll(framing.silent());
            var there = plainly(wire);
            assertEquals(there.size(), found.size(), "run " + run + " of seed " + seed);
            for (int i = 0; i < there.size(); i++) {
                assertArrayEquals(there.get(i), found.get(i).bytes());
            }
        }
    }

    private static byte[] wire(Random random) {
        var wire = new ByteArrayOutputStream();
        var pieces = List.of(TAG, NO_TAG, "BB", "7E", "BB 02 22 00 11", "BB 01 00 00 01 7E");
        for (int i = 0; i <= random.nextInt(12); i++) {
            var piece = bytes(pieces.get(random.nextInt(pieces.size())));
            if (random.nextInt(4) == 0) {
                piece[random.nextInt(piece.length)] = (byte) random.nextInt();
            }
            wire.write(piece, 0, 1 + random.nextInt(4 * piece.length) % piece.length);
        }
        return wire.toByteArray();
    }

    static List<byte[]> plainly(byte[] wire) {
        var frames = new ArrayList<byte[]>();
        for (int at = 0; at + 7 <= wire.length; at++) {
            int length = 7 + (wire[at + 3] & 0xff) * 256 + (wire[at + 4] & 0xff);
            if ((wire[at] & 0xff) != 0xBB
                    || wire[at + 1] != 1 && wire[at + 1] != 2
                    || length > 7 + 67
                    || at + length > wire.length) {
                continue;
            }
            int sum = 0;
            for (int i = at + 1; i < at + length - 2; i++) {
                sum += wire[i];
            }
            if ((byte) sum == wire[at + length - 2] && wire[at + length - 1] == 0x7E) {
                frames.add(Arrays.copyOfRange(wire, at, at + length));
                at += length - 1;
            }
        }
        return frames;
    }

    private List<TagAnswer> said(String... frames) {
        return frames(bytes(String.join("", frames))).stream().map(TagAnswer::of).toList();
    }

    private List<TagFrame> frames(byte[] wire) {
        var framing = new CheckedFraming<>(TagFrame.Shape.OF_MODULE, damaged);
        var frames = new ArrayList<>(framing.feed(wire, wire.length));
        frames.addAll(framing.silent());
        return frames;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
    }
}
