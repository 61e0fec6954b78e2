package onecard.edge.plates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who asks for what they may not, minute by minute of made-up time.
class StraysTest {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(90).toNanos(); // it wraps on the way
    private final Strays strays = new Strays(() -> now);

    @Test
    void eachAddressHasItsTriesAMinute() throws Exception {
        for (int i = 0; i < Strays.TRIES_MAX; i++) {
            assertTrue(strays.mayAsk(address(1)));
            strays.refused(address(1));
        }
        assertFalse(strays.mayAsk(address(1)));
        assertTrue(strays.mayAsk(address(2)), "whoever else asks is another one");
        after(Duration.ofSeconds(59));
        assertFalse(strays.mayAsk(address(1)));
        after(Duration.ofSeconds(1));
        assertTrue(strays.mayAsk(address(1)));
        strays.refused(address(1));
        assertTrue(strays.mayAsk(address(1)), "a minute of its own");
    }

    /// What is asked while nobody listens lengthens nothing.
    @Test
    void aMinuteIsAMinute() throws Exception {
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 100; j++) {
                strays.refused(address(1));
            }
            after(Duration.ofSeconds(10));
        }
        assertTrue(strays.mayAsk(address(1)));
    }

    @Test
    void itIsToldOnceAMinuteAndHowMany() throws Exception {
        var told = new ArrayList<Integer>();
        for (int second = 0; second < 150; second++) {
            strays.refused(address(second % 3)).ifPresent(told::add);
            after(Duration.ofSeconds(1));
        }
        assertEquals(List.of(1, 60, 60), told);
    }

    @Test
    void moreAddressesThanAreToldApartFillNoMemory() throws Exception {
        for (int i = 0; i < Strays.TRIES_MAX; i++) {
            strays.refused(address(0));
        }
        for (int i = 1; i < Strays.ADDRESSES_MAX; i++) {
            strays.refused(address(i));
        }
        assertFalse(strays.mayAsk(address(0)));
        for (int i = 0; i < Strays.ADDRESSES_MAX; i++) {
            strays.refused(address(1_000 + i));
        }
        assertTrue(strays.mayAsk(address(0)), "the oldest is forgotten");
    }

    private void after(Duration time) {
        now += time.toNanos();
    }

    private static InetAddress address(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
    }
}
