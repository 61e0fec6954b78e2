package onecard.edge.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.EventKind;
import onecard.time.ClockTrust;

/// A day of some visitors at two gates and a barrier that share their passes, and the night after
/// it: what befalls them, and what must be true of it.
final class SharedDay {

    static final int VISITORS = 25;

    /// Whoever is let in twice is known to both devices so soon after their lines are back.
    private static final Duration FLAGGED_WITHIN = Duration.ofSeconds(5);

    final Map<String, Integer> counts = new HashMap<>();
    final VisitorSite site;
    Duration longest = Duration.ZERO;
    private final List<String> problems = new ArrayList<>();
    private final List<Visitor> visitors = new ArrayList<>();

    /// Where whoever came by a pass is, and has not left.
    private final Map<Visitor, Deque<String>> inside = new HashMap<>();

    SharedDay(long seed, UnaryOperator<Json.Obj> said, UnaryOperator<Json.Obj> lens) {
        var random = new Random(seed);
        var owing = new ArrayList<Token>();
        for (int i = 0; i < VISITORS; i++) {
            var visitor = Visitor.of(random, seed, i);
            visitors.add(visitor);
            inside.put(visitor, new ArrayDeque<>());
            if (visitor.owes()) {
                owing.add(visitor.terms.pass());
            }
        }
        site = new VisitorSite(seed, owing, said, lens);
    }

    /// @return what is wrong
    List<String> run() {
        for (int i = 0; i < VISITORS * 12; i++) {
            happens(visitors.get(chance(visitors.size())));
        }
        for (var device : site.devices.values()) {
            device.world.step(Duration.ZERO, ClockTrust.SYNCED);
        }
        site.settles();
        checkMemory();
        checkDoubles();
        for (var visitor : visitors) {
            while (!inside(visitor).isEmpty() && chance(4) > 0) {
                leaves(visitor, false);
            }
        }
        site.settles();
        for (int hours = 0; hours < 32; hours++) {
            site.after(Duration.ofHours(1));
            answer();
        }
        site.settles();
        checkMemory();
        checkDoubles();
        visitors.forEach(this::judge);
        return problems;
    }

    // --- what happens ---

    private void happens(Visitor visitor) {
        var device = site.device(VisitorSite.POINTS.get(chance(3)));
        switch (chance(24)) {
            case 0 -> visitor.listed = chance(3) > 0;
            case 1 -> visitor.denied = chance(4) == 0;
            case 2 -> {
                device.world.full = chance(3) == 0;
                count(device.world.full ? "full" : "room");
            }
            case 3 -> clock(device);
            case 4 -> crash(device);
            case 5 -> site.weather();
            case 6 -> bothAtOnce(visitor);
            case 7 -> bothAlone(visitor);
            case 8, 9, 10, 11, 12, 13 -> comes(visitor, device);
            case 14 -> {
                if (!inside(visitor).isEmpty() || chance(12) == 0) {
                    leaves(visitor, true);
                }
            }
            default -> {
                if (!inside(visitor).isEmpty() && chance(2) == 0 || chance(40) == 0) {
                    leaves(visitor, false);
                }
            }
        }
        if (chance(6) == 0) {
            site.weather();
        }
        site.after(Duration.ofSeconds(8 + chance(150)));
        if (chance(3) > 0) {
            answer();
        }
    }

    private void answer() {
        site.devices.values().forEach(device -> device.world.answer());
    }

    private void clock(VisitorSite.Device device) {
        switch (chance(4)) {
            case 0 -> device.world.step(Duration.ofMinutes(chance(10)), ClockTrust.SYNCED);
            case 1 -> device.world.step(Duration.ofMinutes(-chance(5)), ClockTrust.SYNCED);
            case 2 -> device.world.step(Duration.ZERO, ClockTrust.UNTRUSTED);
            default -> device.world.step(Duration.ZERO, ClockTrust.SYNCED);
        }
    }

    private Deque<String> inside(Visitor visitor) {
        return Objects.requireNonNull(inside.get(visitor));
    }

    private void crash(VisitorSite.Device device) {
        count("crash");
        device.crash();
    }

