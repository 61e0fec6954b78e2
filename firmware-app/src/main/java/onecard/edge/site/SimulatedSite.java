package onecard.edge.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// A site file made into one that runs on this machine: every part is simulated, the broker is on
/// loopback, keys and lists are made here. Points, names and hours stay as they are.
public final class SimulatedSite {

    /// What a simulated device of each kind still means, of all its keys.
    private static final Map<String, Set<String>> KEPT =
            Map.of(
                    "readers",
                    Set.of(
                            "applications",
                            "contact_cards",
                            "citizen_number",
                            "several_cards",
                            "module"),
                    "scanners",
                    Set.of("suffix", "prefix", "max_chars", "same_code_ms"),
                    "plates",
                    Set.of("silent_after_s", "same_plate_ms"),
                    "keypads",
                    Set.of(),
                    "biometrics",
                    Set.of("modality"),
                    "printers",
                    Set.of("columns"),
                    "displays",
                    Set.of(),
                    "voices",
                    Set.of("lang"),
                    "trays",
                    Set.of("rounds", "settle_ms"),
                    "scales",
                    Set.of());

    /// The same of security modules, which are software with keys that everybody knows.
    private static final Map<String, Set<String>> MODULES =
            Map.of(
                    "modules", Set.of("key_type", "key_id", "deadline_ms"),
                    "purses", Set.of("name", "number_file", "key_index"));

    /// Of lines, what names the hardware.
    private static final Set<String> OF_CHIPS = Set.of("chip", "bias", "drive", "adc", "channel");

    private static final String SIM = "sim";

    /// What it is given in place of the world.
    ///
    /// @param broker port of it on loopback
    /// @param decoder port on loopback of who says whom codes of others name
    /// @param listKey whose lists are believed
    /// @param passKey whose passes are
    /// @param secret file with 64 hex digits, for the secrets that the file names
    public record World(int broker, int decoder, String listKey, String passKey, String secret) {}

    private SimulatedSite() {}

    /// @param yaml a site file that is good
    /// @return one that is, too
    public static String of(String yaml, World world) {
        var site = section(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        site.put("clock", "simulated");
        site.put("board", board(section(site.get("board"))));
        site.remove("certificates"); // of authorities whose files are elsewhere
        site.remove("models");
        site.remove("metrics");
        site.put("lists", each(site.get("lists"), _ -> of(Map.of("local", true))));
        if (site.containsKey("codes")) {
            var url = "http://127.0.0.1:" + world.decoder() + "/";
            site.put("codes", each(site.get("codes"), code -> code(code, url)));
        }
        var journal = section(site.get("journal"));
        journal.put("host", "none");
        site.put("journal", journal);
        site.put("uplink", of(Map.of("url", "mqtt://127.0.0.1:" + world.broker())));
        site.put("keys", keys(section(site.get("keys")), world));
        return new Dump(
                        DumpSettings.builder()
                                .setDefaultFlowStyle(FlowStyle.AUTO)
                                .setWidth(160)
                                .build())
                .dumpToString(site);
    }

    /// The name of the profile of each point, as the file has it.
    public static Map<String, String> profiles(String yaml) {
        var site = section(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        var profiles = new TreeMap<String, String>();
        if (site.get("points") instanceof List<?> points) {
            for (var each : points) {
                var point = section(each);
                profiles.put(String.valueOf(point.get("id")), String.valueOf(point.get("profile")));
            }
        }
        return profiles;
    }

    private static Map<String, Object> board(Map<String, Object> board) {
        board.remove("model");
        board.remove("pcsc_provider");
        board.put("gpio", of(Map.of("chip", SIM)));
        KEPT.forEach(
                (kind, kept) ->
                        board.computeIfPresent(
                                kind, (_, devices) -> each(devices, it -> device(kept, it, SIM))));
        MODULES.forEach(
                (kind, kept) ->
                        board.computeIfPresent(
                                kind,
                                (_, devices) ->
                                        each(devices, it -> device(kept, it, "test_keys"))));
        for (var lines : List.of("relays", "contacts")) {
            board.computeIfPresent(lines, (_, devices) -> each(devices, SimulatedSite::line));
        }
        return board;
    }

    private static Map<String, Object> device(
            Set<String> kept, Map<String, Object> device, String driver) {
        boolean identity = kept.contains("applications") && device.containsKey("serial");
        device.keySet().retainAll(kept);
        device.put(driver, true);
        if (identity) {
            device.put("applications", List.of("idcard")); // what such a module reads
        }
        return device;
    }

    private static Map<String, Object> line(Map<String, Object> line) {
        line.keySet().removeAll(OF_CHIPS);
        line.remove("line");
        line.put(SIM, true);
        return line;
    }

    private static Map<String, Object> code(Map<String, Object> code, String url) {
        code.remove("ca");
        code.remove("token");
        code.put("url", url);
        return code;
    }

    private static Map<String, Object> keys(Map<String, Object> keys, World world) {
        var made = of(Map.of("site", Map.of("generate", true)));
        made.put("lists", List.of(world.listKey()));
        made.put("passes", List.of(world.passKey()));
        for (var secret : List.of("vault", "rolling")) {
            if (keys.containsKey(secret)) {
                made.put(secret, of(Map.of("file", world.secret())));
            }
        }
        return made;
    }

    private interface Change {
        Map<String, Object> of(Map<String, Object> entry);
    }

    private static Map<String, Object> each(@Nullable Object entries, Change change) {
        var changed = new LinkedHashMap<String, Object>();
        section(entries).forEach((name, entry) -> changed.put(name, change.of(section(entry))));
        return changed;
    }

    private static Map<String, Object> of(Map<String, Object> members) {
        return new LinkedHashMap<>(members);
    }

    /// A copy, to be changed; of what is no section an empty one.
    private static Map<String, Object> section(@Nullable Object value) {
        var section = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> section.put(String.valueOf(name), member));
        }
        return section;
    }
}
