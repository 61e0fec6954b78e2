package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;

import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Whole;

/// The keys of what stands on the counters of tills.
final class CountertopShape {

    private static final Shape.Key BAUD =
            preset(
                    "baud",
                    BoardShape.BAUD,
                    "9600",
                    "speed of that tty, as set at the device; USB takes any",
                    "串口速率,与设备设置一致,USB 不限");

    static final Section PRINTER =
            new Section(
                    optional(
                            "serial",
                            BoardShape.TTY,
                            "tty of an ESC/POS printer that answers",
                            "可应答的 ESC/POS 打印机的串口"),
                    BAUD,
                    optional("sim", new Flag(), "into the log", "打印到日志"),
                    preset(
                            "columns",
                            new Whole(24, 64),
                            "32",
                            "characters a line: 32 on 58 mm, 48 on 80 mm",
                            "每行字符数:58 mm 纸 32,80 mm 纸 48"));

    static final Section DISPLAY =
            new Section(
                    optional("serial", BoardShape.TTY, "tty of a customer display", "顾客显示屏的串口"),
                    BAUD,
                    preset(
                            "kind",
                            new Choice("lines", "figures"),
                            "lines",
                            "two lines of text (CD5220), or one number (LED8)",
                            "lines:两行文字(CD5220);figures:数码管(LED8)"),
                    optional("sim", new Flag(), "a simulated display", "模拟显示屏"));

    static final Section TRAY =
            new Section(
                    optional(
                            "serial",
                            BoardShape.TTY,
                            "tty of a UHF module whose antenna lies under the tray",
                            "天线置于托盘下的 UHF 模块的串口"),
                    preset("baud", BoardShape.BAUD, "115200", "speed of that tty", "串口速率"),
                    optional("sim", new Flag(), "nothing ever lies there", "模拟天线,始终为空"),
                    preset(
                            "rounds",
                            new Whole(2, 10),
                            "3",
                            "rounds of looking, ten a second, that must find the same plates",
                            "须连续读到相同餐盘的轮数,每秒约十轮"),
                    preset(
                            "settle_ms",
                            new Whole(300, 500),
                            "300",
                            "and so long, before a tray rests",
                            "并持续此时间,托盘才算放稳"));

    static final Section SCALE =
            new Section(
                    optional(
                            "serial",
                            BoardShape.TTY,
                            "tty of a scale that food stands on",
                            "盛放菜品的秤的串口"),
                    BAUD,
                    preset(
                            "protocol",
                            new Choice("continuous", "sics"),
                            "continuous",
                            "it speaks by itself (A&D's format), or is asked (MT-SICS)",
                            "continuous:连续输出(A&D 格式);sics:应答式(MT-SICS)"),
                    optional("sim", new Flag(), "nothing ever stands there", "模拟秤,始终为空"));

    static final Section VOICE =
            new Section(
                    optional(
                            "espeak",
                            new Flag(),
                            "the program espeak-ng, over the default sound device",
                            "由 espeak-ng 程序经默认声卡播报"),
                    optional("sim", new Flag(), "into the log", "播报到日志"),
                    preset("lang", new Choice("zh", "en"), "zh", "what it speaks", "播报语言"));

    private CountertopShape() {}
}
