package onecard.edge.walk;

import java.time.Duration;
import java.util.Optional;

/// A machine whose power the test cuts.
final class PlayedPower implements Power {

    String boot = "b0070000-0000-4000-8000-000000000001";

    @Override
    public String boot() {
        return boot;
    }

    @Override
    public Duration up() {
        return Duration.ofSeconds(95);
    }

    @Override
    public Optional<Duration> firstRecord(long place, String start) {
        return Optional.empty();
    }
}
