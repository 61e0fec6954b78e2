package onecard.edge.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What root believes of a package that somebody brings, or the daemon lays out.
class StagingTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");

    @TempDir Path dir;
    private final byte[] content = new byte[200_000];
    private final PaperMachine machine = new PaperMachine();
    private final List<String> commands = new ArrayList<>();
    private Path file = Path.of("");
    private Path notice = Path.of("");
    private Path folder = Path.of("");
    private Path laid = Path.of("");

    @BeforeEach
    void bring() throws IOException {
        Arrays.fill(content, (byte) 7);
        folder = dir.resolve("folder");
        laid = dir.resolve("laid");
        Files.createDirectories(laid);
        file = dir.resolve("onecard_1.1_amd64.deb");
        notice = dir.resolve("onecard_1.1_amd64.deb.json");
        Files.write(file, content);
        Files.write(notice, Canonical.bytes(signed()));
    }

    private Updates updates() {
        var staging = new Staging(folder, new TrustedKeys(List.of(KEY.publicText())), "s", "d");
        return new Updates(
                folder,
                laid,
                staging,
                machine,
                (_, command) -> {
                    commands.add(String.join(" ", command));
                    return new Shell.Said(0, "");
                });
    }

    private Notice unsigned() throws IOException {
        return unsigned(NOW);
    }

    private Notice unsigned(Instant issued) throws IOException {
        return new Notice(
                Optional.empty(),
                Optional.empty(),
                new Version("1.1"),
                Notice.sha256(file),
                Optional.of((long) content.length),
                Optional.empty(),
                issued,
                "");
    }

    private Json.Obj signed() throws IOException {
        return Notice.signed(unsigned(), KEY);
    }

    private static Json.Obj again(Json.Obj changed) {
        var body = changed.without("sig");
        return body.with("sig", KEY.sign(body));
    }

    private Optional<Why> brought() throws IOException {
        var refusal = updates().bring(file, notice).map(Refusal::why);
        assertEquals(refusal.isEmpty(), Update.isUnderWay(folder));
        return refusal;
    }

    @Test
    void aGoodOneIsKeptAsItWasSigned() throws Exception {
        assertEquals(Optional.empty(), brought());
        assertArrayEquals(content, Files.readAllBytes(folder.resolve(Update.PACKAGE)));
        var standing = Standing.read(folder).orElseThrow();
        assertEquals(Step.STAGED, standing.step());
        assertEquals("1.1", standing.version());
        assertEquals(PaperMachine.BEFORE, standing.from());
        // The daemon reads it, and nobody else reads or writes the package.
        assertEquals("rw-r--r--", mode(folder.resolve(Standing.FILE)));
        assertEquals("rw-------", mode(folder.resolve(Update.PACKAGE)));
        assertEquals("rw-------", mode(folder.resolve(Turn.FILE)));
        assertTrue(updates().isUnderWay());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void oneThatNobodyTrustedSignedIsRefused() throws Exception {
        var seed = new byte[32];
        seed[0] = 1;
        var other = SigningKey.ofSeed(seed);
        for (var bad :
                List.of(
                        Canonical.bytes(Notice.signed(unsigned(), other)),
                        Canonical.bytes(signed().with("version", "1.2")),
                        Canonical.bytes(signed().without("sig")),
                        new byte[] {'{'},
                        new byte[0],
                        new byte[20_000])) {
            Files.write(notice, bad);
            assertEquals(Optional.of(Why.UNSIGNED), brought());
        }
    }

    @Test
    void otherBytesThanThoseSignedAreRefused() throws Exception {
        var altered = content.clone();
        altered[100_000] ^= 1;
        for (var bad :
                List.of(
                        altered,
                        Arrays.copyOf(content, content.length - 1),
                        Arrays.copyOf(content, content.length + 1),
                        new byte[0])) {
            Files.write(file, bad);
            assertEquals(Optional.of(Why.HASH), brought());
        }
        try (var left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve(Turn.FILE)), left.toList());
        }
    }

    /// Or what one has looked at is in the place of what the other has: bytes that nobody signed.
    @Test
    void twoAtOnceAreNone() throws Exception {
        var others = new ArrayList<String>();
        machine.whenAsked =
                () -> {
                    machine.whenAsked = () -> {};
                    var failed = assertThrows(Failed.class, () -> updates().bring(file, notice));
                    others.add(failed.words().en());
                };
        assertEquals(Optional.empty(), brought());
        assertEquals(List.of(Message.UPDATE_UNDER_WAY.with().en()), others);
        assertThrows(Failed.class, () -> updates().bring(file, notice), "it waits for its turn");
        assertArrayEquals(content, Files.readAllBytes(folder.resolve(Update.PACKAGE)));
    }

    /// The daemon may lay something out just when somebody brings a file.
    @Test
    void whileOneThatTheDaemonLaidOutIsTakenNobodyBringsAnother() throws Exception {
        lay();
        var others = new ArrayList<Failed>();
        machine.whenAsked =
                () -> {
                    machine.whenAsked = () -> {};
                    others.add(assertThrows(Failed.class, () -> updates().bring(file, notice)));
                };
        assertTrue(updates().goOn());
        assertEquals(1, others.size());
        assertEquals(Step.GOOD, Standing.read(folder).orElseThrow().step());
    }

    @Test
    void moreBytesThanAnyPackageHasAreNotRead() throws Exception {
        var large = again(signed().with("bytes", Notice.BYTES_MAX + 1));
        Files.write(notice, Canonical.bytes(large));
        assertEquals(Optional.of(Why.MALFORMED), brought());

        var larger = again(signed().with("bytes", content.length - 1));
        Files.write(notice, Canonical.bytes(larger));
        assertEquals(Optional.of(Why.HASH), brought());
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        var secret = dir.resolve("secret");
        Files.move(file, secret);
        Files.createSymbolicLink(file, secret);
        assertEquals(Optional.of(Why.HASH), brought());
    }

    @Test
    void oneForAnotherIsRefused() throws Exception {
        for (var whose : List.of("site", "device")) {
            Files.write(notice, Canonical.bytes(again(signed().with(whose, "other"))));
            assertEquals(Optional.of(Why.OF_ANOTHER), brought());
        }
        var ours = again(signed().with("site", "s").with("device", "d"));
        Files.write(notice, Canonical.bytes(ours));
        assertEquals(Optional.empty(), brought());
    }

    /// It would take the room of the journal, and of the next one.
    @Test
    void nothingIsLeftOfACopyThatWasCutShort() throws Exception {
        Files.createDirectories(folder);
        var left = folder.resolve(Update.PACKAGE + ".new");
        Files.write(left, content);
        assertFalse(updates().goOn());
        assertFalse(Files.exists(left));

        Files.write(left, content);
        Files.write(notice, new byte[0]);
        assertEquals(Optional.of(Why.UNSIGNED), brought());
        assertFalse(Files.exists(left));

        var closed = FileChannel.open(file);
        closed.close();
        var kept = folder.resolve(Update.PACKAGE);
        assertThrows(
                ClosedChannelException.class,
                () -> Durable.copy(closed, kept, Notice.sha256(file), content.length));
        assertFalse(Files.exists(left));
    }

    /// Nobody knows what is later than that.
    @ParameterizedTest
    @ValueSource(strings = {"1:0.9", "0.9-1", ""})
    void whatIsInstalledAndNoVersionOfOursIsNotReplaced(String installed) throws Exception {
        machine.installed = installed;
        assertEquals(Optional.of(Why.OLD), brought());
        machine.current = installed;
        lay();
        assertFalse(updates().goOn());
        assertEquals(
                Optional.of(Why.OLD),
                Standing.read(folder).orElseThrow().refusal().map(Refusal::why));
    }

    @Test
    void whatIsNotLaterIsRefusedAtOnce() throws Exception {
        machine.installed = "1.1";
        assertEquals(Optional.of(Why.OLD), brought());
        machine.installed = "1.2";
        assertEquals(Optional.of(Why.OLD), brought());
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "sha256", "bytes", "url", "site", "device", "issued"})
    void aMemberThatIsNotAsItMustBeRefusesIt(String member) throws Exception {
        Files.write(notice, Canonical.bytes(again(signed().with(member, "../x y"))));
        assertEquals(Optional.of(Why.MALFORMED), brought());
        Files.write(notice, Canonical.bytes(again(signed().with(member, Json.Obj.EMPTY))));
        assertEquals(Optional.of(Why.MALFORMED), brought());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://server/x",
                "file:///etc/shadow",
                "//server/x",
                "http:///x",
                "http://me:secret@server/x",
                "http://server/a b",
                ""
            })
    void whatIsNoAddressOfAServerIsNone(String text) {
        assertEquals(Optional.empty(), Notice.url(text));
        assertEquals(Optional.of(URI.create("http://server/x")), Notice.url("http://server/x"));
    }

    /// What the daemon laid out goes its whole way; the new release does the last of it.
    @Test
    void whatTheDaemonLaysOutIsTaken() throws Exception {
        lay();
        assertTrue(updates().goOn());
        assertEquals(Step.GOOD, Standing.read(folder).orElseThrow().step());
        machine.process();
        assertFalse(updates().goOn());
        assertEquals(Step.INSTALLED, Standing.read(folder).orElseThrow().step());
        assertEquals("1.1", machine.installed);

        machine.starts.clear();
        machine.process();
        assertFalse(updates().goOn(), "it lies there still");
        assertEquals(List.of(), machine.starts);
    }

    private void lay() throws IOException {
        Files.copy(file, laid.resolve(Update.PACKAGE));
        Files.copy(notice, laid.resolve(UpdateTwin.NOTICE));
    }

    @Test
    void whatTheDaemonLaysOutWronglyIsRefusedOnce() throws Exception {
        Files.write(notice, Canonical.bytes(signed().with("version", "1.2")));
        lay();
        assertFalse(updates().goOn());
        var refused = Standing.read(folder).orElseThrow();
        assertEquals(Optional.of(Why.UNSIGNED), refused.refusal().map(Refusal::why));
        assertEquals(signed().text("sig").orElseThrow(), refused.sig());

        Files.write(laid.resolve(UpdateTwin.NOTICE), Canonical.bytes(signed()));
        assertFalse(updates().goOn(), "the same signature was refused");
        assertEquals(refused, Standing.read(folder).orElseThrow());
    }

    /// Each of two that were given up could be had tried again after the other, for ever.
    @Test
    void whatWasTakenBeforeIsNotTakenAgainAfterALaterOne() throws Exception {
        machine.areNotWell.add("1.1");
        lay();
        assertFalse(updates().goOn());
        assertEquals(Step.ROLLED_BACK, Standing.read(folder).orElseThrow().step());
        layOut(NOW.plusSeconds(60));
        assertFalse(updates().goOn());
        var later = Standing.read(folder).orElseThrow();
        assertEquals(Step.ROLLED_BACK, later.step());
        assertEquals(NOW.plusSeconds(60), later.issued());

        machine.starts.clear();
        for (var issued : List.of(NOW, Instant.EPOCH, NOW.plusSeconds(59))) {
            layOut(issued);
            assertFalse(updates().goOn());
        }
        assertEquals(later, Standing.read(folder).orElseThrow());
        assertEquals(List.of(), machine.starts);

        layOut(NOW.plusSeconds(61));
        assertFalse(updates().goOn());
        assertEquals(NOW.plusSeconds(61), Standing.read(folder).orElseThrow().issued());
    }

    /// Nor after one that nobody signed, or one of another device.
    @Test
    void noNoticeThatIsRefusedMakesAFormerOneNew() throws Exception {
        machine.areNotWell.add("1.1");
        lay();
        assertFalse(updates().goOn());
        var junk = again(signed().with("version", "1.2")).with("version", "1.3");
        var others = again(signed().with("device", "other").with("issued", "2030-01-01T00:00:00Z"));
        for (var refused : List.of(junk, others)) {
            Files.write(laid.resolve(UpdateTwin.NOTICE), Canonical.bytes(refused));
            assertFalse(updates().goOn());
            var standing = Standing.read(folder).orElseThrow();
            assertEquals(Step.REFUSED, standing.step());
            assertEquals(NOW, standing.issued());
        }
        machine.starts.clear();
        layOut(NOW);
        assertFalse(updates().goOn());
        assertEquals(List.of(), machine.starts);
    }

    /// Whoever stands beside the device decides.
    @Test
    void whatSomebodyBringsMayBeOld() throws Exception {
        layOut(NOW.plusSeconds(60));
        machine.areNotWell.add("1.1");
        assertFalse(updates().goOn());

        assertEquals(Optional.empty(), brought());
        assertEquals(NOW.plusSeconds(60), Standing.read(folder).orElseThrow().issued());
    }

    private void layOut(Instant issued) throws IOException {
        var notice = Notice.signed(unsigned(issued), KEY);
        Files.write(laid.resolve(UpdateTwin.NOTICE), Canonical.bytes(notice));
        Files.write(laid.resolve(Update.PACKAGE), content);
    }

    /// Root would wait for ever, or read without end, and no update could be brought any more.
    @ParameterizedTest
    @ValueSource(strings = {"mkfifo", "ln -s /dev/zero", "mkdir"})
    void whatTheDaemonLaysOutAndIsNoFileIsNotOpened(String made) throws Exception {
        for (var name : List.of(Update.PACKAGE, UpdateTwin.NOTICE)) {
            lay();
            var there = laid.resolve(name);
            Files.delete(there);
            var command = (made + " " + there).split(" ");
            assertEquals(0, new ProcessBuilder(command).start().waitFor());
            assertEquals(Optional.empty(), Theirs.open(there));
            assertFalse(updates().goOn());
            assertEquals(Optional.empty(), Standing.read(folder));
            for (var laidOut : List.of(Update.PACKAGE, UpdateTwin.NOTICE)) {
                Files.delete(laid.resolve(laidOut));
            }
        }
    }

    /// It is being replaced: no verdict over its notice.
    @Test
    void aNoticeWithoutItsPackageIsLeftForLater() throws Exception {
        Files.copy(notice, laid.resolve(UpdateTwin.NOTICE));
        assertFalse(updates().goOn());
        assertEquals(Optional.empty(), Standing.read(folder));
    }

    @Test
    void theServiceIsAskedToGoOn() throws Exception {
        assertEquals(Optional.empty(), updates().begin());
        assertEquals(List.of("systemctl start --no-block onecard-update.service"), commands);
    }
}
