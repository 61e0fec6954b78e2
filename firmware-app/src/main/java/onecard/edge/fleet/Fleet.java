package onecard.edge.fleet;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;

/// The devices of one or more sites, put together from their messages alone: whatever comes twice,
/// late, out of order or from an earlier run changes nothing that is known better. One thread. The
/// fleet page has the same rules, in `fleet.ts`.
public final class Fleet {

    /// Beyond this it is no fleet but a flood; names of strangers cost no more memory then.
    private static final int DEVICES_MAX = 10_000;

    /// Alarms of one device, and as many of visits, of which a person reads the first few.
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
        private final Map<Alarm, Raised> alarms = new TreeMap<>();

        /// Of visits and passes: they outlive a restart, and are not raised anew.
        private final Map<Alarm, Raised> lasting = new TreeMap<>();

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
                lasting.clear();
            }
        }

        Seen seen() {
            var many = new TreeMap<String, Integer>();
            Stream.concat(alarms.entrySet().stream(), lasting.entrySet().stream())
                    .filter(each -> each.getValue().active())
                    .forEach(each -> many.merge(each.getKey().name(), 1, Integer::sum));
            var names = new TreeSet<String>();
            many.forEach((name, each) -> names.add(each == 1 ? name : name + " x" + each));
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

    /// @param about the pass that it is of, and the other device; of most alarms none
    private record Alarm(String point, String alarm, String about) implements Comparable<Alarm> {

        static Alarm of(String point, Json.Obj data) {
            return new Alarm(
                    point,
                    data.text("alarm").orElse("?"),
                    data.text("pass")
                            .map(pass -> pass + data.text("peer").map(it -> " " + it).orElse(""))
                            .orElse(""));
        }

        boolean lasts() {
            return !about.isEmpty();
        }

        String name() {
            return point + " " + alarm;
        }

        @Override
        public int compareTo(Alarm other) {
            return ORDER.compare(this, other);
        }

        private static final Comparator<Alarm> ORDER =
                Comparator.comparing(Alarm::point)
                        .thenComparing(Alarm::alarm)
                        .thenComparing(Alarm::about);
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

    /// Alarms of an earlier boot are over: what still holds is raised anew. Those of a pass stand
    /// until they are lowered, by whichever boot, and so count in the order of their records.
    private static boolean alarm(One one, long seq, String point, Json.Obj data) {
        var when = when(one, seq, data);
        var alarm = Alarm.of(point, data);
        if (when == When.OF_EARLIER_BOOT && !alarm.lasts()) {
            return false;
        }
        var all = alarm.lasts() ? one.lasting : one.alarms;
        boolean anew = when == When.FIRST_OF_BOOT;
        var before = all.get(alarm);
        if (before != null && before.seq() >= seq || before == null && !hasRoom(all)) {
            return anew;
        }
        all.put(alarm, new Raised(seq, data.bool("active").orElse(false)));
        return true;
    }

    /// That one was lowered is forgotten for one that may stand.
    private static boolean hasRoom(Map<Alarm, Raised> all) {
        if (all.size() < ALARMS_MAX) {
            return true;
        }
        var lowered =
                all.entrySet().stream()
                        .filter(each -> !each.getValue().active())
                        .min(Comparator.comparing(each -> each.getValue().seq()))
                        .map(Map.Entry::getKey);
        lowered.ifPresent(all::remove);
        return lowered.isPresent();
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
