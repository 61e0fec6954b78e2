package onecard.edge.state;

import java.util.function.Supplier;
import onecard.edge.crypto.Json;

/// How the daemon is, for whoever stands before it: the way to the broker, and every metric.
public final class HealthRequest {

    static final String DO = "health";

    public static final Json.Obj REQUEST = Json.Obj.EMPTY.with("do", DO);

    /// @param trouble why it is not online, in words; empty while all is well
    public record Link(boolean online, String trouble) {}

    private final Supplier<Link> link;
    private final Supplier<Json.Obj> metrics;

    /// @param link to the broker
    public HealthRequest(Supplier<Link> link, Supplier<Json.Obj> metrics) {
        this.link = link;
        this.metrics = metrics;
    }

    Json.Obj answer() {
        var now = link.get();
        return Json.Obj.EMPTY
                .with("online", now.online())
                .with("trouble", now.trouble())
                .with("metrics", metrics.get());
    }
}
