package onecard.edge.code;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.edge.crypto.KeyFile;
import onecard.edge.crypto.Secrets;
import onecard.edge.pass.PassCheck;
import onecard.edge.pass.PassKeys;
import onecard.edge.pass.RollingKey;
import onecard.edge.uplink.Tls;
import onecard.edge.watch.DeviceAlarms;
import onecard.hal.Pseudonym;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;

/// What a site file says of passes and of the codes of others.
public final class Passes {

    private Passes() {}

    /// @param state the state directory, where a relative secret would lie
    public static PassCheck check(SiteProfile site, Path state, Pseudonym tokens)
            throws IOException {
        List<RollingKey> rolling = List.of();
        if (site.keys().rolling().isPresent()) {
            var secret = KeyFile.secret(Secrets.file(site.keys().rolling().get(), state));
            rolling = List.of(new RollingKey(secret, site.site()));
        }
        var keys = PassKeys.of(site.keys().passes(), rolling, Set.of());
        return new PassCheck(keys, tokens, site.site(), points(site), groups(site));
    }

    /// Who resolves the codes of others.
    ///
    /// @param close what is to be closed at the end
    /// @param wall when certificates must be valid: now, but never before the time floor
    /// @param alarms told when a decode service no longer answers, and when it does again
    public static List<Codes.Foreign> foreign(
            SiteProfile site,
            Path state,
            Pseudonym tokens,
            Consumer<AutoCloseable> close,
            Supplier<Instant> wall,
            DeviceAlarms alarms)
            throws IOException {
        var foreign = new ArrayList<Codes.Foreign>();
        for (var form : site.codes()) {
            Optional<CodeResolver> resolver = Optional.empty();
            if (form.decoder().isPresent()) {
                Optional<Supplier<byte[]>> bearer = Optional.empty();
                if (form.token().isPresent()) {
                    var file = Secrets.file(form.token().get(), state);
                    bearer = Optional.of(file::password);
                }
                var service =
                        new HttpResolver.Service(form.decoder().get(), bearer, form.deadline());
                var tls = new Tls(form.ca().map(Path::of), Optional.empty());
                var http = HttpResolver.of(service, tls, tokens, wall);
                close.accept(http);
                var watched = new WatchedResolver(form.name(), http, alarms);
                var _ = http.greet().thenAccept(watched::heard);
                resolver = Optional.of(watched);
            }
            foreign.add(new Codes.Foreign(form, resolver));
        }
        return foreign;
    }

    /// Every point, with the groups that may pass there.
    public static Map<String, Set<String>> points(SiteProfile site) {
        var points = new HashMap<String, Set<String>>();
        site.points().forEach(point -> points.put(point.id(), point.policy().groups()));
        return points;
    }

    /// Every group that a point asks for, to let it pass or for anything else.
    public static Set<String> groups(SiteProfile site) {
        return site.points().stream()
                .map(SitePoint::policy)
                .flatMap(
                        policy ->
                                Stream.concat(
                                        policy.groups().stream(),
                                        policy.safeguards().groups().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
