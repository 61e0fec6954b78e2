package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.Task;
import onecard.hal.linux.DeviceException;

/// By what a fingerprint module is told from every other of its model. Owned by one thread.
///
/// The family has a notepad beside its slots, pages of 32 bytes that mean nothing to the module and
/// stay when its slots are emptied. The mark is in one of them:
///
/// | Byte | What |
/// |---|---|
/// | 0..7 | `onecard:` |
/// | 8..23 | the identity |
/// | 24..31 | CRC-32 of both, in digits |
///
/// Its serial number is no mark: no manual says that no two are alike, older modules have none, and
/// it stays when somebody else empties the module and fills it anew.
///
/// A module that refuses to read its notepad bears none, and never will. One that does not answer
/// that question is lost: else a bad line would make it another.
///
/// Source: user manuals of the R503, R30x and ZFM-70 modules, Write notepad, Read notepad, Read
/// valid template number.
final class FingerMark {

    private static final int WRITE = 0x18;
    private static final int READ = 0x19;
    private static final int COUNT = 0x1D;
    private static final int EMPTY = 0x0D;

    /// The last page that all have; others write into the first.
    private static final int PAGE = 0x0E;

    private static final int PAGE_BYTES = 32;

    private static final int DAMAGED = 0x01; // what was asked came damaged
    private static final int SILENT_MAX = 3;

    private static final String OURS = "onecard:";
    private static final int IDENTITY_BYTES = 16;

    private final FingerLine line;
    private final boolean borne;
    private Optional<String> identity;
    private int silent;

    private FingerMark(FingerLine line, boolean borne, Optional<String> identity) {
        this.line = line;
        this.borne = borne;
        this.identity = identity;
    }

    /// Of the module that is at the line now.
    static FingerMark read(FingerLine line) throws DeviceException, Ended {
        var said = line.ask(Patience.OWN, PAGE_BYTES, READ, PAGE);
        if (said[0] == DAMAGED) {
            throw new Ended(Why.FAULT);
        }
        boolean borne = said[0] == FingerLine.OK;
        return new FingerMark(line, borne, borne ? identity(said, 1) : Optional.empty());
    }

    /// Whether it can be marked.
    boolean isBorne() {
        return borne;
    }

    Optional<String> identity() {
        return identity;
    }

    /// Looks whether it is still the same.
    ///
    /// @return false where it did not say so, once or twice
    /// @throws DeviceException where it is not, or does not say so the third time
    boolean check(Patience patience) throws DeviceException {
        try {
            require(patience);
            silent = 0;
            return true;
        } catch (Ended _) {
            silent++;
            if (silent == SILENT_MAX) {
                throw line.failed("does not tell its mark");
            }
            return false;
        }
    }

    /// Where a module stands on pins or behind an adapter, its line stays when it is exchanged.
    ///
    /// @throws DeviceException where it is another one
    void require(Patience patience) throws DeviceException, Ended {
        if (!borne) {
            return;
        }
        if (!isSaid(patience, identity)) {
            throw line.failed("is not the one that it was");
        }
    }

    private boolean isSaid(Patience patience, Optional<String> wanted)
            throws DeviceException, Ended {
        var said = line.ask(patience, PAGE_BYTES, READ, PAGE);
        if (said[0] != FingerLine.OK) {
            throw new Ended(Why.FAULT);
        }
        return identity(said, 1).equals(wanted);
    }

    /// The former mark goes first and the new one comes last: whatever stops in between, a module
    /// that is half emptied bears none.
    void replace(Patience patience, String next, boolean emptying) throws DeviceException, Ended {
        if (!borne) {
            throw new Ended(Why.UNABLE);
        }
        if (count(patience) > 0) {
            if (!emptying) {
                throw new Ended(Why.HOLDS);
            }
            write(patience, Optional.empty());
            require(FingerLine.OK, line.ask(patience, 0, EMPTY));
            if (count(patience) > 0) {
                throw new Ended(Why.FAULT);
            }
        }
        write(patience, Optional.of(next));
    }

    /// What it is then it says itself, so that nothing is believed of an answer that was lost.
    private void write(Patience patience, Optional<String> next) throws DeviceException, Ended {
        var page = next.map(FingerMark::page).orElse(new byte[PAGE_BYTES]);
        var said = new int[1 + PAGE_BYTES];
        said[0] = PAGE;
        for (int i = 0; i < PAGE_BYTES; i++) {
            said[1 + i] = page[i];
        }
        require(FingerLine.OK, line.ask(patience, 0, WRITE, said));
        if (!isSaid(patience, next)) {
            throw new Ended(Why.FAULT);
        }
        identity = next;
    }

    private int count(Patience patience) throws DeviceException, Ended {
        var said = line.ask(patience, 2, COUNT);
        require(FingerLine.OK, said);
        return FingerFrame.number(said, 1);
    }

    private static void require(int wanted, byte[] said) throws Ended {
        if (said[0] != wanted) {
            throw new Ended(Why.FAULT);
        }
    }

    static byte[] page(String identity) {
        var marked = (OURS + identity).getBytes(StandardCharsets.US_ASCII);
        var page = Arrays.copyOf(marked, PAGE_BYTES);
        var check = "%08x".formatted(check(marked, 0)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(check, 0, page, marked.length, check.length);
        return page;
    }

    /// Empty where it is not ours, or was half written.
    private static Optional<String> identity(byte[] said, int at) {
        var text = new String(said, at, PAGE_BYTES, StandardCharsets.ISO_8859_1);
        int end = OURS.length() + IDENTITY_BYTES;
        var identity = text.substring(OURS.length(), end);
        boolean whole = text.substring(end).equals("%08x".formatted(check(said, at)));
        return whole && text.startsWith(OURS) && identity.matches(Task.Mark.FORM)
                ? Optional.of(identity)
                : Optional.empty();
    }

    private static long check(byte[] bytes, int at) {
        var check = new CRC32();
        check.update(bytes, at, OURS.length() + IDENTITY_BYTES);
        return check.getValue();
    }
}
