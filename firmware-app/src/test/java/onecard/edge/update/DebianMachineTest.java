package onecard.edge.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.config.SiteSlots;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Links and folders as they lie on a board, and what is asked of dpkg and systemd.
class DebianMachineTest {

    private static final Version NEXT = new Version("1.1");
    private static final Path BACK = Path.of("src/package/root/usr/share/onecard/way-back");

    @TempDir Path dir;
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Shell.Said> answers = new HashMap<>();
    private DebianMachine machine;
    private DebianMachine.Places places;

    @BeforeEach
    void install() throws IOException {
        places =
                new DebianMachine.Places(
                        dir.resolve("folder"),
                        dir.resolve("releases"),
                        dir.resolve("state"),
                        dir.resolve("site.yaml"));
        Files.createDirectories(places.folder());
        launcher(places.releases().resolve("1.0"));
        Files.createSymbolicLink(current(), Path.of("1.0"));
        Files.writeString(places.site(), "onecard: 1\n");
        machine = new DebianMachine(places, this::run);
        answer("dpkg --print-architecture", 0, "arm64");
        fields("onecard", "1.1", "arm64");
        answer("dpkg-deb -f " + staged() + " Installed-Size", 0, "1000");
    }

    private void fields(String name, String version, String architecture) {
        answer(
                "dpkg-deb -f " + staged() + " Package Version Architecture",
                0,
                "Package: " + name + "\nVersion: " + version + "\nArchitecture: " + architecture);
    }

    private void answer(String command, int status, String text) {
        answers.put(command, new Shell.Said(status, text));
    }

    private Path staged() {
        return places.folder().resolve("package.deb");
    }

    private Path current() {
        return places.releases().resolve("current");
    }

