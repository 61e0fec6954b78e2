package onecard.point;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
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
/// 3. the schedule's hours, as long as the clock is believed: by one that is not, nothing opens and
///    nothing shuts
/// 4. else normal: cards decide
///
/// No network is asked: a broker that is away changes nothing.
public final class PostureRules {

    private PostureRules() {}

    /// @param order what its machine is to hear; normal has the cause of what it ends
    /// @param since the moment of the decision
    /// @param wake when it may be another one by the monotonic clock
    /// @param change when it may be another one by the wall clock
    public record Decided(
            Order order, Moment since, Optional<Mono> wake, Optional<Instant> change) {

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
            return Stream.of(wake, byWall).flatMap(Optional::stream).min(Mono::compareTo);
        }

        /// Whether the machine need not hear of it after `other`.
        public boolean sameAs(Order other) {
            return order.posture() == other.posture()
                    && (order.posture() == Posture.NORMAL || order.cause() == other.cause());
        }
    }

    /// @param command the last one, over or not
    public static Decided decide(PostureHours hours, Optional<Commanded> command, Moment now) {
        var standing = command.filter(given -> !given.over(now));
        if (standing.isPresent()) {
            return standing(standing.get(), now);
        }
        if (now.trust() == ClockTrust.UNTRUSTED) {
            return new Decided(normal(command), now, Optional.empty(), Optional.empty());
        }
        var order = hours.at(now.wall()).map(posture -> new Order(posture, Cause.SCHEDULE));
        return new Decided(
                order.orElseGet(() -> normal(command)),
                now,
                Optional.empty(),
                hours.next(now.wall()));
    }

    private static Decided standing(Commanded command, Moment now) {
        var order = new Order(command.posture(), Cause.COMMAND);
        var wake = Optional.<Mono>empty();
        var change = Optional.<Instant>empty();
        if (command.until().isPresent()) {
            switch (command.until().get()) {
                case AtMono(var at) -> wake = Optional.of(at);
                // A clock that nobody believes ends nothing, whatever it shows.
                case AtWall(var at) ->
                        change = Optional.of(at).filter(_ -> now.trust() != ClockTrust.UNTRUSTED);
                case Unknown() -> {}
            }
        }
        return new Decided(order, now, wake, change);
    }

    private static Order normal(Optional<Commanded> ended) {
        return new Order(Posture.NORMAL, ended.isPresent() ? Cause.COMMAND : Cause.SCHEDULE);
    }
}
