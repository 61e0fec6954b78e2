package onecard.hal.serial;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;
import onecard.hal.bio.driver.BioDesk;
import onecard.hal.bio.driver.BioThread;
import onecard.hal.linux.DeviceException;

/// What a fingerprint module is asked for each task. Owned by one thread.
///
/// | Task | Commands |
/// |---|---|
/// | any that looks | GetImage `01` until there is a finger |
/// | capture | UpImage `0A`, or GenChar `02` and UpChar `08` |
/// | verify | LoadChar `07`, look, GenChar `02`, LoadChar `07`, Match `03` |
/// | identify | look, GenChar `02`, Search `04` |
/// | enrol | look, GenChar `02`, lifted, look, GenChar `02`, RegModel `05`, Store `06` |
/// | load | DownChar `09`, Store `06`, LoadChar `07`, UpChar `08` |
/// | delete | DeletChar `0C` |
/// | mark | TempleteNum `1D`, WriteNotepad `18` of nothing, Empty `0D`, WriteNotepad `18` |
/// | any that means a slot, and every look whether it is there | ReadNotepad `19` |
final class FingerDialogue implements BioThread.Dialogue {

    private static final int GET_IMAGE = 0x01;
    private static final int FEATURES = 0x02;
    private static final int MATCH = 0x03;
    private static final int SEARCH = 0x04;
    private static final int COMBINE = 0x05;
    private static final int STORE = 0x06;
    private static final int LOAD = 0x07;
    private static final int UP_FEATURES = 0x08;
    private static final int DOWN_FEATURES = 0x09;
    private static final int UP_IMAGE = 0x0A;
    private static final int DELETE = 0x0C;

    private static final int NO_FINGER = 0x02;
    private static final int NO_PICTURE = 0x03;
    private static final int TOO_MESSY = 0x06;
    private static final int TOO_FEW = 0x07;
    private static final int DIFFERENT = 0x08;
    private static final int NOT_FOUND = 0x09;
    private static final int NOT_ONE_FINGER = 0x0A;
    private static final int NO_SUCH_SLOT = 0x0B;
    private static final int NO_TEMPLATE = 0x0C;
    private static final int NOT_DELETED = 0x10;
    private static final int NO_IMAGE = 0x15;
    private static final int SLOT_EMPTY = 0x22;
    private static final int ALL_EMPTY = 0x24;

    /// The two buffers that every module of the family has: of the finger now, and of a slot.
    private static final int NOW = 1;

    private static final int HELD = 2;

    /// One look whether it is still there takes no longer.
    private static final Duration CHECK = Duration.ofMillis(850);

    private final FingerLine line;
    private final FingerProfile profile;
    private final FingerLine.Parameters parameters;
    private final String model;
    private final FingerMark mark;

    /// What is in this slot nobody vouches for: it is emptied before anything else is done.
    private OptionalInt spoilt = OptionalInt.empty();

