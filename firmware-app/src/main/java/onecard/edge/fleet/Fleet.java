package onecard.edge.fleet;

import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import onecard.edge.crypto.Json;

/// The devices of one or more sites, put together from their messages alone: whatever comes twice,
/// late, out of order or from an earlier run changes nothing that is known better. One thread.
public final class Fleet {

    /// Beyond this it is no fleet but a flood; names of strangers cost no more memory then.
    private static final int DEVICES_MAX = 10_000;

    /// Alarms of one device, of which a person reads the first few.
    private static final int ALARMS_MAX = 64;

    private final SortedMap<String, One> devices = new TreeMap<>();
    private final InstantSource clock;

    /// @param clock of whoever watches
    public Fleet(InstantSource clock) {
        this.clock = clock;
    }

    /// One device in the making.
    private static final class One {
        private final String site;
        private final String device;
        private Optional<Boolean> online = Optional.empty();
        private long session;
        private String version = "";
        private String clock = "";
        private Optional<Long> oldestList = Optional.empty();
        private Optional<Long> unsent = Optional.empty();
        private final Map<String, Raised> alarms = new TreeMap<>();
        private Optional<Seen.Tap> lastTap = Optional.empty();
        private long lastTapSeq;
        private String epoch = "";
        private String boot = "";
        private long bootSeq; // the newest record of that boot
        private long taps;

        One(String site, String device) {
            this.site = site;
            this.device = device;
        }

        /// Seq begins anew with a journal, and what an older one said is not compared with it.
        private void began(String journal) {
            if (!journal.equals(epoch)) {
                epoch = journal;
                boot = "";
                bootSeq = 0;
                lastTapSeq = 0;
                alarms.clear();
            }
        }

        Seen seen() {
            var names = new TreeSet<String>();
            alarms.forEach(
                    (name, raised) -> {
                        if (raised.active()) {
                            names.add(name);
                        }
                    });
            return new Seen(
                    site,
                    device,
                    online,
                    session,
                    version,
                    clock,
                    oldestList,
                    unsent,
                    Collections.unmodifiableSortedSet(names),
                    lastTap,
                    taps);
        }
    }

    /// @param seq of the record that said so
    private record Raised(long seq, boolean active) {}

    /// A message under `oc/v1/...`; any other is passed over.
    ///
    /// @return whether it changed what is known
    public boolean heard(String topic, Json.Obj message) {
        var levels = topic.split("/", -1);
        if (levels.length < 5 || !levels[0].equals("oc") || !levels[1].equals("v1")) {
            return false;
        }
        return switch (levels[4]) {
            case "status" -> one(levels).filter(it -> status(it, message)).isPresent();
            case "birth" -> one(levels).filter(it -> birth(it, message)).isPresent();
            case "metrics" -> one(levels).filter(it -> metrics(it, message)).isPresent();
            case "evt" ->
                    message.object("data")
                            .flatMap(
                                    data ->
                                            one(levels)
                                                    .filter(it -> event(it, levels, message, data)))
                            .isPresent();
            default -> false;
        };
    }

    /// Everybody, in the order of their names.
    public List<Seen> devices() {
        return devices.values().stream().map(One::seen).toList();
    }

    private Optional<One> one(String[] levels) {
        var name = levels[2] + "/" + levels[3];
        var known = devices.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (devices.size() >= DEVICES_MAX) {
            return Optional.empty();
        }
        var one = new One(levels[2], levels[3]);
        devices.put(name, one);
        return Optional.of(one);
    }

    /// A late will of an earlier session says nothing of this one.
    private static boolean status(One one, Json.Obj status) {
        long session = status.number("session").orElse(0L);
        if (session < one.session) {
            return false;
        }
        one.session = session;
        one.online = status.text("state").map("online"::equals);
        return true;
    }

    private static boolean birth(One one, Json.Obj birth) {
        one.version = birth.text("version").orElse("");
        one.clock = birth.text("clock").orElse("");
        one.oldestList =
                birth.array("lists").stream()
                        .flatMap(lists -> lists.items().stream())
                        .filter(Json.Obj.class::isInstance)
                        .map(Json.Obj.class::cast)
                        .filter(list -> list.number("version").orElse(0L) > 0)
                        .flatMap(list -> list.number("age_s").stream())
                        .max(Long::compare);
        birth.object("head").flatMap(head -> head.text("epoch")).ifPresent(one::began);
        return true;
    }

    private static boolean metrics(One one, Json.Obj metrics) {
        one.unsent = metrics.number("onecard_unsent_events");
        return true;
    }

    private boolean event(One one, String[] levels, Json.Obj message, Json.Obj data) {
        if (levels.length < 7) {
            return false;
        }
        long seq = data.number("seq").orElse(0L);
        var epoch = data.text("epoch").orElse("");
        if (one.epoch.isEmpty()) {
            one.began(epoch);
        }
        if (!epoch.equals(one.epoch)) {
            return false; // of an older journal: a birth says which one is kept now
        }
        var point = levels[5];
        return switch (levels[6]) {
            case "tap" -> tap(one, seq, point, message, data);
            case "alarm" -> alarm(one, seq, point, data);
            default -> when(one, seq, data) == When.FIRST_OF_BOOT;
        };
    }

    private boolean tap(One one, long seq, String point, Json.Obj message, Json.Obj data) {
        if (seq <= one.lastTapSeq) {
            return false;
        }
        one.lastTapSeq = seq;
        one.taps++;
        one.lastTap =
                Optional.of(
                        new Seen.Tap(
                                message.text("time").orElse(""),
                                point,
                                data.text("reason").orElse(""),
                                Lateness.of(message, clock.instant())));
        return true;
    }

    /// Alarms of an earlier boot are over: what still holds is raised anew.
    private static boolean alarm(One one, long seq, String point, Json.Obj data) {
        var when = when(one, seq, data);
        if (when == When.OF_EARLIER_BOOT) {
            return false;
        }
        boolean anew = when == When.FIRST_OF_BOOT;
        var name = point + " " + data.text("alarm").orElse("?");
        var before = one.alarms.get(name);
        if (before != null && before.seq() >= seq) {
            return anew;
        }
        if (before == null && one.alarms.size() >= ALARMS_MAX) {
            return anew;
        }
        one.alarms.put(name, new Raised(seq, data.bool("active").orElse(false)));
        return true;
    }

    private enum When {
        OF_EARLIER_BOOT,
        FIRST_OF_BOOT,
        OF_BOOT
    }

    /// A backlog of before the last boot comes after what is live: it begins no boot anew.
    private static When when(One one, long seq, Json.Obj data) {
        var boot = data.text("boot").orElse("");
        if (boot.isEmpty() || boot.equals(one.boot)) {
            one.bootSeq = Math.max(one.bootSeq, seq);
            return When.OF_BOOT;
        }
        if (seq < one.bootSeq) {
            return When.OF_EARLIER_BOOT;
        }
        one.boot = boot;
        one.bootSeq = seq;
        one.alarms.clear();
        return When.FIRST_OF_BOOT;
    }
}
