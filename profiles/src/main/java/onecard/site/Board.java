package onecard.site;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is wired where; names only join it to the points.
///
/// @param chip the GPIO chip of most lines, `sim` for lines that are files
/// @param modules security modules that readers may ask
/// @param contacts of two states
/// @param supervised contacts whose lines are measured; none has the name of one of two states
/// @param keypads on which people enter a PIN; none has the name of what reads
/// @param countertop what stands at tills
/// @param purses modules that the purses on cards pay at
/// @param cameras that read plates of vehicles; none has the name of what else reads
/// @param biometrics sensors that look at people; none has the name of what else reads
/// @param header which pins of a known board these are; absent: lines have only numbers and names
public record Board(
        String chip,
        Map<String, Module> modules,
        Map<String, Reader> readers,
        Map<String, CodeScanner> scanners,
        Map<String, Relay> relays,
        Map<String, Contact> contacts,
        Map<String, Supervised> supervised,
        Map<String, Keypad> keypads,
        Countertop countertop,
        Map<String, PurseModule> purses,
        Map<String, PlateCamera> cameras,
        Map<String, BodySensor> biometrics,
        Optional<Header> header) {

    /// The chip name that stands for simulated lines.
    public static final String SIM = "sim";

    public Board {
        modules = Map.copyOf(modules);
        readers = Map.copyOf(readers);
        scanners = Map.copyOf(scanners);
        relays = Map.copyOf(relays);
        contacts = Map.copyOf(contacts);
        supervised = Map.copyOf(supervised);
        keypads = Map.copyOf(keypads);
        purses = Map.copyOf(purses);
        cameras = Map.copyOf(cameras);
        biometrics = Map.copyOf(biometrics);
        if (!Collections.disjoint(contacts.keySet(), supervised.keySet())) {
            throw new IllegalArgumentException("two contacts share a name");
        }
        var names =
                Stream.of(readers, scanners, keypads, cameras, biometrics)
                        .flatMap(devices -> devices.keySet().stream())
                        .toList();
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("two of what reads share a name: " + names);
        }
        var lines =
                Stream.concat(
                                relays.values().stream().map(Relay::line),
                                contacts.values().stream().map(Contact::line))
                        .filter(Line.OfChip.class::isInstance)
                        .toList();
        if (lines.stream().distinct().count() != lines.size()) {
            throw new IllegalArgumentException("two things are wired to one line: " + lines);
        }
    }

    /// One of no known model, at which no purse pays, no plate is read, and nobody is looked at.
    public Board(
            String chip,
            Map<String, Module> modules,
            Map<String, Reader> readers,
            Map<String, CodeScanner> scanners,
            Map<String, Relay> relays,
            Map<String, Contact> contacts,
            Map<String, Supervised> supervised,
            Map<String, Keypad> keypads,
            Countertop countertop) {
        this(
                chip,
                modules,
                readers,
                scanners,
                relays,
                contacts,
                supervised,
                keypads,
                countertop,
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());
    }

    /// One without keypads and tills, whose contacts have two states.
    public Board(
            String chip,
            Map<String, Module> modules,
            Map<String, Reader> readers,
            Map<String, CodeScanner> scanners,
            Map<String, Relay> relays,
            Map<String, Contact> contacts) {
        this(
                chip,
                modules,
                readers,
                scanners,
                relays,
                contacts,
                Map.of(),
                Map.of(),
                Countertop.BARE);
    }

    /// What a host is told that it is: the name of a known model, else the label of its chip; `sim`
    /// where lines are files, whatever board they are named after.
    public String called() {
        return chip.equals(SIM) ? SIM : header.map(it -> it.model().name()).orElse(chip);
    }

    /// Whether a device is simulated that is more than a line.
    public boolean simulatesDevices() {
        return countertop.isSimulated()
                || readers.values().stream()
                        .anyMatch(reader -> reader.source() instanceof ReaderSource.Sim)
                || scanners.values().stream()
                        .anyMatch(scanner -> scanner.source() instanceof CodeScanner.Source.Sim)
                || keypads.values().stream().anyMatch(Keypad.Sim.class::isInstance)
                || cameras.values().stream()
                        .anyMatch(camera -> camera.source() instanceof PlateCamera.Source.Sim)
                || biometrics.values().stream()
                        .anyMatch(sensor -> sensor.source() instanceof BodySensor.Source.Sim);
    }

    /// Names of all contacts, however they are observed.
    public Set<String> observing() {
        return Stream.concat(contacts.keySet().stream(), supervised.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// By how much a contact tells late; empty if there is none of that name.
    public Optional<Duration> debounce(String contact) {
        return Optional.ofNullable(contacts.get(contact))
                .map(Contact::debounce)
                .or(() -> Optional.ofNullable(supervised.get(contact)).map(Supervised::debounce));
    }

    /// Names of everything that reads: what points and events call a reader.
    public Set<String> reading() {
        return Stream.of(readers, scanners, cameras, biometrics)
                .map(Map::keySet)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A reader and what it tries on a card.
    ///
    /// @param source which device
    /// @param applications by name, first match wins
    /// @param contactCards whether cards are taken by their contacts
    /// @param citizenNumber also read it where a card gives it freely
    /// @param severalCards status words and error names by which it tells of several cards
    /// @param proofs how a social security card may prove itself here
    public record Reader(
            ReaderSource source,
            List<String> applications,
            boolean contactCards,
            boolean citizenNumber,
            List<String> severalCards,
            Proofs proofs) {
        public Reader {
            applications = List.copyOf(applications);
            severalCards = List.copyOf(severalCards);
            if (applications.isEmpty()) {
                throw new IllegalArgumentException("a reader needs an application");
            }
        }

        /// One where cards prove nothing.
        public Reader(
                ReaderSource source,
                List<String> applications,
                boolean contactCards,
                boolean citizenNumber,
                List<String> severalCards) {
            this(
                    source,
                    applications,
                    contactCards,
                    citizenNumber,
                    severalCards,
                    new Proofs(Optional.empty(), false));
        }
    }

    /// @param module that is asked what a genuine chip would answer
    /// @param certificate whether a chip's certificate is asked for
    public record Proofs(Optional<String> module, boolean certificate) {}

    /// A security module with the issuer's keys.
    ///
    /// @param keyType as its commands number it, 0 to 31
    /// @param keyId 0 to 255
    /// @param deadline how long a tap waits for it at most
    public record Module(ModuleSource source, int keyType, int keyId, Duration deadline) {}

    /// Where a security module is.
    public sealed interface ModuleSource {
        /// @param pattern of the SAM slot's name, `*` for any characters
        record Slot(String pattern, Provider provider) implements ModuleSource {}

        /// @param key of 32 bytes that its gateway holds too
        record Hsm(String host, int port, Secret key) implements ModuleSource {}

        /// In software, by keys that everybody knows.
        record TestKeys() implements ModuleSource {}
    }

    /// A module with the keys of purses, and where cards carry those: the issuer says all of it.
    ///
    /// @param name by which a purse is selected, 5 to 16 bytes as hex
    /// @param numberFile short id, 1 to 30, of the file with the purse's number
    /// @param keyIndex of the purchase key, 0 to 255
    public record PurseModule(PurseSource source, String name, int numberFile, int keyIndex) {}

    /// Where a module with the keys of purses is.
    public sealed interface PurseSource {
        /// A PSAM.
        ///
        /// @param pattern of the SAM slot's name, `*` for any characters
        /// @param application by which its purchases are selected, 5 to 16 bytes as hex
        record Slot(String pattern, Provider provider, String application) implements PurseSource {}

        /// In software, by keys that everybody knows.
        ///
        /// @param terminal the number that it gives itself, 12 hex digits
        record TestKeys(String terminal) implements PurseSource {}
    }

    /// Where cards are read.
    public sealed interface ReaderSource {
        /// @param pattern of the PC/SC reader's name, `*` for any characters
        /// @param replug the USB port that may be switched off and on when it is in trouble;
        ///     absent: none may
        record Pcsc(String pattern, Slot slot, Provider provider, Optional<String> replug)
                implements ReaderSource {}

        /// A resident ID card module on a serial line.
        ///
        /// @param device a path that survives re-plugging
        record IdModule(String device, int baud) implements ReaderSource {}

        record Sim() implements ReaderSource {}
    }

    /// Which face of a reader with several.
    public enum Slot {
        CONTACTLESS,
        CONTACT,
        /// One slot for both; each card tells by its answer to reset.
        EITHER
    }

    /// How PC/SC readers are reached.
    public enum Provider {
        /// Our own: a slow card on one reader holds up no other.
        OWN,
        /// The Java runtime's, for comparison, or where ours does not load.
        JDK
    }

    /// Where an output or input is.
    public sealed interface Line {
        /// A pair of files.
        record Sim() implements Line {}

        /// @param chip its label, name or device
        /// @param line its number on the chip in decimal digits, or its name
        record OfChip(String chip, String line) implements Line {}
    }

    /// The resistor inside a chip, while we hold the line.
    public enum Bias {
        /// As the firmware left it.
        AS_IS,
        PULL_UP,
        PULL_DOWN,
        NONE
    }

    /// How an output is driven.
    public enum Drive {
        PUSH_PULL,
        OPEN_DRAIN,
        OPEN_SOURCE
    }

    /// What an output does while no program holds its line: hardware decides, and somebody looked.
    public enum Fallback {
        OFF,
        ON,
        /// Stays as it was.
        KEEPS,
        /// Nobody looked.
        UNKNOWN
    }

    /// An output.
    ///
    /// @param maxOn longest time energised, a guard of the last resort
    /// @param rest its level while nobody decides anything
    /// @param holdAtHang keep the last state when the program hangs, instead of off
    public record Relay(
            Line line,
            boolean activeHigh,
            Bias bias,
            Drive drive,
            Duration maxOn,
            Rest rest,
            boolean holdAtHang) {
        public Relay {
            if (maxOn.isNegative() || maxOn.isZero()) {
                throw new IllegalArgumentException("maxOn must be positive, but was " + maxOn);
            }
        }
    }

    /// An output while nobody decides anything.
    ///
    /// @param energisedAtStop from start to the first release, and left behind by an orderly stop
    /// @param atCrash when the program was killed; the same becomes of it after a stop
    /// @param atPowerUp until the program starts
    public record Rest(boolean energisedAtStop, Fallback atCrash, Fallback atPowerUp) {
        /// Whether it is energised, for all that is declared, while no program runs.
        public boolean energised() {
            return energisedAtStop || atCrash == Fallback.ON || atPowerUp == Fallback.ON;
        }
    }

    /// An input.
    ///
    /// @param closedWhenHigh the level that means closed
    public record Contact(Line line, boolean closedWhenHigh, Bias bias, Duration debounce) {}

    /// An input whose line has resistors at its end, so that a short and a cut are told from a
    /// contact that is closed or open.
    ///
    /// @param channel that measures it; absent for a simulated one
    public record Supervised(Optional<Channel> channel, Band closed, Band open, Duration debounce) {
        public Supervised {
            if (closed.meets(open)) {
                throw new IllegalArgumentException(
                        "the bands must lie apart, but were " + closed + " and " + open);
            }
        }
    }

    /// @param converter its label or name
    /// @param number of the voltage
    public record Channel(String converter, int number) {}

    /// What a line measures in one state, both ends included.
    public record Band(int fromMillivolts, int toMillivolts) {
        public Band {
            if (fromMillivolts < 0 || fromMillivolts > toMillivolts) {
                throw new IllegalArgumentException(
                        "a band must rise, but was " + fromMillivolts + ".." + toMillivolts);
            }
        }

        /// Whether something measures as both.
        public boolean meets(Band other) {
            return fromMillivolts <= other.toMillivolts && other.fromMillivolts <= toMillivolts;
        }
    }

    /// Where a PIN is entered.
    public sealed interface Keypad {
        /// An input device of the kernel's.
        ///
        /// @param device a path that survives re-plugging
        record Input(String device) implements Keypad {}

        record Sim() implements Keypad {}
    }
}
