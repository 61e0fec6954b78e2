package onecard.site;

/// Where a secret is kept; never the secret.
public sealed interface Secret {
    /// A systemd credential of this name.
    record Credential(String name) implements Secret {}

    record File(String path) implements Secret {}

    /// Made at first use in the state directory.
    record Generate() implements Secret {}
}
