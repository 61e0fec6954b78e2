package onecard.edge.site;

import static onecard.edge.site.PointShape.LOOKING;
import static onecard.edge.site.PointShape.PROFILE;
import static onecard.edge.site.PointShape.READING;
import static onecard.edge.site.PointShape.SHUTTING;
import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ID;
import static onecard.edge.site.Terms.text;

import java.util.List;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Named;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Text;
import onecard.edge.site.Shape.Whole;

/// The keys of a desk: at a meeting, as an attendance clock, or for reserved seats.
final class MeetingShape {

    private static final Section SIDE =
            Section.of(
                    List.of(
                            READING,
                            LOOKING,
                            List.of(
                                    optional(
                                            "recognise",
                                            new Choice("finger", "face", "vein"),
                                            "that sensor looks for whoever stands there, without"
                                                    + " a card: they sign in by the card that they"
                                                    + " were enrolled with",
                                            "该设备直接识别来人,无需刷卡:按登记时所用的卡签到"),
                                    optional(
                                            "recognise_watched",
                                            new Flag(),
                                            "somebody watches it: one that does not tell copies"
                                                    + " from people is believed, too",
                                            "有人在场看守:无活体检测的设备也可使用"))));

    private static final Text WHEN =
            text(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9]",
                    "a time of the site as \"YYYY-MM-DD HH:MM\"", "\"YYYY-MM-DD HH:MM\" 形式的站点时间");

    private static final Whole MINUTES = new Whole(0, 1_440);

    private static final Section MEETING_TIMES =
            new Section(
                    optional("start", WHEN, "when it begins, if it is held once", "开始时间,仅召开一次时"),
                    optional("end", WHEN, "when it is over", "结束时间"),
                    optional(
                            "schedule",
                            ID,
                            "held in each window of that schedule, in place of start and end",
                            "按此时间表的每个时段召开,代替 start 与 end"));

    private static final List<Key> SIGNING =
            List.of(
                    required("in", SIDE, "what reads at the desk", "签到处的读卡器"),
                    optional(
                            "meetings",
                            new Named(MEETING_TIMES),
                            "what people sign in to; a roster may call others by the times of its"
                                    + " rows",
                            "签到的会议;名册各行的时间也可另行召集会议"),
                    optional(
                            "roster",
                            ID,
                            "the list that says who is expected; absent: everybody whom lists know",
                            "应到人员名册;省略则名单中人人可签"),
                    preset(
                            "walk_in",
                            new Choice("allow", "record", "refuse"),
                            "record",
                            "whoever nobody expects is welcome, recorded apart, or refused",
                            "不在名册者:接纳、另行登记或拒绝"),
                    preset(
                            "open_before_min",
                            MINUTES,
                            "30",
                            "people sign in from so long before the start",
                            "开始前多久可签到"),
                    preset(
                            "grace_min",
                            MINUTES,
                            "0",
                            "so long after the start they are on time still",
                            "开始后多久仍算准时"),
                    preset(
                            "very_late_min",
                            MINUTES,
                            "30",
                            "later than that after the start they are very late",
                            "开始后超过此时间为严重迟到"),
                    preset(
                            "very_late",
                            new Choice("record", "refuse"),
                            "record",
                            "refuse: a seat that nobody has taken by then is given up",
                            "refuse: 到时未签到则座位释放"),
                    preset(
                            "sign_out",
                            new Flag(),
                            "false",
                            "people show themselves again as they leave",
                            "离开时须再次出示(签退)"),
                    preset(
                            "early_leave_min",
                            MINUTES,
                            "0",
                            "who leaves more than so long before the end leaves early",
                            "结束前超过此时间离开为早退"),
                    preset(
                            "close_after_min",
                            MINUTES,
                            "60",
                            "so long after the end people may still sign out; then it is closed",
                            "结束后多久内仍可签退,其后关闭"),
                    optional(
                            "with",
                            new Seq(ID, 16),
                            "other devices of this site whose desks take the same meetings",
                            "本站点签同一会议的其他控制器"),
                    optional("display", ID, "a display of the board", "board 中的显示屏"),
                    optional("printer", ID, "prints the closing report", "打印签到汇总"));

    static final Section MEETING =
            Section.of(
                    List.of(
                            List.of(
                                    required(
                                            "id",
                                            ID,
                                            "its name in events and topics",
                                            "在事件与主题中的名称"),
                                    PROFILE),
                            SHUTTING,
                            SIGNING,
                            PolicyShape.KEYS));

    private MeetingShape() {}
}
