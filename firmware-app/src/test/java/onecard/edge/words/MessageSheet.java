package onecard.edge.words;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Check;
import onecard.access.Outcome;
import onecard.access.Prompt;
import onecard.access.Reason;
import onecard.edge.words.Phrase.Where;
import onecard.hal.Cue;
import onecard.hal.Panel;
import onecard.hal.Panel.Signal;
import onecard.point.Notice;
import onecard.visit.Difference;
import onecard.words.Words;

/// The catalogue as a document to read and to print: `profiles/MESSAGES.md`.
final class MessageSheet {

    private static final String HEAD =
            """
            # 提示语 Messages

            本页由目录生成,请勿手工修改: 文字在 \
            `firmware-app/src/main/resources/onecard/edge/words`,一种语言一个文件。\
            代码即事件中的 `reason`,别无编号;`onecard explain 代码` 在现场说同样的话。

            This page is written from the catalogue and not by hand: the texts stand in \
            `firmware-app/src/main/resources/onecard/edge/words`, one file a language. A code \
            is the `reason` of events, and there is no other number; `onecard explain CODE` \
            says the same on the spot.

            | | |
            |---|---|
            | 面板 panel | 过路人看到的: 至多 8 个汉字或 3 个英文词,不指责,不泄露其状态 / what \
            a passer-by reads: at most 8 characters or 3 words, no blame, nothing of how they \
            stand |
            | 含义 means, 下一步 next, 处理 acts | 对操作员 / to an operator |
            | 字段 fields, 详见 see | 对运维: 在事件的 `data` 中 / to operations: within `data` \
            of the event |

            ## 灯与声 Light and sound

            颜色从不是唯一的提示: 任何两个信号的鸣响次数不同,或时长相差一倍以上。Colour is \
            never the only cue: of any two signals one beeps more often, or at least twice as long.

            | 信号 Signal | 灯 Light | 鸣响 Beeps | 每声 ms each | 间隔 ms between | |
            |---|---|---|---|---|---|
            """;

    private MessageSheet() {}

    static String text() {
        var sheet = new StringBuilder(HEAD);
        for (var signal : Signal.values()) {
            cue(sheet, signal.name(), signal.cue(), use(signal));
        }
        cue(
                sheet,
                "HELD_OPEN",
                Panel.HELD_OPEN,
                new Words("门开过久,每秒一次", "held open: once a second"));
        sheet.append("\n## 原因 Reasons\n");
        for (var reason : Reason.values()) {
            section(sheet, ReasonWords.of(reason));
        }
        sheet.append("\n## 状态 States\n\n`{...}` 处填入数值。Values stand for `{...}`.\n\n");
        sheet.append("| | 中文 | English |\n|---|---|---|\n");
        row(sheet, "prompt RENEW", Phrase.of(Prompt.RENEW));
        Stream.of(Where.values()).forEach(where -> phrases(sheet, where));
        Stream.of(Notice.values())
                .forEach(notice -> row(sheet, "operator " + notice, Phrase.of(notice)));
        Stream.of(Difference.values()).forEach(it -> row(sheet, "visit " + it, Phrase.of(it)));
        Stream.of(Check.values())
                .forEach(it -> row(sheet, "explain " + it.number() + " " + it, Phrase.of(it)));
        Stream.of(Outcome.values()).forEach(it -> row(sheet, "explain " + it, Phrase.of(it)));
        return sheet.toString();
    }

    private static void phrases(StringBuilder sheet, Where where) {
        Stream.of(Phrase.values())
                .filter(phrase -> phrase.where() == where)
                .forEach(
                        phrase ->
                                row(
                                        sheet,
                                        where.name().toLowerCase(Locale.ROOT) + " " + phrase,
                                        Texts.of(phrase.name())));
    }

    private static void section(StringBuilder sheet, ReasonWords words) {
        sheet.append("\n### ").append(words.code()).append("\n\n");
        sheet.append("| | 中文 | English |\n|---|---|---|\n");
        row(sheet, "面板 panel", words.shown());
        var signal = words.signal().name();
        row(sheet, "灯与声 signal", new Words(signal, signal));
        row(sheet, "含义 means", words.means());
        row(sheet, "下一步 next", words.next());
        row(sheet, "处理 acts", words.acts().words());
        var fields =
                words.fields().stream()
                        .map(field -> "`" + field + "`")
                        .collect(Collectors.joining(", "));
        sheet.append("| 字段 fields | ").append(fields).append(" | ").append(fields);
        var link =
                words.see().replaceFirst("^profiles/", "").replaceFirst("^firmware", "../firmware");
        sheet.append(" |\n\n详见 see [").append(words.see()).append("](").append(link).append(")\n");
    }

    private static void row(StringBuilder sheet, String what, Words words) {
        sheet.append("| ").append(what).append(" | ").append(words.zh());
        sheet.append(" | ").append(words.en()).append(" |\n");
    }

    private static void cue(StringBuilder sheet, String name, Cue cue, Words use) {
        var light =
                switch (cue.colour()) {
                    case GREEN -> "绿 green";
                    case RED -> "红 red";
                    case BOTH -> "红绿 both";
                };
        sheet.append(
                "| %s | %s | %d | %d | %d | %s / %s |%n"
                        .replace("%n", "\n")
                        .formatted(
                                name,
                                light,
                                cue.beeps(),
                                cue.on().toMillis(),
                                cue.off().toMillis(),
                                use.zh(),
                                use.en()));
    }

    private static Words use(Signal signal) {
        return switch (signal) {
            case GRANTED -> new Words("放行: 一短", "granted: one short");
            case REFUSED -> new Words("未放行: 两声", "refused: two");
            case TRY_AGAIN -> new Words("请重试: 三声急", "try again: three fast");
            case PAID ->
                    new Words("扣款完成: 一长,有语音则报金额", "paid: one long, and a voice says the amount");
            case ASKED -> new Words("等待密码、指纹、第二人: 两长", "something is awaited: two long");
            case FAULT -> new Words("设备故障: 长鸣", "a fault: steady");
            case HERE -> new Words("定位: 五声急,反复", "which point this is: five fast, again and again");
        };
    }
}
