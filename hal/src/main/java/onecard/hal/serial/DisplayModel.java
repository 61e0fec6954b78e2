package onecard.hal.serial;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import onecard.hal.DisplayText;
import onecard.hal.DisplayText.Amount;

/// How a customer display is told what to show. Pure.
///
/// Both kinds clear at CLR (0C) and begin anew at ESC @.
/// Sources: command lists of CD5220 and of LED8 displays, as their makers publish them.
public enum DisplayModel {

    /// Two lines of 20 characters, vacuum fluorescent or liquid crystal, that knows the commands of
    /// the CD5220: ESC Q A and B, each with a whole line up to CR. They switch to a mode that only
    /// CLR leaves, so nothing but these is sent, and nothing scrolls.
    LINES {
        @Override
        byte[] shows(DisplayText text) {
            var bytes = new ByteArrayOutputStream();
            write(bytes, "\u001bQA" + text.upper() + "\r");
            write(bytes, "\u001bQB" + text.lower() + "\r");
            return bytes.toByteArray();
        }
    },

    /// Eight figures of light-emitting diodes and four lamps, LED8: ESC s and a digit lights the
    /// lamp of that number, ESC Q A the figures up to CR. Delivered at 2400 baud. Makers have other
    /// commands for lamps, too; there the figures stand without their word.
    FIGURES {
        @Override
        byte[] shows(DisplayText text) {
            return text.amount().map(DisplayModel::figures).orElseGet(NO_FIGURES::clone);
        }
    };

    /// CR, ESC @ and CLR: what was cut off in the middle is ended, all is as after power-on, and
    /// nothing is shown.
    static final byte[] BLANK = {'\r', 0x1b, '@', 0x0c};

    /// No lamp, and CLR.
    private static final byte[] NO_FIGURES = {0x1b, 's', '0', 0x0c};

    /// What it is sent for that, whatever it showed before.
    abstract byte[] shows(DisplayText text);

    private static byte[] figures(Amount amount) {
        int lamp =
                switch (amount.lamp()) {
                    case PRICE -> 1;
                    case TOTAL -> 2;
                    case COLLECTED -> 3;
                    case CHANGE -> 4;
                };
        var bytes = new ByteArrayOutputStream();
        write(bytes, "\u001bs" + lamp);
        write(bytes, "\u001bQA" + amount.figures() + "\r");
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
