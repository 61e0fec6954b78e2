package onecard.edge;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import onecard.edge.birth.Birth;
import onecard.edge.clock.Build;
import onecard.edge.clock.KernelClock;
import onecard.edge.doctor.ClockCheck;
import onecard.edge.doctor.Finding;
import onecard.edge.walk.Block;
import onecard.edge.walk.Facts;
import onecard.edge.walk.Stepped;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;

/// Who this device is, by which software and site file, and what it knows of the time.
final class WalkFacts {

    private WalkFacts() {}

    /// @param hash of the site file
    static Facts of(SiteProfile site, String hash, Instant now) {
        var kernel = new KernelClock();
        var trust = kernel.trust();
        var read = kernel.read();
        var facts = new TreeMap<String, String>();
        facts.put("site", site.site());
        facts.put("device", site.device());
        facts.put("onecard", Birth.VERSION);
        facts.put("built", Build.time().toString());
        facts.put("java", System.getProperty("java.version", ""));
        facts.put(
                "system",
                System.getProperty("os.name", "")
                        + " "
                        + System.getProperty("os.version", "")
                        + " "
                        + System.getProperty("os.arch", ""));
        facts.put("config", hash);
        facts.put("board", site.board().chip());
        facts.put("timezone", site.timezone().getId());
        facts.put("clock", site.clock().name().toLowerCase(Locale.ROOT));
        facts.put("clock_trust", trust.wire());
        read.ifPresent(
                it -> {
                    facts.put("clock_offset_us", String.valueOf(it.offsetMicros()));
                    facts.put("clock_error_us", String.valueOf(it.errorMicros()));
                });
        var steps = new ArrayList<Stepped>();
        steps.add(
                Stepped.passed(
                        Block.IDENTITY,
                        "device",
                        Message.WALK_IDENTITY.with(site.site(), site.device(), Birth.VERSION)));
        var what = Message.WALK_CLOCK.with(now.truncatedTo(ChronoUnit.SECONDS));
        var found =
                new ClockCheck(now, Build.time(), Optional.empty())
                        .check(site.clock(), trust, read);
        steps.add(
                switch (found) {
                    case Finding.Ok(var part, var words) ->
                            Stepped.passed(Block.IDENTITY, part, what, words);
                    case Finding.Warn(var part, var words, var next) ->
                            Stepped.passed(Block.IDENTITY, part, what, words, next);
                    case Finding.Fail(var part, var words, var next) ->
                            Stepped.failed(Block.IDENTITY, part, what, words, next);
                });
        return new Facts(facts, steps);
    }
}
