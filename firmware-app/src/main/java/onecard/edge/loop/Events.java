package onecard.edge.loop;

import java.time.Duration;
import java.util.Optional;
import onecard.access.Check;
import onecard.access.Credential;
import onecard.access.ListVersion;
import onecard.access.Outcome;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Right;
import onecard.access.Verdict;
import onecard.edge.command.Command;
import onecard.edge.command.Command.Act;
import onecard.edge.command.Command.Whom;
import onecard.edge.command.DeviceCommand;
import onecard.edge.command.Signed;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;
import onecard.edge.record.OrdersFold;
import onecard.edge.record.Passing;
import onecard.edge.record.Renames;
import onecard.edge.record.Sales;
import onecard.edge.record.Settlements;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.money.Difference;
import onecard.money.Refund;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Settlement;
import onecard.point.Cause;
import onecard.point.Effect.Note;
import onecard.point.Fact;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// Taps and facts in the words of the contract: what stands in an event's `data` besides the
/// fields every event has.
public final class Events {

    /// As much of a failure's own words as an event takes.
    private static final int DETAIL_CHARS = 200;

    private Events() {}

    /// A `tap`: the final one of a presence, or the one before it that says what is asked.
    ///
    /// @param decided how it was come to, as [Decided] tells it
    public static Draft tap(
            TapId tap, Attempt attempt, Verdict verdict, Json.Obj decided, Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", attempt.scene())
                        .with("reader", attempt.reader())
                        .with("direction", attempt.direction().wire())
                        .with("decided", decided);
        if (attempt.answers().isPresent()) {
            data = data.with("answers", attempt.answers().get().wire());
        }
        if (attempt.purse().settles().isPresent()) {
            data = data.with("settles", attempt.purse().settles().get().toString());
        }
        var shown = attempt.shown().offered();
        if (shown.isPresent()) {
            data = data.with("credential", credential(proved(shown.get(), verdict)));
            data = Renames.with(data, shown.get().renamed());
        }
        if (attempt.plate().isPresent()) {
            data = data.with("plate", attempt.plate().get().json());
        }
        data = withList(data, verdict.right().flatMap(Right::source));
        data =
                switch (verdict) {
                    case Verdict.Granted granted -> granted(data, granted);
                    case Verdict.Asked(var awaits, _, _, _) ->
                            data.with("verdict", "asked").with("reason", awaits.name());
                    case Verdict.Refused(var why, _, _) ->
                            data.with("verdict", "refused").with("reason", why.name());
                };
        return new Draft(
                Optional.of(tap),
                attempt.point(),
                EventKind.TAP,
                at,
                data,
                attempt.latencyMicros(),
                Optional.empty(),
                attempt.asks());
    }

    /// As much as was proved in the end.
    private static Credential proved(Credential read, Verdict verdict) {
        return verdict.trace().at(Check.SECOND_FACTOR).equals(Optional.of(Outcome.CLEAR))
                ? read.withSecondFactor()
                : read;
    }

    private static Json.Obj granted(Json.Obj data, Verdict.Granted granted) {
        var json =
                data.with("verdict", "granted")
                        .with("reason", Reason.OK.name())
                        .with("rule", granted.rule());
        if (granted.use().isPresent()) {
            // What a restart must know of it, or it would open once more.
            json = json.with("use", Occurrences.use(granted.use().get()));
        }
        if (granted.prompt().isPresent()) {
            json = json.with("prompt", granted.prompt().get().wire());
        }
        return granted.noted().isEmpty()
                ? json
                : json.with(
                        "noted",
                        Json.Arr.ofText(granted.noted().stream().map(Reason::name).toList()));
    }

    /// Money goes back: a sale that is void, or some of one.
    static Draft reversal(TapId name, String point, Reversal reversal, Moment at) {
        return switch (reversal) {
            case Reversal.Void(var sale) -> sale(name, sale, Optional.empty(), at);
            case Refund refund ->
                    Draft.ofPoint(
                                    point,
                                    EventKind.REFUND,
                                    at,
                                    Sales.json(refund).with("scene", "canteen"))
                            .named(name);
        };
    }