    /// One pass at a gate and the barrier in the same instant, by lines that hold.
    private void bothAtOnce(Visitor visitor) {
        site.settles();
        var gate = site.device(chance(2) == 0 ? "g1" : "g2");
        var bar = site.device("bar");
        if (left(visitor, gate) == 1
                && left(visitor, bar) == 1
                && visitor.mayCome(gate.world)
                && visitor.mayCome(bar.world)) {
            bar.world.stands("in", true);
            int gateBefore = gate.world.offered();
            int barBefore = bar.world.offered();
            var both = new ArrayList<>(List.of(gate, bar));
            Collections.shuffle(both, site.random);
            for (var device : both) {
                presents(visitor, device);
            }
            site.exchange();
            var atGate = gate.world.said(gateBefore);
            var atBar = bar.world.said(barBefore);
            boolean gateWon = atGate.equals("granted OK");
            boolean barWon = atBar.equals("granted OK");
            check(gateWon || barWon, visitor, "nobody won: " + atGate + ", " + atBar);
            check(!gateWon || !barWon, visitor, "both won");
            count(gateWon ? "gate won" : "barrier won");
            count(gateWon ? atBar : atGate);
            enters(visitor, gateWon ? gate : bar);
            if (!barWon) {
                bar.world.stands("in", false);
            }
            site.exchange();
        }
        site.storms();
    }

    private void presents(Visitor visitor, VisitorSite.Device device) {
        if (device.name.equals("bar") && chance(2) == 0) {
            device.world.reads("bar-camera-in", visitor.shows(CredentialKind.PLATE));
            count("plate in");
        } else {
            device.world.presents(
                    device.name + "-in", visitor.any(device.world, device.name.equals("bar")));
        }
    }

    private void enters(Visitor visitor, VisitorSite.Device device) {
        if (device.name.equals("bar")) {
            device.world.drives("in");
        } else {
            device.world.walks(device.name, "in");
        }
        visitor.came();
        inside(visitor).add(device.name);
    }

    /// And while neither can ask: both let in, and both say so once they can.
    private void bothAlone(Visitor visitor) {
        site.settles();
        var some = new ArrayList<>(site.devices.values());
        Collections.shuffle(some, site.random);
        var alone = some.subList(0, 2 + chance(2));
        if (alone.stream().allMatch(it -> left(visitor, it) == 1 && visitor.mayCome(it.world))) {
            for (var device : alone) {
                if (chance(2) == 0) {
                    device.cut();
                } else {
                    device.standsStill();
                }
            }
            for (var device : alone) {
                if (device.name.equals("bar")) {
                    device.world.stands("in", true);
                }
                int before = device.world.offered();
                presents(visitor, device);
                var said = waits(device, before, false);
                check(said.equals("granted OK"), visitor, "kept out alone: " + said);
                device.world.answer();
                enters(visitor, device);
                device.world.answer();
            }
            count("in twice");
            site.after(Duration.ofSeconds(30 + chance(300)));
            answer();
            flagged(visitor, alone);
        }
        site.storms();
    }

    /// All of these say so of all others.
    private void flagged(Visitor visitor, List<VisitorSite.Device> alone) {
        var took = site.returns();
        longest = took.compareTo(longest) > 0 ? took : longest;
        check(took.compareTo(FLAGGED_WITHIN) <= 0, visitor, "flagged after " + took);
        var pass = visitor.terms.pass();
        for (var device : alone) {
            for (var other : alone) {
                check(
                        device == other
                                || device.doubles(pass).contains(other.name)
                                        && device.alarms(pass).contains(other.name),
                        visitor,
                        device.name + " has not flagged " + other.name);
            }
        }
    }

    /// @return what was said of them in the end
    private String waits(VisitorSite.Device device, int before, boolean slow) {
        var said = device.world.said(before);
        for (int i = 0; i < 20 && said.startsWith("asked"); i++) {
            if (!slow) {
                device.world.answer();
            }
            site.after(Duration.ofMillis(60));
            said = device.world.said(before);
        }
        return said;
    }

