package onecard.hal.sim;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;
import onecard.hal.bio.driver.BioDesk;

/// A sensor that a person is put before by calling it, on a thread of its own. Nobody is there at
/// first. It knows a person again by what it saw of them, byte by byte: one look that is the same
/// makes the same person.
///
/// What it takes to answer, and how good a look is, it draws by its seed. Time passes on the clock
/// it is given, and on no other.
public final class SimBioSensor implements BioSensor, SimPart {

    /// How often it looks at a clock that somebody else moves.
    private static final Duration LOOK = Duration.ofMillis(2);

    /// How often it looks whether its cable is still there.
    private static final Duration IDLE = Duration.ofMillis(20);

    private static final int QUALITY_LEAST = 60;

    /// @param since when they came
    private record There(SimPresented who, long since) {}

    private final String name;
    private final Modality modality;
    private final String model;
    private final Set<Ability> abilities;
    private final SimWitness witness;
    private final LongSupplier nanos;
    private final Random random; // of the thread
    private final BioDesk desk;
    private final Thread thread;
    private Consumer<BioEvent> events = _ -> {}; // set before the thread begins

    // Guarded by this: told by whoever calls, looked at by the thread.
    private final Map<Integer, Set<ByteBuffer>> slots = new HashMap<>();
    private There there = new There(new SimPresented.Nobody(), 0);
    private Duration slowest = Duration.ZERO;
    private boolean plugged = true;
    private Optional<String> identity = Optional.empty();
    private int looked;
    private int strangers;
    private boolean closing;

    /// @param abilities what it can do; a capture gives what [#present] was handed
    /// @param seed of the time it takes, and of the quality of looks
    public SimBioSensor(
            String name,
            Modality modality,
            String model,
            Set<Ability> abilities,
            long seed,
            LongSupplier nanos) {
        this(name, modality, model, abilities, seed, SimWitness.NOBODY, nanos);
    }

