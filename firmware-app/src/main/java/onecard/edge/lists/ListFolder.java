package onecard.edge.lists;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.WholeFile;

/// Signed lists as files: `deny.json`, and of each list `NAME/head.json`, `NAME/bucket/SHA256` and,
/// as `NAME/previous.json`, the head before. As they are inside, not packed: anybody can look at
/// them, and `sha256sum` says whether a bucket is what its name says; a broker gets them packed.
/// Whoever reads finds one version whole at any time, over a power cut too: buckets come first, the
/// head last.
///
/// @param path may not be there yet
public record ListFolder(Path path) {

    public Path denyFile() {
        return path.resolve("deny.json");
    }

    public Path headFile(String list) {
        return path.resolve(list).resolve("head.json");
    }

    private Path previousFile(String list) {
        return path.resolve(list).resolve("previous.json");
    }

    private Path buckets(String list) {
        return path.resolve(list).resolve("bucket");
    }

    /// What is here: what is denied first, since a head may demand it.
    public List<String> all() throws IOException {
        var all = new ArrayList<String>();
        if (Files.exists(denyFile())) {
            all.add(DenyList.NAME);
        }
        all.addAll(lists());
        return all;
    }

    private List<String> lists() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> Files.isRegularFile(headFile(name)))
                    .sorted()
                    .toList();
        }
    }

    /// What is there, signed by whomever; empty if there is nothing, or not JSON.
    public Optional<Json.Obj> signedHead(String list) throws IOException {
        return signed(headFile(list), ListHead.BYTES_MAX);
    }

    /// The same of what was there before.
    public Optional<Json.Obj> signedPrevious(String list) throws IOException {
        return signed(previousFile(list), ListHead.BYTES_MAX);
    }

    /// The same of what is denied everywhere.
    public Optional<Json.Obj> signedDeny() throws IOException {
        return signed(denyFile(), DenyList.BYTES_MAX);
    }

    private static Optional<Json.Obj> signed(Path file, int most) throws IOException {
        return read(file, most).flatMap(JsonReader::object);
    }

    /// What is inside; empty if it is not there, too long, or another than its name says.
    public Optional<byte[]> bucket(String list, String sha256) throws IOException {
        return read(buckets(list).resolve(sha256), ListBucket.BYTES_MAX)
                .filter(plain -> ListBucket.sha256(plain).equals(sha256));
    }

    private static Optional<byte[]> read(Path file, int most) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= most
                ? Packed.open(Files.readAllBytes(file), most)
                : Optional.empty();
    }

    /// Puts a bucket where it is not yet.
    ///
    /// @return whether it was written
    boolean put(String list, String sha256, byte[] plain) throws IOException {
        if (bucket(list, sha256).isPresent()) {
            return false;
        }
        Files.createDirectories(buckets(list));
        WholeFile.write(buckets(list).resolve(sha256), plain);
        return true;
    }

    /// Makes it the head; the one before is remembered, and buckets that neither names are dropped.
    void put(ListHead head, Json.Obj signed) throws IOException {
        var before = signedHead(head.list());
        Files.createDirectories(path.resolve(head.list()));
        if (before.isPresent()) {
            WholeFile.write(previousFile(head.list()), line(before.get()));
        }
        WholeFile.write(headFile(head.list()), line(signed));
        var kept = new HashSet<>(head.names());
        before.flatMap(ListHead::read).ifPresent(it -> kept.addAll(it.names()));
        drop(head.list(), kept);
    }

    private void drop(String list, Set<String> kept) throws IOException {
        if (!Files.isDirectory(buckets(list))) {
            return;
        }
        try (var files = Files.list(buckets(list))) {
            for (var file : files.toList()) {
                if (!kept.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    void put(Json.Obj deny) throws IOException {
        Files.createDirectories(path);
        WholeFile.write(denyFile(), line(deny));
    }

    private static byte[] line(Json.Obj signed) {
        return (signed + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
