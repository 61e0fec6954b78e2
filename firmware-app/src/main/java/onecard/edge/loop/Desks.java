package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.access.Check;
import onecard.access.CredentialKind;
import onecard.access.Outcome;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Verdict;
import onecard.attendance.Attendance;
import onecard.attendance.AttendanceRules;
import onecard.attendance.Attending;
import onecard.attendance.ClosingReport;
import onecard.attendance.Presence;
import onecard.attendance.Roster;
import onecard.attendance.Session;
import onecard.attendance.Signing;
import onecard.attendance.Sitting;
import onecard.attendance.Tally;
import onecard.edge.command.Command;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.AttendanceFold;
import onecard.edge.record.AttendanceFold.Closed;
import onecard.edge.record.Attendances;
import onecard.edge.store.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel.Signal;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;

/// Signs on their way through the journal, the attendance that they add up to, and the report of
/// each session. What is meant counts from its decision on, so that nobody signs twice at two desks
/// of one device; what will not be in the journal never was. Owned by the edge loop.
public final class Desks implements Commands.Registering {

    /// People follow each other no faster at one scanner; a phone with other people's codes does.
    static final Duration BURST = Duration.ofMillis(1_500);

    /// The wall clock may be set: how far the next edge is away is looked at anew so often.
    private static final Duration LOOK = Duration.ofMinutes(1);

    /// Between two offers of what the journal would not hold.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /// Others hear of each sign by its event; the whole of it is for whoever missed some.
    private static final Duration PUBLISH = Duration.ofSeconds(5);

    private final List<PointSlot<?>> desks;
    private final Supplier<TapId> names;
    private final Consumer<Draft> journal;
    private final Metrics metrics;
    private final Postures.Mover mover;
    private final Map<String, Roster> rosters = new HashMap<>();
    private final Map<TapId, OnItsWay> booking = new HashMap<>();
    private final Map<String, Code> codes = new HashMap<>(); // shown last, by scanner
    private final Map<Closed, Sitting> open = new HashMap<>();
    private final Set<Closed> closed = new HashSet<>();
    private final Map<Session, Set<String>> heardOf = new HashMap<>();
    private final Set<Session> unpublished = new HashSet<>();

    /// What an operator did, and was told that it is done, and the journal would not hold yet.
    private final List<OnItsWay> unsent = new ArrayList<>();

    /// What this device has recorded, and durably.
    private Attendance own = Attendance.EMPTY;

    /// The same with what is on its way.
    private Attendance meant = Attendance.EMPTY;

    /// What others have said.
    private Attendance heard = Attendance.EMPTY;

    /// All of it.
    private Attendance all = Attendance.EMPTY;

    private Optional<Mono> look = Optional.empty();
    private Optional<Mono> again = Optional.empty();
    private Optional<Mono> publish = Optional.empty();
    private Publisher publisher = (_, _) -> {};

    /// Takes what this device has recorded of a session, for whoever missed some of it.
    @FunctionalInterface
    public interface Publisher {
        void changed(Session session, Map<Token, Presence> people);
    }

    /// A code that a scanner saw.
    ///
    /// @param burst another one came just before
    private record Code(Token token, Mono at, boolean burst) {}

    /// A record on its way to the journal.
    private sealed interface OnItsWay {

        /// @param tap absent: by an operator's command
        /// @param at when it was made
        record OfSign(
                PointSlot<?> slot,
                Signing.Yes signing,
                Optional<TapId> tap,
                boolean burst,
                Moment at)
                implements OnItsWay {}

        record OfReport(PointSlot<?> slot, ClosingReport report, Moment at) implements OnItsWay {}
    }

    /// @param names for each record, until it is durable
    /// @param mover tells a desk what became of a sign
    Desks(
            List<PointSlot<?>> points,
            Supplier<TapId> names,
            Consumer<Draft> journal,
            Metrics metrics,
            Postures.Mover mover) {
        desks = points.stream().filter(slot -> slot.parts.attends().isPresent()).toList();
        this.names = names;
        this.journal = journal;
        this.metrics = metrics;
        this.mover = mover;
    }