    private static void launcher(Path release) throws IOException {
        var file = release.resolve("bin/onecard");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Shell.Said run(Duration within, List<String> command) throws IOException {
        assertTrue(within.isPositive());
        var said = String.join(" ", command);
        asked.add(said);
        if (said.startsWith("dpkg-deb -x ")) {
            launcher(Path.of(command.getLast()).resolve("usr/lib/onecard/1.1"));
        }
        return answers.getOrDefault(said, new Shell.Said(0, ""));
    }

    @Test
    void aReleaseIsTakenApartBesideTheOneInForce() throws Exception {
        assertEquals(Optional.empty(), machine.unpack(NEXT));
        assertEquals(Path.of("1.0"), Files.readSymbolicLink(current()));
        assertFalse(machine.isTrialInForce());
        assertTrue(asked.getLast().startsWith("sync -f "), "on the disk before anybody needs it");

        machine.keepWayBack();
        machine.useTrial(NEXT);
        assertTrue(machine.isTrialInForce());
        assertTrue(Files.isExecutable(current().resolve("bin/onecard")));
        machine.clean();
        assertTrue(Files.exists(current().resolve("bin/onecard")), "what is in force stays");

        machine.useBefore();
        assertEquals(Path.of("1.0"), Files.readSymbolicLink(current()));
        machine.forgetWayBack();
        assertFalse(machine.hasWayBack());
        machine.clean();
        assertFalse(Files.exists(places.releases().resolve(".trial")));
        assertTrue(Files.exists(current().resolve("bin/onecard")));
    }

    @Test
    void aPackageOfAnotherNameVersionOrMachineIsNone() throws Exception {
        for (var other :
                List.of(
                        List.of("bash", "1.1", "arm64"),
                        List.of("onecard", "1.2", "arm64"),
                        List.of("onecard", "1.1", "amd64"))) {
            fields(other.get(0), other.get(1), other.get(2));
            assertEquals(Optional.of(Why.PACKAGE), machine.unpack(NEXT).map(Refusal::why));
        }
        assertFalse(Files.exists(places.releases().resolve(".trial")));
    }

    @Test
    void oneThatIsDamagedInsideIsNone() throws Exception {
        answer(
                "dpkg-deb -x " + staged() + " " + places.releases().resolve(".trial"),
                2,
                "dpkg-deb: error: unexpected end of file");
        assertEquals(
                Optional.of(new Refusal(Why.PACKAGE, "dpkg-deb: error: unexpected end of file")),
                machine.unpack(NEXT));
    }

    @Test
    void bothReleasesMustFindRoom() throws Exception {
        answer("dpkg-deb -f " + staged() + " Installed-Size", 0, "999999999");
        assertEquals(Optional.of(Why.ROOM), machine.unpack(NEXT).map(Refusal::why));
    }

    @Test
    void theNewReleaseIsAskedAboutTheSiteFile() throws Exception {
        assertEquals(Optional.empty(), machine.unpack(NEXT));
        assertEquals(Optional.empty(), machine.objection(NEXT));
        var check = asked.getLast();
        var launcher = places.releases().resolve(".trial/usr/lib/onecard/1.1/bin/onecard");
        var asDaemon = "setpriv --reuid=onecard --regid=onecard --init-groups " + launcher;
        assertEquals(asDaemon + " check --lang en " + places.site(), check);
        answer(check, 1, "site.yaml:1:1: no such key");
        assertEquals(Optional.of("site.yaml:1:1: no such key"), machine.objection(NEXT));
    }

    /// It runs by that one, and would give it up for good where the new release does not take it.
    @Test
    void aSiteFileFromAfarIsLookedAtAsWell() throws Exception {
        var config = Files.createDirectories(places.state().resolve("config"));
        var slots = SiteSlots.open(config, places.site(), "boot");
        slots.store(7, "onecard: 1");
        assertTrue(slots.begin().trial());
        assertEquals(Optional.empty(), machine.objection(NEXT));
        assertTrue(asked.getLast().endsWith(places.site().toString()), "it is on trial itself");
        slots.confirm();
        assertEquals(Optional.empty(), machine.objection(NEXT));
        assertTrue(asked.getLast().endsWith(" " + config.resolve("a.yaml")), asked::toString);
    }

    /// The daemon's user puts there what it likes; root neither waits for it nor is led elsewhere.
    @ParameterizedTest
    @ValueSource(strings = {"mkfifo %s", "ln -s /dev/zero %s", "mkdir %s", "cp /bin/sh %s"})
    void whatIsNoRecordOfSiteFilesIsNone(String made) throws Exception {
        var config = Files.createDirectories(places.state().resolve("config"));
        var record = config.resolve(SiteSlots.KEPT);
        var command = made.formatted(record).split(" ");
        assertEquals(0, new ProcessBuilder(command).start().waitFor());
        assertEquals(Optional.empty(), machine.objection(NEXT));
        assertTrue(asked.getLast().endsWith(places.site().toString()), asked::toString);
    }

    /// What is started by systemd meanwhile is another start, though it serves.
    /// At a boot the updater may be sooner than it: that is no reason to install without a trial.
    @Test
    void aDaemonThatIsAboutToStartIsTakenForOneThatServes() throws Exception {
        var active = "systemctl show --value -p ActiveState onecard.service";
        var job = "systemctl show --value -p Job onecard.service";
        answer(active, 0, "inactive");
        for (var none : List.of("", "0")) {
            answer(job, 0, none);
            assertFalse(machine.isServing());
        }
        answer(job, 0, "117");
        assertTrue(machine.isServing());
        answer(job, 0, "");
        for (var state : List.of("active", "activating", "deactivating", "failed", "reloading")) {
            answer(active, 0, state);
            assertTrue(machine.isServing(), state);
        }
    }

    @Test
    void aDaemonThatStartedAgainIsNotWell() throws Exception {
        var invocation = "systemctl show --value -p InvocationID onecard.service";
        var active = "systemctl show --value -p ActiveState onecard.service";
        answer(active, 0, "active");
        answer(invocation, 0, "first");
        assertEquals(Optional.empty(), machine.restart(Duration.ofMinutes(1)));
        assertEquals(Optional.of("it does not answer"), machine.ailment(true));
        answer(invocation, 0, "second");
        assertEquals(Optional.of("it ended"), machine.ailment(true));
        answer(invocation, 0, "first");
        answer(active, 0, "activating");
        assertEquals(Optional.of("it ended"), machine.ailment(true));
    }

    @Test
    void aStartThatFailsIsTold() throws Exception {
        answer("systemctl restart onecard.service", 1, "Job for onecard.service failed.\nSee");
        assertEquals(
                Optional.of("Job for onecard.service failed."),
                machine.restart(Duration.ofMinutes(1)));
    }

    /// The script of the package, by what this class has written.
    @Test
    void whatTheTrialLeavesIsUndoneWithoutEitherRelease() throws Exception {
        assertEquals(Optional.empty(), machine.unpack(NEXT));
        machine.keepWayBack();
        wayBack();
        assertEquals(Path.of("1.0"), Files.readSymbolicLink(current()));
        machine.useTrial(NEXT);
        wayBack();
        assertEquals(Path.of("1.0"), Files.readSymbolicLink(current()));
        assertTrue(machine.hasWayBack(), "whoever goes on with the update sees what came");

        machine.useTrial(NEXT);
        machine.forgetWayBack();
        wayBack();
        assertTrue(machine.isTrialInForce(), "it has shown that it serves");
    }

    private void wayBack() throws Exception {
        var builder = new ProcessBuilder("sh", BACK.toAbsolutePath().toString());
        builder.environment().put("ONECARD_UPDATES", places.folder().toString());
        builder.environment().put("ONECARD_RELEASES", places.releases().toString());
        assertEquals(0, builder.inheritIO().start().waitFor());
    }
}
