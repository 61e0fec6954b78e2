package onecard.edge.record;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Factor;
import onecard.access.Likeness;
import onecard.access.Proof;
import onecard.edge.crypto.Json;

/// How looks at a person stand in a tap: which factor, and the class of what came of it. Nothing
/// else of them leaves the thread that compared.
public final class Proofs {

    private static final String KEY = "proofs";

    /// Each likeness has a reason of its own.
    private static final Map<String, Likeness> BY_REASON =
            Arrays.stream(Likeness.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    likeness -> likeness.reason().name(), likeness -> likeness));

    private Proofs() {}

    /// The tap with what was compared for it, if anything was.
    public static Json.Obj with(Json.Obj tap, List<Proof.Compared> compared) {
        return compared.isEmpty()
                ? tap
                : tap.with(KEY, new Json.Arr(compared.stream().<Json>map(Proofs::json).toList()));
    }

    private static Json.Obj json(Proof.Compared proof) {
        return Json.Obj.EMPTY
                .with("factor", proof.factor().wire())
                .with("result", proof.likeness().reason().name());
    }

    /// What was compared for a tap; what cannot be read was not.
    static Stream<Proof.Compared> of(Json.Obj tap) {
        return tap.array(KEY).map(Json.Arr::items).orElse(List.of()).stream()
                .filter(Json.Obj.class::isInstance)
                .flatMap(item -> proof((Json.Obj) item).stream());
    }

    private static Optional<Proof.Compared> proof(Json.Obj said) {
        var factor = said.text("factor").flatMap(Factor::ofWire).filter(Factor::isBiometric);
        var likeness = said.text("result").map(BY_REASON::get);
        return factor.flatMap(of -> likeness.map(is -> new Proof.Compared(of, is)));
    }
}
