package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import onecard.hal.bio.Answer.Why;
import onecard.hal.linux.DeviceException;

/// Whom a vein module holds. It numbers its users as it likes; which slot one stands for is in the
/// name that was given at enrolment, and beside it the mark that the module bore then: the module
/// has no other place for one. So both are known again whatever is lost here, and are gone with the
/// users. Users of other names are not ours: nobody is taken for one of them, and they stay. Owned
/// by one thread.
///
/// Where two marks are in its users' names nobody can tell whose it is, and it bears none.
final class VeinUsers {

    static final int NAME_BYTES = 32;

    private static final int DELETE = 0x20;
    private static final int INFO = 0x22;
    private static final int LIST = 0x24;

    private static final int NO_SUCH_USER = 0x08;

    private static final String OURS = "onecard-";
    private static final Pattern NAME = Pattern.compile(OURS + "(\\d{5})-([0-9a-f]{16})\0*");

    private static final OptionalInt NONE = OptionalInt.empty();

    private final VeinLine line;

    /// By the module's number; empty is not one of ours.
    private final Map<Integer, Optional<Name>> names = new TreeMap<>();

    /// Slots of which nobody knows whether an enrolment came to its end.
    private final Set<Integer> unsure = new HashSet<>();

    private Optional<String> identity = Optional.empty();
    private boolean begun;
    private boolean known;

    /// Whether a reply named somebody by another name than is known here.
    private boolean doubted;

    /// Of users who are deleted, until the module said so.
    private final Set<Integer> leaving = new HashSet<>();

    /// What the name of one of ours says.
    record Name(int slot, String identity) {

