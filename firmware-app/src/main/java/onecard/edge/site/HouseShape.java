package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Terms.ID;

import java.util.List;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Key;

/// What a house wants of those whom a door or a lane lets in.
final class HouseShape {

    static final List<Key> KEYS =
            List.of(
                    preset(
                            "anonymous",
                            new Flag(),
                            "false",
                            "whoever passes is counted, and no record tells who it was",
                            "只计人数,记录中不留身份"),
                    optional(
                            "late_schedule",
                            ID,
                            "whoever comes in then is late: let in, and noted; on holidays too",
                            "此时段进入为晚归:放行并注明,节假日同样有效"));

    private HouseShape() {}
}
