package onecard.edge.loop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.edge.store.Draft;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Records that a restart must not miss: one that the journal refuses is offered again until it is
/// durable. Of what is ordered of a point the newest alone. Owned by the edge loop.
final class Owed {

    /// Between two offers of one record.
    static final Duration AGAIN = Duration.ofSeconds(5);

    /// Commands owed at most, besides one order a point: more are never given while a disk is full.
    static final int COMMANDS_MAX = 256;

    private final Supplier<TapId> names;
    private final Consumer<Draft> journal;
    private final SequencedMap<What, Debt> debts = new LinkedHashMap<>();

    /// @param command absent: what is ordered of the point
    record What(String point, Optional<String> command) {}

    /// @param again when it is offered again; absent: the journal has not answered yet
    private record Debt(Draft draft, Optional<Mono> again) {

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
        debts.put(what, new Debt(draft, Optional.empty()));
        if (debts.size() > COMMANDS_MAX) {
            debts.keySet().stream()
                    .filter(old -> old.command().isPresent())
                    .findFirst()
                    .ifPresent(debts::remove);
        }
        journal.accept(draft);
    }

    /// False if nothing of that name is owed.
    boolean recorded(TapId tap) {
        return debts.values().removeIf(debt -> debt.named(tap));
    }

    /// False if nothing of that name is owed.
    boolean notRecorded(TapId tap, Moment now) {
        var refused =
                debts.entrySet().stream().filter(each -> each.getValue().named(tap)).findFirst();
        refused.ifPresent(
                each ->
                        each.setValue(
                                new Debt(each.getValue().draft(), Optional.of(now.plus(AGAIN)))));
        return refused.isPresent();
    }

    void due(Moment now) {
        debts.replaceAll(
                (_, debt) -> debt.again().filter(now::reached).isPresent() ? again(debt) : debt);
    }

    private Debt again(Debt debt) {
        var draft = debt.draft().named(names.get());
        journal.accept(draft);
        return new Debt(draft, Optional.empty());
    }

    Optional<Mono> nextWake() {
        return debts.values().stream().flatMap(debt -> debt.again().stream()).min(Mono::compareTo);
    }
}
