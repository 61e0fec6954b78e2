package onecard.edge.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The class path as a package has it: of machine code what the target can run, of libraries that
/// are large and touched in a corner that corner, everything else as its maker made it. With it go
/// the licences and the list of what is in there.
///
/// Into the folder it is given it writes `lib`, `native`, `class-path` (jars in order), `licences`,
/// `copyright` and `sbom.cdx.json`.
final class Bundle {

    /// Libraries of which only those classes go that somebody names. None of these is looked up by
    /// a name that is put together as it runs.
    private static final Set<String> CUT = Set.of("fastutil");

    private static final String CLASS = ".class";

    private final Architecture target;
    private final Path folder;
    private final Licences licences;
    private final List<Packaged> packaged = new ArrayList<>();

    private Bundle(Architecture target, Path folder, Path texts) {
        this.target = target;
        this.folder = folder;
        this.licences = new Licences(texts);
    }

    /// @param args target, folder, folder of licences, version, seconds since 1970, maker and
    ///     version of the Java runtime in it or two empty words, the pages' `libraries.json`, class
    ///     path
    public static void main(String[] args) throws IOException {
        try {
            var runtime =
                    args[5].isEmpty()
                            ? Optional.<Sbom.Runtime>empty()
                            : Optional.of(new Sbom.Runtime(args[5], args[6]));
            make(
                    Architecture.ofDebian(args[0]),
                    Path.of(args[1]),
                    Path.of(args[2]),
                    args[3],
                    Long.parseLong(args[4]),
                    runtime,
                    PageLibrary.of(Path.of(args[7])),
                    Stream.of(args[8].split(":")).map(Path::of).toList());
        } catch (BundleFailed failed) {
            System.err.println("onecard: " + failed.getMessage());
            System.exit(1);
        }
    }

    /// @param runtime the Java that goes with it
    /// @param pages what is in the scripts of the pages that go with it
    /// @throws BundleFailed where a library is not as the rules expect it
    static void make(
            Architecture target,
            Path folder,
            Path texts,
            String version,
            long time,
            Optional<Sbom.Runtime> runtime,
            List<PageLibrary> pages,
            List<Path> classPath)
            throws IOException {
        var bundle = new Bundle(target, folder, texts);
        bundle.libraries(classPath.stream().map(Library::of).toList());
        Files.writeString(
                folder.resolve("sbom.cdx.json"),
                Sbom.of(target, version, time, bundle.packaged, pages, runtime) + "\n");
        Files.writeString(
                folder.resolve("copyright"), bundle.copyright(runtime.isPresent(), pages));
        Files.writeString(
                folder.resolve("class-path"),
                bundle.packaged.stream()
                        .map(jar -> jar.library().fileName() + "\n")
                        .collect(Collectors.joining()));
    }