    /// @param witness told of what it is asked and answers; of a search only once somebody came
    public SimBioSensor(
            String name,
            Modality modality,
            String model,
            Set<Ability> abilities,
            long seed,
            SimWitness witness,
            LongSupplier nanos) {
        this.name = name;
        this.modality = modality;
        this.model = model;
        this.abilities = Set.copyOf(abilities);
        this.witness = witness;
        this.nanos = nanos;
        this.random = new Random(seed);
        this.desk = new BioDesk(name, nanos);
        this.thread = Thread.ofPlatform().name("bio-" + name).daemon().unstarted(this::run);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Modality modality() {
        return modality;
    }

    @Override
    public void open(Consumer<BioEvent> listener) {
        events = listener;
        desk.open(listener);
        thread.start();
    }

    @Override
    public void ask(long request, Task task, long deadlineNanos) {
        desk.ask(request, task, deadlineNanos);
    }

    @Override
    public void cancel(long request) {
        desk.cancel(request);
    }

    /// From now on it takes up to that long to see who is there.
    public synchronized void delay(Duration atMost) {
        slowest = atMost;
    }

    /// Somebody comes of whom captures give these, copied, in turn.
    public void present(Sample... looks) {
        comes(SimPresented.person(looks));
    }

    /// Whoever that slot holds comes; a stranger where it holds nobody. A capture has nothing to
    /// give of them.
    public synchronized void presentSlot(int slot) {
        comes(whoeverIsIn(slot));
    }

    private SimPresented.Person whoeverIsIn(int slot) {
        return new SimPresented.Person(List.of(), slots.getOrDefault(slot, stranger()));
    }

    /// Somebody is put into a slot, as if enrolled long ago.
    public synchronized void fill(int slot) {
        slots.put(slot, stranger());
    }

    /// Somebody comes whom no slot holds.
    public synchronized void presentStranger() {
        comes(new SimPresented.Person(List.of(), stranger()));
    }

    /// Somebody comes of whom it sees too little.
    public void poor() {
        comes(new SimPresented.Blurred());
    }

    /// A copy of somebody is held before it. One that does not look for attacks takes it for them.
    public void attack(Sample... looks) {
        comes(new SimPresented.Copy(SimPresented.person(looks)));
    }

    /// The same of whoever that slot holds.
    public synchronized void attackSlot(int slot) {
        comes(new SimPresented.Copy(whoeverIsIn(slot)));
    }

    /// Nobody is there any more.
    public void leaves() {
        comes(new SimPresented.Nobody());
    }

    @Override
    public void lose() {
        plug(false);
    }

    @Override
    public void giveBack() {
        plug(true);
    }

    private synchronized void plug(boolean in) {
        plugged = in;
    }

    private synchronized void comes(SimPresented next) {
        there = new There(next, nanos.getAsLong());
        looked = 0;
    }

    /// Whom nobody was before.
    private synchronized Set<ByteBuffer> stranger() {
        strangers++;
        return Set.of(ByteBuffer.allocate(Integer.BYTES).putInt(0, strangers));
    }

    private void run() {
        try {
            boolean here = false;
            boolean said = false;
            var mark = Optional.<String>empty();
            while (!isClosing()) {
                boolean now = isPlugged();
                if (now != here || !said) {
                    here = now;
                    said = true;
                    mark = mark();
                    desk.answer(new Answer.Not(Answer.Why.FAULT));
                    events.accept(here ? back(mark) : lost());
                } else if (here && !mark.equals(mark())) {
                    mark = mark();
                    events.accept(back(mark));
                }
                var call = desk.next(IDLE);
                if (call.isPresent()) {
                    desk.answer(here ? watched(call.get()) : not(Answer.Why.FAULT));
                }
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        }
        desk.end();
    }

    private BioEvent back(Optional<String> mark) {
        return new BioEvent.Back(name, model, mark, abilities, nanos.getAsLong());
    }

    private BioEvent lost() {
        return new BioEvent.Lost(name, "unplugged", nanos.getAsLong());
    }

    private synchronized Optional<String> mark() {
        return identity;
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized boolean isPlugged() {
        return plugged;
    }

    /// A search is begun again and again, while nobody is there: only what comes of it is told.
    private Answer watched(BioDesk.Call call) throws InterruptedException {
        boolean searches = call.task() instanceof Task.Identify;
        if (!searches) {
            witness.saw(name, new SimHappening.Asked(word(call.task())));
        }
        var answer = perform(call);
        if (!searches || !isOfNobody(answer)) {
            witness.saw(name, new SimHappening.Answered(word(answer)));
        }
        return answer;
    }

    private static boolean isOfNobody(Answer answer) {
        return answer instanceof Answer.Not(var why)
                && (why == Answer.Why.NOBODY || why == Answer.Why.CANCELLED);
    }

    private static String word(Task task) {
        return switch (task) {
            case Task.Capture() -> "capture";
            case Task.Verify _ -> "verify";
            case Task.Identify() -> "identify";
            case Task.Enrol _ -> "enrol";
            case Task.Load _ -> "load";
            case Task.Mark _ -> "mark";
            case Task.Delete _ -> "delete";
        };
    }

    private static String word(Answer answer) {
        return switch (answer) {
            case Answer.Captured _ -> "captured";
            case Answer.Same _ -> "same";
            case Answer.Different _ -> "different";
            case Answer.Done() -> "done";
            case Answer.Not(var why) -> why.name().toLowerCase(Locale.ROOT);
        };
    }

    private Answer perform(BioDesk.Call call) throws InterruptedException {
        return switch (call.task()) {
            case Task.Capture() -> gives() ? look(call) : not(Answer.Why.UNABLE);
            case Task.Verify(int slot) -> {
                if (!abilities.contains(new Ability.MatchesOne()) || !isSlot(slot)) {
                    yield not(Answer.Why.UNABLE);
                }
                yield held(slot).isEmpty() ? not(Answer.Why.EMPTY) : look(call);
            }
            case Task.Identify() ->
                    abilities.stream().anyMatch(Ability.MatchesMany.class::isInstance)
                            ? look(call)
                            : not(Answer.Why.UNABLE);
            case Task.Enrol(int slot) ->
                    enrols() && isSlot(slot) ? look(call) : not(Answer.Why.UNABLE);
            case Task.Load(int slot, var template) -> {
                boolean takes = abilities.contains(new Ability.TakesTemplate(template.format()));
                yield takes && isSlot(slot)
                        ? keep(slot, Set.of(SimPresented.bytes(template)))
                        : not(Answer.Why.UNABLE);
            }
            case Task.Delete(int slot) ->
                    enrols() && isSlot(slot) ? delete(slot) : not(Answer.Why.UNABLE);
            case Task.Mark(var next, boolean emptying) ->
                    abilities.contains(new Ability.BearsMark())
                            ? mark(next, emptying)
                            : not(Answer.Why.UNABLE);
        };
    }

    private boolean gives() {
        return abilities.stream()
                .anyMatch(
                        ability ->
                                ability instanceof Ability.GivesPicture
                                        || ability instanceof Ability.GivesTemplate
                                        || ability instanceof Ability.GivesEmbedding);
    }

    private boolean enrols() {
        return abilities.stream().anyMatch(Ability.Enrols.class::isInstance);
    }

    /// Whether it has such a slot: as many as the ability with the most says.
    private boolean isSlot(int slot) {
        int capacity = 0;
        for (var ability : abilities) {
            switch (ability) {
                case Ability.MatchesMany(int slots) -> capacity = Math.max(capacity, slots);
                case Ability.Enrols(int slots) -> capacity = Math.max(capacity, slots);
                case Ability.GivesPicture _,
                        Ability.GivesTemplate _,
                        Ability.GivesEmbedding _,
                        Ability.MatchesOne _,
                        Ability.TakesTemplate _,
                        Ability.BearsMark _,
                        Ability.DetectsAttacks _ -> {}
            }
        }
        return slot >= 0 && slot < capacity;
    }

    private synchronized Optional<Set<ByteBuffer>> held(int slot) {
        return Optional.ofNullable(slots.get(slot));
    }

    private synchronized Answer keep(int slot, Set<ByteBuffer> who) {
        slots.put(slot, who);
        return new Answer.Done();
    }

    private synchronized Answer mark(String next, boolean emptying) {
        if (!slots.isEmpty() && !emptying) {
            return not(Answer.Why.HOLDS);
        }
        slots.clear();
        identity = Optional.of(next);
        return new Answer.Done();
    }

    private synchronized Answer delete(int slot) {
        slots.remove(slot);
        return new Answer.Done();
    }

    /// Waits for somebody, and then as long as it takes to see who it is.
    private Answer look(BioDesk.Call call) throws InterruptedException {
        long took = drawDelay();
        boolean seen = false;
        while (true) {
            var over = call.over(seen);
            if (over.isPresent()) {
                return not(over.get());
            }
            if (!isPlugged()) {
                return not(Answer.Why.FAULT);
            }
            var there = present();
            seen = !(there.who() instanceof SimPresented.Nobody);
            long since = Math.max(there.since(), call.askedNanos());
            if (seen && nanos.getAsLong() - since >= took) {
                return seen(call.task(), there.who());
            }
            call.pause(LOOK);
        }
    }

    private synchronized There present() {
        return there;
    }

    private synchronized long drawDelay() {
        return slowest.isZero() ? 0 : random.nextLong(slowest.toNanos() + 1);
    }

    private Answer seen(Task task, SimPresented who) {
        return switch (who) {
            case SimPresented.Nobody(), SimPresented.Blurred() -> not(Answer.Why.POOR);
            case SimPresented.Copy(var person) -> {
                var pad = pad(Pad.Finding.FAIL);
                // Whoever found out that it is a copy compares it with nobody, and keeps it
                // nowhere.
                yield pad.finding() == Pad.Finding.FAIL && !(task instanceof Task.Capture)
                        ? new Answer.Different(pad)
                        : seen(task, person, pad);
            }
            case SimPresented.Person person -> seen(task, person, pad(Pad.Finding.PASS));
        };
    }

    private Answer seen(Task task, SimPresented.Person person, Pad pad) {
        return switch (task) {
            case Task.Capture() -> capture(person, pad);
            case Task.Verify(int slot) ->
                    held(slot).filter(who -> isSame(who, person)).isPresent()
                            ? new Answer.Same(slot, pad)
                            : new Answer.Different(pad);
            case Task.Identify() -> identify(person, pad);
            case Task.Enrol(int slot) -> keep(slot, person.known());
            case Task.Load _, Task.Mark _, Task.Delete _ ->
                    not(Answer.Why.UNABLE); // look at nobody
        };
    }

    private synchronized Answer capture(SimPresented.Person person, Pad pad) {
        var looks = person.looks();
        if (looks.isEmpty()) {
            return not(Answer.Why.POOR);
        }
        var look = SimPresented.copy(looks.get(looked++ % looks.size()));
        int quality = QUALITY_LEAST + random.nextInt(101 - QUALITY_LEAST);
        return new Answer.Captured(look, OptionalInt.of(quality), pad);
    }

    private synchronized Answer identify(SimPresented.Person person, Pad pad) {
        return slots.entrySet().stream()
                .filter(slot -> isSame(slot.getValue(), person))
                .map(Map.Entry::getKey)
                .min(Integer::compare)
                .<Answer>map(slot -> new Answer.Same(slot, pad))
                .orElseGet(() -> new Answer.Different(pad));
    }

    private static boolean isSame(Set<ByteBuffer> held, SimPresented.Person person) {
        return held.stream().anyMatch(person.known()::contains);
    }

    private Pad pad(Pad.Finding finding) {
        for (var ability : abilities) {
            if (ability instanceof Ability.DetectsAttacks(var evidence)) {
                return new Pad(finding, evidence);
            }
        }
        return Pad.NOT_PERFORMED;
    }

    private static Answer not(Answer.Why why) {
        return new Answer.Not(why);
    }

    /// Idle by choice is progress: nothing can be stuck in here.
    @Override
    public long progressNanos() {
        return nanos.getAsLong();
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
