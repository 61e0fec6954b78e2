package onecard.edge.state;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.crypto.Json;

/// The process is to end, so that another one begins in its place: once nobody is on the way and
/// every relay is at the level that it has when the daemon stops, and never in a fire.
public final class LeaveRequest {

    static final String DO = "leave";

    private static final long MILLIS_MAX = Duration.ofHours(1).toMillis();

    private final Optional<Consumer<Duration>> wish;

    /// @param wish told how long to wait for that moment, but for a fire; absent: this process does
    ///     not end so
    public LeaveRequest(Optional<Consumer<Duration>> wish) {
        this.wish = wish;
    }

    /// @param within after which it ends however things are, but for a fire; an hour at most
    public static Json.Obj of(Duration within) {
        return Json.Obj.EMPTY.with("do", DO).with("within_ms", within.toMillis());
    }

    /// `ok`: it will end.
    Json.Obj answer(Json.Obj request) {
        long within = Math.clamp(request.number("within_ms").orElse(0L), 0, MILLIS_MAX);
        wish.ifPresent(it -> it.accept(Duration.ofMillis(within)));
        return Json.Obj.EMPTY.with("ok", wish.isPresent());
    }
}