    private void libraries(List<Library> libraries) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("native"));
        var contents = new TreeMap<String, SortedMap<String, byte[]>>();
        for (var library : libraries) {
            if (contents.put(library.fileName(), Jars.entries(library.jar())) != null) {
                throw new BundleFailed("two libraries are called " + library.fileName());
            }
        }
        for (var library : libraries) {
            library(library, contents);
        }
        for (var rule : NativeRule.ALL) {
            checkTaken(rule, libraries);
        }
    }

    private void library(Library library, Map<String, SortedMap<String, byte[]>> contents)
            throws IOException {
        var entries = Objects.requireNonNull(contents.get(library.fileName()));
        var texts = folder.resolve("licences").resolve(library.artifact());
        Files.createDirectories(texts);
        for (var text : licences.texts(library, entries).entrySet()) {
            Files.write(texts.resolve(text.getKey()), text.getValue());
        }

        var kept = new TreeMap<>(entries);
        var left = new ArrayList<String>();
        var beside = machineCode(library, kept);
        if (beside.isPresent()) {
            left.add("machine code is beside it for the target, and left out for others");
        }
        if (CUT.contains(library.artifact())) {
            int classes = cut(library, contents, kept);
            left.add(classes + " classes that nothing names are left out");
        }
        var jar = folder.resolve("lib").resolve(library.fileName());
        if (left.isEmpty()) {
            Files.copy(library.jar(), jar);
        } else {
            checkUnsigned(library, entries);
            Jars.write(jar, kept);
        }
        packaged.add(
                new Packaged(
                        library,
                        licences.of(library),
                        Jars.sha256(jar),
                        Jars.sha256(library.jar()),
                        String.join("; ", left),
                        beside.orElse(Map.of())));
    }

    /// Takes machine code out of it, and puts the target's beside.
    ///
    /// @return the SHA-256 of each file beside, by its name; empty if no rule is for this library
    private Optional<Map<String, String>> machineCode(
            Library library, SortedMap<String, byte[]> kept) throws IOException {
        var rule = NativeRule.of(library.artifact());
        var beside = new TreeMap<String, String>();
        for (var name : List.copyOf(kept.keySet())) {
            if (rule.filter(known -> name.startsWith(known.folder())).isPresent()) {
                var bytes = kept.remove(name);
                var taken = rule.get().taken(name, target);
                if (taken.isPresent()) {
                    var file = folder.resolve("native").resolve(taken.get());
                    Files.write(file, bytes);
                    beside.put(taken.get(), Jars.sha256(file));
                }
            } else if (NativeRule.isMachineCode(name)) {
                throw new BundleFailed(
                        library.purl()
                                + " has machine code that no rule is for: "
                                + name
                                + ". Next: give NativeRule a row for it");
            }
        }
        return rule.map(_ -> beside);
    }

    private void checkTaken(NativeRule rule, List<Library> libraries) {
        for (var library : libraries) {
            if (!rule.required() || !library.artifact().equals(rule.artifact())) {
                continue;
            }
            boolean any =
                    Jars.entries(library.jar()).keySet().stream()
                            .anyMatch(name -> rule.taken(name, target).isPresent());
            if (!any) {
                throw new BundleFailed(library.purl() + " has nothing for " + target.debian);
            }
        }
    }

    /// A signature speaks for all of a jar.
    private static void checkUnsigned(Library library, SortedMap<String, byte[]> entries) {
        if (entries.keySet().stream().anyMatch(name -> name.matches("META-INF/[^/]+\\.SF"))) {
            throw new BundleFailed(library.purl() + " is signed, and cannot be cut");
        }
    }

    /// Leaves the classes that others come to.
    ///
    /// @return how many are left out
    private static int cut(
            Library library,
            Map<String, SortedMap<String, byte[]>> contents,
            SortedMap<String, byte[]> kept) {
        var classes = new TreeMap<String, byte[]>();
        kept.forEach(
                (name, bytes) -> {
                    if (isClass(name)) {
                        classes.put(name.substring(0, name.length() - CLASS.length()), bytes);
                    }
                });
        var closure = new ClassClosure(classes);
        var roots = new HashSet<String>();
        contents.forEach(
                (file, entries) -> {
                    if (!file.equals(library.fileName())) {
                        entries.forEach(
                                (name, bytes) -> {
                                    if (isClass(name)) {
                                        roots.addAll(closure.entered(bytes));
                                    }
                                });
                    }
                });
        var needed = closure.from(roots);
        kept.keySet()
                .removeIf(
                        name ->
                                isClass(name)
                                        && !needed.contains(
                                                name.substring(0, name.length() - CLASS.length())));
        return classes.size() - needed.size();
    }

    private static boolean isClass(String name) {
        return name.endsWith(CLASS) && !name.endsWith("module-info.class");
    }

    /// In Debian's form for machines, by which what no paragraph names would be ours.
    private String copyright(boolean runtime, List<PageLibrary> pages) {
        var text =
                new StringBuilder(
                        """
                        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
                        Upstream-Name: onecard-edge
                        Comment: The words of each library's licence are in licences/, by its name; what
                         exactly is in this package is listed in sbom.cdx.json.

                        Files: *
                        Copyright: the authors of onecard-edge
                        License: Apache-2.0
                        """);
        for (var jar : packaged) {
            if (!jar.library().ours()) {
                var files = new ArrayList<>(List.of("lib/" + jar.library().fileName()));
                new TreeMap<>(jar.beside()).forEach((name, _) -> files.add("native/" + name));
                text.append(
                        """

                        Files: %s
                        Copyright: see licences/%s
                        License: %s
                        """
                                .formatted(
                                        files.stream()
                                                .map(file -> "usr/lib/onecard/*/" + file)
                                                .collect(Collectors.joining(" ")),
                                        jar.library().artifact(),
                                        String.join(" or ", jar.licences())));
            }
        }
        var terms = new TreeSet<>(Set.of("Apache-2.0"));
        pages.forEach(library -> terms.add(library.licence()));
        text.append(
                """

                Files: usr/share/onecard/pages/*
                Copyright: the authors of onecard-edge; see licences.txt there
                License: %s
                """
                        .formatted(String.join(" and ", terms)));
        if (runtime) {
            text.append(
                    """

                    Files: usr/lib/onecard/*/runtime/*
                    Copyright: see licences/java
                    License: GPL-2.0-only with Classpath-exception-2.0
                    """);
        }
        return text.append(
                        """

                        License: Apache-2.0
                         On Debian systems the words of this licence are in
                         /usr/share/common-licenses/Apache-2.0.
                        """)
                .toString();
    }
}
