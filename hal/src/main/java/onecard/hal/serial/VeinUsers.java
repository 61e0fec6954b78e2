package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import onecard.hal.linux.DeviceException;

/// Whom a vein module holds. It numbers its users as it likes; which slot one stands for is in the
/// name that was given at enrolment, so it is known again whatever is lost here. Users of other
/// names are not ours: nobody is taken for one of them, and they stay. Owned by one thread.
final class VeinUsers {

    static final int NAME_BYTES = 32;

    private static final int DELETE = 0x20;
    private static final int INFO = 0x22;
    private static final int LIST = 0x24;

    private static final int NO_SUCH_USER = 0x08;

    private static final String OURS = "onecard-";
    private static final int DIGITS = 5;

    private final VeinLine line;

    /// By the module's number; empty is not one of ours.
    private final Map<Integer, OptionalInt> slots = new TreeMap<>();

    /// Slots of which nobody knows whether an enrolment came to its end.
    private final Set<Integer> unsure = new HashSet<>();

    private boolean known;

    VeinUsers(VeinLine line) {
        this.line = line;
    }

    /// As the module keeps it.
    static byte[] name(int slot) {
        var text = OURS + "%05d".formatted(slot);
        var name = new byte[NAME_BYTES];
        System.arraycopy(
                text.getBytes(StandardCharsets.US_ASCII), 0, name, 0, OURS.length() + DIGITS);
        return name;
    }

    private static OptionalInt slot(byte[] content, int at) {
        var text = new String(content, at, NAME_BYTES, StandardCharsets.ISO_8859_1);
        var name = text.replaceFirst("\0+$", "");
        return name.matches(OURS + "\\d{" + DIGITS + "}")
                ? OptionalInt.of(Integer.parseInt(name.substring(OURS.length())))
                : OptionalInt.empty();
    }

    /// Who is in that slot, by the module's number.
    OptionalInt in(int slot) {
        return slots.entrySet().stream()
                .filter(user -> user.getValue().equals(OptionalInt.of(slot)))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /// The slot of whoever a reply names, by number and by name; empty where they are not ours.
    ///
    /// @throws Ended if the two do not say the same
    OptionalInt named(VeinFrame reply) throws DeviceException, Ended {
        if (reply.content().length < 4 + NAME_BYTES) {
            throw line.senseless();
        }
        var slot = slot(reply.content(), 4);
        if (!slot.equals(slots.get(reply.number(2)))) {
            slots.clear(); // whichever is wrong
            known = false;
            throw line.senseless();
        }
        return slot;
    }

    /// Before anybody is enrolled there, until it came to its end.
    void enrolling(int slot) {
        unsure.add(slot);
    }

    /// It did.
    void enrolled(int slot, VeinFrame reply) throws Ended {
        if (reply.content().length < 4 || slots.containsKey(reply.number(2))) {
            throw line.senseless();
        }
        slots.put(reply.number(2), OptionalInt.of(slot));
        unsure.remove(slot);
    }

    /// It came to nothing, and nobody is kept.
    void notEnrolled(int slot) {
        unsure.remove(slot);
    }

    /// Empties a slot, which may be empty.
    void delete(int slot) throws DeviceException, Ended {
        var user = in(slot);
        if (user.isPresent()) {
            deleteUser(user.getAsInt());
        }
    }

    private void deleteUser(int user) throws DeviceException, Ended {
        int result = line.ask(DELETE, (byte) (user >> 8), (byte) user).result();
        if (result != VeinLine.OK && result != NO_SUCH_USER) {
            throw line.senseless();
        }
        slots.remove(user);
    }

    /// Whether [#read] is due.
    boolean areUnknown() {
        return !known || !unsure.isEmpty();
    }

    /// Asks the module, after its line was adrift. What was half done is undone: a slot with whom
    /// nobody has been told of is emptied, and so is one that two stand for.
    ///
    /// @return whether it tells
    boolean read() throws DeviceException, Ended {
        known = false;
        var reply = line.ask(LIST);
        if (reply.result() != VeinLine.OK) {
            return false;
        }
        int count = reply.content().length < 3 ? 0 : reply.content()[2] & 0xff;
        if (reply.content().length != 3 + 2 * count) {
            throw line.senseless();
        }
        var listed = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            listed.add(reply.number(3 + 2 * i));
        }
        slots.keySet().retainAll(listed);
        for (int user : listed) {
            if (!slots.containsKey(user)) {
                var info = line.ask(INFO, (byte) (user >> 8), (byte) user);
                if (info.result() != VeinLine.OK) {
                    return false;
                }
                if (info.content().length < 4 + NAME_BYTES || info.number(2) != user) {
                    throw line.senseless();
                }
                slots.put(user, slot(info.content(), 4));
            }
        }
        for (int user : List.copyOf(slots.keySet())) {
            var slot = slots.getOrDefault(user, OptionalInt.empty());
            if (slot.isPresent() && (unsure.contains(slot.getAsInt()) || isTwice(slot))) {
                unsure.add(slot.getAsInt()); // the other one, too
                deleteUser(user);
            }
        }
        unsure.clear();
        known = true;
        return true;
    }

    private boolean isTwice(OptionalInt slot) {
        return slots.values().stream().filter(slot::equals).count() > 1;
    }
}
