package onecard.edge.loop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import onecard.edge.audit.Export;
import onecard.edge.power.Disk;
import onecard.money.Sale;

/// What the next start makes of the files of a device, wherever the power went while it sold.
final class PowerCut {

    private static final String NAME = "canteen-1";

    /// The boot of whoever starts after the cut.
    private static final int NEXT = 99;

    /// Nobody who has bought before.
    private static final long SOMEBODY_NEW = 1_000;

    /// How it was cut, each time.
    final List<Disk.Cut> cuts = new ArrayList<>();

    /// So many starts found a sale to make void, or one that was done and of which nobody was told.
    int voided;

    int untold;

    /// What whoever started after the last cut has written, and all before it.
    Optional<Export> last = Optional.empty();

    private final Path directory;
    private final Path live;
    private final Random random;
    private final SoldOnTape sold;

    /// @param tellsEarly plants a bug
    PowerCut(Path directory, long seed, boolean tellsEarly) throws Exception {
        this.directory = directory;
        live = Files.createDirectories(directory.resolve("live"));
        random = new Random(seed);
        sold = new SoldOnTape(Stall.Device.first(live, NAME), seed, tellsEarly);
    }

    /// Cuts the power at one boundary in so many, each time in one of the ways, until it has been
    /// cut often enough.
    ///
    /// @return what is wrong at the first at which something is
    List<String> everyCut(int each, int enough) throws Exception {
        var disk = new Disk(sold.tape);
        int end = sold.tape.length();
        for (int at = random.nextInt(each); at <= end && cuts.size() < enough; at += each) {
            if (sold.isQuiet(at)) {
                continue;
            }
            disk.playTo(at);
            var cut = Disk.Cut.values()[random.nextInt(Disk.Cut.values().length)];
            cuts.add(cut);
            var left = Files.createDirectories(directory.resolve("cut"));
            disk.cutTo(left, cut, random);
            var found = found(left, at);
            if (!found.isEmpty()) {
                return List.of("boundary " + at + " " + cut, found.toString());
            }
            delete(left);
        }
        return List.of();
    }

    private List<String> found(Path left, int at) throws Exception {
        // Room kept back, which the power does not touch; to make it anew would take the longest.
        Files.createLink(left.resolve("journal.ballast"), live.resolve("journal.ballast"));
        var device = new Stall.Device(left, NAME, NEXT);
        var told = sold.toldBy(at);
        int before = told.size();
        var debited = sold.debitedBy(at);
        var stall = new Stall(device, Stall.NOON.plusSeconds(1_200), new Watching(debited, told));
        stall.settle();
        stall.tap(Stall.FIXED, SOMEBODY_NEW, 0, 1_000_000);
        stall.settle();
        var ledger = stall.loop.ledger().kept().lines();
        stall.kill(false);
        var boot = "%04x".formatted(NEXT);
        var lines = SoldOnTape.lines(device.journal());
        var key = device.key().publicText();
        last = Optional.of(new Export(lines, Optional.of(key), Optional.empty()));
        var checks = new PowerCutChecks(lines, sold.lines, boot, key);
        checks.isDone(told);
        checks.isDebited(debited);
        checks.isVoidIfItWasMeant();
        checks.isInTheBooks(ledger);
        if (Files.exists(left.resolve("journal.db.damaged-1"))) {
            checks.found.add("I45: set aside, and nothing is damaged");
        }
        if (told.size() != before + 1) {
            checks.found.add("nobody can buy after it");
        }
        voided += (int) checks.count("void");
        untold += (int) checks.count("done") - told.size();
        return checks.found;
    }

    /// Goes on with what was seen before the cut.
    private record Watching(Map<String, Long> debited, Map<String, Long> told)
            implements Stall.Witness {
        @Override
        public void debited(Sale sale) {
            debited.put(sale.id().toString(), sale.amount().fen());
        }

        @Override
        public void told(Sale sale) {
            told.put(sale.id().toString(), sale.amount().fen());
        }
    }

    private static void delete(Path directory) throws Exception {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
