package onecard.hal.serial;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Task;
import onecard.hal.bio.driver.BioDesk;
import onecard.hal.bio.driver.BioThread;
import onecard.hal.linux.DeviceException;

/// What a vein module is asked for each task. Owned by one thread.
///
/// | Task | Commands |
/// |---|---|
/// | verify, identify | Verify `12`, which looks for whoever is there among all users |
/// | enrol | DelUser `20` of who was there, Enroll `1D` |
/// | delete | DelUser `20` |
/// | mark | DelUser `20` of everybody, where that is meant |
/// | after anything went wrong | Reset `10`, GetAllUserId `24`, GetUserInfo `22` |
final class VeinDialogue implements BioThread.Dialogue {

    private static final int VERIFY = 0x12;
    private static final int ENROL = 0x1D;

    private static final int NO_SUCH_USER = 0x08;
    private static final int NO_ROOM = 0x09;
    private static final int ENROLLED_ALREADY = 0x0A;
    private static final int NOT_ALIVE = 0x0C;
    private static final int TIMED_OUT = 0x0D;

    /// That the module itself waits, in seconds.
    private static final int WAIT_MAX = 255;

    private static final int SILENT_MAX = 3;

    private final VeinLine line;
    private final VeinProfile profile;
    private final VeinUsers users;
    private int silent;

    private VeinDialogue(VeinLine line, VeinProfile profile) {
        this.line = line;
        this.profile = profile;
        this.users = new VeinUsers(line);
    }

    /// Begins with a module that was just switched on, or was left at whatever it did.
    static VeinDialogue begin(VeinLine line, VeinProfile profile) throws DeviceException {
        var dialogue = new VeinDialogue(line, profile);
        try {
            line.settle();
            dialogue.readUsers();
            return dialogue;
        } catch (Ended _) {
            throw line.failed();
        }
    }

    private void readUsers() throws DeviceException, Ended {
        if (!users.read()) {
            throw line.failed("does not tell whom it holds");
        }
    }

    @Override
    public String model() {
        return profile.model();
    }

    @Override
    public Optional<String> identity() {
        return users.identity();
    }

    @Override
    public Set<Ability> abilities() {
        var abilities = new HashSet<Ability>();
        abilities.add(new Ability.BearsMark());
        abilities.add(new Ability.MatchesOne());
        abilities.add(new Ability.MatchesMany(profile.capacity()));
        abilities.add(new Ability.Enrols(profile.capacity()));
        if (profile.tellsAttacks()) {
            abilities.add(new Ability.DetectsAttacks(Pad.Evidence.VENDOR));
        }
        return abilities;
    }

    @Override
    public boolean check() throws DeviceException {
        try {
            boolean lost = line.isAdrift();
            line.settle(); // it is at nothing, and says so
            if (lost || users.areUnknown()) {
                readUsers();
            }
            silent = 0;
            return true;
        } catch (Ended _) {
            silent++;
            if (silent >= SILENT_MAX) {
                throw line.failed();
            }
            return false;
        }
    }

    @Override
    public Answer perform(BioDesk.Call call) throws DeviceException {
        var over = call.over(false);
        if (over.isPresent()) {
            return new Answer.Not(over.get());
        }
        try {
            if (line.isAdrift() || users.areUnknown()) {
                line.settle();
                readUsers();
            }
            return switch (call.task()) {
                case Task.Capture() -> new Answer.Not(Why.UNABLE);
                case Task.Load _ -> new Answer.Not(Why.UNABLE);
                case Task.Verify(int slot) -> verify(call, slot);
                case Task.Identify() -> look(call, OptionalInt.empty());
                case Task.Enrol(int slot) -> enrol(call, slot);
                case Task.Delete(int slot) -> {
                    requireSlot(slot);
                    users.delete(slot);
                    yield new Answer.Done();
                }
                case Task.Mark(var identity, boolean emptying) -> {
                    readUsers(); // nobody of another module is lost by it
                    users.mark(Patience.of(call), identity, emptying);
                    yield new Answer.Done();
                }
            };
        } catch (Ended ended) {
            return new Answer.Not(ended.why());
        }
    }

