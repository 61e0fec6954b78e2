package onecard.edge.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.HealthRequest;
import onecard.edge.watch.Device;

/// What the daemon says of itself that runs with a state directory.
public final class Running {

    private final Json.Obj health;

    Running(Json.Obj health) {
        this.health = health;
    }

    /// Asks it; empty if none runs.
    ///
    /// @throws IOException if it does not answer
    public static Optional<Running> ask(Path socket) throws IOException {
        return Control.ask(socket, HealthRequest.REQUEST).map(Running::new);
    }

    /// Whether it is connected to the broker.
    boolean online() {
        return health.bool("online").orElse(false);
    }

    /// Why it is not, in words.
    String trouble() {
        return health.text("trouble").orElse("");
    }

    /// Whether the device is as it should be; empty if the daemon has none of that name.
    Optional<Device.Standing> standing(Device.Kind kind, String name) {
        var metrics = health.object("metrics").orElse(Json.Obj.EMPTY);
        for (var standing : Device.Standing.values()) {
            if (metrics.number(standing.metric(new Device(kind, name))).orElse(0L) == 1) {
                return Optional.of(standing);
            }
        }
        return Optional.empty();
    }
}
