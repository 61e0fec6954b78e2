package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.DATE;
import static onecard.edge.site.Terms.ID;
import static onecard.edge.site.Terms.IDS;
import static onecard.edge.site.Terms.text;

import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Whole;

/// What one point does: the keys of an entry of `points`.
final class PointShape {

    private static final Section SIDE =
            new Section(
                    optional("reader", ID, "a reader of the board", "board 中的读卡器"),
                    optional(
                            "more_readers",
                            new Seq(ID, 4),
                            "further readers here, such as an ID card module",
                            "此侧的其他读卡器,如身份证模块"),
                    optional("scanner", ID, "a scanner of the board", "board 中的扫码器"),
                    optional("relay", ID, "the lock's relay", "锁的继电器"));

    static final Section POINT =
            new Section(
                    required("id", ID, "its name in events and topics", "在事件与主题中的名称"),
                    required(
                            "profile",
                            new Choice("door"),
                            "what kind of point; this release knows the door",
                            "点位类型,本版本仅支持门"),
                    required(
                            "in", SIDE, "what reads at the entrance, and the lock", "入口的读卡器、扫码器与锁"),
                    optional("out", SIDE, "what reads at the exit", "出口的读卡器、扫码器"),
                    optional("contact", ID, "the door contact", "门磁"),
                    optional("exit_button", ID, "the exit button's contact", "出门按钮的触点"),
                    preset(
                            "exit_button_does",
                            new Choice("unlock", "shunt"),
                            "unlock",
                            "release the lock, or only keep opening from being an alarm",
                            "释放锁,或仅使开门不报警"),
                    preset(
                            "exit_button_stuck_ms",
                            new Whole(30_000, 600_000),
                            "60000",
                            "an exit button held longer is stuck: an alarm",
                            "出门按钮按住超过此时间即视为卡住并报警"),
                    optional("fire", ID, "the fire alarm's contact", "消防报警的触点"),
                    preset(
                            "lock",
                            new Choice("fail_safe", "fail_secure"),
                            "fail_safe",
                            "what the lock does without power",
                            "断电时锁的状态"),
                    preset(
                            "release_ms",
                            new Whole(1_000, 255_000),
                            "5000",
                            "time to open after a grant",
                            "授权后的开门时间"),
                    preset(
                            "held_open_ms",
                            new Whole(5_000, 3_600_000),
                            "30000",
                            "open longer is an alarm",
                            "门开超过此时间报警"),
                    preset(
                            "pre_alarm_percent",
                            new Whole(10, 95),
                            "80",
                            "share of held_open_ms after which the tone warns",
                            "达到 held_open_ms 的此比例时发出提示音"),
                    preset(
                            "relock",
                            new Choice("on_open", "on_close"),
                            "on_open",
                            "when the lock bites again",
                            "何时重新上锁"),
                    required(
                            "journal_full",
                            new Choice("open", "refuse"),
                            "what a grant does when it cannot be recorded",
                            "无法记录时的处理"),
                    required("lists", IDS, "whose entries count here", "在此有效的名单"),
                    optional("groups", IDS, "groups that may pass; absent: all", "可通行的组,省略则为全部"),
                    optional("schedule", ID, "when cards are decided on", "刷卡有效的时段"),
                    optional("calendar", ID, "holidays and make-up workdays", "节假日与调休工作日"),
                    preset(
                            "least",
                            new Choice("A0", "A1", "A2", "A3", "A4"),
                            "A1",
                            "least assurance; A0 and A1 can be cloned",
                            "最低安全级别,A0 与 A1 可被复制"),
                    optional(
                            "stale_after_h",
                            new Whole(1, 8_760),
                            "a list older than this decides no more",
                            "名单超过此时间不再用于判定"),
                    preset(
                            "untrusted_clock",
                            new Choice("permanent_only", "refuse"),
                            "permanent_only",
                            "what an untrusted clock means for timed rights",
                            "时钟不可信时,限时权限如何处理"),
                    preset(
                            "valid_card_only",
                            new Flag(),
                            "false",
                            "refuse cards past their own expiry date",
                            "拒绝已过自身有效期的卡"),
                    optional(
                            "expired_until",
                            DATE,
                            "last day on which an expired card is taken all the same",
                            "过期卡仍可使用的最后一天"),
                    preset(
                            "renew_within_days",
                            new Whole(0, 3_650),
                            "180",
                            "a card that ends so soon is granted with a prompt, once a day; 0: never",
                            "有效期不足此天数时放行并提示换领,每天一次;0: 不提示"),
                    optional(
                            "regions",
                            new Seq(
                                    text(
                                            "([0-9]{2}){1,3}",
                                            "2, 4 or 6 digits of a region code",
                                            "行政区划代码的前 2、4 或 6 位"),
                                    64),
                            "regions whose social security cards are taken; absent: all",
                            "接受的社保卡发卡地区,省略则为全部"),
                    preset(
                            "exit",
                            new Choice("always", "checked"),
                            "always",
                            "always: an exit grants and notes",
                            "always: 出口始终放行并注明"));

    private PointShape() {}
}
