package onecard.edge.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads JSON from strangers: bounded in size and depth, strict, and never by exception. What the
/// contract does not use (null, fractions, duplicate names, lone surrogates) is refused.
public final class JsonReader {

    /// Far above the longest message of the contract, far below what hurts a small board.
    public static final int CHARS_MAX = 1 << 20;

    /// The deepest message of the contract has four levels.
    static final int DEPTH_MAX = 16;

    /// Values in one object, since each takes some ten times the text that it may come as, and
    /// whether anybody signed it is seen only after. What is denied at its greatest has 54,000.
    static final int VALUES_MAX = 1 << 16;

    private final String text;
    private final int valuesMax;

    /// Each once, however often it stands there: of what has thousands of like objects, names would
    /// else be the larger half.
    private final Map<String, String> names = new HashMap<>();

    private int values;
    private int at;

    private JsonReader(String text, int valuesMax) {
        this.text = text;
        this.valuesMax = valuesMax;
    }

    /// Empty if it is not one JSON object in valid UTF-8.
    public static Optional<Json.Obj> object(byte[] utf8) {
        return text(utf8).flatMap(JsonReader::object);
    }

    /// Empty if it is not one JSON object.
    public static Optional<Json.Obj> object(String text) {
        return value(text, VALUES_MAX).filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast);
    }

    /// The same of what we wrote ourselves, as a hash has proved: however long it is.
    public static Optional<Json.Obj> ownObject(String text) {
        return read(text, Integer.MAX_VALUE)
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast);
    }

    /// Empty if it is not one JSON array in valid UTF-8. Of any number of values: for what a hash
    /// was signed of.
    public static Optional<Json.Arr> array(byte[] utf8) {
        return text(utf8)
                .flatMap(array -> value(array, CHARS_MAX))
                .filter(Json.Arr.class::isInstance)
                .map(Json.Arr.class::cast);
    }

    private static Optional<String> text(byte[] utf8) {
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            return Optional.of(decoder.decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static Optional<Json> value(String text, int valuesMax) {
        return text.length() > CHARS_MAX ? Optional.empty() : read(text, valuesMax);
    }

    private static Optional<Json> read(String text, int valuesMax) {
        try {
            var reader = new JsonReader(text, valuesMax);
            var value = reader.value(0);
            reader.blanks();
            return reader.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (Malformed _) {
            return Optional.empty();
        }
    }

    private Json value(int depth) throws Malformed {
        if (depth > DEPTH_MAX || ++values > valuesMax) {
            throw new Malformed();
        }
        blanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Str(string());
            case 't' -> literal("true", new Json.Bool(true));
            case 'f' -> literal("false", new Json.Bool(false));
            default -> number();
        };
    }

    private Json.Obj object(int depth) throws Malformed {
        var members = new TreeMap<String, Json>();
        expect('{');
        blanks();
        if (peek() == '}') {
            at++;
            return Json.Obj.EMPTY;
        }
        while (true) {
            blanks();
            var name = known(string());
            blanks();
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw new Malformed();
            }
            blanks();
            if (peek() == '}') {
                at++;
                return Json.Obj.of(members);
            }
            expect(',');
        }
    }

    private String known(String name) {
        var before = names.putIfAbsent(name, name);
        return before == null ? name : before;
    }

    private Json.Arr array(int depth) throws Malformed {
        var items = new ArrayList<Json>();
        expect('[');
        blanks();
        if (peek() == ']') {
            at++;
            return new Json.Arr(items);
        }
        while (true) {
            items.add(value(depth + 1));
            blanks();
            if (peek() == ']') {
                at++;
                return new Json.Arr(items);
            }
            expect(',');
        }
    }

    private String string() throws Malformed {
        expect('"');
        int end = at;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '"') {
            var plain = text.substring(at, end);
            at = end + 1;
            return plain;
        }
        return string(new StringBuilder());
    }

    /// Stands for itself, whatever is beside it: nearly all there is in lists.
    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    private String string(StringBuilder out) throws Malformed {
        while (true) {
            char c = next();
            if (c == '"') {
                return whole(out.toString());
            }
            if (c < 0x20) {
                throw new Malformed();
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws Malformed {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    char digit = next();
                    // Only these sixteen: Character.digit takes full-width digits for hex, too.
                    if (!HexFormat.isHexDigit(digit)) {
                        throw new Malformed();
                    }
                    code = code << 4 | HexFormat.fromHexDigit(digit);
                }
                yield (char) code;
            }
            default -> throw new Malformed();
        };
    }

    private static String whole(String text) throws Malformed {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw new Malformed();
            }
        }
        return text;
    }

    private Json.Num number() throws Malformed {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        int count = at - digits;
        if (count == 0 || count > 16 || (count > 1 && text.charAt(digits) == '0')) {
            throw new Malformed();
        }
        long value = Long.parseLong(text, start, at, 10);
        if (Math.abs(value) > Json.Num.MAX || (value == 0 && digits > start)) {
            throw new Malformed();
        }
        return new Json.Num(value);
    }

    private Json literal(String word, Json value) throws Malformed {
        if (!text.startsWith(word, at)) {
            throw new Malformed();
        }
        at += word.length();
        return value;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws Malformed {
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at);
    }

    private char next() throws Malformed {
        char c = peek();
        at++;
        return c;
    }

    private void expect(char wanted) throws Malformed {
        if (next() != wanted) {
            throw new Malformed();
        }
    }

    /// The one way out of a text that is not JSON; never leaves this class.
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("not JSON", null, false, false);
        }
    }
}
