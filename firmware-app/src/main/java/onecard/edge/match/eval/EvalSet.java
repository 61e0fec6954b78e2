package onecard.edge.match.eval;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The samples of a folder: `IDENTITY_IMPRESSION.ext`, or `IDENTITY/IMPRESSION.ext`.
///
/// @param identities by name; the impressions of each in order, `10` after `9`
/// @param strange files with such an extension whose names say neither
public record EvalSet(Map<String, List<Path>> identities, List<Path> strange) {

    private static final Comparator<Path> IN_ORDER =
            Comparator.<Path, BigInteger>comparing(file -> number(stem(file)))
                    .thenComparing(EvalSet::stem)
                    .thenComparing(Path::toString);

    public EvalSet {
        identities = new TreeMap<>(identities);
        identities.replaceAll((_, files) -> files.stream().sorted(IN_ORDER).toList());
        strange = strange.stream().sorted().toList();
    }

    /// @param extensions without their dot, in lower case; other files are none of the set
    public static EvalSet read(Path folder, Set<String> extensions) throws IOException {
        var identities = new TreeMap<String, List<Path>>();
        var strange = new ArrayList<Path>();
        for (var entry : entries(folder)) {
            if (Files.isDirectory(entry)) {
                for (var file : entries(entry)) {
                    if (extensions.contains(extension(file))) {
                        identities.computeIfAbsent(name(entry), _ -> new ArrayList<>()).add(file);
                    }
                }
            } else if (extensions.contains(extension(entry))) {
                var stem = stem(entry);
                int at = stem.indexOf('_') < 0 ? stem.lastIndexOf('-') : stem.lastIndexOf('_');
                if (at < 1 || at == stem.length() - 1) {
                    strange.add(entry);
                } else {
                    identities
                            .computeIfAbsent(stem.substring(0, at), _ -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
        return new EvalSet(identities, strange);
    }

    public int impressions() {
        return identities.values().stream().mapToInt(List::size).sum();
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String stem(Path file) {
        var name = name(file);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    static String extension(Path file) {
        var name = name(file);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// The digits at its end; names without any come first.
    private static BigInteger number(String stem) {
        int from = stem.length();
        while (from > 0 && Character.isDigit(stem.charAt(from - 1))) {
            from--;
        }
        return from == stem.length()
                ? BigInteger.ONE.negate()
                : new BigInteger(stem.substring(from));
    }
}
