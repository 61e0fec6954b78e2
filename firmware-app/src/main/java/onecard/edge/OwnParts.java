package onecard.edge;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import onecard.edge.intake.Stimulus;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.site.SiteProfile;

/// Where the broker keeps something of this device's attendance: of a meeting that no site file
/// names any more, or of a journal before this one, nobody else would ever take it away. What it
/// says is not looked at. A broker may forbid a device to hear it: then only what is known is taken
/// away. Owned by the uplink's thread.
final class OwnParts implements Inbound {

    /// As a part of another device's set, or it would not be seen.
    private static final int BYTES_MAX = 1 << 20;

    /// Parts told of in one run: those of 256 meetings. Whoever owns the broker can invent more.
    static final int MOST = 4_096;

    private final String filter;
    private final Pattern topic;
    private final Consumer<String> found;
    private final Set<String> told = new HashSet<>();

    /// @param found told of each once; never waits
    OwnParts(Topics topics, Consumer<String> found) {
        filter = topics.attendanceSets(topics.device());
        topic =
                Pattern.compile(
                        Pattern.quote(filter.substring(0, filter.length() - "+/+".length()))
                                + "[a-z0-9][a-z0-9-]{0,31}(@[0-9]{4})?/[0-9a-f]");
        this.found = found;
    }

    /// Empty where there is no desk. Where none goes together with another device's nothing is to
    /// be there at all.
    static Optional<OwnParts> of(
            SiteProfile site, Topics topics, Consumer<Stimulus> loop, Outlet outlet) {
        var desks =
                site.points().stream()
                        .flatMap(point -> point.profile().attends().stream())
                        .toList();
        boolean together = desks.stream().anyMatch(desk -> !desk.with().isEmpty());
        Consumer<String> found =
                together
                        ? topic -> loop.accept(new Stimulus.Attends.AtBroker(topic))
                        : topic -> outlet.clear(topic, () -> {});
        return desks.isEmpty() ? Optional.empty() : Optional.of(new OwnParts(topics, found));
    }

    @Override
    public Set<String> filters() {
        return Set.of(filter);
    }

    /// It stands there until it is taken away.
    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public boolean wants(String other) {
        return topic.matcher(other).matches();
    }

    @Override
    public int bytesMax() {
        return BYTES_MAX;
    }

    @Override
    public boolean arrived(Arrived message) {
        boolean is = message.payload().length > 0 && told.size() < MOST;
        if (!is || !told.add(message.topic())) {
            return false;
        }
        found.accept(message.topic());
        return true;
    }
}
