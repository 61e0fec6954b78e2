package onecard.edge.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import onecard.access.Reason;
import onecard.edge.clock.BoardClock;
import onecard.edge.command.Answer;
import onecard.edge.command.CommandReader;
import onecard.edge.command.Signed;
import onecard.edge.command.SignedCommand;
import onecard.edge.command.Verb;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Sm3;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.Events;
import onecard.edge.store.journal.Draft;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.edge.watch.Metrics;
import onecard.edge.words.Message;
import onecard.time.Mono;
import onecard.words.Lang;
import onecard.words.Words;

/// Operators' commands by way of a broker, which is not believed. One that it holds opens nothing
/// elsewhere, later or twice: everything that would be told by its topic, its time or its number
/// is signed, and looked at here in order. Owned by the uplink's thread.
public final class RemoteCommands implements Inbound {

    /// A command has some 700 bytes.
    private static final int BYTES_MAX = 4_096;

    private static final Pattern VERB = Pattern.compile("[a-z]{1,32}");

    /// Refusals that become a record, each hour: a broker that repeats what it holds fills no
    /// journal. All are answered and counted.
    private static final int RECORDS_AN_HOUR = 60;

    private static final Duration HOUR = Duration.ofHours(1);

    /// For whom commands must be.
    ///
    /// @param session the number of this run of the daemon
    /// @param epoch of the journal's records
    /// @param believed whether these keys count: those of a site file that was given up do not
    public record Whom(
            Topics topics,
            long session,
            String epoch,
            TrustedKeys keys,
            BooleanSupplier believed) {}

    /// What it reaches.
    ///
    /// @param inbox takes a command to the loop, or has no room
    /// @param device takes what concerns no point
    /// @param outlet takes answers to the broker
    public record Ports(
            BoardClock clock,
            Predicate<Stimulus> inbox,
            DeviceCommands device,
            Consumer<Draft> journal,
            Outlet outlet,
            Metrics metrics) {}

    private final Whom whom;
    private final Ports ports;
    private final Freshness freshness = new Freshness();
    private final Once once = new Once();
    private Mono hour;
    private int records;

    public RemoteCommands(Whom whom, Ports ports) {
        this.whom = whom;
        this.ports = ports;
        this.hour = ports.clock().get().mono();
    }

    /// One that can be answered.
    private record Call(String id, String verb, Json.Obj json) {
        Lang lang() {
            return json.text("lang").flatMap(Lang::ofTag).orElse(Lang.EN);
        }

        String key() {
            return json.text("key").orElse("");
        }

        /// Of all that was signed.
        String content() {
            return Sm3.hex(Canonical.bytes(json.without("sig")));
        }
    }

    @Override
    public Set<String> filters() {
        return Set.of(whom.topics().commands());
    }

    @Override
    public boolean wants(String topic) {
        var prefix = whom.topics().command("");
        return topic.startsWith(prefix) && VERB.matcher(topic.substring(prefix.length())).matches();
    }

    @Override
    public int bytesMax() {
        return BYTES_MAX;
    }

    @Override
    public boolean arrived(Arrived message) {
        var verb = message.topic().substring(whom.topics().command("").length());
        var json = JsonReader.object(message.payload());
        var id = json.flatMap(it -> it.text("id")).filter(CommandReader::names);
        if (json.isEmpty() || id.isEmpty()) {
            count(verb, "unanswered");
            return false;
        }
        var call = new Call(id.get(), verb, json.get());
        if (!whom.keys().signed(call.json())) {
            return refuse(call, Reason.BAD_SIGNATURE, Message.COMMAND_SIGNATURE.with());
        }
        if (message.retained()) {
            return refuseSigned(call, Reason.RETAINED, Message.COMMAND_RETAINED.with());
        }
        return switch (SignedCommand.read(call.json())) {
            case SignedCommand.Read.Wrong(var member) ->
                    refuseSigned(call, Reason.BAD_REQUEST, Message.COMMAND_ENVELOPE.with(member));
            case SignedCommand.Read.Good(var command) -> judge(call, command);
        };
    }

