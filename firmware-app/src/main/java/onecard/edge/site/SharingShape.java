package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Terms.ID;

import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Seq;

/// The keys of a gate for visitors that shares their passes with other devices.
final class SharingShape {

    /// More gates of one site than share a visitor's pass.
    private static final int DEVICES_MAX = 16;

    static final Key WITH =
            optional(
                    "with",
                    new Seq(ID, DEVICES_MAX),
                    "other devices of the site, at which an entry uses up the same pass",
                    "共用访客通行证的其他设备,任一处入场即计次");

    static final Key ALONE =
            preset(
                    "alone",
                    new Choice("open", "refuse"),
                    "open",
                    "while those cannot be asked: a pass works, and a second entry is found"
                            + " later; or none is let in",
                    "无法询问时:放行并事后查出重复入场,或拒绝入场");

    private SharingShape() {}
}
