package onecard.edge.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes into a package of jars that were made up for it.
class BundleTest {

    private static final ClassDesc TYPE = ClassDesc.of("lib.Type");

    @TempDir Path dir;

    /// By reference, in a descriptor behind other letters, in a generic signature, as text with
    /// points, and from one to the next.
    @Test
    void ofALibraryThatIsCutStaysWhatAnybodyNames() throws Exception {
        var lib = new TreeMap<String, byte[]>();
        for (var name : List.of("Type", "Deeper", "Signed", "Text", "Never", "NeverAgain")) {
            lib.put("lib/" + name + ".class", empty("lib." + name));
        }
        lib.put("lib/Type.class", referring("lib.Type", "lib/Deeper"));
        lib.put("lib/Never.class", referring("lib.Never", "lib/NeverAgain"));
        lib.put("lib/data.bin", new byte[] {1});
        lib.put("module-info.class", empty("lib.module"));
        var user =
                ClassFile.of()
                        .build(
                                ClassDesc.of("app.User"),
                                made -> {
                                    made.withMethod(
                                            "takes",
                                            MethodTypeDesc.of(
                                                    ConstantDescs.CD_void,
                                                    ConstantDescs.CD_int,
                                                    ConstantDescs.CD_long,
                                                    TYPE.arrayType()),
                                            ClassFile.ACC_ABSTRACT,
                                            _ -> {});
                                    made.constantPool().utf8Entry("Ljava/util/List<Llib/Signed;>;");
                                    made.constantPool().utf8Entry("lib.Text");
                                });
        library("fastutil", lib);
        library("user", Map.of("app/User.class", user));
        make(Architecture.ARM64, "user", "fastutil");

        var left = Jars.entries(dir.resolve("out/lib/fastutil-1.0.jar")).keySet();
        assertEquals(
                List.of(
                        "lib/Deeper.class",
                        "lib/Signed.class",
                        "lib/Text.class",
                        "lib/Type.class",
                        "lib/data.bin",
                        "module-info.class"),
                List.copyOf(left));
        var sbom = Files.readString(dir.resolve("out/sbom.cdx.json"));
        assertTrue(sbom.contains("2 classes that nothing names are left out"), sbom);
    }

    @Test
    void whatIsNotCutIsAsItsMakerMadeIt() throws Exception {
        var jar = library("user", Map.of("a.txt", new byte[] {1, 2}));
        make(Architecture.ARM64, "user");
        assertArrayEquals(
                Files.readAllBytes(jar), Files.readAllBytes(dir.resolve("out/lib/user-1.0.jar")));
    }

    @Test
    void machineCodeGoesBesideForTheTargetAlone() throws Exception {
        library(
                "sqlite-jdbc",
                Map.of(
                        "org/sqlite/native/Linux/aarch64/libsqlitejdbc.so", new byte[] {1},
                        "org/sqlite/native/Linux-Musl/aarch64/libsqlitejdbc.so", new byte[] {2},
                        "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so", new byte[] {3},
                        "org/sqlite/native/Windows/x86_64/sqlitejdbc.dll", new byte[] {4},
                        "org/sqlite/A.class", empty("org.sqlite.A")));
        make(Architecture.ARM64, "sqlite-jdbc");
        assertArrayEquals(
                new byte[] {1}, Files.readAllBytes(dir.resolve("out/native/libsqlitejdbc.so")));
        assertEquals(
                List.of("org/sqlite/A.class"),
                List.copyOf(Jars.entries(dir.resolve("out/lib/sqlite-jdbc-1.0.jar")).keySet()));
        var sbom = Files.readString(dir.resolve("out/sbom.cdx.json"));
        var listed =
                "[{\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"%s\"}],"
                        + "\"name\":\"libsqlitejdbc.so\",\"type\":\"file\"}]";
        var sum = Jars.sha256(dir.resolve("out/native/libsqlitejdbc.so"));
        assertTrue(sbom.contains("\"components\":" + listed.formatted(sum)), sbom);
        var copyright = Files.readString(dir.resolve("out/copyright"));
        assertTrue(
                copyright.contains(
                        "Files: usr/lib/onecard/*/lib/sqlite-jdbc-1.0.jar"
                                + " usr/lib/onecard/*/native/libsqlitejdbc.so\n"),
                copyright);
    }

    /// Else it would be ours, by the paragraph that is for everything.
    @Test
    void aRuntimeIsUnderItsOwnLicence() throws Exception {
        var own =
                "Files: usr/lib/onecard/*/runtime/*\n"
                        + "Copyright: see licences/java\n"
                        + "License: GPL-2.0-only with Classpath-exception-2.0\n";
        library("user", Map.of("a.txt", new byte[] {1, 2}));
        make(Architecture.ARM64, "user");
        assertFalse(Files.readString(dir.resolve("out/copyright")).contains("runtime"));
        make(
                Architecture.ARM64,
                Optional.of(new Sbom.Runtime("somebody", "25")),
                List.of(),
                "user");
        assertTrue(Files.readString(dir.resolve("out/copyright")).contains(own));
    }

