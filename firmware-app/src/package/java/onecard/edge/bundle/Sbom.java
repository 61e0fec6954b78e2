package onecard.edge.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Json.Arr;
import onecard.edge.crypto.Json.Obj;
import onecard.edge.crypto.Json.Str;

/// The list of what is in a package, as CycloneDX 1.6 has it.
final class Sbom {

    private Sbom() {}

    /// @param target of the package
    /// @param version of the package
    /// @param time in seconds since 1970 that it was made at
    /// @param pages what is in the scripts of the pages
    /// @param runtime the Java that is in it: its maker and version
    static String of(
            Architecture target,
            String version,
            long time,
            List<Packaged> jars,
            List<PageLibrary> pages,
            Optional<Runtime> runtime) {
        var itself =
                Obj.EMPTY
                        .with("type", "application")
                        .with("bom-ref", "onecard")
                        .with("name", "onecard")
                        .with("version", version)
                        .with("licenses", licences(List.of("Apache-2.0")))
                        .with(
                                "purl",
                                "pkg:deb/onecard/onecard@" + version + "?arch=" + target.debian);
        var components = new ArrayList<Json>();
        jars.forEach(jar -> components.add(component(jar)));
        pages.forEach(library -> components.add(component(library)));
        runtime.ifPresent(java -> components.add(component(java)));
        var refs = components.stream().map(one -> ((Obj) one).text("bom-ref").orElseThrow());
        var rest =
                Obj.EMPTY
                        .with("bomFormat", "CycloneDX")
                        .with("specVersion", "1.6")
                        .with("version", 1)
                        .with(
                                "metadata",
                                Obj.EMPTY
                                        .with("timestamp", Jars.time(time))
                                        .with("component", itself))
                        .with("components", new Arr(components))
                        .with(
                                "dependencies",
                                new Arr(
                                        List.of(
                                                Obj.EMPTY
                                                        .with("ref", "onecard")
                                                        .with(
                                                                "dependsOn",
                                                                Arr.ofText(refs.toList())))));
        // By what it says, so that the same package has the same number.
        var number = UUID.nameUUIDFromBytes(rest.toString().getBytes(StandardCharsets.UTF_8));
        return rest.with("serialNumber", "urn:uuid:" + number).toString();
    }

    /// A Java runtime.
    ///
    /// @param vendor as its file `release` says
    record Runtime(String vendor, String version) {}

    private static Obj component(Packaged jar) {
        var beside = new ArrayList<Json>();
        new TreeMap<>(jar.beside())
                .forEach(
                        (name, sha256) ->
                                beside.add(
                                        Obj.EMPTY
                                                .with("type", "file")
                                                .with("name", name)
                                                .with("hashes", hashes(sha256))));
        var itself = itself(jar);
        return beside.isEmpty() ? itself : itself.with("components", new Arr(beside));
    }

    private static Obj itself(Packaged jar) {
        var library = jar.library();
        var component =
                Obj.EMPTY
                        .with("type", "library")
                        .with("bom-ref", library.purl())
                        .with("group", library.group())
                        .with("name", library.artifact())
                        .with("version", library.version())
                        .with("purl", library.purl())
                        .with("licenses", licences(jar.licences()))
                        .with("hashes", hashes(jar.sha256()))
                        .with("properties", properties(library.fileName()));
        if (jar.left().isEmpty()) {
            return component;
        }
        var ancestor =
                Obj.EMPTY
                        .with("type", "library")
                        .with("name", library.artifact())
                        .with("version", library.version())
                        .with("purl", library.purl())
                        .with("hashes", hashes(jar.original()));
        return component.with(
                "pedigree",
                Obj.EMPTY.with("ancestors", new Arr(List.of(ancestor))).with("notes", jar.left()));
    }

    /// What npm brought has that sum; a script has many in it, and no file of theirs.
    private static Obj component(PageLibrary library) {
        return Obj.EMPTY
                .with("type", "library")
                .with("bom-ref", library.purl())
                .with("name", library.name())
                .with("version", library.version())
                .with("purl", library.purl())
                .with("licenses", licences(List.of(library.licence())))
                .with("hashes", hashes("SHA-512", library.sha512()));
    }

    private static Obj component(Runtime java) {
        return Obj.EMPTY
                .with("type", "platform")
                .with("bom-ref", "runtime")
                .with("name", "OpenJDK")
                .with("version", java.version())
                .with("publisher", java.vendor())
                .with(
                        "licenses",
                        new Arr(
                                List.of(
                                        Obj.EMPTY.with(
                                                "expression",
                                                "GPL-2.0-only WITH Classpath-exception-2.0"))));
    }

    private static Arr licences(List<String> ids) {
        return new Arr(List.of(Obj.EMPTY.with("expression", String.join(" OR ", ids))));
    }

    private static Arr hashes(String sha256) {
        return hashes("SHA-256", sha256);
    }

    private static Arr hashes(String algorithm, String sum) {
        return new Arr(List.of(Obj.EMPTY.with("alg", algorithm).with("content", sum)));
    }

    private static Arr properties(String file) {
        return new Arr(
                List.of(Obj.EMPTY.with("name", "onecard:file").with("value", new Str(file))));
    }
}