    static Draft settlement(TapId name, Settlement settled, Moment at) {
        var data = Settlements.json(settled).with("scene", "canteen");
        return Draft.ofPoint(settled.point(), EventKind.SETTLEMENT, at, data).named(name);
    }

    /// Where the host counted something else in a batch that is settled.
    static Draft difference(TapId name, Difference difference, Moment at) {
        var data = Settlements.json(difference).with("scene", "canteen");
        return Draft.ofPoint(difference.settled().point(), EventKind.SETTLEMENT, at, data)
                .named(name);
    }

    /// How a meal was. Whose it was the sale says.
    ///
    /// @param stars 1 to 5, the best
    static Draft rating(TapId name, SaleId sale, int stars, Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", "canteen")
                        .with("sale", sale.toString())
                        .with("rating", stars);
        return Draft.ofPoint(sale.point(), EventKind.RATING, at, data).named(name);
    }

    /// A sale, a step further.
    ///
    /// @param name of the record until it is durable
    /// @param tap that it follows from; absent where a start found it without an end
    static Draft sale(TapId name, Sale sale, Optional<TapId> tap, Moment at) {
        return sale(name, sale, false, tap, at);
    }

    /// The same.
    ///
    /// @param check whether the host is asked to look at the account now
    static Draft sale(TapId name, Sale sale, boolean check, Optional<TapId> tap, Moment at) {
        var json = Sales.json(sale).with("scene", "canteen");
        return new Draft(
                Optional.of(name),
                sale.id().point(),
                EventKind.SALE,
                at,
                check ? json.with("check", true) : json,
                "",
                tap,
                Optional.empty());
    }

    /// Nobody is taken to be in an area any more.
    ///
    /// @param cause what made it so: a [Cause], or `site` where the site file names no such area
    static Draft cleared(String area, String cause, Moment at) {
        return Draft.system("forgive", Json.Obj.EMPTY.with("cause", cause).with("area", area), at);
    }

    /// A fact a machine reported.
    ///
    /// @param passing what a passage changes
    /// @param by who ordered what it follows from
    static Draft fact(
            String point,
            String scene,
            Note note,
            Passing passing,
            Optional<String> by,
            Moment at) {
        var data = Json.Obj.EMPTY.with("scene", scene);
        return switch (note.fact()) {
            case Fact.Passage(var result) ->
                    draft(
                            point,
                            EventKind.PASSAGE,
                            note,
                            at,
                            passing.with(data.with("result", result.wire()), result));
            case Fact.State(var state, var cause, var releasedFirst) -> {
                var changed = data.with("state", state).with("cause", cause.wire());
                var ordered =
                        by.filter(_ -> cause == Cause.COMMAND)
                                .map(who -> changed.with("by", who))
                                .orElse(changed);
                yield draft(
                        point,
                        EventKind.STATE,
                        note,
                        at,
                        releasedFirst ? ordered.with("released_before_record", true) : ordered);
            }
            case Fact.ReleasedBeforeRecord() ->
                    draft(
                            point,
                            EventKind.STATE,
                            note,
                            at,
                            data.with("released_before_record", true));
            case Fact.Alarm(var kind, var active, var part) -> {
                var alarm = data.with("alarm", kind.wire()).with("active", active);
                yield draft(
                        point,
                        EventKind.ALARM,
                        note,
                        at,
                        part.isEmpty() ? alarm : alarm.with("detail", part));
            }
        };
    }

