package onecard.edge.bundle;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which machine code of a library a package takes: one row a library that brings any.
///
/// @param artifact its name in Maven's repository
/// @param folder below which all of it lies in the jar; nothing below stays there
/// @param ours where that of the target lies; what is beside no target's folder is for none
/// @param required whether the daemon does not start without it; what is not required may be
///     missing for a target, and what needs it says so when it is asked for
record NativeRule(
        String artifact, String folder, Function<Architecture, String> ours, boolean required) {

    /// Every library of the class path that brings machine code.
    static final List<NativeRule> ALL =
            List.of(
                    new NativeRule(
                            "sqlite-jdbc",
                            "org/sqlite/native/",
                            target -> "org/sqlite/native/Linux/" + target.sqlite + "/",
                            true),
                    new NativeRule(
                            "onnxruntime",
                            "ai/onnxruntime/native/",
                            target -> "ai/onnxruntime/native/" + target.onnx + "/",
                            false));

    /// Where in the folder of native libraries this entry goes.
    ///
    /// @return empty for what stays behind
    Optional<String> taken(String entry, Architecture target) {
        var place = ours.apply(target);
        return entry.startsWith(place) && entry.endsWith(".so")
                ? Optional.of(entry.substring(entry.lastIndexOf('/') + 1))
                : Optional.empty();
    }

    static Optional<NativeRule> of(String artifact) {
        return ALL.stream().filter(rule -> rule.artifact.equals(artifact)).findFirst();
    }

    /// Whether a jar's entry is machine code, for whatever system.
    static boolean isMachineCode(String entry) {
        return entry.endsWith(".so")
                || entry.endsWith(".dll")
                || entry.endsWith(".dylib")
                || entry.endsWith(".jnilib")
                || entry.endsWith(".a");
    }
}
