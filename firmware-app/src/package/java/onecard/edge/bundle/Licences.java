package onecard.edge.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// What a library may be used by: what its description in Maven's repository says, and the words of
/// it. A library without either is not packaged.
final class Licences {

    /// What descriptions call them, by what the names begin with, and their SPDX identifiers.
    private static final Map<String, String> NAMES =
            Map.of(
                    "apache", "Apache-2.0",
                    "the apache", "Apache-2.0",
                    "bouncy castle", "MIT",
                    "mit", "MIT",
                    "the mit", "MIT",
                    "eclipse public license - version 2", "EPL-2.0",
                    "eclipse distribution license", "BSD-3-Clause",
                    "bsd-2-clause", "BSD-2-Clause");

    private static final Pattern WORDS_OF_IT =
            Pattern.compile(
                    "(.*/)?([A-Za-z]+-)?(licen[cs]e|notice|copying|about|thirdpartynotices)"
                            + "(\\.(txt|md|html|zentus))?",
                    Pattern.CASE_INSENSITIVE);

    private final Path texts;

    /// @param texts the words of those that jars do not bring, as `ARTIFACT.txt` or `SPDX.txt`
    Licences(Path texts) {
        this.texts = texts;
    }

    /// SPDX identifiers, any of which will do.
    List<String> of(Library library) throws IOException {
        if (library.ours()) {
            return List.of("Apache-2.0");
        }
        var pom = library.artifact() + "-" + library.version() + ".pom";
        var names = named(library.jar().resolveSibling(pom));
        var ids = new ArrayList<String>();
        for (var name : names) {
            ids.add(
                    NAMES.entrySet().stream()
                            .filter(
                                    known ->
                                            name.toLowerCase(Locale.ROOT)
                                                    .startsWith(known.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new BundleFailed(
                                                    library.purl()
                                                            + ": the licence '"
                                                            + name
                                                            + "' is not known. Next: look at it,"
                                                            + " and name it in Licences")));
        }
        if (ids.isEmpty()) {
            throw new BundleFailed(library.purl() + " names no licence");
        }
        return ids.stream().distinct().sorted().toList();
    }

    /// Of this description, or of the nearest one that it goes on from and that says any.
    private static List<String> named(Path pom) throws IOException {
        var project = parse(pom);
        var names = new ArrayList<String>();
        for (var licences : children(project, "licenses")) {
            for (var licence : children(licences, "license")) {
                children(licence, "name").forEach(name -> names.add(name.getTextContent().strip()));
            }
        }
        var parents = children(project, "parent");
        if (!names.isEmpty() || parents.isEmpty()) {
            return names;
        }
        var parent = parents.getFirst();
        var version = text(parent, "version");
        var artifact = text(parent, "artifactId");
        var repository = pom.toString();
        repository =
                repository.substring(
                        0, repository.indexOf("/repository/") + "/repository/".length());
        return named(
                Path.of(repository, text(parent, "groupId").split("\\."))
                        .resolve(artifact)
                        .resolve(version)
                        .resolve(artifact + "-" + version + ".pom"));
    }

    private static Element parse(Path pom) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException failed) {
            throw new IOException(pom.toString(), failed);
        }
    }

    private static String text(Element of, String name) {
        return children(of, name).getFirst().getTextContent().strip();
    }

    private static List<Element> children(Element of, String name) {
        var children = new ArrayList<Element>();
        for (var node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    /// The words that go with it, by file name: what the jar brings, else what is kept for it.
    SortedMap<String, byte[]> texts(Library library, SortedMap<String, byte[]> entries)
            throws IOException {
        var found = new TreeMap<String, byte[]>();
        for (var entry : entries.entrySet()) {
            if (WORDS_OF_IT.matcher(entry.getKey()).matches()) {
                var name = entry.getKey().substring(entry.getKey().lastIndexOf('/') + 1);
                found.merge(name, entry.getValue(), Licences::both);
            }
        }
        boolean licensed =
                found.keySet().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("licen"));
        if (!licensed) {
            var own = texts.resolve(library.artifact() + ".txt");
            for (var id : Files.exists(own) ? List.of("") : of(library)) {
                var kept = id.isEmpty() ? own : texts.resolve(id + ".txt");
                if (!Files.exists(kept)) {
                    throw new BundleFailed(
                            library.purl()
                                    + " brings no words of its licence. Next: put them into "
                                    + own);
                }
                found.put(id.isEmpty() ? "LICENSE.txt" : id + ".txt", Files.readAllBytes(kept));
            }
        }
        return found;
    }

    private static byte[] both(byte[] one, byte[] other) {
        return (new String(one, StandardCharsets.UTF_8)
                        + "\n\n"
                        + new String(other, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }
}
