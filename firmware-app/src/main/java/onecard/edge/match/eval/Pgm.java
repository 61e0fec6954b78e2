package onecard.edge.match.eval;

import java.util.OptionalInt;
import onecard.edge.match.eval.PictureFile.NoPicture;
import onecard.hal.bio.Sample.Picture;

/// Reads PGM, which Java does not: `P5` and `P2` with grey values up to 65,535.
final class Pgm {

    private static final int MAX_VALUE = 65_535;

    private final byte[] file;
    private int at;

    private Pgm(byte[] file) {
        this.file = file;
    }

    static Picture read(byte[] file, OptionalInt dpi) throws NoPicture {
        return new Pgm(file).picture(dpi);
    }

    private Picture picture(OptionalInt dpi) throws NoPicture {
        if (file.length < 2 || file[0] != 'P' || (file[1] != '5' && file[1] != '2')) {
            throw new NoPicture("no PGM");
        }
        boolean plain = file[1] == '2';
        at = 2;
        int width = number();
        int height = number();
        int most = number();
        long pixels = (long) width * height;
        if (pixels < 1 || pixels > Picture.PIXELS_MAX) {
            throw new NoPicture(pixels + " pixels, not 1 to " + Picture.PIXELS_MAX);
        }
        if (most < 1 || most > MAX_VALUE) {
            throw new NoPicture("no whole pgm");
        }
        at++; // one blank, whatever follows
        var grey = new byte[(int) pixels];
        for (int i = 0; i < grey.length; i++) {
            int value = plain ? number() : raw(most > 255 ? 2 : 1);
            if (value > most) {
                throw new NoPicture("no whole pgm");
            }
            grey[i] = (byte) (most == 255 ? value : value * 255 / most);
        }
        return new Picture(Picture.Colour.GREY, width, height, grey, dpi);
    }

    private int raw(int bytes) throws NoPicture {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | next() & 0xff;
        }
        return value;
    }

    /// Past blanks and comments.
    private int number() throws NoPicture {
        byte c = next();
        while (c == '#' || c == ' ' || c >= '\t' && c <= '\r') {
            if (c == '#') {
                while (c != '\n') {
                    c = next();
                }
            }
            c = next();
        }
        int value = 0;
        int digits = 0;
        while (c >= '0' && c <= '9') {
            if (++digits > 9) {
                throw new NoPicture("no whole pgm");
            }
            value = value * 10 + c - '0';
            if (at == file.length) {
                return value; // the last value of a plain one may end the file
            }
            c = next();
        }
        if (digits == 0) {
            throw new NoPicture("no whole pgm");
        }
        at--;
        return value;
    }

    private byte next() throws NoPicture {
        if (at >= file.length) {
            throw new NoPicture("no whole pgm");
        }
        return file[at++];
    }
}
