package onecard.attendance;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// Who signs in at a desk, and what as. Pure: the same person, moment and knowledge give the same
/// answer. In this order: is there a meeting; is this person expected, or what becomes of whom
/// nobody expects; may they be known by their face; have they signed before; when is it.
///
/// What others have said is not signed, so no record's result follows from it: whom this device has
/// not recorded comes by its clock and roster alone. It may do one thing more: whoever would be
/// turned away because it is late, and is said to have come in time, is recorded all the same.
public final class AttendanceRules {

    private AttendanceRules() {}

    /// What is known besides the person.
    ///
    /// @param meetings of the desk
    /// @param listed whether people are expected by a roster; otherwise everybody is
    /// @param roster absent: none is held
    /// @param own what this device has recorded
    /// @param heard what others have said
    /// @param desk as `DEVICE/POINT`
    public record Desk(
            Meetings meetings,
            boolean listed,
            Optional<Roster> roster,
            Attendance own,
            Attendance heard,
            String desk) {

        /// The same for somebody who was known by another token before.
        public Desk under(Renamed known) {
            return known.isNothing()
                    ? this
                    : new Desk(
                            meetings, listed, roster.map(it -> it.under(known)), own, heard, desk);
        }

        Optional<Expected> row(Sitting sitting, Token person) {
            return roster.flatMap(list -> list.row(sitting.session().meeting(), person));
        }

        boolean expects(Sitting sitting, Token person) {
            return !listed || row(sitting, person).isPresent();
        }
    }

    /// @param kind by what they are known
    /// @param operator who signs them in by hand; absent: they do so themselves
    /// @param meeting to which; absent: to the one that is on
    public static Signing decide(
            Desk desk,
            Token person,
            CredentialKind kind,
            Optional<Token> operator,
            Optional<String> meeting,
            Moment now) {
        boolean certain = now.trust() != ClockTrust.UNTRUSTED;
        var over = desk.roster().filter(it -> certain && it.list().over(now.wall()));
        if (desk.listed() && (desk.roster().isEmpty() || over.isPresent())) {
            return new Signing.No(Reason.STALE_LIST);
        }
        var at = now.wall().truncatedTo(ChronoUnit.MILLIS);
        var near =
                desk.meetings().near(desk.roster(), at).stream()
                        .filter(it -> meeting.map(it.session().meeting()::equals).orElse(true))
                        .filter(it -> !certain || it.isOpen(at))
                        .toList();
        var sitting = chosen(desk, person, near, at);
        if (sitting.isEmpty()) {
            return new Signing.No(Reason.NO_MEETING);
        }
        var row = desk.row(sitting.get(), person);
        if (desk.listed() && isBiometric(kind) && row.filter(Expected::consent).isEmpty()) {
            return new Signing.No(Reason.NO_CONSENT);
        }
        boolean expected = desk.expects(sitting.get(), person);
        if (!expected && desk.meetings().terms().walkIn() == WalkIn.REFUSE) {
            return new Signing.No(Reason.NOT_ON_ROSTER);
        }
        return at(desk, sitting.get(), person, row, expected, operator, at, certain);
    }

    /// The one that begins nearest, and rather one at which they are expected.
    private static Optional<Sitting> chosen(
            Desk desk, Token person, List<Sitting> near, Instant at) {
        return near.stream()
                .min(
                        Comparator.<Sitting, Boolean>comparing(it -> !desk.expects(it, person))
                                .thenComparing(it -> it.away(at))
                                .thenComparing(Sitting::session));
    }

