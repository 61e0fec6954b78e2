package onecard.edge.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.command.Command.Act;
import onecard.edge.command.Command.Whom;
import onecard.edge.crypto.Json;
import onecard.edge.words.Message;
import onecard.money.HostCount;
import onecard.words.Words;

/// A command as JSON: `id`, `verb`, `point` and `args`. A member that is not known, or an argument
/// that its verb does not take, is refused: a misspelt end would else be none.
public final class CommandReader {

    /// The longest time an order may be given for: beyond it somebody has mistaken the unit.
    public static final Duration LASTING_MAX = Duration.ofDays(31);

    /// Records sent again by one command: some seconds' worth, and a host asks for the next.
    public static final int REPLAY_MAX = 1_000;

    /// Of one till.
    private static final int WALLETS_MAX = 8;

    private static final Pattern WALLET = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private static final Pattern EPOCH = Pattern.compile("[0-9a-f]{8}");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    private static final Set<String> MEMBERS = Set.of("id", "verb", "point", "args");

    /// Read, or why not.
    public sealed interface Read {

        record Good(Command command) implements Read {}

        record OfDevice(DeviceCommand command) implements Read {}

        /// Answered so; nothing is done.
        record Bad(Answer answer) implements Read {}
    }

    private CommandReader() {}

    /// Whether such an id can be answered to at all.
    public static boolean names(String id) {
        return ID.matcher(id).matches();
    }

    /// @param request without what belongs to the way it came
    /// @param by who asks
    /// @param signed absent: by somebody at the machine itself
    public static Read read(Json.Obj request, String by, Optional<Signed> signed) {
        var id = request.text("id").orElse("");
        var verb = request.text("verb").orElse("");
        if (!names(id)) {
            return bad(id, verb, Message.COMMAND_ID.with());
        }
        var known = Verb.ofWire(verb);
        if (known.isEmpty()) {
            return bad(id, verb, Message.COMMAND_VERB.with(verb));
        }
        var stray = request.members().keySet().stream().filter(name -> !MEMBERS.contains(name));
        var first = stray.findFirst();
        if (first.isPresent()) {
            return bad(id, verb, Message.COMMAND_MEMBER.with(first.get()));
        }
        if (request.get("args").isPresent() && request.object("args").isEmpty()) {
            return bad(id, verb, Message.COMMAND_ARGS.with());
        }
        var args = new Args(request.object("args").orElse(Json.Obj.EMPTY));
        var from = new From(id, request, by, signed);
        var read =
                switch (known.get()) {
                    case RELEASE -> {
                        args.only("direction");
                        yield from.point(new Act.Release(args.direction()));
                    }
                    case HOLD -> from.point(stand(Posture.FREE, args));
                    case NORMAL -> from.point(stand(Posture.NORMAL, args));
                    case LOCKDOWN -> from.point(stand(Posture.LOCKDOWN, args));
                    case DISABLE -> from.point(stand(Posture.DISABLED, args));
                    case FORGIVE -> {
                        args.only("kind", "token", "person", "area");
                        yield from.point(new Act.Forgive(args.whom()));
                    }
                    case SETTLE -> {
                        args.only();
                        yield from.point(new Act.Settle());
                    }
                    case RECONCILE -> {
                        args.only("batch", "sales", "net_fen", "wallets");
                        yield from.point(new Act.Reconcile(args.counted()));
                    }
                    case ATTEND -> {
                        args.only("person", "operator", "meeting");
                        yield from.point(args.attend());
                    }
                    case SYNC -> {
                        args.only();
                        yield from.device(new DeviceCommand.Act.Sync(), args);
                    }
                    case REPLAY -> {
                        args.only("epoch", "from", "to");
                        yield from.device(args.replay(), args);
                    }
                    case IDENTIFY -> {
                        args.only();
                        yield from.anywhere(DeviceCommand.Act.Identify::new);
                    }
                    case RESTART -> {
                        args.only();
                        yield from.device(new DeviceCommand.Act.Restart(), args);
                    }
                };
        return args.wrong.isPresent() ? bad(id, verb, args.wrong.get()) : read;
    }

    /// What is the same of any command.
    private record From(String id, Json.Obj request, String by, Optional<Signed> signed) {

        Read point(Act act) {
            var point = request.text("point").orElse("");
            return new Read.Good(new Command(id, point, act, by, signed));
        }

        /// Of one point or all of them.
        Read anywhere(Function<Optional<String>, DeviceCommand.Act> act) {
            var point = request.get("point").map(_ -> request.text("point").orElse(""));
            return new Read.OfDevice(new DeviceCommand(id, act.apply(point), by, signed));
        }

        Read device(DeviceCommand.Act act, Args args) {
            if (request.get("point").isPresent()) {
                args.wrong(Message.COMMAND_MEMBER.with("point"));
            }
            return new Read.OfDevice(new DeviceCommand(id, act, by, signed));
        }
    }

