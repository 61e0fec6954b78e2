package onecard.edge.lines;

import static onecard.edge.words.Message.CHIPS_SEVERAL;
import static onecard.edge.words.Message.CHIPS_SEVERAL_NEXT;
import static onecard.edge.words.Message.CHIP_NONE;
import static onecard.edge.words.Message.CHIP_NONE_NEXT;
import static onecard.edge.words.Message.LINES_SEVERAL;
import static onecard.edge.words.Message.LINES_SEVERAL_NEXT;
import static onecard.edge.words.Message.LINE_BUSY;
import static onecard.edge.words.Message.LINE_BUSY_NEXT;
import static onecard.edge.words.Message.LINE_CANNOT;
import static onecard.edge.words.Message.LINE_DENIED;
import static onecard.edge.words.Message.LINE_DENIED_NEXT;
import static onecard.edge.words.Message.LINE_FAILED;
import static onecard.edge.words.Message.LINE_FAILED_NEXT;
import static onecard.edge.words.Message.LINE_LOST;
import static onecard.edge.words.Message.LINE_LOST_NEXT;
import static onecard.edge.words.Message.LINE_NONE;
import static onecard.edge.words.Message.LINE_NONE_NEXT;
import static onecard.edge.words.Message.LINE_OURS_NEXT;
import static onecard.edge.words.Message.LINE_SYSFS_NEXT;
import static onecard.edge.words.Message.LINE_UNSUPPORTED;
import static onecard.edge.words.Message.LINE_UNSUPPORTED_NEXT;

import java.util.Collection;
import java.util.stream.Collectors;
import onecard.hal.gpio.LineFault;
import onecard.words.Words;

/// Why a line cannot be had, in both languages.
public final class LineWords {

    private LineWords() {}

    /// What is wrong and what to do, in one sentence.
    ///
    /// @param part as the site file names it
    static Words of(String part, LineFault fault) {
        return LINE_CANNOT.with(part, what(fault), next(fault));
    }

    /// What is wrong.
    public static Words what(LineFault fault) {
        return switch (fault) {
            case LineFault.NoChip(var chip, var chips) -> CHIP_NONE.with(chip, list(chips));
            case LineFault.SeveralChips(var chip, var chips) ->
                    CHIPS_SEVERAL.with(chip, list(chips));
            case LineFault.NoLine(var chip, var line, var lines, var names) ->
                    LINE_NONE.with(chip, line, lines - 1, list(names));
            case LineFault.SeveralLines(var chip, var line, var offsets) ->
                    LINES_SEVERAL.with(chip, line, list(offsets));
            case LineFault.InUse(var chip, var line, var consumer) ->
                    LINE_BUSY.with(chip, line, consumer.isEmpty() ? "kernel" : consumer);
            case LineFault.Denied(var device) -> LINE_DENIED.with(device);
            case LineFault.Lost(var chip, var line) -> LINE_LOST.with(chip, line);
            case LineFault.Unsupported _ -> LINE_UNSUPPORTED.with();
            case LineFault.Failed(var what, var error) -> LINE_FAILED.with(what, error);
        };
    }

    /// What to do.
    public static Words next(LineFault fault) {
        return switch (fault) {
            case LineFault.NoChip _ -> CHIP_NONE_NEXT.with();
            case LineFault.SeveralChips _ -> CHIPS_SEVERAL_NEXT.with();
            case LineFault.NoLine _ -> LINE_NONE_NEXT.with();
            case LineFault.SeveralLines _ -> LINES_SEVERAL_NEXT.with();
            case LineFault.InUse busy when busy.ours() -> LINE_OURS_NEXT.with();
            case LineFault.InUse busy when busy.sysfs() -> LINE_SYSFS_NEXT.with();
            case LineFault.InUse _ -> LINE_BUSY_NEXT.with();
            case LineFault.Denied _ -> LINE_DENIED_NEXT.with();
            case LineFault.Lost _ -> LINE_LOST_NEXT.with();
            case LineFault.Unsupported _ -> LINE_UNSUPPORTED_NEXT.with();
            case LineFault.Failed _ -> LINE_FAILED_NEXT.with();
        };
    }

    private static String list(Collection<?> items) {
        return items.isEmpty()
                ? "-"
                : items.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