    Attendance own() {
        return own;
    }

    /// What was recorded before this start.
    void remember(AttendanceFold.Kept before) {
        own = before.attendance();
        closed.addAll(before.closed());
        unpublished.addAll(own.sessions().keySet());
        meant = own;
        all = own;
    }

    void publishTo(Publisher other) {
        publisher = other;
    }

    /// Goes on with what a loop knew that turns no more, and with what is on its way from it: its
    /// desks have begun anew, and are told of nothing.
    void after(Desks before) {
        own = before.own;
        heard = before.heard;
        closed.addAll(before.closed);
        heardOf.putAll(before.heardOf);
        codes.putAll(before.codes);
        before.booking.forEach((name, what) -> booking.put(name, here(what)));
        before.unsent.forEach(what -> unsent.add(here(what)));
        again = before.again;
        unpublished.addAll(own.sessions().keySet());
        meant = before.meant;
        all = before.all;
    }

    private OnItsWay here(OnItsWay what) {
        return switch (what) {
            case OnItsWay.OfSign(var slot, var signing, var tap, var burst, var at) ->
                    new OnItsWay.OfSign(here(slot), signing, tap, burst, at);
            case OnItsWay.OfReport(var slot, var report, var at) ->
                    new OnItsWay.OfReport(here(slot), report, at);
        };
    }

    /// The desk of the same name; one that is there no more is told all the same.
    private PointSlot<?> here(PointSlot<?> before) {
        return desks.stream()
                .<PointSlot<?>>map(slot -> slot)
                .filter(slot -> slot.parts.id().equals(before.parts.id()))
                .findFirst()
                .orElse(before);
    }

    /// That list is another from now on.
    void told(String list, Optional<Roster> roster, Moment now) {
        roster.ifPresentOrElse(it -> rosters.put(list, it), () -> rosters.remove(list));
        look(now);
        count(now);
    }

    /// Another device has said so.
    void heard(Stimulus.Attends.Elsewhere said, Moment now) {
        heard = heard.with(said.session(), said.people());
        if (!isNear(said.session(), now)) {
            return; // or another roster may call it yet
        }
        heardOf.computeIfAbsent(said.session(), _ -> new TreeSet<>()).add(said.device());
        heardOf.keySet().retainAll(heard.sessions().keySet());
        all = all.with(said.session(), said.people());
        desks.forEach(slot -> shows(slot, now));
    }

    // --- a sign ---

    /// Once for each presence, before it is judged.
    void shown(PointSlot<?> slot, Attempt attempt) {
        if (slot.parts.attends().isEmpty()) {
            return;
        }
        attempt.shown()
                .offered()
                .filter(it -> isCode(it.kind()))
                .ifPresent(
                        code -> {
                            var before = Optional.ofNullable(codes.get(attempt.reader()));
                            boolean burst =
                                    before.filter(it -> !it.token().equals(code.token()))
                                            .filter(it -> isJustBefore(it.at(), attempt.seen()))
                                            .isPresent();
                            if (burst) {
                                metrics.burst();
                            }
                            codes.put(
                                    attempt.reader(),
                                    new Code(code.token(), attempt.seen(), burst));
                        });
    }

    private static boolean isJustBefore(Mono one, Mono other) {
        return other.since(one).compareTo(BURST) < 0;
    }

