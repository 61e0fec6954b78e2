package onecard.edge.site;

import static onecard.edge.site.PointShape.EVERY;
import static onecard.edge.site.PointShape.LOOKING;
import static onecard.edge.site.PointShape.READING;
import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ID;

import java.util.List;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Whole;

/// The keys of a door.
final class DoorShape {

    private static final List<Key> LOCK =
            List.of(optional("relay", ID, "the lock's relay", "锁的继电器"));

    private static final Section IN = Section.of(List.of(READING, LOOKING, LOCK));

    private static final Section OUT = Section.of(List.of(READING, LOCK));

    static final Section DOOR =
            Section.of(
                    List.of(
                            EVERY,
                            List.of(
                                    required(
                                            "in",
                                            IN,
                                            "what reads at the entrance, and the lock",
                                            "入口的读卡器、扫码器与锁"),
                                    optional("out", OUT, "what reads at the exit", "出口的读卡器、扫码器"),
                                    optional("contact", ID, "the door contact", "门磁"),
                                    preset(
                                            "exit_button_does",
                                            new Choice("unlock", "shunt"),
                                            "unlock",
                                            "release the lock, or only keep opening from being an"
                                                    + " alarm",
                                            "释放锁,或仅使开门不报警"),
                                    preset(
                                            "exit_button_stuck_ms",
                                            new Whole(30_000, 600_000),
                                            "60000",
                                            "an exit button held longer is stuck: an alarm",
                                            "出门按钮按住超过此时间即视为卡住并报警"),
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
                                    optional(
                                            "extended_release_ms",
                                            new Whole(1_000, 765_000),
                                            "time to open for whoever needs more; absent: three"
                                                    + " times release_ms, if the relay is on for so"
                                                    + " long",
                                            "需要更长时间者的开门时间;缺省为 release_ms 的三倍,不超过继电器上限"),
                                    optional(
                                            "extended_held_open_ms",
                                            new Whole(5_000, 10_800_000),
                                            "open longer is an alarm, for whoever needs more time;"
                                                    + " absent: three times held_open_ms",
                                            "需要更长时间者的开门报警时限;缺省为 held_open_ms 的三倍"),
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
                                    optional(
                                            "interlock",
                                            ID,
                                            "of doors with the same name here one at most is not"
                                                    + " shut",
                                            "此名称相同的门中,同时最多一扇未关"),
                                    preset(
                                            "interlock_exit_wait_ms",
                                            new Whole(0, 15_000),
                                            "10000",
                                            "whoever leaves waits no longer for the others to be"
                                                    + " shut",
                                            "出门者等待其他门关闭的最长时间")),
                            HouseShape.KEYS,
                            PolicyShape.KEYS));

    private DoorShape() {}
}
