package onecard.edge.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecard.words.Lang;
import onecard.words.Words;

/// The files of words beside this class, one a language: `KEY=TEXT` a line, UTF-8, nothing escaped.
/// `{name}` in a text stands for a value. Read once; a text that is not there, or is there twice,
/// is a bug of the build.
final class Texts {

    /// A place for a value, by its name.
    static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private static final Map<Lang, Map<String, String>> FILES = files();

    private Texts() {}

    static Words of(String key) {
        return new Words(text(Lang.ZH, key), text(Lang.EN, key));
    }

    /// With values in their places. One that is itself [Words] stands there in the text's language.
    static Words of(String key, Map<String, Object> values) {
        var words = of(key);
        return new Words(filled(words.zh(), Lang.ZH, values), filled(words.en(), Lang.EN, values));
    }

    /// Every key of that language.
    static Set<String> keys(Lang lang) {
        return Set.copyOf(file(lang).keySet());
    }

    /// The file beside this class, by key. Lines that begin with `#` are for its readers.
    static Map<String, String> read(String name) {
        try (var file = Texts.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not in the package");
            }
            return parsed(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Read before anybody may tap, so by nothing that a cold machine is slow at.
    ///
    /// @throws IllegalStateException if a line is no key and its text, or a key stands twice
    static Map<String, String> parsed(String file) {
        var texts = new HashMap<String, String>();
        for (int from = 0; from < file.length(); ) {
            int end = file.indexOf('\n', from);
            var line = file.substring(from, end < 0 ? file.length() : end);
            from += line.length() + 1;
            if (!line.isEmpty() && line.charAt(0) != '#') {
                int sign = line.indexOf('=');
                if (sign <= 0 || sign == line.length() - 1) {
                    throw new IllegalStateException("a line must be KEY=TEXT, but was " + line);
                }
                if (texts.put(line.substring(0, sign), line.substring(sign + 1)) != null) {
                    throw new IllegalStateException("there are two texts in " + line);
                }
            }
        }
        return texts;
    }

    /// @throws IllegalStateException if the file has no such key
    static String text(Map<String, String> file, String key) {
        var text = file.get(key);
        if (text == null) {
            throw new IllegalStateException("there are no words for " + key);
        }
        return text;
    }

    private static String text(Lang lang, String key) {
        return text(file(lang), key);
    }

    private static Map<String, String> file(Lang lang) {
        var file = FILES.get(lang);
        if (file == null) {
            throw new IllegalStateException("there are no words in " + lang.tag());
        }
        return file;
    }

    private static Map<Lang, Map<String, String>> files() {
        var files = new EnumMap<Lang, Map<String, String>>(Lang.class);
        for (var lang : Lang.values()) {
            files.put(lang, read(lang.tag() + ".properties"));
        }
        return files;
    }

    private static String filled(String text, Lang lang, Map<String, Object> values) {
        return PLACE.matcher(text)
                .replaceAll(
                        place -> {
                            var value = values.get(place.group(1));
                            if (value == null) {
                                throw new IllegalStateException("no value for " + place.group());
                            }
                            var said = value instanceof Words inner ? inner.in(lang) : value;
                            return Matcher.quoteReplacement(said.toString());
                        });
    }
}
