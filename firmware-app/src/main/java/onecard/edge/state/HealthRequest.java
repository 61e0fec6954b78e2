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

    static final String DO_METRICS = "metrics";

    /// For every metric by its name, as the topic `metrics` has them.
    public static final Json.Obj METRICS = Json.Obj.EMPTY.with("do", DO_METRICS);

    /// @param trouble why it is not connected to the broker; absent: it is
    /// @param detail the same for a person
    /// @param devices how each is, by the metric that says so
    public record Health(
            Optional<Trouble> trouble, String detail, ClockTrust clock, Json.Obj devices) {}

    private final Supplier<Health> health;
    private final Supplier<Json.Obj> metrics;

    public HealthRequest(Supplier<Health> health, Supplier<Json.Obj> metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    Json.Obj metrics() {
        return metrics.get();
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
