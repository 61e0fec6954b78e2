package onecard.edge.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import onecard.edge.watch.Liveness.Vital;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who is told that nobody observes a device any more, and when (I62).
class LivenessTest {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final AtomicLong now = new AtomicLong();
    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void aSilentDeviceIsToldAtItsBoundAndItsReturnAtOnce(Device.Kind kind) {
        var heard = new AtomicLong();
        var liveness = new Liveness(List.of(vital(kind, "one", heard)), now::get);
        liveness.look();
        assertEquals(List.of("one true"), told);

        looksUntil(kind.bound().toNanos(), liveness);
        assertEquals(List.of("one true"), told);
        now.incrementAndGet();
        liveness.look();
        liveness.look();
        assertEquals(List.of("one true", "one false"), told);

        heard.set(now.get());
        liveness.look();
        liveness.look();
        assertEquals(List.of("one true", "one false", "one true"), told);
    }

    @Test
    void oneThatIsSilentFromTheStartIsToldSo() {
        now.set(Duration.ofMinutes(1).toNanos());
        new Liveness(List.of(vital(Device.Kind.READER, "one", new AtomicLong())), now::get).look();

        assertEquals(List.of("one false"), told);
    }

    @Test
    void oneThatIsSilentSaysNothingOfAnother() {
        var heard = new AtomicLong();
        var liveness =
                new Liveness(
                        List.of(
                                vital(Device.Kind.READER, "silent", new AtomicLong()),
                                vital(Device.Kind.READER, "well", heard)),
                        now::get);
        liveness.look();
        heard.set(Duration.ofMinutes(1).toNanos());
        looksUntil(heard.get(), liveness);

        assertEquals(List.of("silent true", "well true", "silent false"), told);
    }

    /// The process was stopped, or its machine: no driver could observe anything meanwhile.
    @Test
    void afterAPauseOfTheProcessNobodyIsSilentBeforeItHadTime() {
        var heard = new AtomicLong();
        var liveness =
                new Liveness(
                        List.of(
                                vital(Device.Kind.READER, "well", heard),
                                vital(Device.Kind.READER, "silent", new AtomicLong())),
                        now::get);
        liveness.look();
        now.set(Duration.ofMinutes(1).toNanos());
        liveness.look();
        assertEquals(now.get(), liveness.progressNanos());
        heard.set(now.get());
        now.addAndGet(LOOK.toNanos());
        liveness.look();

        assertEquals(List.of("well true", "silent true", "silent false"), told);
    }

    /// As often as it does by itself.
    private void looksUntil(long end, Liveness liveness) {
        while (now.get() < end) {
            now.set(Math.min(end, now.get() + LOOK.toNanos()));
            liveness.look();
        }
    }

    private Vital vital(Device.Kind kind, String name, AtomicLong heard) {
        return new Vital(
                new Device(kind, name), heard::get, observed -> told.add(name + " " + observed));
    }
}
