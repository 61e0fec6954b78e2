package onecard.edge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.SigningKey;
import onecard.hal.sim.SimCard;

/// The shipped bench door, moved into a test's folder and to a test's broker.
final class Bench {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");

    final Path site;
    final Path list;
    final Path state;

    Bench(Path directory, int mqttPort) throws IOException {
        site = directory.resolve("site.yaml");
        list = directory.resolve("list.csv");
        state = directory.resolve("state");
        var yaml = Files.readString(EXAMPLES.resolve("bench-door.yaml"));
        Files.writeString(site, yaml.replace("127.0.0.1:1883", "127.0.0.1:" + mqttPort));
        Files.copy(EXAMPLES.resolve("bench-door.csv"), list);
    }

    /// A simulated reader instead of the first one found, where no card is needed.
    Bench withoutReader() throws IOException {
        var yaml = Files.readString(site);
        Files.writeString(site, yaml.replace("pcsc: \"*\", slot: contactless", "sim: true"));
        return this;
    }

    /// The list is published, signed by that key.
    Bench withSignedList(SigningKey key) throws IOException {
        var yaml = Files.readString(site);
        Files.writeString(
                site,
                yaml.replace("lists: { demo: { local: true } }", "lists: { demo: {} }")
                        .replace(
                                "generate: true }",
                                "generate: true }, lists: [\"%s\"]".formatted(key.publicText())));
        return this;
    }

    /// A reader on either side of the door.
    Bench withTwoReaders() throws IOException {
        var yaml = Files.readString(site);
        Files.writeString(
                site,
                yaml.replaceFirst(
                                "in: \\{ pcsc: \"\\*\"(.*?\\} )",
                                "in: { pcsc: \"Virtual PCD 00 00*\"$1, out: { pcsc: \"Virtual PCD 00"
                                        + " 01*\"$1")
                        .replace("relay: lock }", "relay: lock }, out: { reader: out }"));
        return this;
    }

    /// Another `uplink`, as YAML.
    void uplink(String section) throws IOException {
        var yaml = Files.readString(site);
        Files.writeString(site, yaml.replaceFirst("(?m)^uplink: .*$", "uplink: " + section));
    }

    DaemonProcess run() throws IOException {
        return new DaemonProcess("run", "--site", site.toString(), "--state", state.toString());
    }

    /// @param environment besides ours
    DaemonProcess run(Map<String, String> environment) throws IOException {
        return new DaemonProcess(
                environment, "run", "--site", site.toString(), "--state", state.toString());
    }

    /// Brings the list in by the command, as an installer would.
    void importList() throws Exception {
        importList(list, site, state);
    }

    /// Brings a list in as `demo`.
    static void importList(Path list, Path site, Path state) throws Exception {
        try (var command =
                new DaemonProcess(
                        "list",
                        "import",
                        list.toString(),
                        "--list",
                        "demo",
                        "--local",
                        "--site",
                        site.toString(),
                        "--state",
                        state.toString())) {
            int status = command.await(Watched.SOON);
            if (status != 0) {
                throw new AssertionError(
                        "list import ended with " + status + ":\n" + command.output());
            }
        }
    }

    /// A card on the list.
    static SimCard known() {
        return SimCard.socialSecurity(
                "342500d1560000050000000000000001", 3, Optional.of("20360101"));
    }

    static SimCard stranger() {
        return SimCard.plain("04ffeedd");
    }
}
