package onecard.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What modules cannot say: who may touch which library, and which way the arrows point.
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("onecard");

    private static final String[] CORE = {
        "onecard.time..",
        "onecard.access..",
        "onecard.attendance..",
        "onecard.point..",
        "onecard.money..",
        "onecard.visit..",
        "onecard.site..",
        "onecard.maps..",
        "onecard.words.."
    };

    @Test
    void somethingIsChecked() {
        assertTrue(CLASSES.size() > 100, () -> "only " + CLASSES.size() + " classes imported");
        for (var root :
                new String[] {
                    "onecard.time", "onecard.access", "onecard.point", "onecard.hal", "onecard.edge"
                }) {
            assertTrue(
                    CLASSES.stream().anyMatch(type -> type.getPackageName().startsWith(root)),
                    () -> "nothing imported of " + root);
        }
    }

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching("onecard.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theCoreKnowsNeitherBoardNorDaemon() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "onecard.time..",
                        "onecard.access..",
                        "onecard.attendance..",
                        "onecard.point..",
                        "onecard.money..",
                        "onecard.visit..",
                        "onecard.site..",
                        "onecard.maps..",
                        "onecard.words..",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void theCoreReadsNoClockRandomThreadFileOrSocket() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio..", "java.util.concurrent..", "java.util.logging..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(?!URI$).*") // a URI is a value
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Thread.class,
                        java.util.Random.class,
                        java.time.Clock.class,
                        java.util.Timer.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void theCorePointsOneWay() {
        noClasses()
                .that()
                .resideInAPackage("onecard.time..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("onecard.access..", "onecard.point..", "onecard.site..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("onecard.access..", "onecard.attendance..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("onecard.point..", "onecard.site..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("onecard.point..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("onecard.site..")
                .check(CLASSES);
    }

    @Test
    void theBoardKnowsNoPeopleAndNoDaemon() {
        noClasses()
                .that()
                .resideInAPackage("onecard.hal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "onecard.time..",
                        "onecard.access..",
                        "onecard.attendance..",
                        "onecard.point..",
                        "onecard.site..",
                        "onecard.edge..")
                .check(CLASSES);
    }

    @Test
    void nothingKnowsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("onecard.edge")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("onecard.edge") // itself, not its rooms
                .check(CLASSES);
    }

    @Test
    void theLineOfATapLeadsToNoBrokerAndNoCommand() {
        noClasses()
                .that()
                .resideInAPackage("onecard.edge.loop")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "onecard.edge.uplink..",
                        "onecard.edge.remote..",
                        "onecard.edge.cli..",
                        "onecard.edge.state..",
                        "onecard.edge.demo..")
                .check(CLASSES);
    }

    @Test
    void onlyTheProcessKnowsTheCommandsAndTheDemo() {
        noClasses()
                .that()
                .resideOutsideOfPackages("onecard.edge", "onecard.edge.cli", "onecard.edge.demo")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("onecard.edge.cli..", "onecard.edge.demo..")
                .check(CLASSES);
    }

    @Test
    void onlyTheProcessKnowsWhatStandsAtTheEntrances() {
        noClasses()
                .that()
                .resideOutsideOfPackages("onecard.edge", "onecard.edge.entrance")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("onecard.edge.entrance..")
                .check(CLASSES);
    }

    @Test
    void eachLibraryHasOneRoom() {
        only("onecard.hal.pcsc..", "javax.smartcardio..");
        only("onecard.hal.gpio..", "com.pi4j..");
        only("onecard.edge.store..", "java.sql..", "org.sqlite..");
        only("onecard.edge.uplink..", "org.eclipse.paho..");
        only("onecard.edge.site..", "org.snakeyaml..");
        only("onecard.edge.pass..", "com.google.zxing..");
        only("onecard.edge.demo..", "org.apache.activemq..");
        only("onecard.edge.match.face..", "ai.onnxruntime..");
        // With what comes with it, which nobody else may come to need.
        only(
                "onecard.edge.match.finger..",
                "com.machinezoo..",
                "com.fasterxml..",
                "com.google.gson..",
                "it.unimi..",
                "org.apache.commons..",
                "org.jnbis..");
        noClasses()
                .that()
                .resideOutsideOfPackages("onecard.edge.crypto..", "onecard.hal.card..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(CLASSES);
    }

    private static void only(String room, String... library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(CLASSES);
    }
}
