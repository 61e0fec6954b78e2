package onecard.edge.bundle;

import java.nio.file.Path;

/// A jar of the class path, and what it is called.
///
/// @param ours whether it is one of this tree's
record Library(Path jar, String group, String artifact, String version, boolean ours) {

    /// @param jar in Maven's repository, whose folders name it, or in a module's `target`
    static Library of(Path jar) {
        var names = jar.toAbsolutePath().normalize();
        var text = names.toString();
        int repository = text.indexOf("/repository/");
        if (repository < 0) {
            var name = names.getName(names.getNameCount() - 1).toString();
            int dash = versionAt(name) - 1;
            return new Library(
                    jar,
                    "onecard",
                    name.substring(0, dash),
                    name.substring(dash + 1, name.length() - ".jar".length()),
                    true);
        }
        // REPOSITORY/GROUP/ARTIFACT/VERSION/FILE
        int parts = names.getNameCount();
        var version = names.getName(parts - 2).toString();
        var artifact = names.getName(parts - 3).toString();
        var end = text.length() - names.getName(parts - 1).toString().length();
        var group =
                text.substring(
                                repository + "/repository/".length(),
                                end - version.length() - artifact.length() - 3)
                        .replace('/', '.');
        return new Library(jar, group, artifact, version, group.equals("onecard"));
    }

    private static int versionAt(String name) {
        for (int i = 1; i < name.length(); i++) {
            if (name.charAt(i - 1) == '-' && Character.isDigit(name.charAt(i))) {
                return i;
            }
        }
        throw new BundleFailed(name + " has no version in its name");
    }

    /// As a package URL.
    String purl() {
        return "pkg:maven/" + group + "/" + artifact + "@" + version;
    }

    /// Its name in the package.
    String fileName() {
        return jar.getFileName().toString();
    }
}
