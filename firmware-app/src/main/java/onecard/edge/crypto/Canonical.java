package onecard.edge.crypto;

import java.nio.charset.StandardCharsets;

/// The canonical form of RFC 8785: members sorted, no blanks, shortest escapes, UTF-8. Hashes and
/// signatures are over exactly these bytes.
public final class Canonical {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Canonical() {}

    public static byte[] bytes(Json value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    public static String text(Json value) {
        var out = new StringBuilder(512);
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Obj object -> {
                out.append('{');
                int start = out.length();
                object.forEach(
                        (name, member) -> {
                            if (out.length() > start) {
                                out.append(',');
                            }
                            quote(name, out);
                            out.append(':');
                            write(member, out);
                        });
                out.append('}');
            }
            case Json.Arr(var items) -> {
                out.append('[');
                for (int i = 0; i < items.size(); i++) {
                    if (i > 0) {
                        out.append(',');
                    }
                    write(items.get(i), out);
                }
                out.append(']');
            }
            case Json.Str(var text) -> quote(text, out);
            case Json.Num(var number) -> out.append(number);
            case Json.Bool(var bool) -> out.append(bool);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        // What needs no escape is copied in one piece; in an event that is nearly everything.
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, plain, i);
                escape(c, out);
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}
