package onecard.hal.pcsc;

import java.util.Map;
import javax.smartcardio.CardException;

/// What the smart card service answered instead of success, by the name pcsclite.h gives it.
final class PcscException extends CardException {
    private static final long serialVersionUID = 1L;

    static final long CANCELLED = 0x80100002L;
    static final long INVALID_HANDLE = 0x80100003L;
    static final long TIMEOUT = 0x8010000AL;
    static final long NO_SMARTCARD = 0x8010000CL;
    static final long COMM_ERROR = 0x80100013L;
    static final long READER_UNAVAILABLE = 0x80100017L;
    static final long NO_SERVICE = 0x8010001DL;
    static final long SERVICE_STOPPED = 0x8010001EL;
    static final long NO_READERS = 0x8010002EL;
    static final long RESET_CARD = 0x80100068L;
    static final long REMOVED_CARD = 0x80100069L;

    private static final Map<Long, String> NAMES =
            Map.ofEntries(
                    Map.entry(0x80100001L, "SCARD_F_INTERNAL_ERROR"),
                    Map.entry(CANCELLED, "SCARD_E_CANCELLED"),
                    Map.entry(INVALID_HANDLE, "SCARD_E_INVALID_HANDLE"),
                    Map.entry(0x80100004L, "SCARD_E_INVALID_PARAMETER"),
                    Map.entry(0x80100006L, "SCARD_E_NO_MEMORY"),
                    Map.entry(0x80100008L, "SCARD_E_INSUFFICIENT_BUFFER"),
                    Map.entry(0x80100009L, "SCARD_E_UNKNOWN_READER"),
                    Map.entry(TIMEOUT, "SCARD_E_TIMEOUT"),
                    Map.entry(0x8010000BL, "SCARD_E_SHARING_VIOLATION"),
                    Map.entry(NO_SMARTCARD, "SCARD_E_NO_SMARTCARD"),
                    Map.entry(0x8010000FL, "SCARD_E_PROTO_MISMATCH"),
                    Map.entry(0x80100010L, "SCARD_E_NOT_READY"),
                    Map.entry(0x80100011L, "SCARD_E_INVALID_VALUE"),
                    Map.entry(COMM_ERROR, "SCARD_F_COMM_ERROR"),
                    Map.entry(0x80100016L, "SCARD_E_NOT_TRANSACTED"),
                    Map.entry(READER_UNAVAILABLE, "SCARD_E_READER_UNAVAILABLE"),
                    Map.entry(NO_SERVICE, "SCARD_E_NO_SERVICE"),
                    Map.entry(SERVICE_STOPPED, "SCARD_E_SERVICE_STOPPED"),
                    Map.entry(0x8010001FL, "SCARD_E_UNSUPPORTED_FEATURE"),
                    Map.entry(NO_READERS, "SCARD_E_NO_READERS_AVAILABLE"),
                    Map.entry(0x80100065L, "SCARD_W_UNSUPPORTED_CARD"),
                    Map.entry(0x80100066L, "SCARD_W_UNRESPONSIVE_CARD"),
                    Map.entry(0x80100067L, "SCARD_W_UNPOWERED_CARD"),
                    Map.entry(RESET_CARD, "SCARD_W_RESET_CARD"),
                    Map.entry(REMOVED_CARD, "SCARD_W_REMOVED_CARD"),
                    Map.entry(0x8010006AL, "SCARD_W_SECURITY_VIOLATION"));

    private final long code;

    PcscException(long code) {
        super(NAMES.getOrDefault(code, "PC/SC error 0x%08X".formatted(code)));
        this.code = code;
    }

    long code() {
        return code;
    }
}
