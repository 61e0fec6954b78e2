package onecard.edge.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.access.Occurrence;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.Erasure;
import onecard.edge.record.Held;
import onecard.edge.record.Owed;
import onecard.edge.record.Prompts;
import onecard.edge.store.journal.Draft;
import onecard.point.TapId;
import onecard.time.Moment;

/// Whoever asks for it is forgotten: in this turn, in the order in which the journal has it, and
/// told once that is durable. Owned by the edge loop.
public final class Erasures {

    private final Remembered memory;
    private final Prompts prompts;
    private final Tills tills;
    private final Desks desks;
    private final Sharing sharing;
    private final Owed owed;
    private final Supplier<TapId> names;
    private final Consumer<Draft> journal;
    private final Map<TapId, Waiting> waiting = new HashMap<>();

    private record Waiting(Held before, Consumer<Erasure.Done> done) {}

    Erasures(
            Remembered memory,
            Prompts prompts,
            Tills tills,
            Desks desks,
            Sharing sharing,
            Owed owed,
            Supplier<TapId> names,
            Consumer<Draft> journal) {
        this.memory = memory;
        this.prompts = prompts;
        this.tills = tills;
        this.desks = desks;
        this.sharing = sharing;
        this.owed = owed;
        this.names = names;
        this.journal = journal;
    }

    /// What a restart must not miss of people goes first: it could name them.
    void asked(Stimulus.Erase asked, Moment now) {
        if (owed.owesOfPeople()) {
            asked.done().accept(new Erasure.Done.Not(Reason.BUSY));
            return;
        }
        var token = asked.token();
        var before = held(token, now);
        var name = names.get();
        waiting.put(name, new Waiting(before, asked.done()));
        journal.accept(Erasure.draft(token, before, asked.by(), now).named(name));
        memory.happened(new Occurrence.Erased(token), now);
        prompts.forget(token);
    }

    private Held held(Token token, Moment now) {
        return Held.of(
                memory.now(), sharing.letIn(), prompts, tills.ledger(), desks.own(), token, now);
    }

    /// False if it is none of these.
    boolean recorded(TapId name, long seq) {
        var one = waiting.remove(name);
        if (one == null) {
            return false;
        }
        one.done().accept(new Erasure.Done.Erased(one.before(), seq));
        return true;
    }

    /// False if it is none of these. It is forgotten until a restart all the same.
    boolean notRecorded(TapId name, Reason why) {
        var one = waiting.remove(name);
        if (one == null) {
            return false;
        }
        one.done().accept(new Erasure.Done.Not(why));
        return true;
    }
}
