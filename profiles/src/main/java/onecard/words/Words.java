package onecard.words;

/// One sentence in both languages: said once, read by either.
///
/// @param zh simplified Chinese
/// @param en English
public record Words(String zh, String en) {

    public String in(Lang lang) {
        return switch (lang) {
            case ZH -> zh;
            case EN -> en;
        };
    }

    /// For logs and failing tests.
    @Override
    public String toString() {
        return en;
    }
}
