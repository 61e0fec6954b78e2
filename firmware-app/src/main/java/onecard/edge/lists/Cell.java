package onecard.edge.lists;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.access.Use;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Tokens;
import onecard.edge.words.Message;
import onecard.hal.card.CitizenNumber;
import onecard.hal.card.ResidenceNumber;
import onecard.money.Cost;
import onecard.money.Lessee;

/// One field of a list's CSV, to be understood as its column wants it. What is wrong with a number
/// never repeats the number.
///
/// @param column its name in the header
/// @param at its number in the row, from 0
public record Cell(String column, int at, String text) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern SSC = Pattern.compile("[0-9a-f]{32}");
    /// A foreigner's permanent residence card of 2017 has letters.
    private static final Pattern IDCARD = Pattern.compile("([0-9]{17}[0-9X]|[A-Z]{3}[0-9]{12})");
    private static final Pattern IDCARD_SERIAL = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern UID = Pattern.compile("([0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20})");
    private static final Pattern TUNION = Pattern.compile("[0-9]{10,20}");
    private static final Pattern PLATE = Pattern.compile("[\\p{IsHan}A-Z0-9]{5,10}");
    private static final Pattern PIN = Pattern.compile("[0-9]{4,8}");
    private static final Pattern TEXT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,15}");
    private static final Pattern SALE =
            Pattern.compile("([a-z0-9][a-z0-9-]{0,31}):[0-9a-f]{8}:[1-9][0-9]{0,15}");

    /// Longer than any id of a person, a room or a dish.
    private static final int TEXT_CHARS_MAX = 64;

    /// Groups of one person: more than anybody has, and a bound on what rights take.
    private static final int NAMES_MAX = 16;

    /// A kind of credential that lists may hold: nothing biometric.
    public CredentialKind kind() throws BadCell {
        return CredentialKind.ofWire(text).orElseThrow(() -> bad(Message.ROW_KIND.with()));
    }

    /// The token of a credential that this is the id of.
    ///
    /// @param kind whose column is the one before
    public Token credential(CredentialKind kind, Tokens tokens) throws BadCell {
        requireId(kind);
        return Token.of(tokens.bytes(kind.wire(), text));
    }

    /// Throws unless it is an id of that kind.
    public void requireId(CredentialKind kind) throws BadCell {
        var form =
                switch (kind) {
                    case SSC -> SSC;
                    case IDCARD -> IDCARD;
                    case IDCARD_SERIAL -> IDCARD_SERIAL;
                    case UID -> UID;
                    case TUNION -> TUNION;
                    case PLATE -> PLATE;
                    case PIN -> PIN;
                    case PASS, OPERATOR -> TEXT_ID;
                    case QR, FACE, FINGER, VEIN, ORDER ->
                            throw new BadCell(at - 1, Message.ROW_NO_SUCH_KIND.with(kind.wire()));
                };
        if (!form.matcher(text).matches()) {
            throw bad(Message.ROW_ID.with(form, kind.wire()));
        }
        if (kind == CredentialKind.IDCARD
                && !CitizenNumber.isOne(text)
                && !ResidenceNumber.isOne(text)) {
            throw bad(Message.ROW_CHECK_DIGIT.with());
        }
    }

    /// The token of something that no card stands for: a person, an order, a dish.
    public Token token(String kind, Tokens tokens) throws BadCell {
        return Token.of(tokens.bytes(kind, someText()));
    }

    /// 1 to 64 characters.
    public String someText() throws BadCell {
        if (text.isEmpty() || text.length() > TEXT_CHARS_MAX) {
            throw bad(Message.ROW_TEXT.with(column, TEXT_CHARS_MAX));
        }
        return text;
    }

    /// A name as in site files.
    public String name() throws BadCell {
        if (!NAME.matcher(text).matches()) {
            throw bad(Message.ROW_NAME.with(column));
        }
        return text;
    }

    /// A device, or `device:point`, both named as in site files.
    public String terminal() throws BadCell {
        if (Lessee.parse(text).isEmpty()) {
            throw bad(Message.ROW_TERMINAL.with(column));
        }
        return text;
    }

    /// Such names, in order, each once.
    public List<String> names() throws BadCell {
        if (text.isEmpty()) {
            return List.of();
        }
        var names = text.split(";", -1);
        if (names.length > NAMES_MAX || !Arrays.stream(names).allMatch(NAME.asMatchPredicate())) {
            throw bad(Message.ROW_NAMES.with(column, NAMES_MAX));
        }
        return Arrays.stream(names).distinct().sorted().toList();
    }

    /// Sales, each as `device:epoch:seq`, one a device.
    public List<String> sales() throws BadCell {
        var sales = text.split(";", -1);
        var devices = Arrays.stream(sales).map(SALE::matcher).toList();
        if (!devices.stream().allMatch(java.util.regex.Matcher::matches)
                || devices.stream().map(sale -> sale.group(1)).distinct().count() < sales.length) {
            throw bad(Message.ROW_SALES.with(column));
        }
        return Arrays.stream(sales).sorted().toList();
    }

    /// A whole number of at least `least`, as JSON has them.
    public long whole(long least) throws BadCell {
        if (WHOLE.matcher(text).matches()) {
            long whole = Long.parseLong(text);
            if (whole >= least && Math.abs(whole) <= Json.Num.MAX) {
                return whole;
            }
        }
        throw bad(Message.ROW_WHOLE.with(column, least));
    }

    /// Whole fen. What is dearer is sold nowhere, and whoever brings it in hears of it first.
    public long price() throws BadCell {
        long fen = whole(1);
        if (fen > Cost.MAX.fen()) {
            throw bad(Message.ROW_PRICE.with(column, Cost.MAX.fen()));
        }
        return fen;
    }

    /// How often a visitor may come, or leave.
    public long times() throws BadCell {
        long times = whole(1);
        if (times > Use.TIMES_MAX) {
            throw bad(Message.ROW_TIMES.with(column, Use.TIMES_MAX));
        }
        return times;
    }

    /// Of what something is the price.
    public Cost.Per per() throws BadCell {
        return Cost.Per.ofWire(text).orElseThrow(() -> bad(Message.ROW_PER.with(column)));
    }

    public boolean flag() throws BadCell {
        return switch (text) {
            case "", "0" -> false;
            case "1" -> true;
            default -> throw bad(Message.ROW_FLAG.with(column));
        };
    }

    /// @param end a date alone means its end
    public Instant moment(ZoneId zone, boolean end) throws BadCell {
        return WrittenTime.of(text, zone, end)
                .orElseThrow(() -> bad(Message.ROW_DATE.with(column)));
    }

    private BadCell bad(onecard.words.Words what) {
        return new BadCell(at, what);
    }
}
