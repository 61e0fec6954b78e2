package onecard.edge.doctor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecard.edge.crypto.Json;

/// Takes out of a text what names a person or opens anything, before strangers read it. Each value
/// that is taken out gets a number of this archive's own: that two lines are about the same card is
/// still seen, and which card that is, in another archive or in a journal, is not.
///
/// It knows forms and no meanings: whatever looks like a token, a number of a person or a card, a
/// plate or a secret goes, and some of what does not matter goes with it. Not thread-safe.
final class Mask {

    private static final String GONE = "<masked>";

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN [A-Z0-9 ]*-----(?s:.*?)(-----END [A-Z0-9 ]*-----|\\z)");

    /// `mqtts://name:password@host`, to the last `@`: nobody is kept from a password with one.
    private static final Pattern LOGIN = Pattern.compile("(?<=://)[^\\s\"'<>]{1,512}@");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+\\S+");

    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)(password|passwd|passphrase|secret|token|authorization|api[_-]?key"
                            + "|(?<![a-z])(?:pin|pwd))"
                            + "(\"?\\s*[=:]\\s*)(?!<)"
                            + "(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,100}\"|[^\\s,}]+)");

    /// Public keys are for everybody; a signature or a private key has the same letters.
    private static final Pattern LETTERS =
            Pattern.compile("(ed25519:|sm2:)?[A-Za-z0-9_+/-]{40,}={0,2}");

    private static final Pattern PLATE =
            Pattern.compile("\\p{IsHan}[A-Z][·• -]?[A-Z0-9]{4,5}[A-Z0-9\\p{IsHan}]");

    /// As cards' serial numbers are often printed. A time of the day has three pairs.
    private static final Pattern PAIRS =
            Pattern.compile(
                    "\\b[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){3,}|(?: [0-9A-Fa-f]{2}){3,}"
                            + "|(?:-[0-9A-Fa-f]{2}){3,})\\b");

    /// As the numbers of phones, people and bank cards are often written.
    private static final Pattern GROUPS =
            Pattern.compile("\\b[0-9]{3,6}(?:[ -][0-9]{4}){2,}[Xx]?\\b");

    /// From four bytes on; of digits alone it may be the number of a card, a phone or a person,
    /// whose last sign is an X.
    private static final Pattern RUN = Pattern.compile("[0-9A-Fa-f]{8,}[Xx]?");

    private static final int TOKEN_DIGITS = 32;

    /// What stands behind these keys of a site file is a secret wherever it is no reference to one.
    private static final Set<String> SECRETS =
            Set.of("username", "password", "token", "secret", "key", "rolling", "vault");

    private final Map<String, Integer> numbers = new HashMap<>();

    /// The text without them.
    String text(String text) {
        var masked = PEM.matcher(text).replaceAll("<key>");
        masked = LOGIN.matcher(masked).replaceAll(GONE + "@");
        masked = BEARER.matcher(masked).replaceAll("$1 " + GONE);
        masked = NAMED.matcher(masked).replaceAll("$1$2" + GONE);
        masked = each(LETTERS, masked, this::letters);
        masked = each(PLATE, masked, it -> numbered("plate", it.group()));
        masked = each(PAIRS, masked, it -> numbered("hex", it.group().replaceAll("[: -]", "")));
        masked = each(GROUPS, masked, it -> numbered("number", it.group().replaceAll("[ -]", "")));
        return each(RUN, masked, this::run);
    }

    /// The same of what is in there, names too.
    Json json(Json json) {
        return json(json, "");
    }

    private Json json(Json json, String name) {
        return switch (json) {
            case Json.Str(var text) -> new Json.Str(SECRETS.contains(name) ? GONE : text(text));
            case Json.Arr(var items) ->
                    new Json.Arr(items.stream().map(item -> json(item, name)).toList());
            case Json.Obj object -> {
                var masked = new HashMap<String, Json>();
                object.forEach((key, value) -> masked.put(text(key), json(value, key)));
                yield Json.Obj.of(masked);
            }
            case Json.Num number -> number;
            case Json.Bool is -> is;
        };
    }

    private String letters(MatchResult found) {
        boolean isHex = found.group().matches("[0-9A-Fa-f]+");
        boolean isPath = found.group().matches("/[^/+=]+/[^+=]*");
        return found.group(1) != null || isHex || isPath ? found.group() : GONE;
    }

    private String run(MatchResult found) {
        var run = found.group();
        boolean isNumber = run.matches("[0-9]+[Xx]?");
        return numbered(isNumber ? "number" : run.length() == TOKEN_DIGITS ? "token" : "hex", run);
    }

    private String numbered(String kind, String value) {
        var same = value.toLowerCase(Locale.ROOT);
        return "<" + kind + " " + numbers.computeIfAbsent(same, _ -> numbers.size() + 1) + ">";
    }

    private static String each(Pattern pattern, String text, Function<MatchResult, String> to) {
        return pattern.matcher(text).replaceAll(it -> Matcher.quoteReplacement(to.apply(it)));
    }
}
