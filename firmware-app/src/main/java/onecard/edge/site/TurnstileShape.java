package onecard.edge.site;

import static onecard.edge.site.PointShape.EVERY;
import static onecard.edge.site.PointShape.LOOKING;
import static onecard.edge.site.PointShape.READING;
import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ID;

import java.util.List;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Whole;

/// The keys of a turnstile.
final class TurnstileShape {

    private static final List<Key> LANE =
            List.of(
                    required("relay", ID, "opens the lane this way", "向此方向开闸的继电器"),
                    optional(
                            "passed",
                            ID,
                            "contact that tells a passage this way; absent: every passage is"
                                    + " assumed",
                            "此方向的通过触点,省略则视为每次都已通过"));

    private static final Section IN = Section.of(List.of(READING, LOOKING, LANE));

    private static final Section OUT = Section.of(List.of(READING, LANE));

    static final Section TURNSTILE =
            Section.of(
                    List.of(
                            EVERY,
                            List.of(
                                    required(
                                            "in",
                                            IN,
                                            "what reads, opens and counts inwards",
                                            "入向的读卡器、继电器与通过触点"),
                                    required(
                                            "out",
                                            OUT,
                                            "what reads, opens and counts outwards",
                                            "出向的读卡器、继电器与通过触点"),
                                    optional(
                                            "passed",
                                            ID,
                                            "the one contact of a tripod that tells a passage"
                                                    + " either way",
                                            "三辊闸唯一的通过触点,不分方向"),
                                    optional(
                                            "safety",
                                            ID,
                                            "sensor that is active while somebody stands where wing"
                                                    + " or arm moves",
                                            "有人处于翼闸或拦杆活动范围时有效的防夹传感器"),
                                    optional(
                                            "home",
                                            ID,
                                            "contact that is active while wing or arm is home",
                                            "翼闸或拦杆到位触点"),
                                    preset(
                                            "window_ms",
                                            new Whole(1_000, 60_000),
                                            "5000",
                                            "time to pass after a grant",
                                            "授权后的通行时间"),
                                    optional(
                                            "extended_ms",
                                            new Whole(1_000, 180_000),
                                            "the same for whoever needs more time, at least"
                                                    + " window_ms; absent: three times as long",
                                            "需要更多时间者的通行时间,不短于 window_ms;省略则为三倍"),
                                    preset(
                                            "closing_ms",
                                            new Whole(200, 5_000),
                                            "1000",
                                            "wing or arm is home within it",
                                            "翼闸或拦杆在此时间内到位"),
                                    preset(
                                            "passes",
                                            new Whole(1, 3),
                                            "1",
                                            "grants that one opening may serve; 1: a second tap"
                                                    + " only extends the time",
                                            "一次开闸可放行的授权数;1: 再次刷卡仅延长时间"),
                                    preset(
                                            "blocked_ms",
                                            new Whole(5_000, 300_000),
                                            "30000",
                                            "safety sensor active longer: an alarm",
                                            "防夹传感器持续有效超过此时间则报警"),
                                    preset(
                                            "exit_button_stuck_ms",
                                            new Whole(30_000, 600_000),
                                            "60000",
                                            "an exit button held longer is stuck: an alarm",
                                            "出门按钮按住超过此时间即视为卡住并报警")),
                            HouseShape.KEYS,
                            PolicyShape.KEYS));

    private TurnstileShape() {}
}
