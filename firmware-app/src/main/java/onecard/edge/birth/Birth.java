package onecard.edge.birth;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import onecard.edge.clock.BoardClock;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.lists.DenyList;
import onecard.edge.store.journal.Outbox;
import onecard.edge.store.registry.Registry;
import onecard.money.Payment;
import onecard.site.SiteProfile;

/// The retained `birth` message: everything a host needs to know of this device, as it is now.
public final class Birth implements Supplier<Json.Obj> {

    public static final String VERSION = "0.1.0";

    private final SiteProfile site;
    private final String configHash;
    private final SigningKey key;
    private final long session;
    private final Registry registry;
    private final Outbox outbox;
    private final BoardClock clock;

    public Birth(
            SiteProfile site,
            String configHash,
            SigningKey key,
            long session,
            Registry registry,
            Outbox outbox,
            BoardClock clock) {
        this.site = site;
        this.configHash = configHash;
        this.key = key;
        this.session = session;
        this.registry = registry;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Json.Obj get() {
        var now = clock.get();
        var birth =
                Json.Obj.EMPTY
                        .with("version", VERSION)
                        .with("site", site.site())
                        .with("device", site.device())
                        .with("session", session)
                        .with("board", site.board().called())
                        .with("config", configHash)
                        .with("clock", now.trust().wire())
                        .with("device_key", key.publicText())
                        .with(
                                "readers",
                                Json.Arr.ofText(site.board().reading().stream().sorted().toList()))
                        .with("lists", new Json.Arr(lists(now.wall())));
        var tills = tills(site);
        if (!tills.isEmpty()) {
            birth = birth.with("tills", new Json.Arr(tills));
        }
        var oldest = outbox.oldest();
        if (oldest.isPresent()) {
            // A host takes what is older for gone, and speaks for what follows: not on a broker's
            // word.
            var first =
                    Json.Obj.EMPTY
                            .with("epoch", oldest.get().epoch())
                            .with("seq", oldest.get().seq());
            birth = birth.with("first", first.with("sig", key.sign(first)));
        }
        var head = outbox.head();
        if (head.isPresent()) {
            var signed =
                    Json.Obj.EMPTY
                            .with("epoch", head.get().epoch())
                            .with("seq", head.get().seq())
                            .with("hash", head.get().hash());
            birth = birth.with("head", signed.with("sig", key.sign(signed)));
        }
        return birth;
    }

    /// How each till is paid, in the words of the site file: it never changes that by itself.
    static List<Json> tills(SiteProfile site) {
        return site.points().stream()
                .flatMap(
                        point ->
                                point.profile().sells().stream()
                                        .<Json>map(
                                                terms ->
                                                        Json.Obj.EMPTY
                                                                .with("point", point.id())
                                                                .with(
                                                                        "payment",
                                                                        word(terms.payment()))))
                .toList();
    }

    private static String word(Payment payment) {
        return switch (payment) {
            case Payment.Accounts _ -> "accounts";
            case Payment.Counted() -> "counted";
            case Payment.Purse() -> "purse";
        };
    }

    /// Every list that is held, and those of the site file that are not yet, as version 0.
    private List<Json> lists(Instant now) {
        var lists = new TreeMap<String, Json>();
        site.lists().keySet().forEach(name -> lists.put(name, list(name, 0, 0, "none")));
        lists.put(DenyList.NAME, list(DenyList.NAME, 0, 0, "none"));
        held().forEach(held -> lists.put(held.list().name(), list(held, now)));
        return List.copyOf(lists.values());
    }

    private List<Registry.Held> held() {
        try {
            return registry.held();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Json list(Registry.Held held, Instant now) {
        long age = Math.max(0, ChronoUnit.SECONDS.between(held.list().asOf(), now));
        return list(held.list().name(), held.list().version(), age, held.origin());
    }

    private static Json list(String name, long version, long ageSeconds, String origin) {
        return Json.Obj.EMPTY
                .with("name", name)
                .with("version", version)
                .with("age_s", ageSeconds)
                .with("origin", origin);
    }
}