    FingerDialogue(
            FingerLine line,
            FingerProfile profile,
            FingerLine.Parameters parameters,
            String model,
            FingerMark mark) {
        this.line = line;
        this.profile = profile;
        this.parameters = parameters;
        this.model = model;
        this.mark = mark;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Optional<String> identity() {
        return mark.identity();
    }

    @Override
    public Set<Ability> abilities() {
        var abilities = new HashSet<Ability>();
        if (mark.isBorne()) {
            abilities.add(new Ability.BearsMark());
        }
        abilities.add(new Ability.MatchesOne());
        abilities.add(new Ability.MatchesMany(parameters.capacity()));
        abilities.add(new Ability.Enrols(parameters.capacity()));
        switch (profile.gives()) {
            case FingerProfile.Gives.Nothing() -> {}
            case FingerProfile.Gives.Picture(_, _, int dpi) ->
                    abilities.add(new Ability.GivesPicture(OptionalInt.of(dpi)));
            case FingerProfile.Gives.Template(var format, _) -> {
                abilities.add(new Ability.GivesTemplate(format));
                abilities.add(new Ability.TakesTemplate(format));
            }
        }
        return abilities;
    }

    @Override
    public boolean check() throws DeviceException {
        var patience = Patience.within(CHECK);
        if (!line.check() || !mark.check(patience)) {
            return false;
        }
        tryEmptySpoilt(patience);
        return true;
    }

    @Override
    public Answer perform(BioDesk.Call call) throws DeviceException, InterruptedException {
        var over = call.over(false);
        if (over.isPresent()) {
            return new Answer.Not(over.get());
        }
        var patience = Patience.of(call);
        try {
            line.settle(patience);
            mark.require(patience);
            emptySpoilt(patience);
            return switch (call.task()) {
                case Task.Capture() -> capture(call, patience);
                case Task.Verify(int slot) -> verify(call, patience, slot);
                case Task.Identify() -> identify(call, patience);
                case Task.Enrol(int slot) -> enrol(call, patience, slot);
                case Task.Load(int slot, var template) -> load(patience, slot, template);
                case Task.Delete(int slot) -> delete(patience, slot);
                case Task.Mark(var identity, boolean emptying) -> {
                    mark.replace(patience, identity, emptying);
                    yield new Answer.Done();
                }
            };
        } catch (Ended ended) {
            tryEmptySpoilt(patience);
            return new Answer.Not(ended.why());
        }
    }

    private Answer capture(BioDesk.Call call, Patience patience)
            throws DeviceException, InterruptedException, Ended {
        return switch (profile.gives()) {
            case FingerProfile.Gives.Nothing() -> new Answer.Not(Why.UNABLE);
            case FingerProfile.Gives.Picture picture -> {
                look(call, patience);
                require(FingerLine.OK, ask(patience, UP_IMAGE));
                yield captured(FingerPicture.of(line.data(patience, picture.bytes()), picture));
            }
            case FingerProfile.Gives.Template(var format, int bytes) -> {
                look(call, patience);
                features(patience, NOW);
                require(FingerLine.OK, ask(patience, UP_FEATURES, NOW));
                yield captured(new Sample.Template(format, line.data(patience, bytes)));
            }
        };
    }

    private static Answer captured(Sample sample) {
        return new Answer.Captured(sample, OptionalInt.empty(), Pad.NOT_PERFORMED);
    }

    private Answer verify(BioDesk.Call call, Patience patience, int slot)
            throws DeviceException, InterruptedException, Ended {
        loadSlot(patience, slot); // before anybody lays a finger down for an empty one
        look(call, patience);
        features(patience, NOW);
        loadSlot(patience, slot); // what lay there while it looked need not be what was loaded
        int code = line.ask(patience, 2, MATCH)[0];
        mark.require(patience); // somebody may have waited for minutes
        return switch (code) {
            case FingerLine.OK -> new Answer.Same(slot, Pad.NOT_PERFORMED);
            case DIFFERENT -> new Answer.Different(Pad.NOT_PERFORMED);
            default -> throw new Ended(Why.FAULT);
        };
    }

    private Answer identify(BioDesk.Call call, Patience patience)
            throws DeviceException, InterruptedException, Ended {
        look(call, patience);
        features(patience, NOW);
        int capacity = parameters.capacity();
        var said = line.ask(patience, 4, SEARCH, NOW, 0, 0, capacity >> 8, capacity);
        switch (said[0]) {
            case FingerLine.OK -> {
                int slot = FingerFrame.number(said, 1);
                if (slot >= capacity) {
                    throw new Ended(Why.FAULT);
                }
                mark.require(patience);
                return new Answer.Same(slot, Pad.NOT_PERFORMED);
            }
            case NOT_FOUND, ALL_EMPTY -> {
                return new Answer.Different(Pad.NOT_PERFORMED);
            }
            default -> throw new Ended(Why.FAULT);
        }
    }

    private Answer enrol(BioDesk.Call call, Patience patience, int slot)
            throws DeviceException, InterruptedException, Ended {
        requireSlot(slot);
        look(call, patience);
        features(patience, NOW);
        awaitLifted(call, patience);
        look(call, patience);
        features(patience, HELD);
        int code = ask(patience, COMBINE);
        if (code == NOT_ONE_FINGER) {
            throw new Ended(Why.POOR);
        }
        require(FingerLine.OK, code);
        store(patience, slot);
        spoilt = OptionalInt.empty();
        return new Answer.Done();
    }

    private Answer load(Patience patience, int slot, Sample.Template template)
            throws DeviceException, Ended {
        if (!(profile.gives() instanceof FingerProfile.Gives.Template(var format, int bytes))
                || !template.format().equals(format)
                || template.bytes().length != bytes) {
            throw new Ended(Why.UNABLE);
        }
        requireSlot(slot);
        require(FingerLine.OK, ask(patience, DOWN_FEATURES, NOW));
        line.send(template.bytes(), parameters.packet());
        store(patience, slot);
        if (!isHeld(patience, slot, template.bytes())) {
            throw new Ended(Why.FAULT);
        }
        spoilt = OptionalInt.empty();
        return new Answer.Done();
    }

    /// Whether that is in the slot. No answer says that the data arrived, and where they did not,
    /// the features of whoever was there before were stored.
    private boolean isHeld(Patience patience, int slot, byte[] template)
            throws DeviceException, Ended {
        if (ask(patience, LOAD, HELD, slot >> 8, slot) != FingerLine.OK) {
            return false;
        }
        require(FingerLine.OK, ask(patience, UP_FEATURES, HELD));
        var held = line.data(patience, template.length);
        boolean same = Arrays.equals(held, template);
        Arrays.fill(held, (byte) 0);
        return same;
    }

    private Answer delete(Patience patience, int slot) throws DeviceException, Ended {
        requireSlot(slot);
        int code = ask(patience, DELETE, slot >> 8, slot, 0, 1);
        if (code == NOT_DELETED) { // some say so of an empty slot
            int loaded = ask(patience, LOAD, HELD, slot >> 8, slot);
            code = isEmpty(loaded) ? FingerLine.OK : code;
        }
        require(FingerLine.OK, code);
        return new Answer.Done();
    }

    /// What is kept is spoilt until it is known to be what was meant: an answer may be lost behind
    /// a module that did as it was told.
    private void store(Patience patience, int slot) throws DeviceException, Ended {
        spoilt = OptionalInt.of(slot);
        require(FingerLine.OK, ask(patience, STORE, NOW, slot >> 8, slot));
    }

    private void tryEmptySpoilt(Patience patience) throws DeviceException {
        try {
            emptySpoilt(patience);
        } catch (Ended _) {
            // Before whatever comes next.
        }
    }

    private void emptySpoilt(Patience patience) throws DeviceException, Ended {
        if (spoilt.isPresent()) {
            line.settle(patience);
            delete(patience, spoilt.getAsInt());
            spoilt = OptionalInt.empty();
        }
    }

    private void loadSlot(Patience patience, int slot) throws DeviceException, Ended {
        requireSlot(slot);
        int code = ask(patience, LOAD, HELD, slot >> 8, slot);
        if (isEmpty(code)) {
            throw new Ended(Why.EMPTY);
        }
        if (code == NO_SUCH_SLOT) {
            throw new Ended(Why.UNABLE);
        }
        require(FingerLine.OK, code);
    }

    private static boolean isEmpty(int code) {
        return code == NO_TEMPLATE || code == SLOT_EMPTY || code == ALL_EMPTY;
    }

    private void requireSlot(int slot) throws Ended {
        if (slot < 0 || slot >= parameters.capacity()) {
            throw new Ended(Why.UNABLE);
        }
    }

    /// Waits for a finger, until its picture is in the module.
    private void look(BioDesk.Call call, Patience patience)
            throws DeviceException, InterruptedException, Ended {
        boolean seen = false;
        while (true) {
            refuseOver(call, seen);
            switch (ask(patience, GET_IMAGE)) {
                case FingerLine.OK -> {
                    return;
                }
                case NO_FINGER -> {}
                case NO_PICTURE, TOO_FEW -> seen = true;
                default -> throw new Ended(Why.FAULT);
            }
            call.pause(line.times().look());
        }
    }

    private void awaitLifted(BioDesk.Call call, Patience patience)
            throws DeviceException, InterruptedException, Ended {
        while (true) {
            refuseOver(call, true);
            switch (ask(patience, GET_IMAGE)) {
                case NO_FINGER -> {
                    return;
                }
                case FingerLine.OK, NO_PICTURE, TOO_FEW -> {}
                default -> throw new Ended(Why.FAULT);
            }
            call.pause(line.times().look());
        }
    }

    private static void refuseOver(BioDesk.Call call, boolean seen) throws Ended {
        var over = call.over(seen);
        if (over.isPresent()) {
            throw new Ended(over.get());
        }
    }

    private void features(Patience patience, int buffer) throws DeviceException, Ended {
        switch (ask(patience, FEATURES, buffer)) {
            case FingerLine.OK -> {}
            case TOO_MESSY, TOO_FEW, NO_IMAGE -> throw new Ended(Why.POOR);
            default -> throw new Ended(Why.FAULT);
        }
    }

    /// The code of an answer that is nothing else.
    private int ask(Patience patience, int command, int... said) throws DeviceException, Ended {
        return line.ask(patience, 0, command, said)[0];
    }

    private static void require(int wanted, int code) throws Ended {
        if (code != wanted) {
            throw new Ended(Why.FAULT);
        }
    }
}
