package onecard.edge.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.HealthRequest;
import onecard.edge.state.StateDir;
import onecard.edge.uplink.Trouble;
import onecard.edge.watch.Device;

/// What the daemon says of itself that runs with a state directory.
public final class Running {

    /// One that hangs must not hold up whoever looks for why.
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Json.Obj health;

    Running(Json.Obj health) {
        this.health = health;
    }

    /// Asks it; empty if none runs.
    ///
    /// @throws IOException if it does not answer, or nobody may ask
    public static Optional<Running> ask(Path state) throws IOException {
        if (Files.exists(state) && !Files.isReadable(state)) {
            throw new AccessDeniedException(state.toString());
        }
        return Control.ask(StateDir.controlSocket(state), HealthRequest.REQUEST, WAIT)
                .map(Running::new);
    }

    /// Every metric of the daemon that runs, by name; empty if none runs.
    ///
    /// @throws IOException as [#ask]
    static Optional<Json.Obj> metrics(Path state) throws IOException {
        return Control.ask(StateDir.controlSocket(state), HealthRequest.METRICS, WAIT);
    }

    /// Why it is not connected to the broker; empty if it is.
    Optional<Trouble> trouble() {
        return health.text("trouble")
                .flatMap(
                        name ->
                                Arrays.stream(Trouble.values())
                                        .filter(
                                                it ->
                                                        name.equals(
                                                                it.name().toLowerCase(Locale.ROOT)))
                                        .findFirst());
    }

    /// The same for a person.
    String detail() {
        return health.text("detail").orElse("");
    }

    /// How far it believes the clock, as events say it.
    String clock() {
        return health.text("clock").orElse("");
    }

    /// How the device is; empty if the daemon has none of that name.
    Optional<Device.Standing> standing(Device.Kind kind, String name) {
        var devices = health.object("devices").orElse(Json.Obj.EMPTY);
        return Arrays.stream(Device.Standing.values())
                .filter(
                        standing ->
                                devices.get(standing.metric(new Device(kind, name))).isPresent())
                .findFirst();
    }
}
