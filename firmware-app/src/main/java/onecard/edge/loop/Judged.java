package onecard.edge.loop;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.AccessRules;
import onecard.access.Answers;
import onecard.access.Memory;
import onecard.access.Question;
import onecard.access.Situation;
import onecard.access.Token;
import onecard.access.Tries;
import onecard.access.Verdict;
import onecard.attendance.Signing;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Rides;
import onecard.money.Ledger;
import onecard.money.Sold;
import onecard.time.Moment;

/// A decision, and everything it was made from.
///
/// @param sold what became of the sale; absent: nothing is sold here, or they may not come in
/// @param signing what became of the sign; absent: nobody signs in here, or they may not
record Judged(
        PointSlot<?> slot,
        Attempt attempt,
        Situation at,
        Memory memory,
        Verdict verdict,
        Optional<Sold> sold,
        Optional<Signing> signing,
        Moment now) {

    /// @param open neighbours that must be secure for the point to open, and are not
    /// @param waiting other taps that wait for an answer there
    /// @param given the answers to this one so far
    /// @param ledger of what this device has sold
    /// @param taking whoever has yet to pay for what they take
    static Judged of(
            PointSlot<?> slot,
            Attempt attempt,
            Set<String> open,
            List<Question> waiting,
            Answers given,
            Memory remembered,
            Ledger ledger,
            Set<Token> taking,
            Moment now) {
        var memory =
                slot.parts.attends().isPresent()
                        ? remembered.withoutEntries(attempt.shown())
                        : remembered;
        var at =
                new Situation(
                        slot.parts.id(),
                        attempt.direction(),
                        slot.posture(),
                        open,
                        slot.escorted(),
                        waiting,
                        given);
        var policy = slot.policyOf(attempt);
        var verdict =
                Selling.ending(slot, attempt, ledger, now)
                        .<Verdict>map(
                                who ->
                                        AccessRules.ending(
                                                policy, at, attempt.shown(), who, memory, now))
                        .orElseGet(
                                () ->
                                        answering(
                                                attempt,
                                                AccessRules.decide(
                                                        policy, at, attempt.shown(), memory, now)));
        if (slot.parts.sells().isPresent()
                && !attempt.isAnswer()
                && verdict instanceof Verdict.Granted granted) {
            var sold = Selling.sold(slot, granted, attempt, given.confirmed(), ledger, taking, now);
            return new Judged(
                    slot,
                    attempt,
                    at,
                    memory,
                    Selling.verdict(granted, sold, slot.parts.sells().get().terms()),
                    Optional.of(sold),
                    Optional.empty(),
                    now);
        }
        return new Judged(
                slot, attempt, at, memory, verdict, Optional.empty(), Optional.empty(), now);
    }

    /// Where they sign in by it, or may not.
    Judged with(Signing what, Verdict other) {
        return new Judged(slot, attempt, at, memory, other, sold, Optional.of(what), now);
    }

    /// Whoever only answers what was called for uses nothing up.
    private static Verdict answering(Attempt attempt, Verdict verdict) {
        return attempt.isAnswer() && verdict instanceof Verdict.Granted granted
                ? granted.moot()
                : verdict;
    }

    /// What it ends that was paid ahead: a journey, or what is drawn.
    Optional<Sold.Off> off() {
        return sold.filter(Sold.Off.class::isInstance).map(Sold.Off.class::cast);
    }

    /// What is sold with it.
    Optional<Sold.Yes> sale() {
        return sold.filter(Sold.Yes.class::isInstance).map(Sold.Yes.class::cast);
    }

    /// As the event tells it.
    Json.Obj decided() {
        var tries =
                attempt.shown()
                        .offered()
                        .map(who -> new Tries.Key(slot.parts.id(), who.kind(), who.token()));
        var json =
                new Decided(slot.policyOf(attempt), at, memory, verdict, now)
                        .json(attempt.shown().subject(), tries);
        var priced =
                sold.flatMap(_ -> verdict.right())
                        .flatMap(
                                right ->
                                        Optional.ofNullable(
                                                attempt.accounts().get(right.subject())))
                        .map(said -> json.with("accounts", Occurrences.list(said.list())))
                        .orElse(json);
        var rode =
                off().map(off -> priced.with("ends", Rides.ended(off, slot.price())))
                        .orElse(priced);
        return sold.flatMap(_ -> attempt.orders())
                .map(held -> rode.with("orders", Occurrences.list(held.list())))
                .orElse(rode);
    }
}
