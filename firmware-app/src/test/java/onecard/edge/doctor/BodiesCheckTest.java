package onecard.edge.doctor;

import static onecard.edge.doctor.Findings.site;
import static onecard.edge.doctor.Findings.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import onecard.edge.bio.engine.EnginesHere;
import onecard.edge.crypto.VaultKey;
import onecard.edge.crypto.WholeFile;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.state.StateDir;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultSample;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;
import onecard.site.Secret;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` says of how people are known by their bodies.
class BodiesCheckTest {

    @TempDir Path dir;
    private Path key;

    @BeforeEach
    void key() throws Exception {
        key = dir.resolve("vault.key");
        WholeFile.write(key, "5a".repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    private String door(String sensor) throws Exception {
        return Files.readString(Path.of("../profiles/examples/finger-door.yaml"))
                .replace("credential: vault-key", "file: " + key)
                .replace("serial: /dev/serial/by-id/usb-finger, baud: 57600", sensor);
    }

    private String compared() throws Exception {
        return door("directory: /run/print, dpi: 500");
    }

    private List<Finding> findings(
            String site, Instant now, Function<Modality, Optional<EnginesHere.Maker>> engines) {
        return new BodiesCheck(dir, now, engines).check(site(site));
    }

    private List<String> said(String site) {
        return texts(findings(site, VaultSample.NOW, new EnginesHere(Optional.empty())::maker));
    }

    private Vault vault() throws Exception {
        var secret = new Secret.File(key.toString());
        return Vault.open(
                dir.resolve("vault.db"), VaultKey.of(secret, dir, "my-site"), Optional.empty());
    }

    private void enrols(Enrolled who, Template.Made made) throws Exception {
        try (var vault = vault()) {
            vault.consent(VaultSample.consent(who, Modality.FINGER), VaultSample.BY);
            var old =
                    VaultSample.threeViews(1, 7).stream()
                            .map(
                                    it ->
                                            new Template(
                                                    it.modality(),
                                                    it.position(),
                                                    made,
                                                    it.sensor(),
                                                    it.dpi(),
                                                    it.quality(),
                                                    it.captured(),
                                                    it.payload()))
                            .toList();
            vault.enrol(who, old, VaultSample.NOW, VaultSample.BY);
            for (var owed : vault.owed()) {
                vault.told(owed.id());
            }
        }
    }

    @Test
    void whereNobodyIsLookedAtNothingIsSaid() throws Exception {
        assertEquals(
                List.of(), said(Files.readString(Path.of("../profiles/examples/bench-door.yaml"))));
    }

    /// An engine's states: ready, without a record, not there, and down.
    @Test
    void anEngineIsTriedAndItsStateSaid() throws Exception {
        assertEquals(
                List.of(
                        "Ok board.biometrics.print.engine: ready; what a score means is a line that"
                                + " its author documented",
                        "Ok vault: nothing is kept of anybody yet",
                        "Ok points.door-1.print: what is known of its scores says as much as the"
                                + " point asks"),
                said(compared()));
        var vein =
                compared()
                        .replace("modality: finger", "modality: vein")
                        .replace(", dpi: 500", "")
                        .replace("finger: print", "vein: print")
                        .replace("[finger, pin]", "[vein, pin]");
        assertEquals(
                "Warn board.biometrics.print.engine: it works, and nothing is compared: there is no"
                        + " calibration record",
                said(vein).getFirst());
        var face = vein.replace("vein", "face");
        assertEquals(
                "Warn board.biometrics.print.engine: there is no engine that compares this here",
                said(face).getFirst());
        assertEquals(
                "Fail board.biometrics.print.engine: the engine does not work: no library",
                texts(findings(compared(), VaultSample.NOW, _ -> by(FingerEngine.MADE)))
                        .getFirst());
        assertEquals(
                "Fail board.biometrics.print.engine: nothing is compared, for the calibration record"
                        + " is of no use: it is not there",
                said(compared().replace("dpi: 500", "dpi: 500, calibration: " + dir.resolve("no")))
                        .getFirst());
        assertEquals(
                List.of("Ok vault: nothing is kept of anybody yet"),
                said(door("sim: true")),
                "what compares by itself is no engine's");
    }

    private static Optional<EnginesHere.Maker> by(Template.Made made) {
        return Optional.of(new EnginesHere.Maker(made, Broken::new));
    }

    private static final class Broken implements Engine {
        @Override
        public Modality modality() {
            return Modality.FINGER;
        }

        @Override
        public Template.Made made() {
            return FingerEngine.MADE;
        }

        @Override
        public void warmUp() throws EngineFailed {
            throw new EngineFailed("no library");
        }

        @Override
        public Extraction extract(Sample sample, int position, String sensor, Instant captured) {
            throw new IllegalStateException();
        }

        @Override
        public double[] compare(Template probe, List<Template> references) {
            throw new IllegalStateException();
        }

        @Override
        public void close() {}
    }

    @Test
    void whoMustBeEnrolledAgainIsCounted() throws Exception {
        var made = FingerEngine.MADE;
        enrols(VaultSample.person(1), made);
        assertTrue(
                said(compared())
                        .contains(
                                "Ok vault: 1 people are kept, 1 consents hold; at 100000 people the authority is told"));
        assertFalse(said(compared()).toString().contains("enrolled by another"));

        enrols(
                VaultSample.person(2),
                new Template.Made(made.format(), made.extractor(), made.version() - 1, ""));
        var last =
                findings(compared(), VaultSample.NOW, new EnginesHere(Optional.empty())::maker)
                        .getLast();
        assertEquals(
                "Warn vault.enrolled: 1 people were enrolled by another extractor, model or sensor,"
                        + " and are not compared",
                Findings.text(last));
        assertTrue(last.found().in(Lang.ZH).startsWith("1 人的模板出自另一算法"));
        assertEquals(
                "Warn vault.enrolled: 2 people were enrolled by another extractor, model or sensor,"
                        + " and are not compared",
                said(door("sim: true")).getLast());
        var older = new Template.Made(made.format(), made.extractor(), made.version() - 1, "");
        assertEquals(
                "Warn vault.enrolled: 1 people were enrolled by another extractor, model or sensor,"
                        + " and are not compared",
                texts(findings(compared(), VaultSample.NOW, _ -> by(older))).getLast(),
                "by the engines that it was given");
        enrols(VaultSample.person(1), older);
        assertFalse(
                texts(findings(compared(), VaultSample.NOW, _ -> by(older)))
                        .toString()
                        .contains("enrolled by another"));
    }

    @Test
    void whatIsAmissWithTheVaultIsNamed() throws Exception {
        enrols(VaultSample.person(1), FingerEngine.MADE);
        var later = VaultSample.NOW.plus(VaultSample.YEAR).plus(Duration.ofDays(1));
        assertTrue(
                texts(findings(compared(), later, new EnginesHere(Optional.empty())::maker))
                        .contains(
                                "Ok vault: 1 people are kept, 0 consents hold; at 100000 people the"
                                        + " authority is told"));
        assertTrue(
                said(compared().replace("site: my-site", "site: another"))
                        .contains("Fail vault: it was made with another key, or for another site"));
        var keyless = Files.readString(Path.of("../profiles/examples/bench-door.yaml"));
        assertEquals(
                List.of(
                        "Fail vault: vault.db is there, and no keys.vault: what is kept outlives"
                                + " every consent"),
                said(keyless));
        try (var vault = vault()) {
            vault.consent(
                    VaultSample.consent(VaultSample.person(3), Modality.FACE), VaultSample.BY);
        }
        var owes =
                findings(compared(), VaultSample.NOW, new EnginesHere(Optional.empty())::maker)
                        .get(1);
        assertEquals(
                "the journal is owed 1 records: start the daemon, or make room for the journal",
                ((Finding.Warn) owes).next().in(Lang.EN));

        Files.write(dir.resolve("vault.db"), new byte[9_000]);
        var damaged = said(compared()).get(1);
        assertTrue(damaged.startsWith("Fail vault: vault.db cannot be read: "), damaged);
    }

    /// From so many people on the authority is told of them.
    @Test
    void aVaultOfManyIsSaidToBeOne() throws Exception {
        enrols(VaultSample.person(1), FingerEngine.MADE);
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("vault.db"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 79999)"
                            + " INSERT INTO slot SELECT 'r503', i, 'held', randomblob(16), 'finger',"
                            + " 'ssc', randomblob(16) FROM n");
        }
        var many = said(compared()).get(1);
        assertTrue(many.startsWith("Warn vault: 80000 people are kept"), many);
    }

    /// A record that holds for few is no mistake of the site file until its lists name more.
    @Test
    void moreThanTheRecordHoldsForIsAFault() throws Exception {
        var desk =
                Files.readString(Path.of("../profiles/examples/face-desk.yaml"))
                        .replace("credential: vault-key", "file: " + key)
                        .replace("face, sim: true", "finger, directory: /run/print, dpi: 500")
                        .replace(
                                "face: lens, recognise: face",
                                "finger: lens, recognise: finger, recognise_watched: true")
                        .replace(
                                "    lists: [staff]",
                                "    lists: [staff]\n    false_match_one_in: 10000");
        var open = desk.replace("    roster: board-roster\n", "");
        var people = IntStream.rangeClosed(1, 6).mapToObj(VaultSample::person).toList();
        for (var each : people) {
            enrols(each, FingerEngine.MADE);
        }
        assertTrue(said(open).contains(looksFor("Ok", 0)), () -> said(open).toString());
        listed(people.subList(0, 1));
        assertTrue(said(open).contains(looksFor("Ok", 1)), () -> said(open).toString());
        listed(people.subList(0, 5));
        assertTrue(said(open).contains(looksFor("Warn", 5)), () -> said(open).toString());
        listed(people);
        assertTrue(said(open).contains(looksFor("Fail", 6)), () -> said(open).toString());
        assertTrue(said(desk).contains(looksFor("Warn", 6)), "of whom a roster may expect fewer");
    }

    private void listed(List<Enrolled> people) throws Exception {
        VaultSample.names(StateDir.registry(dir), "staff", people);
    }

    private static String looksFor(String level, int named) {
        return level
                + " points.desk-1.lens: at so few false matches 1 people may be looked for by three"
                + " views of each, 5 by one, and its lists name "
                + named
                + " who are enrolled";
    }
}
