package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import onecard.hal.Sentence.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a voice is asked to say.
class SentenceTest {

    @ParameterizedTest
    @MethodSource
    void whatCannotBeSaidIsRefused(List<String> prompts) {
        assertThrows(IllegalArgumentException.class, () -> new Sentence(Language.EN, prompts));
    }

    static List<List<String>> whatCannotBeSaidIsRefused() {
        return List.of(
                List.of(),
                List.of(" "),
                List.of("one", ""),
                List.of("a\nb"),
                List.of("x".repeat(Sentence.LENGTH_MAX + 1)),
                Collections.nCopies(Sentence.LENGTH_MAX + 1, "x"));
    }
}
