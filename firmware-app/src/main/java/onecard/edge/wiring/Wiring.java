package onecard.edge.wiring;

import java.util.List;
import onecard.edge.draw.Drawing;
import onecard.site.SiteProfile;
import onecard.words.Lang;

/// The wiring of a site file, as a table and as a picture.
public final class Wiring {

    private Wiring() {}

    /// Lines to print on a terminal.
    public static List<String> table(SiteProfile site, Lang lang) {
        return Table.lines(Planner.plan(site), lang);
    }

    /// Sheets of A4, landscape, one at least.
    ///
    /// @param mark by which a printed sheet is found to be of this file
    public static List<Drawing> sheets(SiteProfile site, String mark, Lang lang) {
        return Sheets.of(Planner.plan(site), mark, lang);
    }
}
