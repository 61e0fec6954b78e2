package onecard.edge.bio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The native library that runs nets: when it is loaded, and what becomes of a machine on which it
/// cannot be.
class OnnxRuntimeTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir Path folder;

    /// Whoever names no model pays nothing for it, in time or in memory. And denormals are nothing,
    /// whichever thread asks.
    @Test
    void itIsLoadedForANetAndNotBefore() throws Exception {
        assertEquals(
                List.of(
                        "without: NotConfigured[], loaded: false",
                        "missing: Down[why=models.face.embed: there is no file /none.onnx],"
                                + " loaded: false",
                        "with: NotCalibrated[why=], loaded: true",
                        "denormal: 0.0",
                        "denormal: 0.0"),
                run(CLASS_PATH));
    }

    @Test
    void whereItCannotBeLoadedFacesAreNotComparedAndAllElseIs() throws Exception {
        for (var library : List.of("libonnxruntime.so", "libonnxruntime4j_jni.so")) {
            Files.writeString(folder.resolve(library), "no library");
        }
        assertDown(run(CLASS_PATH, "-Donnxruntime.native.path=" + folder));
    }

    /// As in a package from which it was left out.
    @Test
    void whereItIsNotThereFacesAreNotComparedAndAllElseIs() throws Exception {
        var without =
                Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                        .filter(jar -> !jar.contains("onnxruntime"))
                        .collect(Collectors.joining(File.pathSeparator));
        assertDown(run(without));
    }

    private static void assertDown(List<String> said) {
        assertEquals("without: NotConfigured[], loaded: false", said.getFirst());
        assertTrue(
                said.stream()
                        .anyMatch(
                                line ->
                                        line.startsWith(
                                                "with: Down[why=ONNX Runtime cannot be loaded: ")),
                said::toString);
    }

    private List<String> run(String classPath, String... options) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xmx128m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, OwnProcess.class.getName(), folder.toString()));
        var errors = folder.resolve("errors").toFile();
        var process = new ProcessBuilder(command).redirectError(errors).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out.lines()
                .filter(line -> line.matches("(with|without|missing|denormal): .*"))
                .toList();
    }
}
