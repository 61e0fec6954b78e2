package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said is what a cashier says, and means the amount and no other.
class AmountWordsTest {

    private static final long SEED = 5;

    /// 20,000 yuan: three times the most that a terminal takes at once.
    private static final long ALL_FEN = 2_000_000;

    private static final List<String> SMALL =
            List.of(
                    ("zero one two three four five six seven eight nine ten eleven twelve thirteen"
                                    + " fourteen fifteen sixteen seventeen eighteen nineteen")
                            .split(" "));
    private static final List<String> TENS =
            List.of("- ten twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
    private static final List<String> THOUSANDS =
            List.of("- thousand million billion trillion quadrillion".split(" "));

    @ParameterizedTest
    @CsvSource({
        "0, 零元, zero yuan",
        "1, 一分, one fen",
        "2, 两分, two fen",
        "5, 五分, five fen",
        "20, 两角, twenty fen",
        "50, 五角, fifty fen",
        "55, 五角五分, fifty-five fen",
        "100, 一元, one yuan",
        "200, 两元, two yuan",
        "1000, 十元, ten yuan",
        "1200, 十二元, twelve yuan",
        "1205, 十二元零五分, twelve yuan oh five",
        "1250, 十二元五角, twelve yuan fifty",
        "1252, 十二元五角两分, twelve yuan fifty-two",
        "2000, 二十元, twenty yuan",
        "10300, 一百零三元, one hundred three yuan",
        "11000, 一百一十元, one hundred ten yuan",
        "20000, 二百元, two hundred yuan",
        "22222, 二百二十二元两角两分, two hundred twenty-two yuan twenty-two",
        "100100, 一千零一元, one thousand one yuan",
        "101000, 一千零一十元, one thousand ten yuan",
        "200000, 两千元, two thousand yuan",
        "650000, 六千五百元, six thousand five hundred yuan",
        "1000000, 一万元, ten thousand yuan",
        "2000000, 两万元, twenty thousand yuan",
        "1010000, 一万零一百元, ten thousand one hundred yuan",
        "10100000, 十万一千元, one hundred one thousand yuan",
        "12000000, 十二万元, one hundred twenty thousand yuan",
        "1000000000000, 一百亿元, ten billion yuan"
    })
    void isSaidAsACashierSaysIt(long fen, String zh, String en) {
        assertEquals(zh, AmountWords.of(new Fen(fen)).zh());
        assertEquals(en, AmountWords.of(new Fen(fen)).en());
    }

    @Test
    void everyAmountOfATerminalIsSaidByTheBook() {
        LongStream.rangeClosed(0, ALL_FEN)
                .forEach(fen -> assertEquals(byTheBook(fen), AmountWords.of(new Fen(fen)).zh()));
    }

    @Test
    void whatIsHeardIsTheAmount() {
        var random = new Random(SEED);
        var large =
                LongStream.generate(() -> random.nextLong() >>> 1 + random.nextInt(60))
                        .limit(200_000);
        var round =
                LongStream.rangeClosed(0, 18)
                        .flatMap(
                                power -> {
                                    long unit =
                                            LongStream.range(0, power).reduce(1, (n, _) -> 10 * n);
                                    return LongStream.of(unit - 1, unit, unit + 1, unit * 2);
                                });
        LongStream.concat(
                        LongStream.rangeClosed(0, ALL_FEN),
                        LongStream.concat(
                                LongStream.concat(large, round), LongStream.of(Long.MAX_VALUE)))
                .filter(fen -> fen >= 0)
                .forEach(
                        fen -> {
                            var words = AmountWords.of(new Fen(fen));
                            assertEquals(fen, heardZh(words.zh()), words::zh);
                            assertEquals(fen, heardEn(words.en()), words::en);
                            assertTrue(!words.zh().contains("零零"), words::zh);
                        });
    }

    /// Below one hundred million yuan, as it is taught: every digit is written with its place, and
    /// then what is not said is struck out.
    private static String byTheBook(long fen) {
        if (fen == 0) {
            return "零元";
        }
        var digits = String.format("%010d", fen);
        var places = List.of("千", "百", "十", "万", "千", "百", "十", "元", "角", "分");
        var said = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            said.append("零一二三四五六七八九".charAt(digits.charAt(i) - '0')).append(places.get(i));
        }
        return said.toString()
                .replaceAll("零[千百十角分]", "零") // an empty place is only skipped,
                .replaceAll("零+", "零") // once,
                .replaceAll("零([万元])", "$1") // and not before the unit of the four
                .replaceAll("^零?万", "")
                .replaceAll("^零?元", "")
                .replaceAll("^零", "")
                .replaceAll("零$", "")
                .replaceAll("^一十", "十")
                .replaceAll("(?<![一二三四五六七八九十百千万零])二([万元角分])", "两$1")
                .replaceAll("([元角]零?)二([角分])", "$1两$2")
                .replaceAll("二千", "两千");
    }

    private static long heardZh(String words) {
        int yuan = words.indexOf('元');
        var rest = words.substring(yuan + 1).replace("零", "");
        long fen = yuan < 0 ? 0 : 100 * number(words.substring(0, yuan));
        for (int i = 0; i + 1 < rest.length(); i += 2) {
            fen += number(rest.substring(i, i + 1)) * (rest.charAt(i + 1) == '角' ? 10 : 1);
        }
        return fen;
    }

    private static long number(String words) {
        for (var unit :
                Map.of("亿", 100_000_000L, "万", 10_000L).entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .toList()) {
            int at = words.lastIndexOf(unit.getKey());
            if (at >= 0) {
                return number(words.substring(0, at)) * unit.getValue()
                        + number(words.substring(at + 1));
            }
        }
        long sum = 0;
        long digit = 0;
        for (char word : words.toCharArray()) {
            int place = "十百千".indexOf(word);
            if (place < 0) {
                digit = word == '两' ? 2 : "零一二三四五六七八九".indexOf(word);
            } else {
                sum += Math.max(1, digit) * (long) Math.pow(10, place + 1);
                digit = 0;
            }
        }
        return sum + digit;
    }

    private static long heardEn(String words) {
        if (words.endsWith(" fen")) {
            return numberEn(words.substring(0, words.length() - 4));
        }
        var parts = words.split(" yuan", 2);
        return 100 * numberEn(parts[0]) + numberEn(parts[1].replace("oh ", "").strip());
    }

    private static long numberEn(String words) {
        long sum = 0;
        long group = 0;
        for (var word : words.replace('-', ' ').split(" ")) {
            if (THOUSANDS.contains(word)) {
                sum += group * (long) Math.pow(1_000, THOUSANDS.indexOf(word));
                group = 0;
            } else if (word.equals("hundred")) {
                group *= 100;
            } else if (TENS.indexOf(word) > 1) {
                group += 10 * TENS.indexOf(word);
            } else {
                group += Math.max(0, SMALL.indexOf(word));
            }
        }
        return sum + group;
    }
}