    /// A command and what became of it.
    ///
    /// @param order names it until its record is durable
    /// @param stands what is ordered of the point from now on; absent where this changes nothing
    static Draft command(
            TapId order,
            Command command,
            String scene,
            Reason reason,
            Optional<Ordered> stands,
            Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", scene)
                        .with("by", command.by())
                        .with("ok", reason == Reason.OK)
                        .with("reason", reason.name());
        data = asked(data, command);
        if (command.signed().isPresent()) {
            data = signed(data, command.signed().get());
        }
        return new Draft(
                Optional.of(order),
                command.point(),
                EventKind.COMMAND,
                at,
                stands.isPresent() ? with(data, stands.get()) : data,
                "",
                Optional.empty(),
                Optional.empty());
    }

    /// A command to the device itself and what became of it.
    public static Draft command(DeviceCommand command, Reason reason, Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("id", command.id())
                        .with("verb", command.verb().wire())
                        .with("by", command.by())
                        .with("ok", reason == Reason.OK)
                        .with("reason", reason.name());
        data =
                switch (command.act()) {
                    case DeviceCommand.Act.Sync(),
                            DeviceCommand.Act.Restart(),
                            DeviceCommand.Act.Identify _ ->
                            data;
                    case DeviceCommand.Act.Replay(var epoch, var from, var to) ->
                            data.with("of_epoch", epoch).with("from_seq", from).with("to_seq", to);
                };
        if (command.signed().isPresent()) {
            data = signed(data, command.signed().get());
        }
        return command.act() instanceof DeviceCommand.Act.Identify(var point) && point.isPresent()
                ? Draft.ofPoint(point.get(), EventKind.COMMAND, at, data)
                : Draft.ofDevice(EventKind.COMMAND, at, data);
    }

    private static Json.Obj signed(Json.Obj data, Signed signed) {
        var said = data.with("key", signed.key()).with("nonce", signed.nonce());
        return signed.because().map(why -> said.with("because", why)).orElse(said);
    }

    /// A command that was signed as it should be, and refused before any point heard of it.
    ///
    /// @param verb as the topic says
    /// @param key it was signed by
    public static Draft commandRefused(
            String id, String verb, Reason reason, String key, Moment at) {
        var more =
                Json.Obj.EMPTY
                        .with("id", id)
                        .with("verb", verb)
                        .with("reason", reason.name())
                        .with("key", key);
        return Draft.system("command_refused", more, at);
    }

    /// With what a command asks, under its id.
    static Json.Obj asked(Json.Obj data, Command command) {
        var said = data.with("id", command.id()).with("verb", command.verb().wire());
        return switch (command.act()) {
            case Act.Release(var way) -> said.with("direction", way.wire());
            case Act.Settle() -> said;
            case Act.Attend(var person, var operator, var meeting) -> {
                var of =
                        said.with("subject", person.toString())
                                .with("operator", operator.toString());
                yield meeting.map(name -> of.with("meeting", name)).orElse(of);
            }
            case Act.Reconcile(var host) -> said.with("counted", Settlements.json(host));
            case Act.Forgive(var whom) ->
                    switch (whom) {
                        case Whom.Everybody() -> said;
                        case Whom.Holder(var kind, var token) ->
                                said.with("kind", kind.wire()).with("token", token.toString());
                        case Whom.Person(var subject) -> said.with("subject", subject.toString());
                        case Whom.Inside(var area) -> said.with("area", area);
                    };
            case Act.Stand(_, var lasting) ->
                    lasting.isPresent() ? said.with("for_s", lasting.get().toSeconds()) : said;
        };
    }

    /// An order that opens was done, or one has ended.
    ///
    /// @param name of the record until it is durable
    /// @param command the one that was done
    static Draft ordered(
            TapId name, PointSlot<?> slot, Optional<Command> command, Ordered stands, Moment at) {
        var data =
                Json.Obj.EMPTY.with("scene", slot.parts.scene()).with("what", OrdersFold.ORDERED);
        return new Draft(
                Optional.of(name),
                slot.parts.id(),
                EventKind.SYSTEM,
                at,
                with(command.isPresent() ? asked(data, command.get()) : data, stands),
                "",
                Optional.empty(),
                Optional.empty());
    }

