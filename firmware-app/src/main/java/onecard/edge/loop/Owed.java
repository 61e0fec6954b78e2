package onecard.edge.loop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.access.Token;
import onecard.edge.store.Draft;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Records that a restart must not miss: one that the journal refuses is offered again until it is
/// durable. Of what two tell of the newer alone. Where several are owed the oldest is offered, and
/// the next once there was room for it: a full journal is not flooded. Owned by the edge loop.
final class Owed {

    /// Between two offers while there is no room.
    static final Duration AGAIN = Duration.ofSeconds(5);

    /// Commands owed at most, besides one order a point: more are never given while a disk is full.
    static final int COMMANDS_MAX = 256;

    /// Persons whose last passage is owed at most: more than pass in hours.
    static final int PERSONS_MAX = 4_096;

    private final Supplier<TapId> names;
    private final Consumer<Draft> journal;
    private final SequencedMap<What, Debt> debts = new LinkedHashMap<>();
    private Optional<Mono> again = Optional.empty();

    /// Wrong tries owed at most: a lock-out leaves no room for more of a credential than a few.
    static final int TRIES_MAX = 256;

    /// What a record tells of.
    sealed interface What {

        /// What is ordered of a point.
        record Ordered(String point) implements What {}

        /// What became of a command.
        record Given(String point, String command) implements What {}

        /// Where somebody is.
        record Whereabouts(Token person) implements What {}

        /// An area that forgets who is in it.
        record Cleared(String area) implements What {}

        /// A wrong try, each for itself.
        record Tried(TapId tap) implements What {}
    }

    /// @param refused else the journal has not answered yet
    private record Debt(Draft draft, boolean refused) {

        boolean named(TapId tap) {
            return draft.tap().equals(Optional.of(tap));
        }
    }

    /// @param names for each offer
    Owed(Supplier<TapId> names, Consumer<Draft> journal) {
        this.names = names;
        this.journal = journal;
    }

    /// Offered at once, instead of what was owed of the same.
    ///
    /// @param draft named
    void offer(What what, Draft draft) {
        debts.remove(what);
        makeRoom(what);
        debts.put(what, new Debt(draft, false));
        journal.accept(draft);
    }

    /// Refused already, and offered again when there may be room.
    void refused(What what, Draft draft, Moment now) {
        makeRoom(what);
        debts.put(what, new Debt(draft, true));
        again = again.or(() -> Optional.of(now.plus(AGAIN)));
    }

    /// Of as many of one kind as may be the oldest is given up.
    private void makeRoom(What what) {
        int most =
                switch (what) {
                    // As many as the site file names.
                    case What.Ordered _, What.Cleared _ -> Integer.MAX_VALUE;
                    case What.Given _ -> COMMANDS_MAX;
                    case What.Whereabouts _ -> PERSONS_MAX;
                    case What.Tried _ -> TRIES_MAX;
                };
        if (debts.size() < most) {
            return;
        }
        var alike =
                debts.keySet().stream().filter(each -> each.getClass() == what.getClass()).toList();
        if (alike.size() >= most) {
            debts.remove(alike.getFirst());
        }
    }

    /// False if nothing of that name is owed.
    boolean recorded(TapId tap) {
        boolean owed = debts.values().removeIf(debt -> debt.named(tap));
        if (owed) {
            oldest();
        }
        return owed;
    }

    /// False if nothing of that name is owed.
    boolean notRecorded(TapId tap, Moment now) {
        var refused =
                debts.entrySet().stream().filter(each -> each.getValue().named(tap)).findFirst();
        refused.ifPresent(each -> each.setValue(new Debt(each.getValue().draft(), true)));
        again = refused.isPresent() ? Optional.of(now.plus(AGAIN)) : again;
        return refused.isPresent();
    }

    void due(Moment now) {
        if (again.filter(now::reached).isPresent()) {
            oldest();
        }
    }

    /// Of those refused the one that was offered longest ago.
    private void oldest() {
        again = Optional.empty();
        debts.entrySet().stream()
                .filter(each -> each.getValue().refused())
                .findFirst()
                .map(Map.Entry::getKey)
                .ifPresent(
                        what ->
                                offer(
                                        what,
                                        Objects.requireNonNull(debts.get(what))
                                                .draft()
                                                .named(names.get())));
    }

    /// Whether the journal has not answered yet.
    boolean isUnanswered() {
        return debts.values().stream().anyMatch(debt -> !debt.refused());
    }

    Optional<Mono> nextWake() {
        return again;
    }
}
