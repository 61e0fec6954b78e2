package onecard.edge.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Sales;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.watch.Metrics;
import onecard.money.Fen;
import onecard.money.Ledger;
import onecard.money.Place;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One device of a [Lunch]: the real loop with one or two tills, over a journal in memory that
/// takes its time, is full for a while, and is all that the next life remembers. It may be killed
/// at any answer of the journal, before the record is durable or after.
final class Terminal implements LunchJournal.Listener {

    /// The same card again within it is the same presence, as the loop has it.
    private static final Duration SAME_PRESENCE = Duration.ofSeconds(2);

    private static final Duration CARD_LIES = Duration.ofMillis(300);

    final String device;
    final String epoch;
    final List<String> tills;
    final LunchJournal journal;
    final List<Json.Obj> rows;

    /// What diners were told that they have paid, in fen, by sale.
    final Map<String, Long> told = new TreeMap<>();

    /// What diners were told that is left of their money, in the order in which they were told.
    final List<Long> left = new ArrayList<>();

    /// Presences with no final event in the journal, for it was full or the process was killed.
    int unrecorded;

    int presences;
    int suppressed;
    int kills;
    int asked;

    ReferenceHost.Said lists;
    Duration clock = Duration.ZERO;
    ClockTrust trust = ClockTrust.SYNCED;

    /// Of those, taps that were granted and for which there was no room.
    int refusedGrants;

    private final Lunch lunch;
    private final LunchWitness witness;
    private final Map<String, String> lastShown = new HashMap<>();
    private final Map<String, Long> lastGone = new HashMap<>();
    private EdgeLoop loop;
    private boolean up;
    private int life;
    private long wakeAt = Long.MAX_VALUE;
    private int questions;
    private int taps;
    private long acked;

    Terminal(
            Lunch lunch,
            String device,
            String epoch,
            List<String> tills,
            ReferenceHost.Said lists) {
        this.lunch = lunch;
        this.device = device;
        this.epoch = epoch;
        this.tills = List.copyOf(tills);
        this.lists = lists;
        journal = new LunchJournal(lunch, epoch, this);
        rows = journal.rows;
        witness = new LunchWitness(what -> lunch.found(device + ": " + what));
        loop = loop(Ledger.EMPTY);
        start();
    }

    // --- lives ---

    void kill(Set<SaleId> unheard) {
        if (!up) {
            return;
        }
        kills++;
        var fold = fold();
        witness.compares(loop.ledger(), fold.ledger(), unheard);
        // Whoever was asked in a durable record has their final event from the next life.
        unrecorded +=
                questions
                        + (int) journal.offered().filter(Terminal::isFinalTap).count()
                        - fold.unanswered(now()).size();
        up = false;
        life++;
        journal.forget();
        lastShown.clear();
        lastGone.clear();
        lunch.in(1_000 + lunch.random.nextInt(60_000), this::start);
    }

    /// At the end of the day, when the journal has answered everything.
    void restart() {
        kill(Set.of());
        kills--;
    }

    private MemoryFold fold() {
        var fold = new MemoryFold();
        rows.forEach(fold::apply);
        return fold;
    }

    private void start() {
        var fold = fold();
        witness.begins();
        for (int i = 0; i < rows.size(); i++) {
            long seq = i + 1L;
            sale(rows.get(i)).ifPresent(sale -> witness.recorded(sale, seq));
        }
        questions = 0;
        up = true;
        wakeAt = Long.MAX_VALUE;
        trust = lunch.trustAtAStart(this);
        loop = loop(remembered(fold.ledger()));
        loop.start(now());
        fold.unanswered(now()).forEach(this::offer);
        acked(acked);
        wake();
    }

    private Ledger remembered(Ledger ledger) {
        if (lunch.bug == LunchBug.FOLDS_NO_BOOKS_AT_A_START) {
            return Ledger.EMPTY;
        }
        var kept = ledger.kept();
        if (lunch.bug == LunchBug.GIVES_A_NUMBER_AGAIN && !kept.lines().isEmpty()) {
            var lost = kept.lines().getLast();
            var numbers = new HashMap<>(kept.last());
            numbers.merge(lost.sale().id().point(), -1L, Long::sum);
            var lines = kept.lines().subList(0, kept.lines().size() - 1);
            return Ledger.of(new Ledger.Kept(lines, numbers, kept.batches(), kept.epochs()));
        }
        return ledger;
    }

    private EdgeLoop loop(Ledger sold) {
        return new EdgeLoop(
                tills.stream()
                        .<PointSlot<?>>map(till -> LunchTills.slot(till, lunch.bug, new Display()))
                        .toList(),
                EdgeLoop.Before.nothing().sold(sold, epoch),
                Chance.of(new SplittableRandom((lunch.seed + device + life).hashCode())),
                Shares.NOTHING,
                this::offer,
                new Metrics());
    }

    // --- what it is told ---

    Moment now() {
        return new Moment(new Mono(lunch.nanos), lunch.wall().plus(clock), trust);
    }

    boolean isUp() {
        return up;
    }

    void key(String till, long number) {
        if (up) {
            turn(new Stimulus.Keyed(till + "-keys", number));
        }
    }

