package onecard.hal.pcsc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a slot of a reader is for. A reader with several shows each as a reader of its own, and
/// says in the name which it is, by the words that makers of such readers use.
///
/// The most specific first: a product that can do much has many of the words in its name, and its
/// SAM slot one that no other slot has.
public enum SlotRole {
    SAM("sam"),
    CONTACT("icc|contact"),
    CONTACTLESS("picc|contactless|cl|nfc");

    /// What pcscd puts behind the product: the interface, which is one slot's alone.
    private static final Pattern INTERFACE = Pattern.compile("\\[([^\\]]*)]");

    private final Pattern word;

    SlotRole(String words) {
        word = Pattern.compile("(?<![a-z])(?:" + words + ")(?![a-z])");
    }

    /// The role its name tells; empty where it tells none.
    static Optional<SlotRole> of(String readerName) {
        var name = readerName.toLowerCase(Locale.ROOT);
        var inBrackets = INTERFACE.matcher(name);
        return inBrackets.find()
                ? toldBy(inBrackets.group(1)).or(() -> toldBy(name))
                : toldBy(name);
    }

    private static Optional<SlotRole> toldBy(String text) {
        return Arrays.stream(values()).filter(role -> role.word.matcher(text).find()).findFirst();
    }
}
