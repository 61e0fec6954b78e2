package onecard.edge.loop;

import java.time.Instant;
import java.util.Optional;
import onecard.access.Area;
import onecard.access.Check;
import onecard.access.Entry;
import onecard.access.Memory;
import onecard.access.Outcome;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Situation;
import onecard.access.Token;
import onecard.access.Tries;
import onecard.access.Verdict;
import onecard.edge.crypto.Json;
import onecard.time.Moment;

/// How a decision was come to, for its event: each step's outcome, and of what the steps looked at
/// whatever nobody could find out later. A tap at a plain point has the outcomes alone.
final class Decided {

    private final Policy policy;
    private final Situation at;
    private final Memory memory;
    private final Verdict verdict;
    private final Moment now;

    Decided(Policy policy, Situation at, Memory memory, Verdict verdict, Moment now) {
        this.policy = policy;
        this.at = at;
        this.memory = memory;
        this.verdict = verdict;
        this.now = now;
    }

    /// @param subject who it is; absent: nobody knows
    /// @param tries what would be locked out; absent: nothing was read
    Json.Obj json(Optional<Token> subject, Optional<Tries.Key> tries) {
        var json = Json.Obj.EMPTY.with("steps", verdict.trace().text());
        if (at.posture() != Posture.NORMAL) {
            json = json.with("posture", at.posture().wire());
        }
        json = right(json);
        if (looked(Check.LOCK_OUT)) {
            int wrong = tries.map(memory::tries).orElse(0);
            json = wrong == 0 ? json : json.with("tries", wrong);
        }
        if (subject.isPresent() && (looked(Check.PASSBACK) || looked(Check.OCCUPANCY))) {
            json = area(json, subject.get());
        }
        if (!at.open().isEmpty()) {
            json = json.with("open", Json.Arr.ofText(at.open().stream().sorted().toList()));
        }
        if (looked(Check.FIRST_PERSON)) {
            json = withTime(json, "opened", Optional.ofNullable(memory.opened().get(at.point())));
        }
        return verdict instanceof Verdict.Granted granted && granted.companion().isPresent()
                ? json.with("companion", granted.companion().get().toString())
                : json;
    }

    /// What of an entry spoke against it.
    private Json.Obj right(Json.Obj json) {
        if (verdict.entry().isEmpty()) {
            return json;
        }
        var entry = verdict.entry().get();
        if (refused(Check.VALIDITY)) {
            return withTime(withTime(json, "from", entry.from()), "until", entry.until());
        }
        if (refused(Check.STALENESS)) {
            return json.with("as_of", entry.list().asOf().toString());
        }
        return refused(Check.SCHEDULE) ? schedules(json, entry) : json;
    }

    private Json.Obj schedules(Json.Obj json, Entry entry) {
        var late = policy.safeguards().house().late();
        if (late.isPresent()
                && verdict.trace().at(Check.SCHEDULE).equals(Optional.of(Outcome.NOTED))) {
            return json.with("schedule", late.get().name());
        }
        var own = entry.schedule();
        var name = own.or(() -> policy.schedule().map(schedule -> schedule.name()));
        return name.map(some -> json.with("schedule", some)).orElse(json);
    }

    private Json.Obj area(Json.Obj json, Token subject) {
        var into = policy.safeguards().border().into(at.direction());
        if (into.isEmpty()) {
            return json;
        }
        var area = into.get();
        var more =
                json.with("subject", subject.toString())
                        .with("area", area.name())
                        .with("inside", memory.othersIn(area.name(), subject, now));
        if (area.occupancy().isPresent()) {
            more = more.with("limit", area.occupancy().getAsInt());
        }
        return withTime(more, "since", since(area, subject));
    }

    private Optional<Instant> since(Area area, Token subject) {
        return memory.people()
                .of(subject)
                .filter(stay -> stay.area().equals(area.name()))
                .map(stay -> stay.since());
    }

    private static Json.Obj withTime(Json.Obj json, String name, Optional<Instant> at) {
        return at.map(time -> json.with(name, time.toString())).orElse(json);
    }

    private boolean looked(Check check) {
        return verdict.trace().looked(check);
    }

    private boolean refused(Check check) {
        return verdict.trace().at(check).equals(Optional.of(Outcome.REFUSED))
                || verdict.trace().at(check).equals(Optional.of(Outcome.NOTED));
    }
}
