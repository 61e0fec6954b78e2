package onecard.point;

import java.util.List;
import java.util.stream.Stream;

/// The kinds of input, for tests that want every one of them met.
public final class Inputs {

    private Inputs() {}

    /// All that a point hears which opens: what only a till or a desk hears is not among them.
    public static List<Class<?>> atPassages() {
        return kinds(Input.class)
                .filter(it -> !Input.AtTill.class.isAssignableFrom(it))
                .filter(it -> !Input.AtDesk.class.isAssignableFrom(it))
                .toList();
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(Inputs::kinds)
                : Stream.of(type);
    }
}
