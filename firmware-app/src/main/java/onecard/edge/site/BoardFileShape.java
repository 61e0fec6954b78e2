package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ANY;
import static onecard.edge.site.Terms.text;

import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Text;
import onecard.edge.site.Shape.Whole;

/// What may stand in a board file, and the key of a site file that names one.
final class BoardFileShape {

    /// A board has at most so many pins in one header.
    private static final int PINS_MAX = 80;

    private static final Text NAME =
            text("[A-Z0-9][A-Z0-9_]{0,15}", "a name as the silk print has it", "丝印上的名称");

    private static final Section PIN =
            new Section(
                    optional(
                            "power", new Choice("3V3", "5V", "GND"), "a supply, or ground", "电源或地"),
                    optional("other", NAME, "neither a supply nor a line", "既非电源也非线"),
                    optional("name", NAME, "a line", "线名"),
                    optional("chip", ANY, "label of its chip", "所在芯片的标签"),
                    optional("line", new Whole(0, 1_023), "its number on the chip", "芯片上的线号"),
                    optional(
                            "pull",
                            new Choice("up", "down"),
                            "where it is pulled from power-up until somebody sets it; absent:"
                                    + " nobody documents it",
                            "上电后至被设置前的上下拉;省略则无公开资料"),
                    optional(
                            "use",
                            new Choice("i2c", "console", "eeprom"),
                            "what the board does with it besides",
                            "板子对它的其他用途"));

    /// The whole of a board file.
    static final Section FILE =
            new Section(
                    required("board", new Whole(1, 1), "version of this format", "格式版本"),
                    required("title", ANY, "as its maker calls it", "厂商称呼"),
                    required("chip", ANY, "label of the chip of most pins", "多数引脚所在芯片的标签"),
                    required("pins", new Seq(PIN, PINS_MAX), "in order, from pin 1", "自 1 号针起"));

    /// What a site file says of its board.
    static final Shape.Key MODEL =
            optional(
                    "model",
                    new Choice(BoardFiles.NAMES),
                    "a board whose pins are known: line may then be GPIO17 or PIN11",
                    "引脚已知的板型:line 可写 GPIO17 或 PIN11");

    private BoardFileShape() {}
}
