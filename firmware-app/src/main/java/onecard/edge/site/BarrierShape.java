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
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Whole;

/// The keys of a vehicle barrier.
final class BarrierShape {

    private static final List<Key> ROAD =
            List.of(
                    PlateShape.READING,
                    optional(
                            "arrival",
                            ID,
                            "loop on which a vehicle stands before the arm",
                            "杆前的车辆检测线圈"));

    private static final Section IN = Section.of(List.of(READING, LOOKING, ROAD));

    private static final Section OUT = Section.of(List.of(READING, ROAD));

    static final Section BARRIER =
            Section.of(
                    List.of(
                            EVERY,
                            List.of(
                                    required(
                                            "in",
                                            IN,
                                            "what reads and detects at the entrance",
                                            "入口的读卡器与线圈"),
                                    optional(
                                            "out",
                                            OUT,
                                            "what reads and detects at the exit",
                                            "出口的读卡器与线圈"),
                                    preset(
                                            "drive",
                                            new Choice("pulse", "hold"),
                                            "pulse",
                                            "pulses to the barrier's controller, or one output that"
                                                    + " is on while the arm is up",
                                            "向道闸控制器发脉冲,或以一路输出保持抬杆"),
                                    required("raise", ID, "relay that raises", "抬杆继电器"),
                                    optional(
                                            "lower",
                                            ID,
                                            "relay that lowers; absent: the controller does it"
                                                    + " itself",
                                            "落杆继电器,省略则由控制器自行落杆"),
                                    optional("stop", ID, "relay that stops", "停止继电器"),
                                    preset(
                                            "pulse_ms",
                                            new Whole(50, 2_000),
                                            "500",
                                            "length of a pulse; shorter ones than the controller"
                                                    + " wants go unheard",
                                            "脉冲宽度,过短则控制器不响应"),
                                    preset(
                                            "speed_class",
                                            new Choice("F", "O", "S"),
                                            "O",
                                            "F below 1.4 s, O up to 4 s, S up to 5 s; twice as long"
                                                    + " without a limit contact is a fault",
                                            "F 小于 1.4 秒,O 至 4 秒,S 至 5 秒;两倍时间内未到位视为故障"),
                                    optional(
                                            "safety",
                                            ID,
                                            "loop below the arm; the arm never comes down on it",
                                            "杆下的安全线圈,其上有车时绝不落杆"),
                                    optional("up", ID, "limit contact: up", "抬杆到位触点"),
                                    optional("down", ID, "limit contact: down", "落杆到位触点"),
                                    preset(
                                            "entry_ms",
                                            new Whole(5_000, 120_000),
                                            "20000",
                                            "nobody has driven in by then: it comes down",
                                            "到时仍无车驶入则落杆"),
                                    preset(
                                            "clear_ms",
                                            new Whole(1_000, 2_000),
                                            "1500",
                                            "the safety loop is free for so long before it comes"
                                                    + " down",
                                            "安全线圈空闲此时间后才落杆"),
                                    preset(
                                            "loop_stuck_ms",
                                            new Whole(60_000, 3_600_000),
                                            "300000",
                                            "a loop occupied longer is an alarm, and an arrival"
                                                    + " loop tells of no vehicle until it is free",
                                            "线圈被占用超过此时间报警,到达线圈此后视为无车,直至空闲"),
                                    preset(
                                            "free_exit",
                                            new Flag(),
                                            "false",
                                            "whoever stands on the exit's loop is let out",
                                            "出口线圈有车即放行"),
                                    preset(
                                            "exit_button_stuck_ms",
                                            new Whole(30_000, 600_000),
                                            "60000",
                                            "an exit button held longer is stuck: an alarm",
                                            "出门按钮按住超过此时间即视为卡住并报警")),
                            PlateShape.TERMS,
                            PolicyShape.KEYS));

    private BarrierShape() {}
}
