package onecard.hal.pcsc;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a slot of a reader is for. A reader with several shows each as a reader of its own, and
/// says in the name which it is, by the words that makers of such readers use.
public enum SlotRole {
    CONTACTLESS("picc|contactless|cl|nfc"),
    CONTACT("icc|contact"),
    SAM("sam");

    private final Pattern word;

    SlotRole(String words) {
        word = Pattern.compile("(?<![a-z])(?:" + words + ")(?![a-z])");
    }

    /// The role its name tells; empty where it tells none.
    static Optional<SlotRole> of(String readerName) {
        var name = readerName.toLowerCase(Locale.ROOT);
        for (var role : values()) {
            if (role.word.matcher(name).find()) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
