package onecard.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.edge.crypto.KeyFile;
import onecard.edge.pass.PassCheck;
import onecard.edge.pass.PassKeys;
import onecard.edge.pass.RollingKey;
import onecard.hal.Pseudonym;
import onecard.site.SiteProfile;

/// What a site file says of passes.
final class Passes {

    private Passes() {}

    /// @param state the state directory, where a relative secret would lie
    static PassCheck check(SiteProfile site, Path state, Pseudonym tokens) throws IOException {
        List<RollingKey> rolling = List.of();
        if (site.keys().rolling().isPresent()) {
            var secret = KeyFile.secret(Secrets.file(site.keys().rolling().get(), state));
            rolling = List.of(new RollingKey(secret, site.site()));
        }
        var keys = PassKeys.of(site.keys().passes(), rolling, Set.of());
        return new PassCheck(keys, tokens, site.site(), points(site));
    }

    /// Every point, with the groups that may pass there.
    static Map<String, Set<String>> points(SiteProfile site) {
        var points = new HashMap<String, Set<String>>();
        site.points().forEach(point -> points.put(point.id(), point.policy().groups()));
        return points;
    }
}
