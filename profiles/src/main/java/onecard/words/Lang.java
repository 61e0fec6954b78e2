package onecard.words;

import java.util.Locale;
import java.util.Optional;

/// A language the controller speaks.
public enum Lang {
    ZH("zh-CN"),
    EN("en");

    private final String tag;

    Lang(String tag) {
        this.tag = tag;
    }

    /// `zh-CN`, `en`: as written after `--lang`.
    public String tag() {
        return tag;
    }

    public static Optional<Lang> ofTag(String tag) {
        for (var lang : values()) {
            if (lang.tag.equalsIgnoreCase(tag)) {
                return Optional.of(lang);
            }
        }
        return Optional.empty();
    }

    /// Chinese for whoever works in Chinese, English for everybody else.
    ///
    /// @param locale `zh_CN.UTF-8`, `C`
    public static Lang ofLocale(String locale) {
        return locale.toLowerCase(Locale.ROOT).matches("zh([^a-z].*)?") ? ZH : EN;
    }
}
