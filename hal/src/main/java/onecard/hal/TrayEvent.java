package onecard.hal;

import java.util.Set;
import java.util.regex.Pattern;

/// What a tray reader tells. `nanos` is the monotonic clock when it was heard.
public sealed interface TrayEvent {

    /// Whether a tag may be called that: 8 to 24 capital hexadecimal digits, two a byte.
    static boolean isTag(String name) {
        return Inventory.TAG.matcher(name).matches();
    }

    /// One round of looking: the tags that answered in it. A tag may lie there and not have
    /// answered; [TrayStability] judges that.
    ///
    /// @param tags what each tag is called: 8 to 24 capital hexadecimal digits, two a byte, most
    /// significant first. Which dish it is, a list says; the plate says nothing about who eats
    /// @param nanos when the round ended
    record Inventory(String reader, Set<String> tags, long nanos) implements TrayEvent {

        private static final Pattern TAG = Pattern.compile("(?:[0-9A-F]{2}){4,12}");

        public Inventory {
            tags = Set.copyOf(tags);
            for (var tag : tags) {
                if (!isTag(tag)) {
                    throw new IllegalArgumentException(
                            "a tag must be 8 to 24 capital hexadecimal digits, two a byte, but was "
                                    + tag);
                }
            }
        }
    }

    /// Nobody knows what lies there, until [Back].
    record Lost(String reader, String why, long nanos) implements TrayEvent {}

    record Back(String reader, long nanos) implements TrayEvent {}
}
