package onecard.edge.words;

import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;
import onecard.words.Lang;
import org.jspecify.annotations.Nullable;

/// [Help] as picocli looks texts up.
public final class HelpBundle extends ResourceBundle {

    private final Lang lang;

    public HelpBundle(Lang lang) {
        this.lang = lang;
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return Arrays.stream(Help.values())
                .filter(help -> help.key().equals(key))
                .findFirst()
                .map(help -> help.words().in(lang))
                .orElse(null);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(Arrays.stream(Help.values()).map(Help::key).toList());
    }
}
