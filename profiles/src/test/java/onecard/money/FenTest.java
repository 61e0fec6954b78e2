package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Held against numbers without an end.
final class FenTest {

    private static final Random RANDOM = new Random(1);

    @ParameterizedTest
    @CsvSource({"0, 0", "12, 1200", "12.5, 1250", "12.50, 1250", "0.01, 1", "007, 700"})
    void isReadAsPeopleKeyItIn(String yuan, long fen) {
        assertEquals(Optional.of(new Fen(fen)), Fen.parse(yuan));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "-1",
                "+1",
                "1.",
                ".5",
                "1.234",
                "1,5",
                "1e2",
                "0x1",
                "１",
                "1.5.0",
                "92233720368547758.08",
                "999999999999999999"
            })
    void whatIsNoAmountIsNotGuessed(String yuan) {
        assertEquals(Optional.empty(), Fen.parse(yuan));
    }

    @Test
    void whatIsShownIsReadBack() {
        amounts().forEach(fen -> assertEquals(Optional.of(fen), Fen.parse(fen.yuan())));
    }

    @Test
    void sumsAreWholeOrRefused() {
        amounts()
                .forEach(
                        one ->
                                amounts()
                                        .forEach(
                                                other -> {
                                                    sum(one, other);
                                                    difference(one, other);
                                                }));
    }

    private static void sum(Fen one, Fen other) {
        var sum = big(one).add(big(other));
        if (sum.bitLength() > 63) {
            assertThrows(ArithmeticException.class, () -> one.plus(other));
        } else {
            assertEquals(sum, big(one.plus(other)));
        }
    }

    private static void difference(Fen one, Fen other) {
        var difference = big(one).subtract(big(other));
        if (difference.signum() < 0) {
            assertThrows(IllegalArgumentException.class, () -> one.minus(other));
        } else {
            assertEquals(difference, big(one.minus(other)));
        }
    }

    @Test
    void partsAreRoundedDownToWholeFen() {
        amounts()
                .forEach(
                        fen -> {
                            for (int percent = 0; percent <= 100; percent++) {
                                assertEquals(
                                        big(fen).multiply(BigInteger.valueOf(percent))
                                                .divide(BigInteger.valueOf(100)),
                                        big(fen.percent(percent)));
                            }
                        });
    }

    @Test
    void noneIsNegative() {
        assertThrows(IllegalArgumentException.class, () -> new Fen(-1));
        assertThrows(IllegalArgumentException.class, () -> Fen.ZERO.percent(-1));
        assertThrows(IllegalArgumentException.class, () -> Fen.ZERO.percent(101));
    }

    private static BigInteger big(Fen fen) {
        return BigInteger.valueOf(fen.fen());
    }

    /// Edges, and what lies between.
    private static Stream<Fen> amounts() {
        var edges = LongStream.of(0, 1, 9, 10, 99, 100, 101, 650_000, Long.MAX_VALUE / 2);
        var last = LongStream.rangeClosed(0, 200).map(less -> Long.MAX_VALUE - less);
        var between = LongStream.range(0, 50).map(_ -> RANDOM.nextLong() >>> 1);
        return Stream.of(edges, last, between).flatMapToLong(it -> it).mapToObj(Fen::new);
    }
}
