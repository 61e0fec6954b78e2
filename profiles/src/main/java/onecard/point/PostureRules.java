package onecard.point;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import onecard.access.Posture;
import onecard.point.Commanded.AtMono;
import onecard.point.Commanded.AtWall;
import onecard.point.Commanded.Unknown;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// What a point is to be: pure, total, and always in this order.
///
/// 1. fire, which its machine hears by itself and puts above every order
/// 2. a command, until it ends or is taken back
/// 3. the schedule's hours, by a clock that is believed: by one that is not, nothing opens and
///    nothing shuts, and what the schedule ordered last stands
/// 4. else normal: cards decide
///
/// No network is asked: a broker that is away changes nothing.
public final class PostureRules {

    private PostureRules() {}

    /// @param order what its machine is to hear; normal has the cause of what it ends
    /// @param scheduled what the schedule orders, below any command
    /// @param since the moment of the decision
    /// @param wake when it may be another one by the monotonic clock
    /// @param change when it may be another one by the wall clock
    public record Decided(
            Order order,
            Optional<Posture> scheduled,
            Moment since,
            Optional<Mono> wake,
            Optional<Instant> change) {

        /// Whether it must be decided anew: its time has come, or the wall clock is not what it
        /// was.
        public boolean stale(Moment now) {
            return wake.filter(now::reached).isPresent()
                    || change.filter(at -> !now.wall().isBefore(at)).isPresent()
                    || now.wall().isBefore(since.wall())
                    || now.trust() != since.trust();
        }

        /// When that will be, if no clock is set.
        public Optional<Mono> due(Moment now) {
            var byWall = change.map(at -> now.plus(Duration.between(now.wall(), at)));
            return Mono.sooner(wake, byWall);
        }

        /// Whether the machine need not hear of it after `other`.
        public boolean sameAs(Order other) {
            return order.posture() == other.posture()
                    && (order.posture() == Posture.NORMAL || order.cause() == other.cause());
        }
    }

    /// @param command the last one, over or not
    /// @param scheduled by the decision before this one; empty at boot
    public static Decided decide(
            PostureHours hours,
            Optional<Commanded> command,
            Optional<Posture> scheduled,
            Moment now) {
        // A clock that nobody believes ends nothing, whatever it shows.
        boolean believed = now.trust() != ClockTrust.UNTRUSTED;
        var hour = believed ? hours.at(now.wall()) : scheduled;
        var change = believed ? hours.next(now.wall()) : Optional.<Instant>empty();
        var standing = command.filter(given -> !given.over(now));
        if (standing.isEmpty()) {
            var order =
                    hour.map(posture -> new Order(posture, Cause.SCHEDULE))
                            .orElseGet(() -> normal(command));
            return new Decided(order, hour, now, Optional.empty(), change);
        }
        var wake = Optional.<Mono>empty();
        if (standing.get().until().isPresent()) {
            switch (standing.get().until().get()) {
                case AtMono(var at) -> wake = Optional.of(at);
                case AtWall(var at) when believed ->
                        change = change.filter(at::isAfter).or(() -> Optional.of(at));
                case AtWall _, Unknown() -> {}
            }
        }
        return new Decided(
                new Order(standing.get().posture(), Cause.COMMAND), hour, now, wake, change);
    }

    private static Order normal(Optional<Commanded> ended) {
        return new Order(Posture.NORMAL, ended.isPresent() ? Cause.COMMAND : Cause.SCHEDULE);
    }
}