    private static boolean isCode(CredentialKind kind) {
        return switch (kind) {
            case QR, PASS -> true;
            case SSC,
                    IDCARD,
                    IDCARD_SERIAL,
                    TUNION,
                    UID,
                    PLATE,
                    FACE,
                    FINGER,
                    VEIN,
                    PIN,
                    OPERATOR,
                    ORDER ->
                    false;
        };
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
        var signing =
                AttendanceRules.decide(
                        desk(judged.slot()),
                        granted.right().get().subject(),
                        kind,
                        Optional.empty(),
                        Optional.empty(),
                        judged.now());
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

    /// What the desk's machine hears of it.
    static Input input(TapId tap, Signing signing) {
        return switch (signing) {
            case Signing.Yes yes -> new Input.AtDesk.Signed(tap, yes);
            case Signing.Already already -> new Input.AtDesk.Known(tap, already);
            case Signing.No(var why) -> new Input.Refused(tap, why);
        };
    }

    void run(PointSlot<?> slot, Effect.AtDesk effect, Moment now) {
        switch (effect) {
            case Effect.AtDesk.Enter(var tap, var signing) ->
                    send(
                            new OnItsWay.OfSign(
                                    slot, signing, Optional.of(tap), isBurst(slot, tap), now));
            case Effect.AtDesk.Welcome(var tap, var signing) ->
                    tell(slot, tap, words(slot, signing), signing.sitting(), now);
            case Effect.AtDesk.Greet(var tap, var already) ->
                    tell(slot, tap, DeskWords.already(already), already.sitting(), now);
        }
    }

    private static Words words(PointSlot<?> slot, Signing.Yes signing) {
        return DeskWords.signed(signing, terms(slot).meetings().terms().walkIn());
    }

    /// A display on the desk shows how many are there anyway.
    private void tell(PointSlot<?> slot, TapId tap, Words said, Sitting sitting, Moment now) {
        var counted = DeskWords.counted(said, tally(slot, sitting));
        slot.panelOf(tap).show(Signal.GRANTED, counted.zh(), counted.en());
        counter(slot).tell(said, now);
    }

    private boolean isBurst(PointSlot<?> slot, TapId tap) {
        return slot.madeAt(tap).map(codes::get).filter(Code::burst).isPresent();
    }

    /// An operator signs somebody in: recorded and told of as any other.
    @Override
    public Reason attend(PointSlot<?> slot, Command.Act.Attend act, Moment now) {
        if (slot.parts.attends().isEmpty()) {
            return Reason.NOT_ALLOWED;
        }
        var signing =
                AttendanceRules.decide(
                        desk(slot),
                        act.person(),
                        CredentialKind.OPERATOR,
                        Optional.of(act.operator()),
                        act.meeting(),
                        now);
        return switch (signing) {
            case Signing.Yes yes -> {
                send(new OnItsWay.OfSign(slot, yes, Optional.empty(), false, now));
                yield Reason.OK;
            }
            case Signing.Already _ -> Reason.OK;
            case Signing.No(var why) -> why;
        };
    }

    // --- the journal ---

    private void send(OnItsWay what) {
        var name = names.get();
        booking.put(name, what);
        if (what instanceof OnItsWay.OfSign(_, var signing, _, _, _)) {
            var session = signing.sitting().session();
            meant = meant.with(session, signing.person(), signing.sign());
            all = all.with(session, signing.person(), signing.sign());
        }
        journal.accept(draft(name, what));
    }

    /// Dated when it was made, however often it is offered.
    private Draft draft(TapId name, OnItsWay what) {
        return switch (what) {
            case OnItsWay.OfSign(var slot, var signing, var tap, var burst, var at) ->
                    Attendances.signed(
                            name,
                            slot.parts.id(),
                            signing,
                            tap,
                            burst,
                            roster(slot),
                            tally(slot, signing.sitting()),
                            at);
            case OnItsWay.OfReport(_, var report, var at) -> Attendances.report(name, report, at);
        };
    }

    /// False if nothing of a desk is called so.
    boolean recorded(TapId name, Moment now) {
        var what = booking.remove(name);
        if (what == null) {
            return false;
        }
        switch (what) {
            case OnItsWay.OfSign(var slot, var signing, var tap, _, _) -> {
                var session = signing.sitting().session();
                own = own.with(session, signing.person(), signing.sign());
                metrics.attendance(signing.sign().result());
                changed(session, now);
                tap.ifPresent(it -> hears(slot, new Input.AtDesk.Entered(it, signing), now));
                desks.forEach(each -> shows(each, now));
                closeDue(now);
            }
            case OnItsWay.OfReport(var slot, var report, _) -> {
                closed.add(new Closed(report.point(), report.session()));
                forget(report.session(), now);
                counter(slot).report(report, now);
            }
        }
        return true;
    }

    /// The same of what will not be in the journal.
    boolean notRecorded(TapId name, Reason why, Moment now) {
        var what = booking.remove(name);
        if (what == null) {
            return false;
        }
        switch (what) {
            case OnItsWay.OfSign(var slot, _, var tap, _, _) -> {
                count(now);
                tap.ifPresentOrElse(
                        it -> hears(slot, new Input.AtDesk.NotEntered(it, why), now),
                        () -> unsent.add(what));
                offerAgain(now);
            }
            case OnItsWay.OfReport _ -> offerAgain(now);
        }
        return true;
    }

    private void offerAgain(Moment now) {
        again = again.or(() -> Optional.of(now.plus(AGAIN)));
    }

    private void hears(PointSlot<?> slot, Input input, Moment now) {
        mover.step(slot, input, Cause.TAP, now);
    }

    /// Whether it is one of a desk's here: whoever invents others must not crowd these out.
    private boolean isNear(Session session, Moment now) {
        return desks.stream()
                .flatMap(slot -> terms(slot).meetings().near(roster(slot), now.wall()).stream())
                .anyMatch(sitting -> sitting.session().equals(session));
    }

    /// From what is durable, what is on its way, and what others said.
    private void count(Moment now) {
        meant = own;
        for (var what : booking.values()) {
            if (what instanceof OnItsWay.OfSign(_, var signing, _, _, _)) {
                meant = meant.with(signing.sitting().session(), signing.person(), signing.sign());
            }
        }
        all = meant.with(heard.only(session -> isNear(session, now)));
    }

    // --- the end of a session ---

    /// What others may have missed is published, what is over is closed.
    void due(Moment now) {
        if (again.filter(now::reached).isPresent()) {
            again = Optional.empty();
            var rest = List.copyOf(unsent);
            unsent.clear();
            rest.forEach(this::send);
            look = Optional.empty();
        }
        if (publish.map(now::reached).orElse(!unpublished.isEmpty())) {
            publish = Optional.empty();
            unpublished.forEach(session -> publisher.changed(session, own.of(session)));
            unpublished.clear();
        }
        if (!desks.isEmpty() && look.map(now::reached).orElse(true)) {
            look(now);
        }
        desks.forEach(slot -> counter(slot).due(now));
    }

    private void look(Moment now) {
        var next = now.wall().plus(LOOK);
        for (var slot : desks) {
            for (var sitting : terms(slot).meetings().near(roster(slot), now.wall())) {
                var one = new Closed(slot.parts.id(), sitting.session());
                next = sooner(next, sitting.opens(), now);
                next = sooner(next, sitting.closes(), now);
                if (now.trust() != ClockTrust.UNTRUSTED && isDue(slot, one, sitting, now)) {
                    open.put(one, sitting);
                }
            }
            shows(slot, now);
        }
        closeDue(now);
        look = Optional.of(now.plus(Duration.between(now.wall(), next)));
    }

    private static Instant sooner(Instant next, Instant edge, Moment now) {
        return edge.isAfter(now.wall()) && edge.isBefore(next) ? edge : next;
    }

    /// It is on; or it is over, somebody signed here, and nobody has closed it.
    private boolean isDue(PointSlot<?> slot, Closed one, Sitting sitting, Moment now) {
        boolean on = !now.wall().isBefore(sitting.opens()) && now.wall().isBefore(sitting.closes());
        boolean attended =
                !now.wall().isBefore(sitting.closes())
                        && own.of(sitting.session()).values().stream()
                                .anyMatch(it -> isOf(slot, it));
        return !closed.contains(one) && (on || attended);
    }

    private static boolean isOf(PointSlot<?> slot, Presence presence) {
        var by = name(slot);
        return presence.first().by().equals(by) || presence.last().by().equals(by);
    }

    private void closeDue(Moment now) {
        if (now.trust() == ClockTrust.UNTRUSTED) {
            return;
        }
        for (var slot : desks) {
            for (var each : List.copyOf(open.entrySet())) {
                var one = each.getKey();
                boolean over = !now.wall().isBefore(each.getValue().closes());
                if (one.point().equals(slot.parts.id()) && over && !isOnItsWay(one)) {
                    if (closed.contains(one)) {
                        open.remove(one);
                    } else {
                        send(new OnItsWay.OfReport(slot, report(slot, each.getValue()), now));
                    }
                }
            }
        }
    }

    /// Its own report, or somebody who is to stand in it.
    private boolean isOnItsWay(Closed one) {
        return booking.values().stream()
                .anyMatch(
                        what ->
                                switch (what) {
                                    case OnItsWay.OfReport(_, var report, _) ->
                                            report.point().equals(one.point())
                                                    && report.session().equals(one.session());
                                    case OnItsWay.OfSign(_, var signing, _, _, _) ->
                                            signing.sitting().session().equals(one.session());
                                });
    }

    private ClosingReport report(PointSlot<?> slot, Sitting sitting) {
        var session = sitting.session();
        var others = heardOf.getOrDefault(session, Set.of());
        return new ClosingReport(
                slot.parts.id(), session, tally(slot, sitting), List.copyOf(others));
    }

    /// As [onecard.edge.record.AttendanceFold] does.
    private void forget(Session last, Moment now) {
        var before = last.date().minusDays(AttendanceFold.DAYS_KEPT);
        var over = new HashSet<Session>();
        closed.forEach(one -> over.add(one.session()));
        var kept = own.only(it -> !over.contains(it) || !it.date().isBefore(before));
        own.sessions().keySet().stream()
                .filter(it -> !kept.sessions().containsKey(it))
                .forEach(it -> publisher.changed(it, Map.of()));
        own = kept;
        // One that began before and is on still is told of by nobody again.
        heard =
                heard.only(
                        it ->
                                !it.date().isBefore(before)
                                        || (isNear(it, now) && !over.contains(it)));
        heardOf.keySet().retainAll(heard.sessions().keySet());
        closed.removeIf(one -> one.session().date().isBefore(before));
        open.keySet().removeIf(closed::contains);
        count(now);
    }

    private void changed(Session session, Moment now) {
        unpublished.add(session);
        publish = publish.or(() -> Optional.of(now.plus(PUBLISH)));
    }

    // --- what is known ---

    private void shows(PointSlot<?> slot, Moment now) {
        open.entrySet().stream()
                .filter(one -> one.getKey().point().equals(slot.parts.id()))
                .map(Map.Entry::getValue)
                .filter(it -> now.wall().isBefore(it.closes()))
                .min(Comparator.comparing(Sitting::starts))
                .ifPresentOrElse(
                        it -> counter(slot).stands(it, tally(slot, it), now),
                        () -> counter(slot).rests(now));
    }

    private Tally tally(PointSlot<?> slot, Sitting sitting) {
        return Tally.of(desk(slot), sitting, all.of(sitting.session()));
    }

    private AttendanceRules.Desk desk(PointSlot<?> slot) {
        var terms = terms(slot);
        return new AttendanceRules.Desk(
                terms.meetings(),
                terms.roster().isPresent(),
                roster(slot),
                meant,
                heard,
                name(slot));
    }

    private static String name(PointSlot<?> slot) {
        return terms(slot).device() + "/" + slot.parts.id();
    }

    private Optional<Roster> roster(PointSlot<?> slot) {
        return terms(slot).roster().flatMap(list -> Optional.ofNullable(rosters.get(list)));
    }

    private static Attending terms(PointSlot<?> slot) {
        return slot.parts.attends().orElseThrow().terms();
    }

    private static DeskCounter counter(PointSlot<?> slot) {
        return slot.parts.attends().orElseThrow().counter();
    }

    /// No answer will be heard any more: what was refused is offered once more.
    void end() {
        List.copyOf(unsent).forEach(what -> journal.accept(draft(names.get(), what)));
    }

    /// Whether the journal has answered everything. What a full one refuses does not count.
    boolean isQuiet() {
        return booking.isEmpty();
    }

    Optional<Mono> nextWake() {
        return Mono.sooner(look, Mono.sooner(again, publish));
    }
}
