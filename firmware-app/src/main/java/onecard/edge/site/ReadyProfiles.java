package onecard.edge.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The ready profiles that come with the program, `profiles` of the source tree. There are no
/// others: a site file is whole by itself wherever it is sent to.
public final class ReadyProfiles {

    /// Those there are, by the names that points use.
    static final List<String> NAMES =
            List.of(
                    "door-one-reader",
                    "door-two-readers",
                    "airlock-door",
                    "dormitory-door",
                    "tripod",
                    "swing-gate",
                    "campus-gate",
                    "library-gate",
                    "visitor-gate",
                    "vehicle-barrier",
                    "plate-barrier",
                    "canteen-fixed",
                    "canteen-keypad",
                    "canteen-tray",
                    "canteen-weighing",
                    "canteen-pickup",
                    "bus-validator",
                    "bus-one-fare",
                    "query-kiosk",
                    "shower",
                    "water-dispenser",
                    "meeting-desk",
                    "attendance-clock",
                    "seat-check-in");

    /// Those that were asked for: a start reads no more than its site names.
    private static final Map<String, ReadyProfile> READ = new ConcurrentHashMap<>();

    private ReadyProfiles() {}

    /// What one brings to a point: its keys, each with its value as it stands there.
    ///
    /// @throws java.util.NoSuchElementException if none has this name
    public static Map<String, String> keys(String name) {
        return find(name).orElseThrow().keys();
    }

    /// Empty where none has this name.
    static Optional<ReadyProfile> find(String name) {
        return NAMES.contains(name)
                ? Optional.of(READ.computeIfAbsent(name, ReadyProfiles::read))
                : Optional.empty();
    }

    /// Names of those of one kind of point, with the keys that each brings.
    static Map<String, Set<String>> of(String kind) {
        return NAMES.stream()
                .flatMap(name -> find(name).stream())
                .filter(profile -> profile.kind().equals(kind))
                .collect(
                        Collectors.toMap(
                                ReadyProfile::name,
                                profile -> profile.keys().keySet(),
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    private static ReadyProfile read(String name) {
        try (var in = open(name)) {
            return ReadyProfile.of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException("no ready profile " + name, unreadable);
        }
    }

    private static InputStream open(String name) {
        var file = "/profiles/" + name + ".yaml";
        return Objects.requireNonNull(ReadyProfiles.class.getResourceAsStream(file), file);
    }
}
