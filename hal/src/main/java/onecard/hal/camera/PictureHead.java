package onecard.hal.camera;

import java.io.Serial;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;

/// What stands before the pixels of a binary PGM (`P5`) or PPM (`P6`): width, height and the
/// brightest value, as decimal digits with blanks or comments between. That value must be 255.
///
/// Source: pgm(5) and ppm(5) of Netpbm.
sealed interface PictureHead {

    /// It ends within so many bytes; comments are seldom longer than a line.
    int BYTES_MAX = 1_024;

    /// @param at where the pixels begin
    record Whole(Colour colour, int width, int height, int at) implements PictureHead {

        int pixelBytes() {
            return width * height * colour.bytes();
        }

        /// Of a file that holds this one picture.
        long fileBytes() {
            return (long) at + pixelBytes();
        }
    }

    /// The bytes end before it does, and nothing is wrong with it so far.
    record Unfinished() implements PictureHead {}

    record Broken(Damage damage) implements PictureHead {}

    /// @param file its first bytes
    /// @param count how many of them there are, [#BYTES_MAX] where the file has as many
    static PictureHead of(byte[] file, int count) {
        try {
            return new Reading(file, count).head();
        } catch (Reading.Ended ended) {
            return ended.as;
        }
    }

    /// From its first byte to its last.
    final class Reading {

        private final byte[] file;
        private final int count;
        private int at;

        private static final class Ended extends Exception {
            @Serial private static final long serialVersionUID = 1L;
            private final transient PictureHead as;

            Ended(PictureHead as) {
                super(as.toString(), null, false, false);
                this.as = as;
            }

            Ended(Damage damage) {
                this(new Broken(damage));
            }
        }

        private Reading(byte[] file, int count) {
            this.file = file;
            this.count = count;
        }

        private PictureHead head() throws Ended {
            if (next() != 'P') {
                throw new Ended(Damage.FORMAT);
            }
            var colour =
                    switch (next()) {
                        case '5' -> Colour.GREY;
                        case '6' -> Colour.RGB;
                        default -> throw new Ended(Damage.FORMAT);
                    };
            byte after = next();
            if (!isBlank(after) && after != '#') {
                throw new Ended(Damage.FORMAT);
            }
            at--;
            int width = number(Damage.SIZE);
            int height = number(Damage.SIZE);
            long pixels = (long) width * height;
            if (pixels < 1 || pixels > Picture.PIXELS_MAX) {
                throw new Ended(Damage.SIZE);
            }
            if (number(Damage.DEPTH) != 255) {
                throw new Ended(Damage.DEPTH);
            }
            return new Whole(colour, width, height, at);
        }

        /// And the one blank behind it.
        ///
        /// @param large what is wrong with one that is larger than any may be
        private int number(Damage large) throws Ended {
            byte c = afterBlanks();
            int value = 0;
            int digits = 0;
            while (c >= '0' && c <= '9') {
                value = 10 * value + c - '0';
                digits++;
                if (value > Picture.PIXELS_MAX) {
                    throw new Ended(large);
                }
                c = next();
            }
            if (digits == 0 || !isBlank(c)) {
                throw new Ended(Damage.NUMBER);
            }
            return value;
        }

        private byte afterBlanks() throws Ended {
            byte c = next();
            while (isBlank(c) || c == '#') {
                if (c == '#') {
                    do {
                        c = next();
                    } while (c != '\n' && c != '\r');
                }
                c = next();
            }
            return c;
        }

        private static boolean isBlank(byte c) {
            return c == ' ' || c >= '\t' && c <= '\r';
        }

        private byte next() throws Ended {
            if (at == BYTES_MAX) {
                throw new Ended(Damage.HEAD);
            }
            if (at == count) {
                throw new Ended(new Unfinished());
            }
            return file[at++];
        }
    }
}
