package onecard.edge.record;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Elsewhere.Event;
import onecard.access.LetIn;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.EventKind;
import onecard.time.Moment;

/// Whom a device let in by passes that it shares, as its journal tells: the tap says that an entry
/// is used, the passage that nobody passed, or that somebody did whose tap it does not have, and
/// what was told of one that was used twice is told.
/// Used by one thread at a time.
public final class SharedFold {

    private LetIn letIn = LetIn.NOBODY;

    LetIn letIn() {
        return letIn;
    }

    /// A pass is here whose token is another now.
    void renamed(Renamed renamed) {
        letIn = letIn.renamed(renamed);
    }

    void apply(Json.Obj event) {
        var data = Occurrences.data(event);
        var at = Occurrences.moment(event);
        if (at.isEmpty()) {
            return;
        }
        switch (event.text("type").orElse("")) {
            case "onecard.tap.v1" -> {
                tap(data, at.get());
                renamed(Renames.of(event)); // what it lets in by was known so before
            }
            case "onecard.passage.v1" -> passage(data, at.get());
            case "onecard.visit.v1" -> told("visit", data);
            case "onecard.alarm.v1" -> told("alarm", data);
            case String _ -> {}
        }
    }

    private void tap(Json.Obj data, Moment at) {
        if (!data.bool("shared").orElse(false)
                || !data.text("verdict").equals(Optional.of("granted"))) {
            return;
        }
        entered(data, at);
    }

    /// Whether somebody came in whose tap the journal does not have: their passage says so alone.
    public static boolean isEntry(Json.Obj passage) {
        return passage.bool("shared").orElse(false) && passage.number("cause_seq").isEmpty();
    }

    private void entered(Json.Obj data, Moment at) {
        for (var use : uses(data)) {
            event(data, "seq", at)
                    .ifPresent(
                            event ->
                                    letIn =
                                            letIn.entered(
                                                    use, data.text("point").orElse(""), event, at));
        }
    }

    /// As [onecard.access.SharedRules#uses] has them.
    private static List<Use> uses(Json.Obj data) {
        var uses = new ArrayList<Use>();
        data.object("use").flatMap(Occurrences::use).ifPresent(uses::add);
        data.object("visit")
                .flatMap(VisitWords::terms)
                .filter(terms -> terms.entries() < Use.TIMES_MAX)
                .filter(terms -> uses.stream().noneMatch(use -> use.key().equals(terms.pass())))
                .map(terms -> Use.ofPass(terms.pass(), terms.entries(), terms.until()))
                .ifPresent(uses::add);
        return uses;
    }

    private void passage(Json.Obj data, Moment at) {
        var visit = data.object("visit");
        boolean in = visit.flatMap(it -> it.text("direction")).equals(Optional.of("in"));
        var pass = visit.flatMap(VisitWords::terms).map(VisitTerms::pass);
        switch (data.text("result").orElse("")) {
            case "not_passed", "reversed" -> {
                data.object("use")
                        .flatMap(Occurrences::use)
                        .ifPresent(use -> undone(use.key(), data, at));
                pass.filter(_ -> in).ifPresent(key -> undone(key, data, at));
            }
            case "passed", "assumed" -> {
                pass.filter(_ -> !in).ifPresent(key -> letIn = letIn.left(key));
                if (isEntry(data)) {
                    entered(data, at);
                }
            }
            case String _ -> {}
        }
    }

    private void undone(Token key, Json.Obj data, Moment at) {
        event(data, "cause_seq", at)
                .or(() -> data.object("tap").flatMap(tap -> event(tap, "seq", at)))
                .ifPresent(event -> letIn = letIn.undone(key, event));
    }

    private void told(String kind, Json.Obj data) {
        letIn = after(letIn, kind, data);
    }

    /// Once a `visit` or an `alarm` is durable.
    public static LetIn after(LetIn before, String kind, Json.Obj data) {
        var next =
                kind.equals(EventKind.VISIT.wire())
                        ? VisitWords.agreed(data).map(before::agreed).orElse(before)
                        : before;
        return SharedWords.told(kind, data).map(told -> after(next, told)).orElse(next);
    }

    private static LetIn after(LetIn before, SharedWords.Told told) {
        return switch (told.what()) {
            case DOUBLED -> before.doubled(told.pass(), told.device());
            case RAISED -> before.alarmed(told.pass(), told.device());
            case LOWERED -> before.lowered(told.pass(), told.device());
        };
    }

    private static Optional<Event> event(Json.Obj data, String seq, Moment at) {
        var epoch = data.text("epoch");
        var number = data.number(seq);
        return epoch.isPresent() && number.isPresent()
                ? Optional.of(
                        new Event(
                                epoch.get(),
                                number.get(),
                                at.wall().truncatedTo(ChronoUnit.MILLIS)))
                : Optional.empty();
    }

    Json.Obj state() {
        return SharedWords.state(letIn);
    }

    void restore(Json.Obj state) {
        letIn = SharedWords.letIn(state);
    }
}
