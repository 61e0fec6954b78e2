package onecard.edge.entrance;

import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Policy;
import onecard.edge.plates.PlateLookup;
import onecard.site.PlateTerms;
import onecard.site.PlateTolerance;
import onecard.site.SiteProfile;

/// What is looked for in the lists of plates that a camera reads.
public final class PlateViews {

    /// At none.
    private static final PlateTerms EXACT = new PlateTerms(0, PlateTolerance.NONE);

    private PlateViews() {}

    /// By the rules of the point that it stands at; where it stands at none nobody is expected.
    public static PlateLookup of(SiteProfile site, String camera, PlateLookup.Ports ports) {
        return site.points().stream()
                .filter(point -> point.readers().containsKey(camera))
                .findFirst()
                .map(
                        point ->
                                new PlateLookup(
                                        point.id(),
                                        point.policy(),
                                        point.plates().orElse(EXACT),
                                        ports))
                .orElseGet(
                        () ->
                                new PlateLookup(
                                        "",
                                        Policy.of(Set.of(), Assurance.A0, site.timezone()),
                                        EXACT,
                                        ports));
    }
}
