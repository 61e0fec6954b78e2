package onecard.edge.state;

import java.util.Optional;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.vault.VaultChange;
import onecard.edge.store.vault.VaultModules;

/// What is known of the modules that hold people in their own slots, and that one is emptied or
/// never comes back: a part of what is asked of a vault.
public final class ModuleRequest {

    private static final String LIST = "modules";
    private static final String EMPTY = "empty_at";
    private static final String FORGET = "forget_module";

    private static final VaultChange BAD = new VaultChange.Not(Reason.BAD_REQUEST);

    private ModuleRequest() {}

    public static Json.Obj list() {
        return request(LIST);
    }

    /// Nobody is left in the module at that sensor, whoever they are.
    public static Json.Obj empty(String sensor) {
        return request(EMPTY).with("sensor", sensor);
    }

    /// @param which a mark; or the name of a sensor whose module bears none
    public static Json.Obj forget(String which) {
        return request(FORGET).with("module", which);
    }

    private static Json.Obj request(String what) {
        return Json.Obj.EMPTY.with("do", VaultRequest.DO).with("what", what);
    }

    /// The modules, if that is what is asked for.
    static Optional<Json.Obj> listed(VaultKeeper keeper, Json.Obj request) throws StoreFailed {
        if (!request.text("what").equals(Optional.of(LIST))) {
            return Optional.empty();
        }
        var modules = keeper.vault().modules().all().stream().map(ModuleRequest::json).toList();
        return Optional.of(
                Json.Obj.EMPTY
                        .with("ok", true)
                        .with("recorded", true)
                        .with("modules", new Json.Arr(modules)));
    }

    private static Json json(VaultModules.Module module) {
        var said =
                Json.Obj.EMPTY
                        .with("sensor", module.sensor())
                        .with("people", module.people())
                        .with("to_empty", module.toEmpty());
        return module.identity().map(it -> said.with("mark", it)).orElse(said);
    }

    /// The change, if it is one of modules.
    static Optional<VaultChange> changed(
            VaultKeeper keeper, AtSensor sensors, Json.Obj request, String by) throws StoreFailed {
        return switch (request.text("what").orElse("")) {
            case EMPTY -> {
                var sensor = request.text("sensor");
                yield Optional.of(sensor.isPresent() ? sensors.empty(sensor.get(), by) : BAD);
            }
            case FORGET -> {
                var which = request.text("module");
                yield Optional.of(which.isPresent() ? forgotten(keeper, which.get(), by) : BAD);
            }
            default -> Optional.empty();
        };
    }

    private static VaultChange forgotten(VaultKeeper keeper, String which, String by)
            throws StoreFailed {
        var made = keeper.vault().modules().forget(which, keeper.now().wall(), by);
        return made.isPresent() ? made.get() : BAD;
    }
}
