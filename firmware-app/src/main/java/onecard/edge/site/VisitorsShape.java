package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ID;

import onecard.access.Use;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Whole;

/// The keys of a point where visitors are expected.
final class VisitorsShape {

    private static final Section GUARD =
            new Section(
                    optional(
                            "display",
                            ID,
                            "a display of the board, of lines: what a visit came to",
                            "board 中的文字显示屏,显示访客离场结果"),
                    optional(
                            "printer",
                            ID,
                            "a printer of the board: the same on paper",
                            "board 中的打印机,打印访客离场结果"));

    static final Key KEY =
            optional(
                    "visitors",
                    new Section(
                            required(
                                    "list",
                                    ID,
                                    "list of visitors' passes, remembered whole",
                                    "访客通行证名单,整表常驻"),
                            preset(
                                    "early_min",
                                    new Whole(0, 240),
                                    "15",
                                    "let in so long before their time",
                                    "可提前入场的时间"),
                            preset(
                                    "late_min",
                                    new Whole(0, Use.LATE_MAX.toMinutes()),
                                    "30",
                                    "let in so long after it; leaving is never too late",
                                    "到期后仍可入场的时间,离场不受限"),
                            preset(
                                    "close_after_h",
                                    new Whole(1, 168),
                                    "24",
                                    "a visit that nobody left is closed so long after its end",
                                    "到期未离场者,此时间后自动结案"),
                            optional(
                                    "returns",
                                    ID,
                                    "a reader of the way out that keeps temporary cards",
                                    "出向回收临时卡的读卡器"),
                            optional(
                                    "guard",
                                    GUARD,
                                    "what the guard reads when somebody leaves",
                                    "访客离场时供门卫查看的设备"),
                            SharingShape.WITH,
                            SharingShape.ALONE),
                    "visitors are expected here",
                    "此处接待访客");

    private VisitorsShape() {}
}