    private boolean judge(Call call, SignedCommand command) {
        var elsewhere = elsewhere(call, command);
        if (elsewhere.isPresent()) {
            return refuseSigned(call, Reason.BAD_REQUEST, elsewhere.get());
        }
        if (command.session() != whom.session()) {
            return refuseSigned(
                    call,
                    Reason.STALE_COMMAND,
                    Message.COMMAND_SESSION.with(whom.session(), command.session()));
        }
        var before = once.of(command.nonce());
        if (before.isPresent()) {
            return repeated(call, before.get());
        }
        if (!whom.believed().getAsBoolean()) {
            return refuseSigned(call, Reason.NOT_ALLOWED, Message.COMMAND_GIVEN_UP.with());
        }
        var now = ports.clock().get();
        var floor = ports.clock().floor();
        var objection = freshness.objection(command.issued(), command.expires(), now, floor);
        if (objection.isPresent()) {
            return refuseSigned(call, Reason.STALE_COMMAND, objection.get());
        }
        var given = once.add(command.nonce(), call.content(), command.issued(), floor);
        if (given.isEmpty()) {
            return refuse(call, Reason.BUSY, Message.COMMANDS_REMEMBERED.with(Once.MOST));
        }
        hand(call, command, given.get());
        return true;
    }

    private Optional<Words> elsewhere(Call call, SignedCommand command) {
        if (!command.site().equals(whom.topics().site())) {
            return Optional.of(Message.COMMAND_ELSEWHERE.with("site", command.site()));
        }
        if (!command.device().equals(whom.topics().device())) {
            return Optional.of(Message.COMMAND_ELSEWHERE.with("device", command.device()));
        }
        var verb = command.asked().text("verb").orElse("");
        return verb.equals(call.verb())
                ? Optional.empty()
                : Optional.of(Message.COMMAND_ELSEWHERE.with("verb", verb));
    }

    /// Answered again, and not done again; while it is being done, its answer is on the way.
    private boolean repeated(Call call, Once.Given before) {
        if (!before.is(call.content())) {
            return refuseSigned(call, Reason.REPLAYED, Message.COMMAND_NONCE.with());
        }
        count(call.verb(), "repeated");
        before.answer()
                .ifPresent(answer -> tell(call, answer.with(Message.COMMAND_REPEATED.with())));
        return false;
    }

    private void hand(Call call, SignedCommand command, Once.Given given) {
        Consumer<Answer> answer =
                with -> {
                    given.answered(with);
                    tell(call, with);
                };
        var signed = new Signed(call.key(), command.nonce(), command.because());
        var by = "remote:" + command.by();
        switch (CommandReader.read(command.asked(), by, Optional.of(signed))) {
            case CommandReader.Read.Bad(var why) -> {
                count(call.verb(), why.reason().name());
                answer.accept(why);
            }
            case CommandReader.Read.OfDevice(var read) -> ports.device().given(read, answer);
            case CommandReader.Read.Good(var read) -> {
                if (!ports.inbox().test(new Stimulus.Commanded(read, answer))) {
                    count(call.verb(), Reason.BUSY.name());
                    answer.accept(Answer.of(read, Reason.BUSY).with(Message.COMMANDS_BUSY.with()));
                }
            }
        }
    }

    /// Somebody whom the site file trusts has signed it, so it is worth a record.
    private boolean refuseSigned(Call call, Reason reason, Words why) {
        var now = ports.clock().get();
        if (now.reached(hour.plus(HOUR))) {
            hour = now.mono();
            records = 0;
        }
        if (records < RECORDS_AN_HOUR) {
            records++;
            ports.journal()
                    .accept(Events.commandRefused(call.id(), call.verb(), reason, call.key(), now));
        }
        return refuse(call, reason, why);
    }

    private boolean refuse(Call call, Reason reason, Words why) {
        count(call.verb(), reason.name());
        tell(call, Answer.refused(call.id(), call.verb(), reason, why));
        return false;
    }

    private void tell(Call call, Answer answer) {
        ports.outlet()
                .tell(
                        whom.topics().response(answer.id()),
                        answer.json(whom.epoch(), call.lang()),
                        false);
    }

    /// By a verb that we know: strangers make no metrics.
    private void count(String verb, String outcome) {
        ports.metrics().command(Verb.ofWire(verb).map(Verb::wire).orElse("unknown"), outcome);
    }
}
