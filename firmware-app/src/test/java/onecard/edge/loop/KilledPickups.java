package onecard.edge.loop;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.money.Lessee;
import onecard.money.PickupTerms;
import onecard.money.Preorder;
import onecard.money.Preorders;
import onecard.point.canteen.Mode;

/// A process made to be killed: one order after another is asked for at a till, and everybody who
/// was told that it is theirs is on stdout.
///
/// Its arguments: the directory, and the first order that is asked for, which may have been handed
/// out in a life before; a third plants a bug, which tells of orders under other tokens in each
/// life, so that none is known to have been handed out.
public final class KilledPickups {

    private KilledPickups() {}

    public static void main(String[] args) throws Exception {
        var terms =
                new PickupTerms(
                        "orders",
                        "north",
                        "bench",
                        Duration.ZERO,
                        Duration.ZERO,
                        false,
                        Optional.empty());
        long first = Long.parseLong(args[1]);
        long life = args.length > 2 ? System.nanoTime() : 0;
        KilledTill.run(
                Path.of(args[0]),
                new Mode.Pickup(terms, Map.of()),
                turn -> KilledTill.shown(first + turn, Optional.of(orders(first + turn, life))));
    }

    /// Every other one is paid for at the till.
    private static Preorders orders(long person, long life) {
        var now = Instant.now();
        var order =
                new Preorder(
                        new Token(life, person),
                        Rig.subject(person),
                        "north",
                        "meal",
                        List.of("noodles"),
                        KilledTill.PRICE,
                        person % 2 == 0,
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(1)),
                        Lessee.parse("bench"));
        return Preorders.of(new ListVersion("orders", 1, now, Optional.empty()), List.of(order));
    }
}
