package onecard.edge.loop;

import java.util.Optional;
import onecard.access.Check;
import onecard.access.CredentialKind;
import onecard.access.Outcome;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.access.Verdict;
import onecard.attendance.AttendanceRules;
import onecard.attendance.Signing;
import onecard.edge.command.Command;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;

/// What somebody's sign comes to, by all that the desks know. Owned by the edge loop.
final class SigningIn {

    private final KnownAttendance known;

    SigningIn(KnownAttendance known) {
        this.known = known;
    }

    /// What comes of whoever was granted at a desk; of all others nothing changes.
    Judged judged(Judged judged) {
        var attends = judged.slot().parts.attends();
        if (attends.isEmpty()
                || judged.attempt().isAnswer()
                || !(judged.verdict() instanceof Verdict.Granted granted)
                || granted.right().isEmpty()) {
            return judged;
        }
        var kind = judged.attempt().shown().offered().orElseThrow().kind();
        var person = known.person(judged.slot(), granted.right().get().subject());
        var before = judged.attempt().shown().renamed();
        var signing = decide(judged.slot(), person, before, kind, judged.now());
        var trace = granted.trace().then(Check.SALE, Outcome.IDLE);
        return judged.with(
                signing,
                switch (signing) {
                    // Nobody passes a desk, and no entry of a pass is used up there.
                    case Signing.Yes _, Signing.Already _ ->
                            granted.moot().with(trace.then(Check.ATTENDANCE, Outcome.CLEAR));
                    case Signing.No(var why) ->
                            new Verdict.Refused(
                                    why,
                                    granted.right(),
                                    trace.then(Check.ATTENDANCE, Outcome.REFUSED));
                });
    }

    private Signing decide(
            PointSlot<?> slot, Token person, Renamed before, CredentialKind kind, Moment now) {
        return AttendanceRules.decide(
                known.desk(slot).under(before),
                person,
                kind,
                Optional.empty(),
                Optional.empty(),
                now);
    }

    /// What comes of whom an operator signs in.
    Signing byHand(PointSlot<?> slot, Command.Act.Attend act, Moment now) {
        return AttendanceRules.decide(
                known.desk(slot),
                known.person(slot, act.person()),
                CredentialKind.OPERATOR,
                Optional.of(act.operator()),
                act.meeting(),
                now);
    }

    /// What the desk's machine hears of it.
    static Input input(TapId tap, Signing signing) {
        return switch (signing) {
            case Signing.Yes yes -> new Input.AtDesk.Signed(tap, yes);
            case Signing.Already already -> new Input.AtDesk.Known(tap, already);
            case Signing.No(var why) -> new Input.Refused(tap, why);
        };
    }
}
