package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;
import org.junit.jupiter.api.Test;

/// I35, I61 and I67 at two gates and a barrier on three devices that share their passes over lines
/// that are cut at random. While the lines hold no pass lets in more often than it is good for;
/// what they could not prevent both devices flag once they are back; each device tells and closes
/// every visit it knows of once; and nobody is kept in. `visits` says how many; the seed stands in
/// every message.
class SharedVisitsTest {

    private static final int VISITS = Integer.getInteger("visits", 400);

    @Test
    void whateverTheLinesDoEveryVisitIsConservedAndEveryDoubleIsFlagged() {
        var all = new TreeMap<String, Integer>();
        var longest = Duration.ZERO;
        for (long seed = 1; seed <= VISITS / SharedDay.VISITORS; seed++) {
            var day = new SharedDay(seed, UnaryOperator.identity(), UnaryOperator.identity());
            assertEquals(List.of(), day.run(), "seed " + seed);
            day.counts.forEach((what, many) -> all.merge(what, many, Integer::sum));
            day.site.fates.forEach((fate, many) -> all.merge("line " + fate, many, Integer::sum));
            longest = day.longest.compareTo(longest) > 0 ? day.longest : longest;
        }
        System.out.println(all + "; flagged by both in " + longest.toMillis() + " ms at most");
        for (var fate : VisitorSite.Fate.values()) {
            assertTrue(all.containsKey("line " + fate), fate::toString);
        }
        for (var what :
                List.of(
                        "granted in",
                        "granted out",
                        "plate in",
                        "plate out",
                        "granted in, line CUT",
                        "granted in, line STILL",
                        "granted out, line CUT",
                        "granted out, line STILL",
                        "refused USED_UP",
                        "refused BUSY",
                        "did not pass",
                        "crash",
                        "full",
                        "slow journal",
                        "certain in",
                        "certain refused",
                        "gate won",
                        "barrier won",
                        "in twice",
                        "flagged",
                        "closed clean",
                        "card_not_returned",
                        "unpaid_sales",
                        "vehicle_inside",
                        "entry_unknown",
                        "overstayed",
                        "passage_unknown",
                        "not_left")) {
            assertTrue(all.containsKey(what), what);
        }
    }

    /// What others let in by is not heard.
    @Test
    void usesThatNobodyIsToldOfAreFound() {
        found(
                "more often than it is good for",
                word -> word.with("passes", new Json.Arr(List.of())),
                UnaryOperator.identity());
    }

    /// Nor is what they are about to.
    @Test
    void claimsThatNobodyIsToldOfAreFound() {
        found("both won", SharedVisitsTest::withoutClaims, UnaryOperator.identity());
    }

    /// A restart forgets whom it let in by what is shared.
    @Test
    void anEntryThatIsForgottenIsFound() {
        found(
                "a restart remembers something else",
                UnaryOperator.identity(),
                event -> without(event, "tap", "shared"));
    }

    /// A restart forgets what was flagged, and flags it once more.
    @Test
    void whatIsFlaggedOnceMoreIsFound() {
        found(
                "told",
                UnaryOperator.identity(),
                event ->
                        Occurrences.data(event)
                                        .text("transition")
                                        .filter("double"::equals)
                                        .isEmpty()
                                ? event
                                : Json.Obj.EMPTY);
    }

    private static Json.Obj withoutClaims(Json.Obj word) {
        var kept =
                word.array("passes").orElseThrow().items().stream()
                        .map(Json.Obj.class::cast)
                        .filter(pass -> pass.number("uses").orElseThrow() > 0)
                        .<Json>map(SharedVisitsTest::unclaimed)
                        .toList();
        return word.with("passes", new Json.Arr(kept));
    }

    private static Json.Obj unclaimed(Json.Obj pass) {
        var rest = new TreeMap<String, Json>();
        pass.forEach(rest::put);
        if (rest.remove("claims") != null) {
            rest.put("state", new Json.Str("entered"));
        }
        return Json.Obj.of(rest);
    }

    private static Json.Obj without(Json.Obj event, String kind, String member) {
        if (!event.text("type").filter(("onecard." + kind + ".v1")::equals).isPresent()) {
            return event;
        }
        var data = new TreeMap<String, Json>();
        Occurrences.data(event).forEach(data::put);
        data.remove(member);
        return event.with("data", Json.Obj.of(data));
    }

    private static void found(
            String what, UnaryOperator<Json.Obj> said, UnaryOperator<Json.Obj> lens) {
        for (long seed = 1; seed <= 40; seed++) {
            var problems = new SharedDay(seed, said, lens).run();
            if (problems.stream().anyMatch(it -> it.contains(what))) {
                return;
            }
        }
        throw new AssertionError("nobody found it");
    }
}