        /// As the module keeps it.
        byte[] bytes() {
            var text = OURS + "%05d-%s".formatted(slot, identity);
            return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), NAME_BYTES);
        }

        private static Optional<Name> of(byte[] content, int at) {
            var text = new String(content, at, NAME_BYTES, StandardCharsets.ISO_8859_1);
            var name = NAME.matcher(text);
            return name.matches()
                    ? Optional.of(new Name(Integer.parseInt(name.group(1)), name.group(2)))
                    : Optional.empty();
        }
    }

    VeinUsers(VeinLine line) {
        this.line = line;
    }

    /// The mark that the module bears.
    Optional<String> identity() {
        return identity;
    }

    /// Who is in that slot, by the module's number.
    OptionalInt in(int slot) {
        var wanted = identity.map(it -> new Name(slot, it));
        return names.entrySet().stream()
                .filter(user -> wanted.isPresent() && user.getValue().equals(wanted))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /// What whoever is enrolled in that slot is called.
    ///
    /// @throws Ended `UNABLE` while the module bears no mark
    byte[] name(int slot) throws Ended {
        return new Name(slot, identity.orElseThrow(() -> new Ended(Why.UNABLE))).bytes();
    }

    /// From now on whoever is enrolled bears this one. Nobody else may be in it, unless all are to
    /// go.
    void mark(Patience patience, String next, boolean emptying) throws DeviceException, Ended {
        boolean holds = names.values().stream().anyMatch(Optional::isPresent);
        if (holds && !emptying) {
            throw new Ended(Why.HOLDS);
        }
        if (emptying) {
            for (int user : List.copyOf(names.keySet())) {
                patience.refuseOver();
                deleteUser(user);
            }
        }
        identity = Optional.of(next);
    }

    /// The slot of whoever a reply names, by number and by name; empty where they are not ours.
    ///
    /// @throws Ended if the two do not say the same
    OptionalInt named(VeinFrame reply) throws DeviceException, Ended {
        if (reply.content().length < 4 + NAME_BYTES) {
            throw line.senseless();
        }
        var name = Name.of(reply.content(), 4);
        if (!name.equals(names.get(reply.number(2)))) {
            doubt(); // whichever is wrong
            throw line.senseless();
        }
        return name.filter(this::isOfNow).map(it -> OptionalInt.of(it.slot())).orElse(NONE);
    }

    private boolean isOfNow(Name name) {
        return identity.equals(Optional.of(name.identity()));
    }

    /// Before anybody is enrolled there, until it came to its end.
    void enrolling(int slot) {
        unsure.add(slot);
    }

    /// It did.
    void enrolled(int slot, VeinFrame reply) throws Ended {
        if (reply.content().length < 4 || names.containsKey(reply.number(2))) {
            throw line.senseless();
        }
        names.put(reply.number(2), identity.map(it -> new Name(slot, it)));
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

    /// By its number, once the module has said whose that is.
    private void deleteUser(int user) throws DeviceException, Ended {
        var info = line.ask(INFO, (byte) (user >> 8), (byte) user);
        if (info.result() == VeinLine.OK && !named(info, user).equals(names.get(user))) {
            doubt();
            throw line.senseless();
        }
        leaving.add(user);
        int result = line.ask(DELETE, (byte) (user >> 8), (byte) user).result();
        if (result != VeinLine.OK && result != NO_SUCH_USER) {
            throw line.senseless();
        }
        names.remove(user);
        leaving.remove(user);
    }

    private Optional<Name> named(VeinFrame info, int user) throws Ended {
        if (info.content().length < 4 + NAME_BYTES || info.number(2) != user) {
            throw line.senseless();
        }
        return Name.of(info.content(), 4);
    }

    /// Whether [#read] is due.
    boolean areUnknown() {
        return !known || !unsure.isEmpty();
    }

    /// What is known of it is asked for anew.
    private void doubt() {
        known = false;
        doubted = true;
    }

    /// Asks the module, after its line was adrift. What was half done is undone: a slot with whom
    /// nobody has been told of is emptied, and so is one that two stand for.
    ///
    /// @return whether it tells
    /// @throws DeviceException where it is another module than at the first time
    boolean read() throws DeviceException, Ended {
        known = false;
        var listed = listed();
        if (listed.isEmpty()) {
            return false;
        }
        var before = new TreeMap<>(names);
        before.keySet().removeAll(leaving);
        boolean held = before.values().stream().anyMatch(Optional::isPresent);
        names.keySet().retainAll(listed.get());
        for (int user : listed.get()) {
            if (doubted || !names.containsKey(user)) {
                var info = line.ask(INFO, (byte) (user >> 8), (byte) user);
                if (info.result() != VeinLine.OK) {
                    return false;
                }
                names.put(user, named(info, user));
            }
        }
        requireSame(held);
        doubted = false;
        leaving.clear();
        for (int user : List.copyOf(names.keySet())) {
            var name = names.getOrDefault(user, Optional.empty());
            if (name.isPresent() && (unsure.contains(name.get().slot()) || isTwice(name.get()))) {
                unsure.add(name.get().slot()); // the other one, too
                deleteUser(user);
            }
        }
        unsure.clear();
        known = true;
        return true;
    }

    /// The numbers of all users; empty where it does not tell.
    private Optional<List<Integer>> listed() throws DeviceException, Ended {
        var reply = line.ask(LIST);
        if (reply.result() != VeinLine.OK) {
            return Optional.empty();
        }
        int count = reply.content().length < 3 ? 0 : reply.content()[2] & 0xff;
        if (reply.content().length != 3 + 2 * count) {
            throw line.senseless();
        }
        var listed = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            listed.add(reply.number(3 + 2 * i));
        }
        return Optional.of(listed);
    }

    private Set<String> marks() {
        return names.values().stream()
                .flatMap(Optional::stream)
                .map(Name::identity)
                .collect(Collectors.toSet());
    }

    /// Where a module stands on pins or behind an adapter, its line stays when it is exchanged.
    ///
    /// @param held whether anybody of ours was in it, and was not deleted
    private void requireSame(boolean held) throws DeviceException {
        var marks = marks();
        var said = marks.size() == 1 ? marks.stream().findFirst() : Optional.<String>empty();
        if (marks.isEmpty() && !held) {
            said = identity; // that it was given, and nobody is enrolled yet
        }
        if (!begun) {
            begun = true;
            identity = said;
        } else if (!said.equals(identity)) {
            throw line.failed("is not the one that it was");
        }
    }

    private boolean isTwice(Name name) {
        var wanted = Optional.of(name);
        return names.values().stream().filter(wanted::equals).count() > 1;
    }
}
