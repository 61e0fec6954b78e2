package onecard.edge.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.store.Registry.NewEntry;
import onecard.edge.store.Registry.Rights;
import onecard.edge.words.Message;
import onecard.hal.card.CitizenNumber;
import onecard.hal.card.ResidenceNumber;
import onecard.words.Words;

/// One row of a `people` list: checked, and its numbers turned into tokens at once. What is wrong
/// with a number never repeats the number.
final class PeopleRow {

    static final List<String> HEADER =
            List.of(
                    "kind",
                    "id",
                    "subject",
                    "groups",
                    "valid_from",
                    "valid_until",
                    "schedule",
                    "deny");

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

    /// Groups of one person: more than anybody has, and a bound on what rights take.
    private static final int GROUPS_MAX = 16;

    /// Fields that stand in many rows, remembered as understood: dates and groups. Beyond so many
    /// different ones they are read each time.
    private static final int REMEMBERED_MAX = 2_048;

    /// What is wrong, and in which field.
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;
        final int field;
        final transient Words what;

        Bad(int field, Words what) {
            super(what.en(), null, false, false);
            this.what = what;
            this.field = field;
        }
    }

    private final Tokens tokens;
    private final ZoneId zone;
    private final Map<String, Long> firstDays = new HashMap<>();
    private final Map<String, Long> lastDays = new HashMap<>();
    private final Map<String, String> groupSets = new HashMap<>();

    /// @param zone whose days a date without time means
    PeopleRow(Tokens tokens, ZoneId zone) {
        this.tokens = tokens;
        this.zone = zone;
    }

    NewEntry read(List<String> fields) throws Bad {
        if (fields.size() != HEADER.size()) {
            throw new Bad(0, Message.ROW_FIELDS.with(fields.size()));
        }
        var kind =
                CredentialKind.ofWire(fields.get(0))
                        .orElseThrow(() -> new Bad(0, Message.ROW_KIND.with()));
        var id = fields.get(1);
        requireId(kind, id);
        if (fields.get(2).isEmpty() || fields.get(2).length() > 64) {
            throw new Bad(2, Message.ROW_SUBJECT.with());
        }
        var subject = Token.of(tokens.bytes("subject", fields.get(2)));
        return new NewEntry(
                token(kind, id, subject),
                subject,
                new Rights(
                        kind,
                        remembered(groupSets, fields.get(3), PeopleRow::groups),
                        schedule(fields.get(6)),
                        deny(fields.get(7)),
                        remembered(firstDays, fields.get(4), field -> date(field, 4, false)),
                        remembered(lastDays, fields.get(5), field -> date(field, 5, true))));
    }

    /// A PIN is a person's: it has no meaning without them.
    private Token token(CredentialKind kind, String id, Token subject) {
        return Token.of(
                kind == CredentialKind.PIN
                        ? tokens.pin(subject.toString(), id.getBytes(StandardCharsets.US_ASCII))
                        : tokens.bytes(kind.wire(), id));
    }

    private interface Reading<T> {
        T of(String field) throws Bad;
    }

    private static <T> T remembered(Map<String, T> before, String field, Reading<T> reading)
            throws Bad {
        var known = before.get(field);
        if (known == null) {
            known = reading.of(field);
            if (before.size() < REMEMBERED_MAX) {
                before.put(field, known);
            }
        }
        return known;
    }

    private static void requireId(CredentialKind kind, String id) throws Bad {
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
                    case QR, FACE, FINGER, VEIN ->
                            throw new Bad(0, Message.ROW_NO_SUCH_KIND.with(kind.wire()));
                };
        if (!form.matcher(id).matches()) {
            throw new Bad(1, Message.ROW_ID.with(form, kind.wire()));
        }
        if (kind == CredentialKind.IDCARD
                && !CitizenNumber.isOne(id)
                && !ResidenceNumber.isOne(id)) {
            throw new Bad(1, Message.ROW_CHECK_DIGIT.with());
        }
    }

    private static String groups(String field) throws Bad {
        if (field.isEmpty()) {
            return "";
        }
        var groups = field.split(";", -1);
        if (groups.length > GROUPS_MAX) {
            throw new Bad(3, Message.ROW_GROUPS.with(GROUPS_MAX));
        }
        for (var group : groups) {
            if (!NAME.matcher(group).matches()) {
                throw new Bad(3, Message.ROW_GROUPS.with(GROUPS_MAX));
            }
        }
        return String.join(";", Arrays.stream(groups).distinct().sorted().toList());
    }

    private static String schedule(String field) throws Bad {
        if (!field.isEmpty() && !NAME.matcher(field).matches()) {
            throw new Bad(6, Message.ROW_SCHEDULE.with());
        }
        return field;
    }

    private static boolean deny(String field) throws Bad {
        return switch (field) {
            case "", "0" -> false;
            case "1" -> true;
            default -> throw new Bad(7, Message.ROW_DENY.with());
        };
    }

    private long date(String field, int at, boolean end) throws Bad {
        if (field.isEmpty()) {
            return Registry.NEVER;
        }
        return WrittenTime.of(field, zone, end)
                .map(Instant::toEpochMilli)
                .orElseThrow(() -> new Bad(at, Message.ROW_DATE.with(HEADER.get(at))));
    }
}
