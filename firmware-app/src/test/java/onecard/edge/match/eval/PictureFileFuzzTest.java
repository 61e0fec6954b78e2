package onecard.edge.match.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import onecard.edge.match.eval.PictureFile.NoPicture;

/// Whatever lies in a folder as a picture. The input: a byte that chooses among the formats, then
/// the file.
class PictureFileFuzzTest {

    private static final OptionalInt DPI = OptionalInt.of(500);
    private static final List<String> EXTENSIONS =
            PictureFile.EXTENSIONS.stream().sorted().toList();

    @FuzzTest
    void itIsAPictureOrNone(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        var extension = EXTENSIONS.get((input[0] & 0xff) % EXTENSIONS.size());
        var file = Arrays.copyOfRange(input, 1, input.length);
        try {
            var picture = PictureFile.read(file, extension, DPI);
            assertEquals(DPI, picture.dpi());
        } catch (NoPicture no) {
            var why = no.getMessage();
            assertNotNull(why);
            assertFalse(why.isEmpty());
        }
    }
}