    private void comes(Visitor visitor, VisitorSite.Device device) {
        var world = device.world;
        boolean drives = device.name.equals("bar");
        if (drives) {
            world.stands("in", true);
        }
        boolean certain = chance(3) == 0;
        int left = 0;
        boolean may = false;
        if (certain) {
            site.settles();
            left = left(visitor, device);
            may = visitor.mayCome(world);
        }
        var line = certain ? "UP" : device.line();
        int opened = world.releases(drives ? "bar-raise" : device.name + "-in");
        int before = world.offered();
        boolean slow = !certain && chance(12) == 0;
        presents(visitor, device);
        var said = waits(device, before, slow);
        boolean granted = said.equals("granted OK");
        count(granted ? "granted in" : said);
        if (granted) {
            count("granted in, line " + line);
        }
        if (certain) {
            check(granted || left <= 0 || !may, visitor, "used up though nobody passed: " + said);
            check(
                    !granted || left > 0,
                    visitor,
                    "let in by " + device.name + " more often than it is good for");
            count(granted ? "certain in" : "certain refused");
            site.storms();
        }
        if (chance(20) == 0) {
            crash(device);
            return;
        }
        if (slow) {
            count("slow journal"); // the point waits no longer, and nothing opens
            site.after(Duration.ofSeconds(chance(40)));
            world.full &= chance(2) == 0;
            world.answer();
            stays(device, drives);
            return;
        }
        world.answer();
        boolean opens =
                granted
                        && !world.full
                        && (drives
                                ? world.isUp("bar")
                                : world.releases(device.name + "-in") > opened);
        if (chance(16) == 0) {
            crash(device);
            return;
        }
        if (opens && chance(4) > 0) {
            enters(visitor, device);
            after(device);
        } else if (opens && !drives && chance(3) == 0) {
            world.walks(device.name, "out"); // back where they came from
            after(device);
        } else {
            count("did not pass");
            stays(device, drives);
        }
    }

    private void stays(VisitorSite.Device device, boolean drives) {
        if (drives) {
            device.world.stands("in", false);
        }
        after(device);
    }

    /// By the device where they came in, or by another one.
    ///
    /// @param slot into the slot that keeps temporary cards
    private void leaves(Visitor visitor, boolean slot) {
        var where = Optional.ofNullable(inside(visitor).poll());
        boolean card = visitor.terms.card() && (slot || chance(3) > 0);
        var anywhere = VisitorSite.POINTS.get(chance(3));
        var point = card ? "g1" : where.filter(_ -> chance(5) > 0).orElse(anywhere);
        var device = site.device(point);
        var world = device.world;
        boolean drives = point.equals("bar");
        if (drives) {
            world.stands("out", true);
        }
        var line = drives ? "bar-raise" : point + "-out";
        int opened = world.releases(line);
        boolean up = drives && world.isUp("bar"); // for whoever was before them
        var said = saidOut(visitor, device, card);
        check(said.equals("granted OK"), visitor, "kept in: " + said);
        count("granted out");
        count("granted out, line " + device.line());
        world.answer();
        check(up || world.releases(line) == opened + 1, visitor, "kept in: " + line + " is shut");
        if (chance(16) == 0) {
            crash(device);
            return;
        }
        if (chance(6) > 0) {
            if (drives) {
                world.drives("out");
            } else {
                world.walks(point, "out");
            }
        } else {
            if (drives) {
                world.stands("out", false);
            }
            where.ifPresent(inside(visitor)::addFirst);
        }
        after(device);
    }

    private String saidOut(Visitor visitor, VisitorSite.Device device, boolean card) {
        var world = device.world;
        boolean drives = device.name.equals("bar");
        int before = world.offered();
        if (card) {
            world.presents(VisitorWorld.SLOT, visitor.shows(CredentialKind.UID));
        } else if (drives && chance(2) == 0) {
            count("plate out");
            world.reads("bar-camera-out", visitor.shows(CredentialKind.PLATE));
        } else {
            world.presents(device.name + "-out", visitor.any(world, drives));
        }
        return world.said(before);
    }

    /// The journal answers, or the power goes in the middle of it.
    private void after(VisitorSite.Device device) {
        site.after(Duration.ofMillis(chance(3_000)));
        if (chance(10) == 0) {
            device.world.answer(chance(4));
            crash(device);
        }
        site.after(Duration.ofSeconds(25));
        device.world.answer();
    }

    // --- what must be ---

    /// How many entries are left there, once all have heard of all.
    private int left(Visitor visitor, VisitorSite.Device device) {
        int used = site.used(visitor).values().stream().mapToInt(it -> it).sum();
        return VisitorSite.reference(device, visitor).isClosed()
                ? 0
                : visitor.terms.entries() - used;
    }