    private static Json.Obj with(Json.Obj data, Ordered stands) {
        var json = data.with("posture", stands.posture().wire());
        if (stands.until().isPresent()) {
            json = json.with("until", stands.until().get());
        }
        return stands.by().isPresent() ? json.with("by", stands.by().get()) : json;
    }

    /// What is ordered of a point, as an event says it.
    ///
    /// @param until RFC 3339, or `unknown` where no clock can tell; absent: until it is taken back
    /// @param by who ordered it; absent: it is not known, or the event says so already
    record Ordered(Posture posture, Optional<String> until, Optional<String> by) {

        /// Nothing any more.
        static final Ordered NOTHING =
                new Ordered(Posture.NORMAL, Optional.empty(), Optional.empty());
    }

    /// An alarm of the device itself: reader, journal, clock, link.
    public static Draft deviceAlarm(String alarm, boolean active, String detail, Moment at) {
        var data = Json.Obj.EMPTY.with("alarm", alarm).with("active", active);
        return Draft.ofDevice(
                EventKind.ALARM, at, detail.isEmpty() ? data : data.with("detail", detail));
    }

    /// A list is in force from now on.
    ///
    /// @param sha256 of the file or of what was signed
    /// @param origin `local`, or the key that signed it
    public static Draft imported(
            ListVersion list, long entries, String sha256, String origin, Moment at) {
        var version = Json.Obj.EMPTY.with("name", list.name()).with("version", list.version());
        var more =
                Json.Obj.EMPTY
                        .with("list", version)
                        .with("entries", entries)
                        .with("sha256", sha256)
                        .with("origin", origin);
        return Draft.system("import", more, at);
    }

    /// A reader in trouble was reset by one step.
    ///
    /// @param why what is wrong with it
    /// @param failure why the step could not be done; absent: it was
    static Draft readerReset(
            String reader, String step, String why, Optional<String> failure, Moment at) {
        var more =
                Json.Obj.EMPTY
                        .with("reader", reader)
                        .with("step", step)
                        .with("why", why)
                        .with("ok", failure.isEmpty());
        return Draft.system(
                "reader_reset",
                failure.map(text -> more.with("detail", cut(text))).orElse(more),
                at);
    }

    private static String cut(String text) {
        return text.length() <= DETAIL_CHARS ? text : text.substring(0, DETAIL_CHARS);
    }

    /// The wall clock moved against the monotonic one.
    ///
    /// @param cause `sync`: the first sync of this boot; `step` while running
    /// @param offset how far it moved since the last such record of this boot, or its start
    /// @param was how good it was before
    /// @param read what the clocks say now: `time` and `mono_us` of this record date every other
    ///     one of this boot
    static Draft clock(String cause, Duration offset, ClockTrust was, Moment read) {
        var more =
                Json.Obj.EMPTY
                        .with("cause", cause)
                        .with("offset_ms", offset.toMillis())
                        .with("was", was.wire());
        return Draft.system("clock", more, read);
    }

    private static Draft draft(String point, EventKind kind, Note note, Moment at, Json.Obj data) {
        return new Draft(
                Optional.empty(), point, kind, at, data, "", note.cause(), Optional.empty());
    }

    private static Json.Obj credential(Credential credential) {
        var json =
                Json.Obj.EMPTY
                        .with("kind", credential.kind().wire())
                        .with("token", credential.token().toString())
                        .with("assurance", credential.assurance().name());
        if (credential.generation().isPresent()) {
            json = json.with("generation", credential.generation().getAsInt());
        }
        return credential.unproved().isPresent()
                ? json.with("unproved", credential.unproved().get())
                : json;
    }

    private static Json.Obj withList(Json.Obj data, Optional<ListVersion> source) {
        return source.map(list -> data.with("list", Occurrences.list(list))).orElse(data);
    }
}