    /// Somebody's card, which leaves again soon.
    void tap(String till, LunchCrowd.Diner diner, Token card) {
        if (!up) {
            return;
        }
        presences++;
        var reader = till + "-reader";
        boolean again = isSamePresence(reader, card);
        lastShown.put(reader, card.toString());
        lastGone.remove(reader);
        int before = told();
        var held = new LunchLists(lists, device, epoch, lunch.bug);
        var subject = held.subject(diner, card);
        var account = held.account(diner.person());
        if (!again) {
            witness.shows(till, subject, account);
        }
        turn(
                new Stimulus.Presented(
                        reader,
                        held.shown(diner, card),
                        lunch.nanos,
                        0,
                        0,
                        Map.of(subject, account)));
        int after = told();
        if (again) {
            suppressed++;
        }
        if (after - before != (again ? 0 : 1)) {
            lunch.found(device + ": I44: a presence has " + (after - before) + " tap events");
        }
        int mine = life;
        lunch.in(
                CARD_LIES.toMillis(),
                () -> {
                    if (up && life == mine && card.toString().equals(lastShown.get(reader))) {
                        lastGone.putIfAbsent(reader, lunch.nanos);
                        turn(new Stimulus.CardGone(reader));
                    }
                });
    }

    private boolean isSamePresence(String reader, Token card) {
        var gone = lastGone.get(reader);
        return gone != null
                && card.toString().equals(lastShown.get(reader))
                && lunch.nanos - gone < SAME_PRESENCE.toNanos();
    }

    boolean isAsking() {
        return questions > 0;
    }

    /// Presences that have had their word, or a question.
    private int told() {
        return taps + questions;
    }

    /// The host holds every record up to there.
    void acked(long seq) {
        acked = Math.max(acked, seq);
        if (up && acked > 0) {
            turn(new Stimulus.Received(new Place(epoch, acked)));
        }
    }

    long acked() {
        return acked;
    }

    private void turn(Stimulus stimulus) {
        loop.turn(stimulus, now());
        wake();
    }

    private void wake() {
        var next = loop.nextWake();
        if (next.isPresent() && next.get().nanos() < wakeAt) {
            wakeAt = Math.max(next.get().nanos(), lunch.nanos);
            long mine = wakeAt;
            int of = life;
            lunch.at(
                    mine,
                    () -> {
                        if (up && life == of && wakeAt == mine) {
                            wakeAt = Long.MAX_VALUE;
                            loop.due(now());
                            wake();
                        }
                    });
        }
    }

    // --- what it writes down ---

    private void offer(Draft draft) {
        if (draft.kind() == EventKind.TAP) {
            // Who is told that nothing is for sale just now is heard again at once.
            if (draft.data().text("reason").equals(Optional.of(Reason.NO_AMOUNT.name()))) {
                lastShown.remove(draft.data().text("reader").orElseThrow());
            }
            if (draft.asks().isPresent()) {
                questions--;
            }
            if (isFinalTap(draft)) {
                taps++;
            } else {
                questions++;
                asked++;
            }
        }
        sale(draft)
                .ifPresent(
                        sale -> {
                            witness.offered(sale, now());
                            boolean early = lunch.bug == LunchBug.TELLS_BEFORE_IT_IS_DURABLE;
                            if (early && sale.state() == Sale.State.PENDING) {
                                told.put(sale.id().toString(), sale.amount().fen());
                            }
                        });
        journal.offer(draft);
    }

    // --- what its journal says ---

    @Override
    public void kept(Draft draft, long seq) {
        sale(draft).ifPresent(sale -> witness.recorded(sale, seq));
    }

    @Override
    public void answered(Draft draft, long seq) {
        draft.tap().ifPresent(tap -> turn(new Stimulus.Recorded(tap, seq)));
    }

    @Override
    public void refused(Draft draft) {
        if (isFinalTap(draft)) {
            unrecorded++;
            refusedGrants += draft.data().text("verdict").equals(Optional.of("granted")) ? 1 : 0;
        }
        sale(draft).ifPresent(witness::refused);
        draft.tap().ifPresent(tap -> turn(new Stimulus.NotRecorded(tap, Reason.JOURNAL_FULL)));
    }

    @Override
    public void killed(Optional<Draft> unheard) {
        kill(unheard.flatMap(Terminal::sale).map(Sale::id).map(Set::of).orElse(Set.of()));
    }

    private static boolean isFinalTap(Draft draft) {
        return draft.kind() == EventKind.TAP
                && !draft.data().text("verdict").equals(Optional.of("asked"));
    }

    private static Optional<Sale> sale(Draft draft) {
        return draft.kind() == EventKind.SALE ? Sales.of(draft.data()) : Optional.empty();
    }

    static Optional<Sale> sale(Json.Obj row) {
        return row.text("type").equals(Optional.of("onecard.sale.v1"))
                ? Sales.of(Occurrences.data(row))
                : Optional.empty();
    }

    /// What stands on its counter.
    private final class Display implements Counter {
        @Override
        public void post(Optional<Price> price, Moment now) {}

        @Override
        public void tell(Sale sale, Optional<Fen> remaining, Moment now) {
            if (told.put(sale.id().toString(), sale.amount().fen()) != null
                    && lunch.bug != LunchBug.TELLS_BEFORE_IT_IS_DURABLE) {
                lunch.found(device + ": " + sale.id() + " is told twice");
            }
            remaining.ifPresent(fen -> left.add(fen.fen()));
        }
    }
}