    private void checkMemory() {
        for (var device : site.devices.values()) {
            if (!device.world.remembersTheSame()) {
                problems.add(device.name + ": a restart remembers something else");
            }
        }
    }

    /// Once all have heard of all: whoever was let in more often than their pass is good for is
    /// flagged by each of these devices of each other one, and nobody else is.
    private void checkDoubles() {
        for (var visitor : visitors) {
            var pass = visitor.terms.pass();
            var used = site.used(visitor);
            int all = used.values().stream().mapToInt(it -> it).sum();
            boolean ever =
                    VisitorSite.POINTS.stream().mapToInt(it -> grants(it, pass)).sum()
                            > visitor.terms.entries();
            for (var device : site.devices.values()) {
                for (var other : VisitorSite.POINTS) {
                    if (other.equals(device.name)) {
                        continue;
                    }
                    boolean flagged =
                            device.doubles(pass).contains(other)
                                    && device.alarms(pass).contains(other);
                    boolean must =
                            all > visitor.terms.entries()
                                    && used.getOrDefault(device.name, 0) > 0
                                    && used.getOrDefault(other, 0) > 0;
                    boolean may = ever && grants(device.name, pass) > 0 && grants(other, pass) > 0;
                    check(
                            flagged || !must,
                            visitor,
                            device.name + " has not flagged " + other + " of " + used);
                    check(
                            may || device.doubles(pass).isEmpty() || !flagged,
                            visitor,
                            device.name + " flags " + other + " of " + used);
                    check(
                            device.told(pass, other) <= grants(device.name, pass),
                            visitor,
                            device.name + " told of " + other + " too often");
                    if (flagged) {
                        count("flagged");
                    }
                }
            }
        }
    }

    /// How often they were let in there, whether they passed or not.
    private int grants(String point, Token pass) {
        return (int)
                site.device(point).world.rows.stream()
                        .filter(row -> row.kind() == EventKind.TAP)
                        .map(row -> row.data())
                        .filter(data -> data.text("verdict").filter("granted"::equals).isPresent())
                        .flatMap(data -> data.object("visit").stream())
                        .filter(
                                visit ->
                                        visit.text("pass")
                                                .filter(pass.toString()::equals)
                                                .isPresent())
                        .filter(visit -> visit.text("direction").filter("in"::equals).isPresent())
                        .count();
    }

    private void judge(Visitor visitor) {
        var pass = visitor.terms.pass();
        int in = 0;
        boolean twice = false;
        for (var device : site.devices.values()) {
            var reference = VisitorSite.reference(device, visitor);
            var told = VisitReference.told(pass, device.world.rows);
            check(
                    reference.told().equals(told),
                    visitor,
                    device.name + " told " + told + " instead of " + reference.told());
            long closes = told.stream().filter(it -> it.startsWith("closed")).count();
            check(
                    closes <= 1 && (closes == 1 || told.isEmpty()),
                    visitor,
                    device.name + " closed " + closes);
            long guarded =
                    device.world.guarded.stream().filter(it -> it.pass().equals(pass)).count();
            check(guarded == closes, visitor, "the guard heard of " + guarded + " closes");
            check(device.standing(pass).isEmpty(), visitor, device.name + " is alarmed for good");
            in += reference.in();
            twice |= !device.doubles(pass).isEmpty();
            count(told);
        }
        check(in <= visitor.terms.entries() || twice, visitor, "in " + in);
        check(
                visitor.physicallyIn <= visitor.terms.entries() || twice,
                visitor,
                "in " + visitor.physicallyIn + " times");
    }

    private void count(List<String> told) {
        told.stream()
                .filter(it -> it.startsWith("closed") || it.contains("exit_again"))
                .forEach(
                        it -> {
                            count(it.endsWith("[]") ? "closed clean" : "closed differences");
                            for (var word : it.replaceAll("[^a-z_]+", " ").split(" ")) {
                                if (word.contains("_") || word.equals("overstayed")) {
                                    count(word);
                                }
                            }
                        });
    }

    private void check(boolean good, Visitor visitor, String what) {
        if (!good) {
            problems.add("visitor " + visitor.number + " " + visitor.terms + ": " + what);
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private int chance(int of) {
        return site.random.nextInt(of);
    }
}
