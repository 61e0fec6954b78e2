package onecard.edge.site;

import static onecard.edge.site.PointShape.EVERY;
import static onecard.edge.site.PointShape.READING;
import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ID;

import java.util.List;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Whole;

/// The keys of a door.
final class DoorShape {

    private static final Section SIDE =
            Section.of(
                    List.of(READING, List.of(optional("relay", ID, "the lock's relay", "锁的继电器"))));

    static final Section DOOR =
            Section.of(
                    List.of(
                            EVERY,
                            List.of(
                                    required(
                                            "in",
                                            SIDE,
                                            "what reads at the entrance, and the lock",
                                            "入口的读卡器、扫码器与锁"),
                                    optional("out", SIDE, "what reads at the exit", "出口的读卡器、扫码器"),
                                    optional("contact", ID, "the door contact", "门磁"),
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
                                            "何时重新上锁")),
                            PolicyShape.KEYS));

    private DoorShape() {}
}
