package onecard.edge.doctor;

import java.util.List;
import onecard.edge.site.SiteFile;
import onecard.site.SiteProfile;
import onecard.words.Lang;

/// Findings as tests read them.
final class Findings {

    private Findings() {}

    /// `Ok part: found`.
    static String text(Finding finding) {
        return finding.getClass().getSimpleName()
                + " "
                + finding.part()
                + ": "
                + finding.found().in(Lang.EN);
    }

    static List<String> texts(List<Finding> findings) {
        return findings.stream().map(Findings::text).toList();
    }

    /// A site file that is right.
    static SiteProfile site(String yaml) {
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Read.Good(var profile) -> profile;
            case SiteFile.Read.Bad(var problems) -> throw new AssertionError(problems);
        };
    }
}
