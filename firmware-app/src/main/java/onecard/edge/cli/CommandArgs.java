package onecard.edge.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import onecard.edge.crypto.Json;
import onecard.edge.words.Message;
import picocli.CommandLine.Option;

/// What is asked of which point, as options.
final class CommandArgs {

    private static final Pattern LASTING = Pattern.compile("([0-9]{1,7})([smhd])");

    @Option(names = "--point", descriptionKey = "onecard.cmd.point")
    private Optional<String> point = Optional.empty();

    @Option(names = "--for", paramLabel = "TIME")
    private Optional<String> lasting = Optional.empty();

    @Option(names = "--out")
    private boolean out;

    @Option(names = "--kind")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--token", descriptionKey = "onecard.cmd.token")
    private Optional<String> token = Optional.empty();

    @Option(names = "--person", paramLabel = "TOKEN")
    private Optional<String> person = Optional.empty();

    @Option(names = "--area")
    private Optional<String> area = Optional.empty();

    @Option(names = "--operator", paramLabel = "TOKEN")
    private Optional<String> operator = Optional.empty();

    @Option(names = "--meeting", descriptionKey = "onecard.cmd.meeting")
    private Optional<String> meeting = Optional.empty();

    @Option(names = "--epoch", descriptionKey = "onecard.cmd.epoch")
    private Optional<String> epoch = Optional.empty();

    @Option(names = "--from", descriptionKey = "onecard.cmd.from")
    private Optional<Long> from = Optional.empty();

    @Option(names = "--to", descriptionKey = "onecard.cmd.to")
    private Optional<Long> to = Optional.empty();

    @Option(names = "--batch", descriptionKey = "onecard.cmd.batch")
    private Optional<Long> batch = Optional.empty();

    @Option(names = "--sales", descriptionKey = "onecard.cmd.sales")
    private Optional<Long> sales = Optional.empty();

    @Option(names = "--net-fen", descriptionKey = "onecard.cmd.net")
    private Optional<Long> netFen = Optional.empty();

    @Option(names = "--wallet", paramLabel = "ID=FEN", descriptionKey = "onecard.cmd.wallet")
    private Map<String, Long> wallets = Map.of();

    /// Of whom it is asked, for people.
    String whom() {
        return point.orElse("device");
    }

    /// The members `point` and `args` of a command; or what is wrong told, and empty.
    Optional<Json.Obj> read(Console console) {
        var seconds = seconds();
        if (lasting.isPresent() && seconds.isEmpty()) {
            console.complain(Message.CMD_FOR_WRONG, lasting.get());
            return Optional.empty();
        }
        var json = Json.Obj.EMPTY.with("args", args(seconds));
        return Optional.of(with(json, "point", point));
    }

    private Json.Obj args(Optional<Long> seconds) {
        var args = Json.Obj.EMPTY;
        if (out) {
            args = args.with("direction", "out");
        }
        args = with(args, "kind", kind);
        args = with(args, "token", token);
        args = with(args, "person", person);
        args = with(args, "area", area);
        args = with(args, "operator", operator);
        args = with(args, "meeting", meeting);
        args = with(args, "epoch", epoch);
        args = withNumber(args, "for_s", seconds);
        args = withNumber(args, "from", from);
        args = withNumber(args, "to", to);
        args = withNumber(args, "batch", batch);
        args = withNumber(args, "sales", sales);
        args = withNumber(args, "net_fen", netFen);
        if (!wallets.isEmpty()) {
            var each = new TreeMap<String, Json>();
            wallets.forEach((wallet, fen) -> each.put(wallet, new Json.Num(fen)));
            args = args.with("wallets", Json.Obj.of(each));
        }
        return args;
    }

    private static Json.Obj with(Json.Obj json, String name, Optional<String> value) {
        return value.isPresent() ? json.with(name, value.get()) : json;
    }

    private static Json.Obj withNumber(Json.Obj json, String name, Optional<Long> value) {
        return value.isPresent() ? json.with(name, value.get()) : json;
    }

    private Optional<Long> seconds() {
        var match = LASTING.matcher(lasting.orElse(""));
        if (!match.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (match.group(2)) {
                    case "m" -> 60;
                    case "h" -> 3_600;
                    case "d" -> 86_400;
                    default -> 1;
                };
        return Optional.of(Long.parseLong(match.group(1)) * unit);
    }
}
