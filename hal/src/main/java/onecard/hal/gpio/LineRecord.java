package onecard.hal.gpio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kernel's own record of what outputs were set to, to the microsecond: its trace of GPIO
/// lines, in an instance of our own that no other tracer shares. Only root may make one, or hand it
/// over to us, and not every kernel has it. Used by one thread.
public final class LineRecord implements AutoCloseable {

    private static final Path TRACING = Path.of("/sys/kernel/tracing");
    private static final Path CHIPS = Path.of("/sys/bus/gpio/devices");

    /// One name: what a program that was killed has left is taken away by the next.
    private static final String INSTANCE = "instances/onecard-walk";

    private static final Pattern SET =
            Pattern.compile(".* (\\d+)\\.(\\d{6}): gpio_value: (\\d+) set ([01])");

    private final Path trace;
    private final Optional<Path> instance;
    private final Map<Wire, Integer> numbers;

    /// @param instance that is ours to take away; empty: somebody else's
    private LineRecord(Path trace, Optional<Path> instance, Map<Wire, Integer> numbers) {
        this.trace = trace;
        this.instance = instance;
        this.numbers = Map.copyOf(numbers);
    }

    /// An output that was set.
    ///
    /// @param micros on the monotonic clock
    /// @param energised in the wire's own sense
    public record Set(long micros, boolean energised) {}

    /// A trace that root keeps, and has opened for us.
    ///
    /// @param filter says of which lines; before it is written to, of all
    public record HandedOver(Path trace, Path filter) {}

    /// What these are set to from now on, by whom ever. Empty where the kernel cannot, or not for
    /// us, or knows none of them by a number.
    ///
    /// @param handedOver empty: we make one
    public static Optional<LineRecord> of(Collection<Wire> wires, Optional<HandedOver> handedOver) {
        var numbers = new HashMap<Wire, Integer>();
        for (var wire : wires) {
            number(wire).ifPresent(number -> numbers.put(wire, number));
        }
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        return handedOver.map(it -> of(it, numbers)).or(() -> open(TRACING, numbers));
    }

    static LineRecord of(HandedOver handedOver, Map<Wire, Integer> numbers) {
        var record = new LineRecord(handedOver.trace(), Optional.empty(), numbers);
        try {
            Files.writeString(handedOver.filter(), record.filter());
        } catch (IOException _) {
            // Of all lines then: it may be full before it was read, and have nothing of a pulse.
        }
        return record;
    }

    /// @param numbers as the kernel counts lines over all chips
    static Optional<LineRecord> open(Path tracing, Map<Wire, Integer> numbers) {
        var instance = tracing.resolve(INSTANCE);
        if (!Files.isDirectory(tracing.resolve("events/gpio/gpio_value"))) {
            return Optional.empty();
        }
        var record = new LineRecord(instance.resolve("trace"), Optional.of(instance), numbers);
        try {
            record.close();
            Files.createDirectory(instance);
            Files.writeString(instance.resolve("trace_clock"), "mono"); // that of Java's nanoTime
            // Or a display's lines, and a radio's, fill it within seconds.
            Files.writeString(instance.resolve("events/gpio/gpio_value/filter"), record.filter());
            Files.writeString(instance.resolve("events/gpio/gpio_value/enable"), "1");
            return Optional.of(record);
        } catch (IOException _) { // not for us: whoever asked has another way to measure
            record.close();
            return Optional.empty();
        }
    }

    private String filter() {
        return numbers.values().stream()
                .sorted()
                .map(number -> "gpio == " + number)
                .collect(Collectors.joining(" || "));
    }

    /// What it was set to since it is kept, in order; nothing of a line that is not recorded.
    ///
    /// @throws IOException if the kernel does not say
    public List<Set> sets(Wire wire) throws IOException {
        var number = numbers.get(wire);
        if (number == null) {
            return List.of();
        }
        // Of all lines it may be longer than the heap is large; and threads are named in any bytes.
        try (var lines = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
            return sets(lines, number, wire.activeHigh());
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    static List<Set> sets(Stream<String> trace, int number, boolean activeHigh) {
        return trace.map(SET::matcher)
                .filter(Matcher::matches)
                .filter(set -> Integer.parseInt(set.group(3)) == number)
                .map(
                        set ->
                                new Set(
                                        Long.parseLong(set.group(1) + set.group(2)),
                                        set.group(4).equals("1") == activeHigh))
                .toList();
    }

    private static Optional<Integer> number(Wire wire) {
        try (var chip = Chip.find(GpioBoard.kernel(), wire.chip())) {
            int offset = chip.line(wire.line()).offset();
            return first(CHIPS.resolve(chip.name()), chip.label()).map(base -> base + offset);
        } catch (GpioException _) {
            return Optional.empty();
        }
    }

    /// The number of a chip's first line, which stands beside the chip's own folder.
    ///
    /// @param label tells it from another chip of one device
    static Optional<Integer> first(Path chip, String label) {
        var bases = new ArrayList<Integer>();
        try (var beside = Files.newDirectoryStream(chip.toRealPath().resolveSibling("gpio"))) {
            for (var each : beside) {
                if (Files.readString(each.resolve("label")).strip().equals(label)) {
                    bases.add(Integer.parseInt(Files.readString(each.resolve("base")).strip()));
                }
            }
        } catch (IOException | NumberFormatException _) { // a kernel without these files
            return Optional.empty();
        }
        return bases.size() == 1 ? Optional.of(bases.getFirst()) : Optional.empty();
    }

    /// Nothing is kept any more, unless it is somebody else's to keep.
    @Override
    public void close() {
        try {
            if (instance.isPresent()) {
                Files.deleteIfExists(instance.get());
            }
        } catch (IOException _) {
            // Somebody reads it: it stays, and costs what its buffer does.
        }
    }
}
