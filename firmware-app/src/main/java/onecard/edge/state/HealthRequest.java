package onecard.edge.state;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.crypto.Json;
import onecard.edge.uplink.Trouble;
import onecard.time.ClockTrust;

/// How the daemon is, for whoever stands before it. Asks nothing that could be stuck.
public final class HealthRequest {

    static final String DO = "health";

    public static final Json.Obj REQUEST = Json.Obj.EMPTY.with("do", DO);

    /// @param trouble why it is not connected to the broker; absent: it is
    /// @param detail the same for a person
    /// @param devices how each is, by the metric that says so
    public record Health(
            Optional<Trouble> trouble, String detail, ClockTrust clock, Json.Obj devices) {}

    private final Supplier<Health> health;

    public HealthRequest(Supplier<Health> health) {
        this.health = health;
    }

    Json.Obj answer() {
        var now = health.get();
        var answer =
                Json.Obj.EMPTY
                        .with("detail", now.detail())
                        .with("clock", now.clock().wire())
                        .with("devices", now.devices());
        return now.trouble()
                .map(trouble -> answer.with("trouble", trouble.name().toLowerCase(Locale.ROOT)))
                .orElse(answer);
    }
}
