package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ID;

import java.util.List;
import java.util.stream.Stream;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Seq;

/// What every kind of point has: the keys that all entries of `points` share.
final class PointShape {

    /// What reads on one side of a point.
    static final List<Key> READING =
            List.of(
                    optional("reader", ID, "a reader of the board", "board 中的读卡器"),
                    optional(
                            "more_readers",
                            new Seq(ID, 4),
                            "further readers here, such as an ID card module",
                            "此侧的其他读卡器,如身份证模块"),
                    optional("scanner", ID, "a scanner of the board", "board 中的扫码器"),
                    optional(
                            "keypad",
                            ID,
                            "a keypad of the board, for whoever is asked for a PIN here",
                            "board 中的键盘,供此侧输入密码"));

    /// What looks at whoever comes in; nobody who leaves is asked for more than a card.
    static final List<Key> LOOKING =
            List.of(
                    optional(
                            "finger",
                            ID,
                            "a sensor of the board that looks at fingers, beside what reads here",
                            "board 中的指纹设备,位于此侧读卡器旁"),
                    optional("face", ID, "the same for faces", "同上,人脸"),
                    optional("vein", ID, "the same for veins", "同上,静脉"));

    static final Key PROFILE =
            required(
                    ReadyProfile.BY,
                    new Choice(
                            Stream.concat(
                                            Stream.of(
                                                    "door",
                                                    "turnstile",
                                                    "barrier",
                                                    "canteen",
                                                    "meeting"),
                                            ReadyProfiles.NAMES.stream())
                                    .toList()),
                    "what kind of point, or a ready profile, whose keys hold where the point has"
                            + " none of that name",
                    "点位类型,或预设的名称:点位未写的键取预设之值");

    /// When nobody is served.
    static final List<Key> SHUTTING =
            List.of(
                    optional(
                            "lockdown_schedule",
                            ID,
                            "when nobody is let in, on holidays too; goes before the other two",
                            "禁止进入的时段,节假日同样有效,优先于另两项"),
                    optional(
                            "disabled_schedule",
                            ID,
                            "when it is out of service, on holidays too; goes before free",
                            "停用的时段,节假日同样有效,优先于自由通行"));

    private static final List<Key> PASSING =
            List.of(
                    required("id", ID, "its name in events and topics", "在事件与主题中的名称"),
                    PROFILE,
                    optional("fire", ID, "the fire alarm's contact", "消防报警的触点"),
                    optional("exit_button", ID, "the exit button's contact", "出门按钮的触点"),
                    required(
                            "journal_full",
                            new Choice("open", "refuse"),
                            "what a grant does when it cannot be recorded",
                            "无法记录时的处理"),
                    optional(
                            "free_schedule",
                            ID,
                            "when everybody passes; not on holidays of its calendar",
                            "自由通行的时段,其日历的节假日除外"),
                    VisitorsShape.KEY);

    /// Of what people pass.
    static final List<Key> EVERY = Stream.of(PASSING, SHUTTING).flatMap(List::stream).toList();

    private PointShape() {}
}
