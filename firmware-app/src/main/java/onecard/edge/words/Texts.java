package onecard.edge.words;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecard.words.Lang;
import onecard.words.Words;

/// The files of words beside this class, one a language: a key a line, UTF-8. `{name}` in a text
/// stands for a value. Read once; a text that is not there is a bug of the build.
final class Texts {

    /// A place for a value, by its name.
    static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private static final Map<Lang, Properties> FILES = files();

    private Texts() {}

    static Words of(String key) {
        return new Words(text(Lang.ZH, key), text(Lang.EN, key));
    }

    /// With values in their places. One that is itself [Words] stands there in the text's language.
    static Words of(String key, Map<String, Object> values) {
        var words = of(key);
        return new Words(
                filled(words.zh(), Lang.ZH, values), filled(words.en(), Lang.EN, values));
    }

    /// Every key of that language.
    static Set<String> keys(Lang lang) {
        return file(lang).stringPropertyNames();
    }

    /// The file beside this class.
    static Properties read(String name) {
        var properties = new Properties();
        try (var file = Texts.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not in the package");
            }
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    /// @throws IllegalStateException if the file has no such key
    static String text(Properties file, String key) {
        var text = file.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("there are no words for " + key);
        }
        return text;
    }

    private static String text(Lang lang, String key) {
        return text(file(lang), key);
    }

    private static Properties file(Lang lang) {
        var file = FILES.get(lang);
        if (file == null) {
            throw new IllegalStateException("there are no words in " + lang.tag());
        }
        return file;
    }

    private static Map<Lang, Properties> files() {
        var files = new EnumMap<Lang, Properties>(Lang.class);
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
