package onecard.edge;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.update.Release;
import onecard.edge.update.SiteDownload;
import onecard.edge.update.UpdateTwin;
import onecard.edge.update.Updates;
import onecard.edge.uplink.Tls;
import onecard.time.Moment;

/// Another release for this device, by the broker: only where the daemon was installed by a
/// package, and the site file trusts somebody to sign one.
final class OwnReleases {

    private OwnReleases() {}

    /// Empty where nobody could.
    static Optional<UpdateTwin> of(
            Ground ground, Supplier<Moment> clock, Optional<Wiring.NextRun> next) {
        var site = ground.site();
        var release = Release.current();
        if (release.isEmpty() || next.isEmpty() || site.keys().updates().isEmpty()) {
            return Optional.empty();
        }
        var device =
                new UpdateTwin.Device(
                        site.site(),
                        site.device(),
                        release.get(),
                        ground.state().path().resolve(Updates.LAID),
                        Release.folder());
        var tls = new Tls(site.uplink().ca().map(Path::of), Optional.empty());
        var download = new SiteDownload(tls, () -> clock.get().wall(), SiteDownload.WITHIN);
        return Optional.of(
                new UpdateTwin(device, new TrustedKeys(site.keys().updates()), download));
    }
}