    private Answer verify(BioDesk.Call call, int slot) throws DeviceException, Ended {
        requireSlot(slot);
        if (users.in(slot).isEmpty()) {
            throw new Ended(Why.EMPTY);
        }
        return look(call, OptionalInt.of(slot));
    }

    /// Whether whoever is there is in that slot, or in any.
    private Answer look(BioDesk.Call call, OptionalInt wanted) throws DeviceException, Ended {
        var reply = begun(call, VERIFY, new byte[] {0}); // and do not switch off behind it
        return switch (reply.result()) {
            case VeinLine.OK -> {
                var slot = users.named(reply);
                boolean same = slot.isPresent() && (wanted.isEmpty() || wanted.equals(slot));
                yield same
                        ? new Answer.Same(slot.getAsInt(), alive())
                        : new Answer.Different(alive());
            }
            case NO_SUCH_USER -> new Answer.Different(alive());
            case NOT_ALIVE -> new Answer.Different(new Pad(Pad.Finding.FAIL, Pad.Evidence.VENDOR));
            default -> throw line.senseless();
        };
    }

    private Pad alive() {
        return profile.tellsAttacks()
                ? new Pad(Pad.Finding.PASS, Pad.Evidence.VENDOR)
                : Pad.NOT_PERFORMED;
    }

    /// Who was there goes first: the module takes nobody twice, and perhaps it is the same person.
    private Answer enrol(BioDesk.Call call, int slot) throws DeviceException, Ended {
        requireSlot(slot);
        readUsers(); // nobody is put among those of another module
        var name = users.name(slot);
        users.delete(slot);
        users.enrolling(slot);
        var who = ByteBuffer.allocate(2 + VeinUsers.NAME_BYTES);
        who.put((byte) 0).put(name).put((byte) 0); // no administrator; any direction
        var reply = begun(call, ENROL, who.array());
        switch (reply.result()) {
            case VeinLine.OK -> {
                users.enrolled(slot, reply);
                return new Answer.Done();
            }
            case NO_ROOM, ENROLLED_ALREADY -> {
                users.notEnrolled(slot);
                throw new Ended(Why.UNABLE);
            }
            case NOT_ALIVE -> {
                users.notEnrolled(slot);
                throw new Ended(Why.POOR);
            }
            default -> throw line.senseless();
        }
    }

    private void requireSlot(int slot) throws Ended {
        if (slot < 0 || slot >= profile.capacity()) {
            throw new Ended(Why.UNABLE);
        }
    }

    /// The reply to a command that waits for somebody, until the task is over.
    ///
    /// @param content of the command, but for how long it waits, which is its last byte
    private VeinFrame begun(BioDesk.Call call, int command, byte[] content)
            throws DeviceException, Ended {
        while (true) {
            var all = ByteBuffer.allocate(content.length + 1).put(content).put(wait(call)).array();
            line.begin(command, all);
            var reply = Optional.<VeinFrame>empty();
            while (reply.isEmpty()) {
                call.refuseOthers();
                var over = call.over(false);
                if (over.isPresent()) {
                    leaveOff();
                    throw new Ended(over.get());
                }
                reply = line.awaited(command);
            }
            // It waits whole seconds, and may be done before the task is.
            if (reply.get().result() != TIMED_OUT) {
                return reply.get();
            }
        }
    }

    private static byte wait(BioDesk.Call call) {
        long seconds = call.leftNanos() / 1_000_000_000 + 1;
        return (byte) Math.clamp(seconds, 1, WAIT_MAX);
    }

    private void leaveOff() throws DeviceException {
        try {
            line.settle();
        } catch (Ended _) {
            // The line stays adrift, and whatever comes next settles it first.
        }
    }
}
