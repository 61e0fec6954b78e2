package onecard.edge.bundle;

import java.util.Arrays;

/// A machine that a package is for.
enum Architecture {
    AMD64("amd64", "x86_64", "linux-x64"),
    ARM64("arm64", "aarch64", "linux-aarch64"),
    ARMHF("armhf", "armv7", "linux-arm32");

    /// As Debian calls it.
    final String debian;

    /// As SQLite's driver calls it.
    final String sqlite;

    /// As ONNX Runtime calls it.
    final String onnx;

    Architecture(String debian, String sqlite, String onnx) {
        this.debian = debian;
        this.sqlite = sqlite;
        this.onnx = onnx;
    }

    static Architecture ofDebian(String name) {
        return Arrays.stream(values())
                .filter(one -> one.debian.equals(name))
                .findFirst()
                .orElseThrow(() -> new BundleFailed("no package is made for " + name));
    }
}
