package onecard.edge.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Who comes to a [Lunch], and when: some at any time, thickest in the middle, and as many when a
/// class ends, which is every five to ten minutes and brings them at once.
final class LunchCrowd {

    /// Everybody's last one at a till of their own class, on average.
    private static final Duration CLASS_COMES_WITHIN = Duration.ofSeconds(60);

    private final SplittableRandom random;

    /// Somebody who eats here.
    ///
    /// @param terminals where they do, by index; the first more than the others
    /// @param cadre pays less
    record Diner(long person, List<Integer> terminals, boolean cadre, long personal) {
        String subject() {
            return Rig.subject(person).toString();
        }
    }

    LunchCrowd(SplittableRandom random) {
        this.random = random;
    }

    List<Diner> diners(int count, int terminals) {
        var diners = new ArrayList<Diner>();
        for (int i = 0; i < count; i++) {
            var mine = new ArrayList<Integer>();
            int places = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
            for (int place = 0; place < places; place++) {
                mine.add(random.nextInt(terminals));
            }
            boolean poor = random.nextInt(4) == 0;
            diners.add(
                    new Diner(
                            i + 1L,
                            mine.stream().distinct().toList(),
                            random.nextInt(10) == 0,
                            poor ? random.nextInt(2_500) : 5_000 + random.nextInt(30_000)));
        }
        return diners;
    }

    /// Milliseconds from the start, that many.
    List<Long> arrivals(Duration meal, int count) {
        long length = meal.toMillis();
        var classes = new ArrayList<Long>();
        for (long end = minutes(5, 10); end < length; end += minutes(5, 10)) {
            classes.add(end);
        }
        var arrivals = new ArrayList<Long>();
        while (arrivals.size() < count) {
            long at =
                    random.nextBoolean()
                            ? (random.nextLong(length) + random.nextLong(length)) / 2
                            : classes.get(random.nextInt(classes.size())) + afterAClass();
            arrivals.add(Math.min(at, length - 1));
        }
        return arrivals;
    }

    private long minutes(int from, int to) {
        return random.nextLong(from * 60_000L, to * 60_000L);
    }

    private long afterAClass() {
        return (long) (-Math.log(1 - random.nextDouble()) * CLASS_COMES_WITHIN.toMillis());
    }
}
