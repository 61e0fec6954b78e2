package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Terms.ID;

import java.util.List;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Whole;

/// The keys of a point beside which cameras read plates.
final class PlateShape {

    /// Of one side of a point.
    static final Key READING = optional("plates", ID, "a camera of the board", "board 中的车牌摄像机");

    /// Of a point.
    static final List<Key> TERMS =
            List.of(
                    preset(
                            "plate_confidence_percent",
                            new Whole(0, 100),
                            "80",
                            "a reading of which the camera is less sure is refused as unreadable",
                            "置信度低于此值的识别结果按无法读取拒绝"),
                    preset(
                            "plate_tolerance",
                            new Choice("none", "one"),
                            "none",
                            "one: a plate nobody knows is taken for the one expected here that"
                                    + " differs in one character, and flagged",
                            "one: 无人认识的车牌,若此处仅有一个预期车牌与其相差一个字符,则按该车牌处理并标记"));

    private PlateShape() {}
}
