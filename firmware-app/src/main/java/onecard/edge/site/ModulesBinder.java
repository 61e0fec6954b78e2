package onecard.edge.site;

import static onecard.edge.words.Message.KEY_FOR_HSM;
import static onecard.edge.words.Message.WRITE_PORT;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.site.Board;
import onecard.site.Board.ModuleSource;
import onecard.site.Secret;
import onecard.site.Uplink;

/// Binds `board.modules`: each is in one place, and only one elsewhere has a key to reach it by.
final class ModulesBinder {

    private final Settings board;
    private final Problems problems;

    ModulesBinder(Settings board, Problems problems) {
        this.board = board;
        this.problems = problems;
    }

    /// Those with a problem are left out.
    Map<String, Board.Module> bind() {
        var modules = new HashMap<String, Board.Module>();
        board.entries("modules")
                .forEach(
                        (name, module) ->
                                source(module)
                                        .map(source -> module(module, source))
                                        .ifPresent(bound -> modules.put(name, bound)));
        return modules;
    }

    private static Board.Module module(Settings module, ModuleSource source) {
        return new Board.Module(
                source,
                (int) module.whole("key_type"),
                (int) module.whole("key_id"),
                Duration.ofMillis(module.whole("deadline_ms")));
    }

    private Optional<ModuleSource> source(Settings module) {
        var driver = new Driver(module, List.of("pcsc", "hsm", "test_keys"), problems);
        driver.only("hsm", "key");
        return switch (driver.chosen()) {
            case "pcsc" -> Optional.of(slot(module));
            case "hsm" -> hsm(module);
            default -> Optional.of(new ModuleSource.TestKeys());
        };
    }

    private ModuleSource slot(Settings module) {
        var provider = board.is("pcsc_provider", "jdk") ? Board.Provider.JDK : Board.Provider.OWN;
        return new ModuleSource.Slot(module.text("pcsc"), provider);
    }

    private Optional<ModuleSource> hsm(Settings module) {
        if (module.at("key").isEmpty()) {
            problems.add(
                    module.place("key"), module.path("key"), "hsm_key", "", KEY_FOR_HSM.with());
        }
        return new SecretBinder(module, problems)
                .bind("key")
                .map(key -> hsm(module, module.text("hsm"), key));
    }

    private ModuleSource hsm(Settings module, String address, Secret key) {
        int colon = address.lastIndexOf(':');
        int port = Integer.parseInt(address.substring(colon + 1));
        if (port == 0 || port > Uplink.PORT_MAX) {
            problems.add(module, "hsm", "port", WRITE_PORT.with(Uplink.PORT_MAX));
        }
        return new ModuleSource.Hsm(address.substring(0, colon), port, key);
    }
}
