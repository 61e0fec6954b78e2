package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;

import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Text;
import onecard.words.Words;

/// Shapes that stand in many places of the site file.
final class Terms {

    static final String ID_PATTERN = "[a-z0-9][a-z0-9-]{0,31}";

    static final Text ID =
            text(
                    ID_PATTERN,
                    "1 to 32 of a-z, 0-9 and -, not beginning with -",
                    "1 到 32 个 a-z、0-9 与 -,且不以 - 开头");

    /// No controls: such a text names no file, and would not survive a terminal.
    static final Text ANY =
            text(
                    "[^\\x00-\\x1f\\x7f-\\x9f]{1,200}",
                    "1 to 200 printable characters",
                    "1 到 200 个可见字符");

    static final Text DATE =
            text("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date as YYYY-MM-DD", "YYYY-MM-DD 形式的日期");

    static final Text TIME =
            text("([01][0-9]|2[0-3]):[0-5][0-9]", "a time as \"HH:MM\"", "\"HH:MM\" 形式的时间");

    private static final Text PUBLIC_KEY =
            text(
                    "(ed25519:[A-Za-z0-9_-]{43}|sm2:[A-Za-z0-9_-]{87})",
                    "a public key as ed25519:... or sm2:...",
                    "ed25519:... 或 sm2:... 形式的公钥");

    static final Seq IDS = new Seq(ID, 64);

    static final Seq DATES = new Seq(DATE, 1_000);

    static final Seq PUBLIC_KEYS = new Seq(PUBLIC_KEY, 16);

    static final Section SECRET =
            new Section(
                    optional("credential", ID, "name of a systemd credential", "systemd 凭据名"),
                    optional("file", ANY, "path of a file with mode 0600", "权限为 0600 的文件"));

    static Text text(String pattern, String en, String zh) {
        return new Text(pattern, new Words(zh, en));
    }

    private Terms() {}
}