    private static Act stand(Posture posture, Args args) {
        args.only("for_s");
        return new Act.Stand(posture, args.lasting());
    }

    private static Read bad(String id, String verb, Words why) {
        return new Read.Bad(Answer.refused(id, verb, Reason.BAD_REQUEST, why));
    }

    /// The arguments of one command, and the first thing that is wrong with them.
    private static final class Args {
        private final Json.Obj json;
        private Optional<Words> wrong = Optional.empty();

        Args(Json.Obj json) {
            this.json = json;
        }

        void only(String... known) {
            for (var name : json.members().keySet()) {
                if (!Set.of(known).contains(name)) {
                    wrong(Message.COMMAND_ARG.with(name));
                }
            }
        }

        Direction direction() {
            return switch (json.text("direction").orElse("in")) {
                case "in" -> Direction.IN;
                case "out" -> Direction.OUT;
                case String other -> {
                    wrong(Message.COMMAND_DIRECTION.with(other));
                    yield Direction.IN;
                }
            };
        }

        Optional<Duration> lasting() {
            if (json.get("for_s").isEmpty()) {
                return Optional.empty();
            }
            long seconds = json.number("for_s").orElse(0L);
            if (seconds < 1 || seconds > LASTING_MAX.toSeconds()) {
                wrong(Message.COMMAND_FOR.with(LASTING_MAX.toDays()));
                return Optional.empty();
            }
            return Optional.of(Duration.ofSeconds(seconds));
        }

        Whom whom() {
            var names = json.members().keySet();
            if (names.isEmpty()) {
                return new Whom.Everybody();
            }
            var kind = json.text("kind").flatMap(CredentialKind::ofWire);
            var token = json.text("token").flatMap(Token::parse);
            if (names.equals(Set.of("kind", "token")) && kind.isPresent() && token.isPresent()) {
                return new Whom.Holder(kind.get(), token.get());
            }
            var person = json.text("person").flatMap(Token::parse);
            if (names.equals(Set.of("person")) && person.isPresent()) {
                return new Whom.Person(person.get());
            }
            var area = json.text("area");
            if (names.equals(Set.of("area")) && area.isPresent()) {
                return new Whom.Inside(area.get());
            }
            wrong(Message.COMMAND_WHOM.with());
            return new Whom.Everybody();
        }

        Act attend() {
            var person = json.text("person").flatMap(Token::parse);
            var operator = json.text("operator").flatMap(Token::parse);
            var meeting = json.text("meeting").filter(WALLET.asMatchPredicate());
            boolean strange = json.get("meeting").isPresent() && meeting.isEmpty();
            if (person.isEmpty() || operator.isEmpty() || strange) {
                wrong(Message.COMMAND_ATTEND.with());
            }
            var nobody = new Token(0, 0);
            return new Act.Attend(person.orElse(nobody), operator.orElse(nobody), meeting);
        }

        HostCount counted() {
            var batch = json.number("batch").filter(number -> number > 0);
            var sales = json.number("sales").filter(count -> count >= 0);
            var net = json.number("net_fen");
            var wallets = wallets();
            if (batch.isEmpty() || sales.isEmpty() || net.isEmpty() || wallets.isEmpty()) {
                wrong(Message.COMMAND_COUNTED.with());
            }
            return new HostCount(
                    batch.orElse(0L), sales.orElse(0L), net.orElse(0L), wallets.orElse(Map.of()));
        }

        /// Empty if they cannot be read.
        private Optional<Map<String, Long>> wallets() {
            if (json.get("wallets").isEmpty()) {
                return Optional.of(Map.of());
            }
            var wallets = new HashMap<String, Long>();
            var said = json.object("wallets").orElse(Json.Obj.EMPTY).members();
            for (var wallet : said.entrySet()) {
                if (WALLET.matcher(wallet.getKey()).matches()
                        && wallet.getValue() instanceof Json.Num(var fen)) {
                    wallets.put(wallet.getKey(), fen);
                }
            }
            return wallets.size() == said.size() && !said.isEmpty() && said.size() <= WALLETS_MAX
                    ? Optional.of(wallets)
                    : Optional.empty();
        }

        DeviceCommand.Act replay() {
            var epoch = json.text("epoch").filter(EPOCH.asMatchPredicate());
            long from = json.number("from").orElse(0L);
            long to = json.number("to").orElse(0L);
            if (epoch.isEmpty() || from < 1 || to < from || to - from >= REPLAY_MAX) {
                wrong(Message.COMMAND_RANGE.with(REPLAY_MAX));
            }
            return new DeviceCommand.Act.Replay(epoch.orElse(""), from, to);
        }

        private void wrong(Words why) {
            wrong = wrong.or(() -> Optional.of(why));
        }
    }
}
