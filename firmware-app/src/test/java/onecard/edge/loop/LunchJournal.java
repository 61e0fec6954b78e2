package onecard.edge.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;
import onecard.edge.record.Sales;
import onecard.edge.store.journal.Draft;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.point.TapId;

/// The journal of one terminal of a [Lunch], in memory: it takes its time and its turn, is full
/// for a while, and its process may be killed at any of its answers. What it keeps outlives that.
final class LunchJournal {

    /// A full journal is purged now and then, and takes one record in so many.
    private static final int ROOM_IN = 4;

    /// Whose it is.
    interface Listener {

        /// That record is durable, and nobody has heard of it yet.
        void kept(Draft draft, long seq);

        void answered(Draft draft, long seq);

        /// There is no room for it.
        void refused(Draft draft);

        /// Its process was killed.
        ///
        /// @param unheard durable, and never answered
        void killed(Optional<Draft> unheard);
    }

    final List<Json.Obj> rows = new ArrayList<>();

    /// In nanoseconds of the lunch.
    long fullUntil;

    /// Answers until it is killed; below zero: it is not.
    int answersToLive = -1;

    /// Whether the record that it is killed at is durable.
    boolean killedAfter;

    private final Lunch lunch;
    private final String epoch;
    private final Listener listener;
    private final Deque<Draft> offered = new ArrayDeque<>();
    private final Map<TapId, Long> seqs = new HashMap<>();
    private boolean answering;
    private int life;

    LunchJournal(Lunch lunch, String epoch, Listener listener) {
        this.lunch = lunch;
        this.epoch = epoch;
        this.listener = listener;
    }

    void offer(Draft draft) {
        offered.add(draft);
        answerSoon();
    }

    /// What has no answer yet.
    Stream<Draft> offered() {
        return offered.stream();
    }

    /// The process is gone, and with it all that is not durable.
    void forget() {
        life++;
        offered.clear();
        seqs.clear();
        answering = false;
        answersToLive = -1;
    }

    /// One after another.
    private void answerSoon() {
        if (answering || offered.isEmpty()) {
            return;
        }
        answering = true;
        int mine = life;
        lunch.in(
                2 + lunch.random.nextInt(8),
                () -> {
                    if (life == mine) {
                        answering = false;
                        answer();
                        answerSoon();
                    }
                });
    }

    private void answer() {
        boolean last = answersToLive == 0;
        if (last && !killedAfter) {
            listener.killed(Optional.empty());
            return;
        }
        answersToLive--;
        var draft = offered.remove();
        boolean room = lunch.nanos >= fullUntil || lunch.random.nextInt(ROOM_IN) == 0;
        if (!room) {
            listener.refused(draft);
        } else {
            keep(draft);
            if (!last) {
                listener.answered(draft, rows.size());
            }
        }
        if (last) {
            listener.killed(room ? Optional.of(draft) : Optional.empty());
        }
    }

    private void keep(Draft draft) {
        var state = draft.data().text("state").flatMap(Sale.State::ofWire);
        boolean done = state.equals(Optional.of(Sale.State.DONE));
        boolean tenth = done && lunch.bug != LunchBug.NONE && lunch.random.nextInt(10) == 0;
        if (state.equals(Optional.of(Sale.State.VOID)) && lunch.bug == LunchBug.FORGETS_THE_VOID
                || tenth && lunch.bug == LunchBug.LOSES_WHAT_IT_SAID_IT_HOLDS) {
            return;
        }
        write(draft, draft.data());
        listener.kept(draft, rows.size());
        if (tenth && lunch.bug == LunchBug.DONE_TWICE_UNDER_ANOTHER_NUMBER) {
            var id = Sales.of(draft.data()).orElseThrow().id();
            var next = new SaleId(id.point(), id.number() + 1).toString();
            write(draft, draft.data().with("sale", next));
        }
    }

    private void write(Draft draft, Json.Obj said) {
        long seq = rows.size() + 1L;
        var data =
                said.with("point", draft.point())
                        .with("epoch", epoch)
                        .with("seq", seq)
                        .with("clock", draft.at().trust().wire());
        data = named(data, "cause_seq", draft.cause());
        data = named(data, "asks", draft.asks());
        draft.tap().ifPresent(tap -> seqs.put(tap, seq));
        var time = draft.at().wall().atZone(Rig.ZONE).toOffsetDateTime().toString();
        rows.add(
                Json.Obj.EMPTY
                        .with("type", "onecard." + draft.kind().wire() + ".v1")
                        .with("time", time)
                        .with("data", data));
    }

    private Json.Obj named(Json.Obj data, String name, Optional<TapId> tap) {
        return tap.map(seqs::get).map(seq -> data.with(name, seq)).orElse(data);
    }
}
