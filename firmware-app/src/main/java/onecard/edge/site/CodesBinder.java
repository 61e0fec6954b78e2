package onecard.edge.site;

import static onecard.edge.words.Message.WRITE_DECODER;
import static onecard.edge.words.Message.WRITE_WHOLE;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import onecard.site.ForeignCode;

/// Binds the section `codes`: lengths that leave some, and services that can be reached.
final class CodesBinder {

    private final Problems problems;

    CodesBinder(Problems problems) {
        this.problems = problems;
    }

    /// Those with a problem are left out.
    List<ForeignCode> bind(Map<String, Settings> codes) {
        var bound = new ArrayList<ForeignCode>();
        codes.forEach((name, code) -> code(name, code).ifPresent(bound::add));
        return bound;
    }

    private Optional<ForeignCode> code(String name, Settings code) {
        int before = problems.count();
        var decoder = code.find("url").flatMap(text -> decoder(code, text));
        var token = new SecretBinder(code, problems).bind("token");
        long most = code.whole("max_chars");
        if (code.whole("min_chars") > most) {
            problems.add(code, "min_chars", "range", WRITE_WHOLE.with(1, most));
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        return Optional.of(
                new ForeignCode(
                        name,
                        code.text("prefix"),
                        (int) code.whole("min_chars"),
                        (int) most,
                        ForeignCode.Letters.valueOf(upper(code, "charset")),
                        decoder,
                        token,
                        code.find("ca"),
                        Duration.ofMillis(code.whole("timeout_ms")),
                        Duration.ofSeconds(code.whole("life_s")),
                        ForeignCode.Offline.valueOf(upper(code, "offline"))));
    }

    private Optional<URI> decoder(Settings code, String text) {
        var url = url(text).filter(found -> found.getHost() != null);
        if (url.isEmpty()) {
            problems.add(code, "url", "url", WRITE_DECODER.with());
        }
        return url;
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String upper(Settings section, String key) {
        return section.text(key).toUpperCase(Locale.ROOT);
    }
}
