package onecard.access;

import java.util.Optional;
import java.util.stream.Stream;

/// Why a tap was granted or refused, or a command turned down. A closed list: names are never
/// changed, new ones go to the end. They are the only codes there are; what anybody reads of one
/// stands in the catalogue of words.
public enum Reason {
    OK,
    UNKNOWN,
    DENIED_LIST,
    NOT_YET_VALID,
    EXPIRED,
    SCHEDULE,
    HOLIDAY,
    WRONG_POINT,
    REGION,
    WEAK_CREDENTIAL,
    CARD_EXPIRED,
    CARD_UNREADABLE,
    CONTACT_ONLY,
    MULTIPLE_CARDS,
    BAD_SIGNATURE,
    REPLAYED,
    USED_UP,
    PASSBACK,
    OCCUPANCY,
    INTERLOCK,
    ESCORT,
    FIRST_PERSON,
    SECOND_PERSON,
    LOCKDOWN,
    LOCKED_OUT,
    POINT_DISABLED,
    PIN_MISMATCH,
    PIN_TIMEOUT,
    BIOMETRIC_MISMATCH,
    BIOMETRIC_TIMEOUT,
    BIOMETRIC_SPOOF,
    BIOMETRIC_QUALITY,
    NOT_ENROLLED,
    NO_CONSENT,
    NO_RESOLVER,
    NO_BALANCE,
    LIMIT,
    WINDOW_CLOSED,
    DUPLICATE,
    TORN,
    STALE_LIST,
    CLOCK_UNTRUSTED,
    JOURNAL_FULL,
    DEVICE_FAULT,
    BUSY,
    RETAINED,
    STALE_COMMAND,
    NOT_ALLOWED,
    BAD_REQUEST,
    PIN,
    NO_AMOUNT,
    NO_SUCH_SALE,
    REFUND_LIMIT,
    SETTLED,
    NO_SUCH_BATCH,
    DIFFERENCE,
    NO_ORDER,
    NO_PURSE,
    PURSE_REFUSED,
    /// No meeting is on, or takes anybody yet or any more.
    NO_MEETING,
    /// A meeting is on, and they are not expected at it.
    NOT_ON_ROSTER,
    /// Their seat was given up.
    TOO_LATE,
    ELSEWHERE,
    /// Somebody else draws there.
    OCCUPIED,
    /// Of the body: what is awaited while a sensor looks at them.
    FINGER,
    FACE,
    VEIN;

    /// By its name in events; empty for one that a later version may have.
    public static Optional<Reason> ofName(String name) {
        return Stream.of(values()).filter(reason -> reason.name().equals(name)).findFirst();
    }
}
