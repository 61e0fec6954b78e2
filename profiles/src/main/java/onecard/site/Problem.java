package onecard.site;

import onecard.words.Lang;
import onecard.words.Words;

/// One thing wrong with a site file, in words an installer can act on.
///
/// @param path of the key, `points.door-1.release_ms`
/// @param line from 1; 0 where there is none
/// @param column from 1; 0 where there is none
/// @param rule a stable name, `range`, `unknown_key`
/// @param value what stood there, never a secret
/// @param advice what was expected and what to do
public record Problem(String path, int line, int column, String rule, String value, Words advice) {

    /// For logs and failing tests.
    @Override
    public String toString() {
        return "%d:%d: %s: %s, but was %s; %s"
                .formatted(line, column, path, rule, value, advice.in(Lang.EN));
    }
}