    @Test
    void theLibrariesOfThePagesAreListedWithTheirTerms() throws Exception {
        var file = dir.resolve("libraries.json");
        Files.writeString(
                file,
                """
                {"libraries":[{"name":"@some/curves","version":"1.2.3","licence":"MIT",
                "sha512":"00ff"}]}
                """);
        library("user", Map.of("a.txt", new byte[] {1, 2}));
        make(Architecture.ARM64, Optional.empty(), PageLibrary.of(file), "user");
        var sbom = Files.readString(dir.resolve("out/sbom.cdx.json"));
        assertTrue(
                sbom.contains(
                        "{\"bom-ref\":\"pkg:npm/%40some/curves@1.2.3\","
                                + "\"hashes\":[{\"alg\":\"SHA-512\",\"content\":\"00ff\"}],"
                                + "\"licenses\":[{\"expression\":\"MIT\"}],"
                                + "\"name\":\"@some/curves\","
                                + "\"purl\":\"pkg:npm/%40some/curves@1.2.3\","
                                + "\"type\":\"library\",\"version\":\"1.2.3\"}"),
                sbom);
        var copyright = Files.readString(dir.resolve("out/copyright"));
        assertTrue(
                copyright.contains(
                        "Files: usr/share/onecard/pages/*\n"
                                + "Copyright: the authors of onecard-edge; see licences.txt there\n"
                                + "License: Apache-2.0 and MIT\n"),
                copyright);

        Files.writeString(file, "{\"libraries\":[{\"name\":\"x\",\"version\":\"1\"}]}");
        assertThrows(BundleFailed.class, () -> PageLibrary.of(file));
        Files.writeString(file, "[]");
        assertThrows(BundleFailed.class, () -> PageLibrary.of(file));
    }

    @Test
    void whatTheRulesDoNotKnowFails() throws Exception {
        library("other", Map.of("linux/libother.so", new byte[] {1}));
        refused("machine code that no rule is for: linux/libother.so", "other");

        library(
                "sqlite-jdbc",
                Map.of("org/sqlite/native/Linux/x86_64/libsqlitejdbc.so", new byte[] {3}));
        refused("has nothing for arm64", "sqlite-jdbc");

        library(
                "fastutil",
                Map.of("lib/A.class", empty("lib.A"), "META-INF/MAKER.SF", new byte[] {1}));
        refused("is signed, and cannot be cut", "fastutil");

        library("odd", Map.of("a.txt", new byte[] {1}));
        Files.writeString(
                pom("odd"),
                "<project><licenses><license><name>Mine</name></license></licenses></project>");
        refused("the licence 'Mine' is not known", "odd");
        Files.writeString(pom("odd"), "<project/>");
        refused("names no licence", "odd");
        Files.writeString(
                pom("odd"),
                "<project><licenses><license><name>MIT</name></license></licenses></project>");
        refused("brings no words of its licence", "odd");
    }

    /// As some descriptions do, in which only the parent's says it.
    @Test
    void aLicenceIsOfTheNearestDescriptionThatNamesAny() throws Exception {
        library("child", Map.of("a.txt", new byte[] {1}));
        library("parent", Map.of("a.txt", new byte[] {1}));
        Files.writeString(
                pom("child"),
                "<project><parent><groupId>org.example</groupId><artifactId>parent</artifactId>"
                        + "<version>1.0</version></parent></project>");
        make(Architecture.ARM64, "child");
        var sbom = Files.readString(dir.resolve("out/sbom.cdx.json"));
        assertTrue(sbom.contains("\"expression\":\"Apache-2.0\""), sbom);
        assertTrue(Files.exists(dir.resolve("out/licences/child/Apache-2.0.txt")));
    }

    @Test
    void theSameMakesTheSame() throws Exception {
        library("fastutil", Map.of("lib/A.class", empty("lib.A"), "b.txt", new byte[] {1}));
        make(Architecture.AMD64, "fastutil");
        Files.move(dir.resolve("out"), dir.resolve("first"));
        make(Architecture.AMD64, "fastutil");
        for (var file : List.of("sbom.cdx.json", "copyright", "lib/fastutil-1.0.jar")) {
            assertArrayEquals(
                    Files.readAllBytes(dir.resolve("first").resolve(file)),
                    Files.readAllBytes(dir.resolve("out").resolve(file)),
                    file);
        }
    }

    private void refused(String why, String artifact) {
        var failed = assertThrows(BundleFailed.class, () -> make(Architecture.ARM64, artifact));
        var said = String.valueOf(failed.getMessage());
        assertTrue(said.contains(why), said);
    }

    private void make(Architecture target, String... artifacts) throws IOException {
        make(target, Optional.empty(), List.of(), artifacts);
    }

    private void make(
            Architecture target,
            Optional<Sbom.Runtime> runtime,
            List<PageLibrary> pages,
            String... artifacts)
            throws IOException {
        var out = dir.resolve("out");
        if (Files.exists(out)) {
            try (var all = Files.walk(out)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(out);
        Bundle.make(
                target,
                out,
                Path.of("src", "package", "licences"),
                "1.0",
                1_700_000_000,
                runtime,
                pages,
                List.of(artifacts).stream().map(this::jar).toList());
    }

    private Path jar(String artifact) {
        return dir.resolve("repository/org/example")
                .resolve(artifact)
                .resolve("1.0")
                .resolve(artifact + "-1.0.jar");
    }

    private Path pom(String artifact) {
        return jar(artifact).resolveSibling(artifact + "-1.0.pom");
    }

    private Path library(String artifact, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(jar(artifact).getParent());
        Jars.write(jar(artifact), new TreeMap<>(entries));
        Files.writeString(
                pom(artifact),
                "<project><licenses><license><name>Apache License 2.0</name></license></licenses>"
                        + "</project>");
        return jar(artifact);
    }

    private static byte[] empty(String name) {
        return ClassFile.of().build(ClassDesc.of(name), _ -> {});
    }

    private static byte[] referring(String name, String other) {
        return ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        made ->
                                made.constantPool()
                                        .classEntry(made.constantPool().utf8Entry(other)));
    }
}
