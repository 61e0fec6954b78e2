package onecard.edge.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.site.SiteFile;
import onecard.edge.state.StateDir;
import onecard.edge.words.Failed;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups that somebody made up, and signed: each is refused for what is wrong with it, in bounded
/// room, and the state stays as empty as it was.
class HostileBackupTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Manifest.Head HEAD = new Manifest.Head("7f3a19c2", 3, "ab".repeat(32));

    @TempDir Path dir;
    private SiteProfile site;
    private Path file;
    private String yaml = "";

    @BeforeEach
    void aSite() throws IOException {
        yaml = Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"));
        site = assertInstanceOf(SiteFile.Read.Good.class, SiteFile.read(yaml)).profile();
        file = dir.resolve("made-up.backup");
    }

    @Test
    void aManifestIsSignedWholeAndOfThisForm() throws Exception {
        refusedAtSight(json -> json.with("v", 2));
        refusedAtSight(json -> json.without("head"));
        refusedAtSight(json -> json.without("made"));
        refusedAtSight(json -> json.with("made", "yesterday"));
        refusedAtSight(json -> json.with("parts", new Json.Arr(List.of(new Json.Str("x")))));
        for (var name :
                List.of("../evil", "/etc/passwd", "vault.db", "device.pem", "config/c.yaml")) {
            refusedAtSight(json -> json.with("parts", parts(part(name, 1), part("site.yaml", 1))));
        }
        refusedAtSight(
                json -> json.with("parts", parts(part("site.yaml", 1), part("site.yaml", 1))));
        refusedAtSight(json -> json.with("parts", parts(part("site.yaml", -1))));

        write(json -> json, signed -> signed.with("site", "other"));
        assertThrows(Unfit.class, () -> Restore.open(file), "changed after it was signed");
        write(json -> json.with("software", "x".repeat(Manifest.BYTES_MAX)), it -> it);
        assertThrows(Unfit.class, () -> Restore.open(file), "too long to be one");
        write(json -> json, it -> it);
        Restore.open(file).close();
    }

    @Test
    void aPartIsWhatTheManifestSays() throws Exception {
        var bomb = Files.write(dir.resolve("zeros"), new byte[20 << 20]);
        var said = part("journal.db", 1_000);
        pack(
                List.of(new BackupFile.Source("journal.db", bomb)),
                json -> json.with("parts", parts(said)));
        var unfit = refused();
        assertTrue(said(unfit).contains("journal.db in it is not as"), () -> said(unfit));

        pack(List.of(), json -> json.with("parts", parts(said)));
        assertTrue(said(refused()).contains("journal.db in it is not as"));

        pack(List.of(), json -> json.with("parts", parts()));
        assertTrue(said(refused()).contains("must end with 7f3a19c2:3"), "no journal");

        pack(
                List.of(
                        new BackupFile.Source(
                                "journal.db", Files.writeString(bomb, "no database"))),
                json -> json);
        assertThrows(IOException.class, this::restored);
        empty();
    }

    /// However little it takes in the file.
    @Test
    void noMoreOfAPartIsUnpackedThanTheManifestSays() throws Exception {
        var zeros = Files.write(dir.resolve("zeros"), new byte[20 << 20]);
        pack(
                List.of(new BackupFile.Source("journal.db", zeros)),
                json -> json.with("parts", parts(part("journal.db", 100_000))));
        assertTrue(Files.size(file) < 100_000);
        long[] unpacked = {0};
        var sink =
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        unpacked[0]++;
                    }
                };
        try (var backup = BackupFile.open(file)) {
            var part = backup.manifest().parts().getFirst();
            assertThrows(Unfit.class, () -> backup.copy(part, sink));
        }
        assertTrue(unpacked[0] <= 100_000, () -> "unpacked " + unpacked[0]);
    }

    @Test
    void whatNoDiskHoldsIsNotBegun() throws Exception {
        pack(List.of(), json -> json.with("parts", parts(part("journal.db", Json.Num.MAX))));
        var failed = assertThrows(Failed.class, this::restored);
        assertTrue(said(failed).contains("must have room for"), () -> said(failed));
        empty();
    }

    @Test
    void aSiteFileIsShort() throws Exception {
        pack(List.of(), json -> json.with("parts", parts(part("site.yaml", 1L << 30))));
        try (var restore = Restore.open(file)) {
            assertThrows(Unfit.class, restore::site);
        }
        pack(List.of(), json -> json.with("parts", parts()));
        try (var restore = Restore.open(file)) {
            assertThrows(Unfit.class, restore::site);
        }
    }

    // --- what is done ---

    private void refusedAtSight(UnaryOperator<Json.Obj> change) throws IOException {
        write(change, it -> it);
        assertThrows(Unfit.class, () -> Restore.open(file));
    }

    private Unfit refused() throws IOException {
        var unfit = assertThrows(Unfit.class, this::restored);
        empty();
        return unfit;
    }

    private static String said(Failed failed) {
        return failed.words().en();
    }

    private void empty() throws IOException {
        try (Stream<Path> there = Files.list(dir.resolve("state"))) {
            assertEquals(List.of("lock"), there.map(it -> it.getFileName().toString()).toList());
        }
    }

    private void restored() throws IOException {
        try (var restore = Restore.open(file);
                var held = StateDir.hold(dir.resolve("state")).orElseThrow()) {
            var _ = restore.into(held, site, false, false);
        }
    }

    /// A zip with the site file in it, and that manifest.
    ///
    /// @param before of what is signed
    /// @param after of what was
    private void write(UnaryOperator<Json.Obj> before, UnaryOperator<Json.Obj> after)
            throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("site.yaml"));
            zip.write(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(Canonical.bytes(after.apply(resigned(manifest(List.of()), before))));
        }
    }

    private void pack(List<BackupFile.Source> sources, UnaryOperator<Json.Obj> change)
            throws IOException {
        BackupFile.write(
                file,
                file.resolveSibling("draft"),
                new ArrayList<>(sources),
                written -> resigned(manifest(written), change));
    }

    private static Json.Obj manifest(List<Manifest.Part> parts) {
        return new Manifest(
                        "bench",
                        "bench",
                        "2026-11-30T03:00:00+08:00",
                        "0.1.0",
                        HEAD,
                        Optional.empty(),
                        parts,
                        KEY.publicText())
                .signedBy(KEY);
    }

    private static Json.Obj resigned(Json.Obj manifest, UnaryOperator<Json.Obj> change) {
        var changed = change.apply(manifest.without("sig"));
        return changed.with("sig", KEY.sign(changed));
    }

    private static Json.Arr parts(Json... parts) {
        return new Json.Arr(List.of(parts));
    }

    private static Json part(String name, long bytes) {
        return Json.Obj.EMPTY
                .with("name", name)
                .with("bytes", bytes)
                .with("sha256", "cd".repeat(32));
    }
}
