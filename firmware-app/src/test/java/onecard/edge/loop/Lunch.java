package onecard.edge.loop;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import onecard.edge.crypto.Canonical;
import onecard.time.ClockTrust;

/// The canteens of a county on the last day of a month: lunch, a supper that runs past midnight,
/// and the next noon, when all is well again and some come once more. The real loop, machines and
/// rules at every terminal, a [ReferenceHost] of another make, and whatever goes wrong between
/// them. Everything happens on the calling thread under a clock that jumps, so a seed always gives
/// the same day.
final class Lunch {

    private static final Instant START = Instant.parse("2026-11-30T02:00:00Z");
    private static final YearMonth MONTH = YearMonth.of(2026, 11);

    /// From the start, which is at ten.
    record Hours(Duration from, Duration length) {}

    static final Hours LUNCH = new Hours(Duration.ofMinutes(80), Duration.ofMinutes(80));
    static final Hours SUPPER = new Hours(Duration.ofHours(12), Duration.ofMinutes(239));
    private static final Duration NEW_MONTH = Duration.ofHours(17);
    private static final Duration MENDED = Duration.ofMinutes(17 * 60 + 10);
    private static final Duration NEXT_NOON = Duration.ofHours(26);
    private static final Duration EVENING = Duration.ofHours(27);
    private static final Duration PUBLISHED_EACH = Duration.ofMinutes(5);

    final SplittableRandom random;
    final LunchBug bug;
    final ReferenceHost host;
    final List<LunchLine> lines = new ArrayList<>();
    final long seed;
    long nanos;

    /// Once it is over.
    long taplessSales;

    private final List<String> found = new ArrayList<>();
    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private final LunchFaults faults;
    private ReferenceHost.Said published;
    private boolean mended;
    private boolean last;
    private long order;

    private record Event(long at, long order, Runnable act) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    Lunch(long seed, int terminals, int salesEach, LunchBug bug) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        this.bug = bug;
        host = new ReferenceHost(bug == LunchBug.THE_HOST_COUNTS_A_REPEAT);
        var crowd = new LunchCrowd(random);
        int visits = terminals * salesEach;
        var diners = crowd.diners(Math.max(1, visits / 3), terminals);
        for (var diner : diners) {
            host.opens(
                    diner.person(),
                    diner.subject(),
                    Rig.card(diner.person()).toString(),
                    diner.personal());
        }
        host.paysSubsidies(MONTH);
        published = host.says(wall());
        faults = new LunchFaults(this);
        for (int i = 0; i < terminals; i++) {
            var tills =
                    random.nextInt(3) == 0
                            ? List.of(LunchTills.KEYED)
                            : List.of(LunchTills.KEYED, LunchTills.FIXED);
            var epoch = "%08x".formatted(random.nextInt());
            var terminal = new Terminal(this, "canteen-%02d".formatted(i), epoch, tills, published);
            lines.add(new LunchLine(this, host, terminal));
        }
        plan(crowd, new LunchVisits(this, diners), visits);
    }

    private void plan(LunchCrowd crowd, LunchVisits diners, int visits) {
        for (var line : lines) {
            in(random.nextInt(20_000), line::run);
            faults.plan(line);
        }
        int suppers = visits / 5;
        diners.come(crowd.arrivals(LUNCH.length(), visits - suppers), LUNCH);
        diners.come(crowd.arrivals(SUPPER.length(), suppers), SUPPER);
        diners.getNewCards();
        in(PUBLISHED_EACH.toMillis(), this::publishes);
        at(NEW_MONTH.toNanos(), () -> host.paysSubsidies(MONTH.plusMonths(1)));
        at(MENDED.toNanos(), this::mend);
        at(NEXT_NOON.toNanos(), diners::comeOnceMore);
        at(EVENING.toNanos(), () -> lines.forEach(line -> line.terminal.restart()));
    }

    // --- its clock ---

    Instant wall() {
        return START.plusNanos(nanos);
    }

    void in(long millis, Runnable act) {
        at(nanos + millis * 1_000_000, act);
    }

    void at(long when, Runnable act) {
        agenda.add(new Event(when, ++order, act));
    }

    /// A moment of that meal.
    long during(Hours meal) {
        return meal.from().toNanos() + random.nextLong(meal.length().toNanos());
    }

    boolean isMended() {
        return mended;
    }

    /// Nobody eats, and there is nothing to do for a while.
    boolean isQuiet() {
        long hour = Duration.ofNanos(nanos).toHours();
        return hour >= 5 && hour < 11 || hour >= 18 && hour < 25;
    }

    ClockTrust trustAtAStart(Terminal terminal) {
        return faults.trustAtAStart(terminal);
    }

    void found(String what) {
        found.add(wall() + " " + what);
    }

    /// The whole of it.
    ///
    /// @return what is wrong
    List<String> live() {
        long end = EVENING.plusMinutes(10).toNanos();
        while (!agenda.isEmpty() && agenda.peek().at() < end) {
            var next = agenda.remove();
            nanos = next.at();
            next.act().run();
        }
        lines.forEach(LunchLine::drain);
        var checks = new LunchChecks(this);
        checks.all();
        taplessSales = checks.taplessSales;
        return List.copyOf(found);
    }

    /// Over all rows of all terminals.
    String head() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            lines.forEach(
                    line -> line.terminal.rows.forEach(row -> digest.update(Canonical.bytes(row))));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- the host ---

    ReferenceHost.Said published() {
        return published;
    }

    void publish() {
        if (!last) {
            published = host.says(wall());
        }
    }

    /// What everybody's last tap is held against.
    void publishLast() {
        publish();
        last = true;
    }

    private void publishes() {
        if (!isQuiet()) {
            publish();
        }
        in(PUBLISHED_EACH.toMillis(), this::publishes);
    }

    // --- when all is well again ---

    private void mend() {
        mended = true;
        lines.forEach(LunchFaults::mend);
    }
}
