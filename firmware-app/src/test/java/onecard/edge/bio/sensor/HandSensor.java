package onecard.edge.bio.sensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Task;

/// A sensor that answers when the test does, on the test's thread.
public final class HandSensor implements BioSensor {

    /// What was asked of it.
    public record Asked(long request, Task task, long deadlineNanos) {}

    public final Told<Asked> asked = new Told<>();
    private final List<Long> cancelled = new ArrayList<>();
    private final LinkedBlockingQueue<Consumer<BioEvent>> listeners = new LinkedBlockingQueue<>();
    private final Modality modality;

    public HandSensor(Modality modality) {
        this.modality = modality;
    }

    @Override
    public String name() {
        return "eye";
    }

    @Override
    public Modality modality() {
        return modality;
    }

    @Override
    public void open(Consumer<BioEvent> events) {
        listeners.add(events);
    }

    public void back(Ability... abilities) {
        back(Optional.empty(), abilities);
    }

    public void back(Optional<String> identity, Ability... abilities) {
        tell(new BioEvent.Back(name(), "hand", identity, Set.of(abilities), 0));
    }

    public void lost() {
        tell(new BioEvent.Lost(name(), "pulled", 0));
    }

    public void answers(long request, Answer answer) {
        tell(new BioEvent.Answered(name(), request, answer, 0));
    }

    public synchronized List<Long> cancelled() {
        return List.copyOf(cancelled);
    }

    /// What was asked next is answered so.
    public Asked answersNext(Answer answer) throws InterruptedException {
        var next = asked.next(Asked.class);
        answers(next.request(), answer);
        return next;
    }

    private void tell(BioEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public void ask(long request, Task task, long deadlineNanos) {
        asked.accept(new Asked(request, task, deadlineNanos));
    }

    @Override
    public synchronized void cancel(long request) {
        cancelled.add(request);
    }

    @Override
    public long progressNanos() {
        return 0;
    }

    @Override
    public void close() {}
}
