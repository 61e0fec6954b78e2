package onecard.edge.bundle;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which classes of a library anybody can come to. A class is come to when another one that is
/// kept has its name anywhere in its constants: as a reference, in a descriptor or a signature, or
/// as text that a program could look it up by. So what is left out is what nothing names.
final class ClassClosure {

    private final Map<String, Set<String>> named = new HashMap<>();

    /// @param classes of the library, by their internal names
    ClassClosure(Map<String, byte[]> classes) {
        classes.forEach((name, bytes) -> named.put(name, names(bytes)));
    }

    /// @param bytes of a class outside of the library
    /// @return those of the library that it names
    Set<String> entered(byte[] bytes) {
        var entered = names(bytes);
        entered.retainAll(named.keySet());
        return entered;
    }

    /// @param roots classes of the library that are kept
    /// @return these, and what they come to
    Set<String> from(Set<String> roots) {
        var kept = new HashSet<>(roots);
        var waiting = new ArrayDeque<>(roots);
        while (!waiting.isEmpty()) {
            for (var next : named.getOrDefault(waiting.remove(), Set.of())) {
                if (named.containsKey(next) && kept.add(next)) {
                    waiting.add(next);
                }
            }
        }
        return kept;
    }

    /// Every word of the constants that could be a class's name, with slashes.
    private static Set<String> names(byte[] bytes) {
        var names = new HashSet<String>();
        for (var entry : ClassFile.of().parse(bytes).constantPool()) {
            if (entry instanceof Utf8Entry text) {
                words(text.stringValue().replace('.', '/'), names);
            }
        }
        return names;
    }

    private static void words(String text, Set<String> into) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean within =
                    i < text.length()
                            && (Character.isJavaIdentifierPart(text.charAt(i))
                                    || text.charAt(i) == '/');
            if (within && start < 0) {
                start = i;
            } else if (!within && start >= 0) {
                into.add(text.substring(start, i));
                // In a descriptor a name begins after the letters of what was before it.
                for (int at = start; at < i && at < start + 256; at++) {
                    if (text.charAt(at) == 'L') {
                        into.add(text.substring(at + 1, i));
                    }
                }
                start = -1;
            }
        }
    }
}
