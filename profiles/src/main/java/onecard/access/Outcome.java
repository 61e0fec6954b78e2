package onecard.access;

import java.util.Optional;
import java.util.stream.Stream;

/// What one step of a decision came to.
public enum Outcome {
    /// The point has no such rule, or it is not about this tap.
    IDLE('.', "不适用", "not asked here"),
    /// Nothing speaks against it.
    CLEAR('+', "无异议", "clear"),
    /// Something does, and is noted only.
    NOTED('!', "仅记录", "noted"),
    /// It rests on an answer that is awaited.
    ASKED('?', "询问", "asked"),
    REFUSED('-', "拒绝", "refused"),
    /// Everybody passes; nothing else was looked at.
    GRANTED('=', "一律放行", "everybody passes");

    private final char mark;
    private final String zh;
    private final String en;

    Outcome(char mark, String zh, String en) {
        this.mark = mark;
        this.zh = zh;
        this.en = en;
    }

    /// In simplified Chinese.
    public String zh() {
        return zh;
    }

    /// In English.
    public String en() {
        return en;
    }

    /// The character in events.
    char mark() {
        return mark;
    }

    static Optional<Outcome> ofMark(int mark) {
        return Stream.of(values()).filter(outcome -> outcome.mark == mark).findFirst();
    }
}
