package onecard.hal.gpio;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A GPIO chip, open. Needed to ask for lines; the lines stay when it is closed.
///
/// @param label what its driver calls it, `pinctrl-bcm2711`; may be empty
/// @param lines how many it has
record Chip(Kernel kernel, int fd, Path device, String name, String label, int lines)
        implements AutoCloseable {

    /// The one chip of that label, name or device.
    static Chip find(Kernel kernel, String wanted) throws GpioException {
        if (wanted.startsWith("/")) {
            return open(kernel, Path.of(wanted));
        }
        var found = new ArrayList<Chip>();
        var others = new ArrayList<Chip>();
        var closed = new ArrayList<GpioException>(); // to us: a unit may allow one chip only
        try {
            for (var device : kernel.chips()) {
                try {
                    var chip = open(kernel, device);
                    boolean meant = chip.label.equals(wanted) || chip.name.equals(wanted);
                    (meant ? found : others).add(chip);
                } catch (GpioException refused) {
                    closed.add(refused);
                }
            }
            if (found.size() == 1) {
                return found.removeFirst();
            }
            if (found.isEmpty() && !closed.isEmpty()) {
                throw closed.getFirst();
            }
            throw new GpioException(
                    found.isEmpty()
                            ? new LineFault.NoChip(wanted, texts(others))
                            : new LineFault.SeveralChips(wanted, texts(found)));
        } finally {
            found.forEach(Chip::close);
            others.forEach(Chip::close);
        }
    }

    private static Chip open(Kernel kernel, Path device) throws GpioException {
        int fd = kernel.open(device);
        if (fd < 0) {
            throw new GpioException(
                    switch (-fd) {
                        case Kernel.EACCES, Kernel.EPERM -> new LineFault.Denied(device.toString());
                        case Kernel.ENOENT, Kernel.ENXIO, Kernel.ENODEV ->
                                new LineFault.NoChip(device.toString(), described(kernel));
                        default -> new LineFault.Failed("cannot open " + device, kernel.error(-fd));
                    });
        }
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(Uapi.CHIP);
            int answer = kernel.ioctl(fd, Uapi.GET_CHIPINFO, info);
            if (answer < 0) {
                kernel.close(fd);
                throw new GpioException(
                        new LineFault.Failed(device + " is no GPIO chip", kernel.error(-answer)));
            }
            return new Chip(
                    kernel,
                    fd,
                    device,
                    Uapi.name(info, Uapi.CHIP_NAME),
                    Uapi.name(info, Uapi.CHIP_LABEL),
                    info.get(Uapi.U32, Uapi.CHIP_LINES));
        }
    }

    /// Chips that there are, for one who named none of them; those that cannot be opened by their
    /// device alone.
    private static List<String> described(Kernel kernel) {
        var texts = new ArrayList<String>();
        for (var device : kernel.chips()) {
            try (var chip = open(kernel, device)) {
                texts.add(chip.text());
            } catch (GpioException _) {
                texts.add(device.toString());
            }
        }
        return texts;
    }

    private static List<String> texts(List<Chip> chips) {
        return chips.stream().map(Chip::text).toList();
    }

    /// `pinctrl-bcm2711 (/dev/gpiochip0)`, or the device alone.
    String text() {
        return label.isEmpty() ? device.toString() : label + " (" + device + ")";
    }

    /// The one line of that number or name.
    LineInfo line(String wanted) throws GpioException {
        if (wanted.matches("[0-9]{1,9}")) {
            int offset = Integer.parseInt(wanted);
            if (offset < lines) {
                return info(offset);
            }
        }
        var found = new ArrayList<LineInfo>();
        var names = new ArrayList<String>();
        for (int offset = 0; offset < lines; offset++) {
            var line = info(offset);
            if (line.name().equals(wanted)) {
                found.add(line);
            } else if (!line.name().isEmpty()) {
                names.add(line.name());
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new GpioException(
                found.isEmpty()
                        ? new LineFault.NoLine(text(), wanted, lines, names)
                        : new LineFault.SeveralLines(
                                text(), wanted, found.stream().map(LineInfo::offset).toList()));
    }

    private LineInfo info(int offset) throws GpioException {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(Uapi.INFO);
            info.set(Uapi.U32, Uapi.INFO_OFFSET, offset);
            int answer = kernel.ioctl(fd, Uapi.GET_LINEINFO, info);
            if (answer < 0) {
                throw refused("line " + offset + " of " + text(), String.valueOf(offset), answer);
            }
            return LineInfo.decode(text(), info);
        }
    }

    /// A descriptor of the line, which is ours from now on until it is closed.
    int request(LineRequest request) throws GpioException {
        try (var arena = Arena.ofConfined()) {
            var asked = request.encode(arena);
            int answer = kernel.ioctl(fd, Uapi.GET_LINE, asked);
            if (answer == -Kernel.EBUSY) {
                var held = info(request.offset());
                throw new GpioException(new LineFault.InUse(text(), held.text(), held.consumer()));
            }
            if (answer < 0) {
                var line = String.valueOf(request.offset());
                throw refused("line " + line + " of " + text() + " refused", line, answer);
            }
            return asked.get(Uapi.U32, Uapi.REQUEST_FD);
        }
    }

    private GpioException refused(String what, String line, int answer) {
        return new GpioException(
                switch (-answer) {
                    case Kernel.ENODEV -> new LineFault.Lost(text(), line);
                    case Kernel.ENOTTY, Kernel.EINVAL ->
                            new LineFault.Failed(
                                    what,
                                    kernel.error(-answer)
                                            + "; needs Linux 5.10 or later with"
                                            + " CONFIG_GPIO_CDEV, and a line that can be what is"
                                            + " asked of it");
                    default -> new LineFault.Failed(what, kernel.error(-answer));
                });
    }

    @Override
    public void close() {
        kernel.close(fd);
    }
}
