package onecard.money;

import java.util.List;
import onecard.words.Words;

/// An amount as a cashier says it: `十二元五角`, `twelve yuan fifty`. Pure.
///
/// Chinese. 元, 角 and 分 are each named where there is anything of it, and nothing is 零元. What is
/// skipped between two places is one 零: 一百零三元, 十二元零五分. Two is 两 where it alone is counted,
/// 两元 两角 两分 两万元, and before 千; anywhere else it is 二: 十二元, 二十元, 二百元. Ten is 十 at the
/// beginning and 一十 after that: 十二元, 一百一十元.
///
/// English, as in America without an `and`. Fen follow the yuan as a number of two digits, `twelve
/// yuan fifty`, `twelve yuan oh five`; where there are no yuan, they are named: `five fen`.
public final class AmountWords {

    private static final int FEN_A_YUAN = 100;
    private static final long WAN = 10_000;
    private static final long YI = WAN * WAN;
    private static final String DIGITS = "零一二三四五六七八九";

    private static final List<String> SMALL =
            List.of(
                    "zero",
                    "one",
                    "two",
                    "three",
                    "four",
                    "five",
                    "six",
                    "seven",
                    "eight",
                    "nine",
                    "ten",
                    "eleven",
                    "twelve",
                    "thirteen",
                    "fourteen",
                    "fifteen",
                    "sixteen",
                    "seventeen",
                    "eighteen",
                    "nineteen");
    private static final List<String> TENS =
            List.of(
                    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
                    "ninety");
    private static final List<String> THOUSANDS =
            List.of("", " thousand", " million", " billion", " trillion", " quadrillion");

    private AmountWords() {}

    /// In both languages.
    public static Words of(Fen amount) {
        return new Words(zh(amount.fen()), en(amount.fen()));
    }

    private static String zh(long fen) {
        long yuan = fen / FEN_A_YUAN;
        long jiao = fen / 10 % 10;
        long last = fen % 10;
        if (fen == 0) {
            return "零元";
        }
        return (yuan == 0 ? "" : counted(yuan) + "元")
                + (jiao == 0 ? "" : counted(jiao) + "角")
                + (last == 0 ? "" : (yuan > 0 && jiao == 0 ? "零" : "") + counted(last) + "分");
    }

    /// A number before what it counts.
    private static String counted(long number) {
        return number == 2 ? "两" : places(number, true);
    }

    /// A number above zero.
    ///
    /// @param first nothing is said before it
    private static String places(long number, boolean first) {
        if (number >= YI) {
            return over(number, YI, "亿", first);
        }
        if (number >= WAN) {
            return over(number, WAN, "万", first);
        }
        if (number >= 1_000) {
            return over(number, 1_000, "千", first);
        }
        if (number >= 100) {
            return digit(number / 100) + "百" + after(number % 100, 100);
        }
        if (number >= 10) {
            boolean bare = first && number < 20;
            return (bare ? "" : digit(number / 10)) + "十" + after(number % 10, 10);
        }
        return digit(number);
    }

    /// So many of a large unit, which are counted, and the rest.
    private static String over(long number, long unit, String name, boolean first) {
        long count = number / unit;
        var counted = count == 2 ? "两" : places(count, first);
        return counted + name + after(number % unit, unit);
    }

    /// What follows a unit: with 零 before it if it skips the place below.
    private static String after(long rest, long unit) {
        if (rest == 0) {
            return "";
        }
        return (rest < unit / 10 ? "零" : "") + places(rest, false);
    }

    private static String digit(long digit) {
        return DIGITS.substring((int) digit, (int) digit + 1);
    }

    private static String en(long fen) {
        long yuan = fen / FEN_A_YUAN;
        int rest = (int) (fen % FEN_A_YUAN);
        if (yuan == 0 && rest > 0) {
            return hundreds(rest) + " fen";
        }
        var words = thousands(yuan) + " yuan";
        if (rest == 0) {
            return words;
        }
        return words + (rest < 10 ? " oh " : " ") + hundreds(rest);
    }

    private static String thousands(long number) {
        if (number == 0) {
            return SMALL.getFirst();
        }
        var words = "";
        long left = number;
        for (int power = 0; left > 0; power++) {
            int group = (int) (left % 1_000);
            if (group > 0) {
                words = " " + hundreds(group) + THOUSANDS.get(power) + words;
            }
            left /= 1_000;
        }
        return words.substring(1);
    }

    /// @param number 1 to 999
    private static String hundreds(int number) {
        if (number >= 100) {
            int rest = number % 100;
            return SMALL.get(number / 100) + " hundred" + (rest == 0 ? "" : " " + hundreds(rest));
        }
        if (number >= 20) {
            int ones = number % 10;
            return TENS.get(number / 10) + (ones == 0 ? "" : "-" + SMALL.get(ones));
        }
        return SMALL.get(number);
    }
}
