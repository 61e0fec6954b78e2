package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Terms.ID;
import static onecard.edge.site.Terms.text;

import java.util.List;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Text;
import onecard.edge.site.Shape.Whole;

/// The keys of a point beside which cameras read plates.
final class PlateShape {

    /// Of one side of a point.
    static final Key READING = optional("plates", ID, "a camera of the board", "board 中的车牌摄像机");

    private static final Text ALIKE =
            text(
                    "[0-9A-Z\\u4e00-\\u9fff]{2,16}",
                    "2 to 16 capital letters, digits and Chinese characters",
                    "2 到 16 个大写字母、数字或汉字");

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
                            new Choice("none", "alike", "one"),
                            "none",
                            "a plate nobody knows is taken for the one expected here that differs"
                                    + " in one character, and flagged; alike: where the two look"
                                    + " alike, one: whichever they are",
                            "无人认识的车牌,若此处仅有一个预期车牌与其相差一个字符,则按该车牌处理并标记;" + "alike: 仅限形近字符,one: 任意字符"),
                    preset(
                            "plate_alike",
                            new Seq(ALIKE, 64),
                            "0DOQ 1IL 2Z 38 5S 6G 8B",
                            "characters of each of these look alike to the cameras here",
                            "各组中的字符在此处摄像机看来形近"));

    private PlateShape() {}
}
