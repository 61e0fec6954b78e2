package onecard.edge.site;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import onecard.words.Words;

/// The unit that the end of a key names.
///
/// @param suffix after the last `_`
record Unit(String suffix, Words name) {

    private static final List<Unit> ALL =
            List.of(
                    unit("ms", "毫秒", "milliseconds"),
                    unit("s", "秒", "seconds"),
                    unit("min", "分钟", "minutes"),
                    unit("h", "小时", "hours"),
                    unit("days", "天", "days"),
                    unit("fen", "分", "fen"),
                    unit("percent", "百分之一", "percent"),
                    unit("mb", "MB", "MB"),
                    unit("mv", "毫伏", "millivolts"),
                    unit("bytes", "字节", "bytes"),
                    unit("chars", "字符", "characters"));

    /// What people write instead, and no key ends in.
    private static final List<String> OTHERS =
            List.of("sec", "secs", "msec", "us", "mins", "hours", "d", "day", "yuan", "kb", "gb");

    private static Unit unit(String suffix, String zh, String en) {
        return new Unit(suffix, new Words(zh, en));
    }

    /// Empty where the key names none; that of items of a sequence is the sequence's.
    ///
    /// @param path of the key, whatever is before it
    static Optional<Unit> of(String path) {
        int item = path.endsWith("]") ? path.lastIndexOf('[') : path.length();
        var key = path.substring(path.lastIndexOf('.', item) + 1, item);
        return ALL.stream().filter(unit -> key.endsWith("_" + unit.suffix())).findFirst();
    }

    /// The known key that is `wrong` but for the unit, which is another or missing.
    static Optional<String> apart(String wrong, Collection<String> known) {
        var stem = stem(wrong);
        return known.stream()
                .filter(key -> key.startsWith(stem) && stem(key).equals(stem))
                .filter(key -> !key.equals(wrong) && of(key).isPresent())
                .findFirst();
    }

    private static String stem(String key) {
        int end = key.lastIndexOf('_');
        var suffix = key.substring(end + 1);
        boolean unit =
                OTHERS.contains(suffix) || ALL.stream().anyMatch(it -> it.suffix().equals(suffix));
        return end > 0 && unit ? key.substring(0, end) : key;
    }
}
