package onecard.edge.store.journal;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.point.TapId;
import onecard.time.Moment;

/// The journal that tests of the store write to, and what they write.
final class JournalSample {

    static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);

    private JournalSample() {}

    static JournalIdentity who(Supplier<String> epochs) {
        return new JournalIdentity(
                "bench", "bench", "51d0", ZoneId.of("Asia/Shanghai"), KEY, epochs);
    }

    static JournalLimits limits(int megabytes) {
        return new JournalLimits((long) megabytes << 20, Duration.ofDays(7), true);
    }

    static Draft tap(long number, Moment at) {
        return new Draft(
                Optional.of(new TapId(number)),
                "door-1",
                EventKind.TAP,
                at,
                Json.Obj.EMPTY.with("verdict", "granted").with("reason", "OK"),
                "card=1",
                Optional.empty(),
                Optional.empty());
    }

    /// Remembers nothing.
    static final class NoFold implements Fold {
        @Override
        public void apply(Json.Obj event) {}

        @Override
        public Json.Obj state() {
            return Json.Obj.EMPTY;
        }

        @Override
        public void restore(Json.Obj state) {}
    }
}
