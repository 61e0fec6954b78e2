package onecard.edge.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.store.Registry.NewEntry;
import onecard.edge.store.Registry.Rights;

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

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";

    /// As far as RFC 3339 goes; the milliseconds of a later year may not fit their column.
    private static final int YEAR_MAX = 9_999;

    /// What is wrong, and in which field.
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;
        final int field;

        Bad(int field, String what) {
            super(what, null, false, false);
            this.field = field;
        }
    }

    private PeopleRow() {}

    static NewEntry read(List<String> fields, Tokens tokens, ZoneId zone) throws Bad {
        if (fields.size() != HEADER.size()) {
            throw new Bad(0, "a row must have 8 fields, but has " + fields.size());
        }
        var kind =
                CredentialKind.ofWire(fields.get(0))
                        .orElseThrow(() -> new Bad(0, "kind must be one of ssc, idcard, uid, ..."));
        var id = fields.get(1);
        requireId(kind, id);
        if (fields.get(2).isEmpty() || fields.get(2).length() > 64) {
            throw new Bad(2, "subject must be 1..64 characters");
        }
        return new NewEntry(
                kind,
                Token.of(tokens.bytes(kind.wire(), id)),
                Token.of(tokens.bytes("subject", fields.get(2))),
                date(fields, 4, zone, false),
                date(fields, 5, zone, true),
                new Rights(groups(fields.get(3)), schedule(fields.get(6)), deny(fields.get(7))));
    }

    private static void requireId(CredentialKind kind, String id) throws Bad {
        var form =
                switch (kind) {
                    case SSC -> "[0-9a-f]{32}";
                    case IDCARD -> "[0-9]{17}[0-9X]";
                    case IDCARD_SERIAL -> "[0-9a-f]{16}";
                    case UID -> "([0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20})";
                    case TUNION -> "[0-9]{10,20}";
                    case PLATE -> "[\\p{IsHan}A-Z0-9]{5,10}";
                    case PASS, OPERATOR -> "[A-Za-z0-9_-]{1,64}";
                    case QR, FACE, FINGER, VEIN, PIN -> "";
                };
        if (form.isEmpty()) {
            throw new Bad(0, "a people list holds no " + kind.wire());
        }
        if (!id.matches(form)) {
            throw new Bad(1, "id must match " + form + " for " + kind.wire());
        }
        if (kind == CredentialKind.IDCARD && id.charAt(17) != checkDigit(id)) {
            throw new Bad(1, "id must end in its check digit");
        }
    }

    /// ISO 7064 MOD 11-2, as GB 11643 uses it.
    private static char checkDigit(String id) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum = (sum + id.charAt(i) - '0') * 2 % 11;
        }
        return "0123456789X".charAt((12 - sum) % 11);
    }

    private static String groups(String field) throws Bad {
        if (field.isEmpty()) {
            return "";
        }
        var groups = field.split(";", -1);
        for (var group : groups) {
            if (!group.matches(NAME)) {
                throw new Bad(3, "groups must be names of a-z, 0-9 and - separated by ;");
            }
        }
        return String.join(";", Arrays.stream(groups).distinct().sorted().toList());
    }

    private static String schedule(String field) throws Bad {
        if (!field.isEmpty() && !field.matches(NAME)) {
            throw new Bad(6, "schedule must be a name of a-z, 0-9 and -");
        }
        return field;
    }

    private static boolean deny(String field) throws Bad {
        return switch (field) {
            case "", "0" -> false;
            case "1" -> true;
            default -> throw new Bad(7, "deny must be 1, 0 or empty");
        };
    }

    /// A date alone means that whole day in site time; as an end, to 24:00.
    private static Optional<Instant> date(List<String> fields, int at, ZoneId zone, boolean end)
            throws Bad {
        var field = fields.get(at);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (field.length() == 10) {
                var day = LocalDate.parse(field);
                return Optional.of((end ? day.plusDays(1) : day).atStartOfDay(zone).toInstant());
            }
            var moment = OffsetDateTime.parse(field);
            if (moment.getYear() >= 0 && moment.getYear() <= YEAR_MAX) {
                return Optional.of(moment.toInstant());
            }
        } catch (DateTimeException _) {
            // The same words as for a year nobody means.
        }
        throw new Bad(at, HEADER.get(at) + " must be YYYY-MM-DD, or date, time and offset");
    }
}
