package onecard.edge.bio.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import onecard.access.Token;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.bio.engine.EnginesHere;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.site.SiteFile;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultLook;
import onecard.edge.store.vault.VaultLook.Kept;
import onecard.edge.store.vault.VaultModules;
import onecard.edge.store.vault.VaultSample;
import onecard.hal.bio.Modality;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who must be enrolled again, once something else compares than what they were enrolled by.
class EnrolAgainTest {

    private static final Token ANN = new Token(1, 1);
    private static final Token BOB = new Token(1, 2);
    private static final Template.Made NOW = FingerEngine.MADE;
    private static final Template.Made BEFORE =
            new Template.Made(NOW.format(), NOW.extractor(), NOW.version() - 1, "");
    private static final Map<String, Calibration> UNSAID =
            Map.of("print", new Calibration.Unsaid());
    private static final String MARK = "00000000000000ea";

    @TempDir Path dir;

    private static SiteProfile site(String sensor) throws Exception {
        var text =
                Files.readString(Path.of("../profiles/examples/finger-door.yaml"))
                        .replace("serial: /dev/serial/by-id/usb-finger, baud: 57600", sensor);
        return assertInstanceOf(SiteFile.Read.Good.class, SiteFile.read(text)).profile();
    }

    private static SiteProfile compared() throws Exception {
        return site("directory: /run/print, dpi: 500");
    }

    private static Kept made(Token person, Template.Made made) {
        return new Kept.Made(person, Modality.FINGER, made, "R503");
    }

    private static List<Token> who(
            SiteProfile site, Map<String, Calibration> calibrations, Kept... kept) {
        return who(site, calibrations, new EnginesHere(Optional.empty())::made, kept);
    }

    private static List<Token> who(
            SiteProfile site,
            Map<String, Calibration> calibrations,
            Function<Modality, Optional<Template.Made>> made,
            Kept... kept) {
        return EnrolAgain.of(site, calibrations, made, List.of(kept)).stream()
                .map(EnrolAgain::person)
                .toList();
    }

    /// A template of each version may be there: one that fits will do.
    @Test
    void whoeverHasATemplateOfTheEngineBefore() throws Exception {
        var site = compared();
        assertEquals(
                List.of(BOB),
                who(site, UNSAID, made(ANN, BEFORE), made(ANN, NOW), made(BOB, BEFORE)));
        assertEquals(
                List.of(
                        new EnrolAgain(
                                BOB, Modality.FINGER, "sourceafis 2 (sourceafis-cbor), R503")),
                EnrolAgain.of(
                        site,
                        UNSAID,
                        new EnginesHere(Optional.empty())::made,
                        List.of(made(BOB, BEFORE))));
        // The engine is one on: all are.
        var next = new Template.Made(NOW.format(), NOW.extractor(), NOW.version() + 1, "");
        assertEquals(
                List.of(ANN, BOB),
                who(site, UNSAID, _ -> Optional.of(next), made(BOB, NOW), made(ANN, NOW)));
    }

    @Test
    void whoeverWasEnrolledAtAnotherSensorThanTheRecordIsOf() throws Exception {
        var record =
                new CalibrationRecord(
                        "sourceafis",
                        "3",
                        NOW,
                        "camera",
                        "made-up",
                        300,
                        1_000,
                        Basis.MEASURED,
                        List.of(new Point(new BigDecimal("0.001"), BigDecimal.TEN)),
                        Instant.EPOCH);
        Map<String, Calibration> said = Map.of("print", new Calibration.Said(record));
        assertEquals(List.of(ANN), who(compared(), said, made(ANN, NOW)));
        var camera = new Kept.Made(BOB, Modality.FINGER, NOW, "camera");
        var unnoted = new Kept.Made(BOB, Modality.FINGER, NOW, "");
        assertEquals(List.of(), who(compared(), said, camera));
        assertEquals(List.of(), who(compared(), said, unnoted), "of a vault of layout 1");
    }

    @Test
    void whoeverIsInADeviceThatIsThereNoMore() throws Exception {
        var module = site("serial: /dev/serial/by-id/usb-finger, baud: 57600");
        var here = new Kept.InSlot(ANN, Modality.FINGER, "print", true);
        var gone = new Kept.InSlot(BOB, Modality.FINGER, "porch", true);
        assertEquals(List.of(BOB), who(module, UNSAID, here, gone));
        assertEquals(List.of(ANN), who(module, UNSAID, made(ANN, NOW)));
        assertEquals(List.of(ANN, BOB), who(compared(), UNSAID, gone, here));
        assertEquals(List.of(), who(compared(), UNSAID, here, made(ANN, NOW)));
    }

    /// As the vault tells it: kept under the mark of a module, wherever that is, or under the name
    /// of a sensor, which asks for those only until a module that bears a mark is there.
    @Test
    void whoeverIsOfASensorsNameWhereAModuleBearsAMark() throws Exception {
        var module = site("serial: /dev/serial/by-id/usb-finger, baud: 57600");
        var file = dir.resolve("vault.db");
        var ann = VaultSample.person(1);
        var bob = VaultSample.person(2);
        try (var vault = Vault.open(file, VaultSample.key(), Optional.empty())) {
            held(vault, "print", ann);
            assertEquals(List.of(), who(module, file));

            vault.modules().marked(MARK, "print");
            held(vault, VaultModules.device(MARK), bob);
            assertEquals(
                    List.of(new EnrolAgain(ann.person(), Modality.FINGER, "print")),
                    who(module, file));

            assertTrue(vault.modules().isKnownAt(MARK, "porch"));
            assertEquals(
                    List.of(new EnrolAgain(bob.person(), Modality.FINGER, "porch")),
                    who(module, file));
        }
    }

    private static void held(Vault vault, String device, Enrolled who) throws Exception {
        vault.consent(VaultSample.consent(who, Modality.FINGER), VaultSample.BY);
        vault.slots().promise(device, 0, who, Modality.FINGER, VaultSample.NOW);
        vault.slots().held(device, 0, VaultSample.NOW, VaultSample.BY);
    }

    private static List<EnrolAgain> who(SiteProfile site, Path vault) throws Exception {
        return EnrolAgain.of(
                site, UNSAID, new EnginesHere(Optional.empty())::made, VaultLook.kept(vault));
    }

    /// Nobody is sent to enrol for what no sensor looks at, or what nobody knows.
    @Test
    void nobodyElse() throws Exception {
        var face = new Kept.Made(ANN, Modality.FACE, BEFORE, "camera");
        assertEquals(List.of(), who(compared(), UNSAID, face));
        assertEquals(List.of(), who(compared(), UNSAID, _ -> Optional.empty(), made(ANN, BEFORE)));
        assertEquals(List.of(), who(compared(), UNSAID));
    }
}