    private static Signing at(
            Desk desk,
            Sitting sitting,
            Token person,
            Optional<Expected> row,
            boolean expected,
            Optional<Token> operator,
            Instant at,
            boolean certain) {
        var terms = desk.meetings().terms();
        var before = desk.own().of(sitting.session(), person);
        if (before.isPresent()) {
            boolean leaves = leaves(terms, sitting, row, before.get(), at, certain);
            boolean again =
                    before.get().left().isPresent()
                            && !at.isAfter(before.get().last().at().plus(Presence.ONCE));
            return !leaves || again
                    ? new Signing.Already(sitting, person, row)
                    : yes(
                            desk,
                            sitting,
                            person,
                            row,
                            operator,
                            at,
                            certain,
                            leaving(terms, sitting, row, at),
                            false);
        }
        var said = desk.heard().of(sitting.session(), person);
        boolean came = said.filter(it -> leaves(terms, sitting, row, it, at, certain)).isPresent();
        boolean over = certain && !at.isBefore(sitting.ends());
        var result =
                over
                        ? leaving(terms, sitting, row, at)
                        : !certain
                                ? Result.UNTIMED
                                : expected
                                        ? coming(terms, begin(sitting, row), at)
                                        : Result.WALK_IN;
        boolean tooLate =
                result == Result.VERY_LATE && terms.veryLateRefused() && operator.isEmpty();
        if ((over || tooLate) && !came) {
            return new Signing.No(over ? Reason.NO_MEETING : Reason.TOO_LATE);
        }
        return yes(desk, sitting, person, row, operator, at, certain, result, said.isPresent());
    }

    /// Whether somebody who came so leaves by showing themselves again. When that was, a clock that
    /// nobody believed cannot say: it may have been ahead.
    private static boolean leaves(
            AttendanceTerms terms,
            Sitting sitting,
            Optional<Expected> row,
            Presence before,
            Instant at,
            boolean certain) {
        return terms.signOut()
                && certain
                && !at.isBefore(begin(sitting, row))
                && (!before.first().certain()
                        || !at.isBefore(before.first().at().plus(Presence.ONCE)));
    }

    private static Signing yes(
            Desk desk,
            Sitting sitting,
            Token person,
            Optional<Expected> row,
            Optional<Token> operator,
            Instant at,
            boolean certain,
            Result result,
            boolean known) {
        var sign =
                new Sign(at, certain, result, desk.desk(), operator, row.flatMap(Expected::seat));
        return new Signing.Yes(sitting, person, sign, row, known);
    }

    /// When somebody is due: at the begin, unless their row says later.
    private static Instant begin(Sitting sitting, Optional<Expected> row) {
        return row.flatMap(Expected::from)
                .filter(from -> from.isAfter(sitting.starts()) && from.isBefore(sitting.ends()))
                .orElse(sitting.starts());
    }

    private static Instant end(Sitting sitting, Optional<Expected> row) {
        return row.flatMap(Expected::until)
                .filter(until -> until.isBefore(sitting.ends()) && until.isAfter(sitting.starts()))
                .orElse(sitting.ends());
    }

    /// Each bound is the first moment of what is worse.
    private static Result coming(AttendanceTerms terms, Instant begin, Instant at) {
        var after = Duration.between(begin, at);
        if (after.compareTo(terms.veryLateAfter()) > 0) {
            return Result.VERY_LATE;
        }
        return after.compareTo(terms.grace()) > 0 ? Result.LATE : Result.ON_TIME;
    }

    /// What somebody's leaving then is.
    static Result leaving(
            AttendanceTerms terms, Sitting sitting, Optional<Expected> row, Instant at) {
        return at.isBefore(end(sitting, row).minus(terms.earlyLeave()))
                ? Result.EARLY_LEAVE
                : Result.SIGNED_OUT;
    }

    /// What a sign is by this desk's times and roster, whatever whoever took it says. Without a
    /// roster nobody can say who was not expected.
    static Result judged(Desk desk, Sitting sitting, Token person, Sign sign) {
        if (!sign.certain()) {
            return Result.UNTIMED;
        }
        return desk.roster().isEmpty() || desk.expects(sitting, person)
                ? coming(
                        desk.meetings().terms(),
                        begin(sitting, desk.row(sitting, person)),
                        sign.at())
                : Result.WALK_IN;
    }

    /// Whether whoever shows themselves then may still be coming, and not very late.
    static boolean isTimely(Desk desk, Sitting sitting, Token person, Instant at) {
        var begin = begin(sitting, desk.row(sitting, person));
        return coming(desk.meetings().terms(), begin, at) != Result.VERY_LATE;
    }

    private static boolean isBiometric(CredentialKind kind) {
        return switch (kind) {
            case FACE, FINGER, VEIN -> true;
            case SSC, IDCARD, IDCARD_SERIAL, TUNION, UID, QR, PASS, PLATE, PIN, OPERATOR, ORDER ->
                    false;
        };
    }
}
