package onecard.edge.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Jars read and written. What is written depends on what is in it, and on nothing else.
final class Jars {

    private static final LocalDateTime EVERY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Jars() {}

    /// Every file in it, by name.
    static SortedMap<String, byte[]> entries(Path jar) {
        var entries = new TreeMap<String, byte[]>();
        try (var file = new ZipFile(jar.toFile())) {
            for (var all = file.entries(); all.hasMoreElements(); ) {
                var entry = all.nextElement();
                if (!entry.isDirectory()) {
                    try (var stream = file.getInputStream(entry)) {
                        entries.put(entry.getName(), stream.readAllBytes());
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(jar.toString(), failed);
        }
        return entries;
    }

    /// The manifest first, as some readers want it, and the rest in order.
    static void write(Path jar, SortedMap<String, byte[]> entries) throws IOException {
        var manifest = "META-INF/MANIFEST.MF";
        try (var out = new ZipOutputStream(Files.newOutputStream(jar), StandardCharsets.UTF_8)) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            if (entries.containsKey(manifest)) {
                put(out, manifest, entries.get(manifest));
            }
            for (var entry : entries.entrySet()) {
                if (!entry.getKey().equals(manifest)) {
                    put(out, entry.getKey(), entry.getValue());
                }
            }
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(EVERY_TIME);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    /// Hex digits.
    static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible); // every Java has it
        }
    }

    /// Of a time in seconds since 1970, as documents write it.
    static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }
}
