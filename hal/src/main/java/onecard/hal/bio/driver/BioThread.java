package onecard.hal.bio.driver;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Task;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;

/// A sensor of persons that is a device: its thread, the requests on their way to it, and the words
/// by which its port says that it went or came. What is a driver's own is how its device is opened,
/// and its [Dialogue].
///
/// A request while the device is away is answered `FAULT`; so is what was at work when it went,
/// before that is told.
///
/// @param <D> the open device
public final class BioThread<D extends DeviceThread.Device> implements BioSensor {

    /// From one look whether an idle device is still there to the next.
    private static final Duration CHECK = Duration.ofSeconds(1);

    /// So soon it is looked at again that made no sense.
    private static final Duration CHECK_TROUBLED = Duration.ofMillis(5);

    /// What is said to an open device that answers as it should. Of the thread.
    public interface Dialogue {

        /// As [BioEvent.Back#model].
        String model();

        /// As [BioEvent.Back#identity]; another behind a [Task.Mark].
        Optional<String> identity();

        /// What may be asked of it.
        Set<Ability> abilities();

        /// Does what is asked; waits no longer than 900 ms behind its end. What it cannot make
        /// sense of is `FAULT`.
        ///
        /// @throws DeviceException when the device is gone
        Answer perform(BioDesk.Call call) throws DeviceException, InterruptedException;

        /// Looks whether it is still there; takes no longer than 900 ms.
        ///
        /// @return whether all is well; it is looked at again soon when not
        /// @throws DeviceException when it is gone
        boolean check() throws DeviceException;
    }

    /// How a dialogue begins.
    public interface Beginning<D> {
        /// @throws DeviceException when it does not answer as it should, with the reason
        Dialogue begin(D device) throws DeviceException;
    }

    private final String name;
    private final Modality modality;
    private final BioDesk desk;
    private final Beginning<D> beginning;
    private final DeviceThread<D> thread;
    private volatile boolean closing; // set once, and read by the thread when its device failed

    // Of the thread.
    private String model = "";
    private Optional<String> identity = Optional.empty();
    private Set<Ability> abilities = Set.of();

    /// @param kind what its thread is called by, before its name
    public BioThread(
            String kind,
            String name,
            Modality modality,
            DeviceThread.Opening<D> opening,
            Beginning<D> beginning,
            LongSupplier nanos) {
        this.name = name;
        this.modality = modality;
        this.beginning = beginning;
        this.desk = new BioDesk(name, nanos);
        this.thread =
                new DeviceThread<>(
                        kind + "-" + name,
                        () -> {
                            desk.answer(new Answer.Not(Answer.Why.FAULT)); // asked while away
                            return opening.open();
                        },
                        nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Modality modality() {
        return modality;
    }

    /// Begins, and never again.
    @Override
    public void open(Consumer<BioEvent> events) {
        desk.open(events);
        thread.start(new Presence(events), this::serve);
    }

    @Override
    public void ask(long request, Task task, long deadlineNanos) {
        desk.ask(request, task, deadlineNanos);
    }

    @Override
    public void cancel(long request) {
        desk.cancel(request);
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        closing = true;
        thread.close();
    }

    private void serve(D device, Runnable ready) throws DeviceException, InterruptedException {
        var dialogue = beginning.begin(device);
        model = dialogue.model();
        identity = dialogue.identity();
        abilities = dialogue.abilities();
        ready.run();
        try {
            boolean well = true;
            while (true) {
                thread.progressed();
                var call = desk.next(well ? CHECK : CHECK_TROUBLED);
                if (call.isPresent()) {
                    var answer = dialogue.perform(call.get());
                    well = !answer.equals(new Answer.Not(Answer.Why.FAULT));
                    desk.answer(answer);
                    if (!identity.equals(dialogue.identity())) {
                        identity = dialogue.identity();
                        ready.run();
                    }
                } else {
                    well = dialogue.check();
                }
            }
        } catch (DeviceException gone) {
            if (!closing) {
                desk.answer(new Answer.Not(Answer.Why.FAULT));
            }
            throw gone;
        }
    }

    private final class Presence implements DeviceThread.Presence {

        private final Consumer<BioEvent> events;

        Presence(Consumer<BioEvent> events) {
            this.events = events;
        }

        @Override
        public void lost(String why, long now) {
            events.accept(new BioEvent.Lost(name, why, now));
        }

        @Override
        public void back(long now) {
            events.accept(new BioEvent.Back(name, model, identity, abilities, now));
        }

        @Override
        public void ended() {
            desk.end();
        }
    }
}
