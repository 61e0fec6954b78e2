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
            var name = names.getFileName().toString();
            int dash = versionAt(name) - 1;
            return new Library(
                    jar,
                    "onecard",
                    name.substring(0, dash),
                    name.substring(dash + 1, name.length() - ".jar".length()),
                    true);
        }
        var version = names.getParent();
        var artifact = version.getParent();
        var group =
                artifact.getParent()
                        .toString()
                        .substring(repository + "/repository/".length())
                        .replace('/', '.');
        return new Library(
                jar,
                group,
                artifact.getFileName().toString(),
                version.getFileName().toString(),
                group.equals("onecard"));
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
