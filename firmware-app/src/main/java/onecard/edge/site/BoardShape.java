package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ANY;
import static onecard.edge.site.Terms.ID;
import static onecard.edge.site.Terms.SECRET;
import static onecard.edge.site.Terms.text;

import java.util.List;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Named;
import onecard.edge.site.Shape.NumberOrName;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Text;
import onecard.edge.site.Shape.Whole;
import onecard.site.ForeignCode;

/// What is wired where: the keys of `board`.
final class BoardShape {

    static final Text TTY =
            text(
                    "/[!-~]{1,199}",
                    "a path that survives re-plugging, as /dev/serial/by-id/...",
                    "重新插拔后不变的路径,如 /dev/serial/by-id/...");

    static final Whole BAUD = new Whole(9_600, 115_200);

    private static final Section MODULE =
            new Section(
                    optional(
                            "pcsc",
                            ANY,
                            "name pattern of a reader's SAM slot with a PSAM in it",
                            "插有 PSAM 的读卡器 SAM 槽名称"),
                    optional(
                            "hsm",
                            text(
                                    "[A-Za-z0-9.-]{1,200}:[0-9]{1,5}",
                                    "host:port of the gateway",
                                    "网关的 host:port"),
                            "an HSM's gateway, which holds the same key",
                            "加密机网关,持有同一密钥"),
                    optional("key", SECRET, "of the gateway; 64 hex digits", "网关密钥,64 位十六进制数"),
                    optional(
                            "test_keys",
                            new Flag(),
                            "in software, by published keys: anybody can make a card; loopback"
                                    + " brokers only",
                            "软件实现,使用公开的测试密钥,任何人都能造卡;仅限本机代理"),
                    preset(
                            "key_type",
                            new Whole(0, 31),
                            "8",
                            "type of the key, as the module numbers it",
                            "密钥类型,按模块编号"),
                    required(
                            "key_id",
                            new Whole(0, 255),
                            "the key that a chip proves to hold; the issuer says which",
                            "卡片需证明持有的密钥,由发卡方指定"),
                    preset(
                            "deadline_ms",
                            new Whole(20, 2_000),
                            "200",
                            "a tap waits no longer for it; then the level stays lower",
                            "刷卡等待的上限,超过则安全级别较低"));

    private static final Text NAME =
            text("([0-9a-f]{2}){5,16}", "5 to 16 bytes as hexadecimal digits", "5 到 16 字节十六进制数");

    private static final Section PURSE =
            new Section(
                    optional(
                            "pcsc",
                            ANY,
                            "name pattern of a reader's SAM slot with a PSAM in it",
                            "插有 PSAM 的读卡器 SAM 槽名称"),
                    optional(
                            "test_keys",
                            new Flag(),
                            "in software, by published keys: anybody can make a purse; loopback"
                                    + " brokers only",
                            "软件实现,使用公开的测试密钥,任何人都能造钱包;仅限本机代理"),
                    preset(
                            "terminal",
                            text("[0-9a-f]{12}", "12 hexadecimal digits", "12 位十六进制数"),
                            "000000000001",
                            "the number that a module in software gives itself",
                            "软件模块自报的终端机编号"),
                    preset(
                            "application",
                            NAME,
                            "a00000000386980701",
                            "by which a PSAM's purchases are selected; its issuer says which",
                            "PSAM 消费应用的名称,由发卡方指定"),
                    preset(
                            "name",
                            NAME,
                            "a00000000386980701",
                            "by which a card's purse is selected; its issuer says which",
                            "卡上钱包应用的名称,由发卡方指定"),
                    preset(
                            "number_file",
                            new Whole(1, 30),
                            "21",
                            "short id of the file with the purse's number",
                            "含钱包编号的文件短标识"),
                    preset("key_index", new Whole(0, 255), "1", "of the purchase key", "消费密钥索引"));

    private static final Section READER =
            new Section(
                    optional(
                            "pcsc",
                            ANY,
                            "name pattern of a PC/SC reader, * for any characters",
                            "PC/SC 读卡器名称,* 为任意字符"),
                    optional(
                            "serial",
                            TTY,
                            "tty of a resident ID card module (SAM)",
                            "居民身份证阅读模块(SAM)的串口"),
                    preset("baud", BAUD, "115200", "speed of that tty", "串口速率"),
                    optional("sim", new Flag(), "a simulated reader", "模拟读卡器"),
                    preset(
                            "slot",
                            new Choice("contactless", "contact", "either"),
                            "contactless",
                            "which face of the reader; either: each card tells",
                            "读卡器的哪一面;either: 由卡自己说明"),
                    preset(
                            "contact_cards",
                            new Choice("take", "refuse"),
                            "take",
                            "refuse: a card in a slot is sent to another credential",
                            "refuse: 插入卡槽的卡提示改用其他凭证"),
                    preset(
                            "applications",
                            new Seq(ID, 8),
                            "ssc uid",
                            "what is tried on a card, in this order: ssc, idcard, tunion, uid, or"
                                    + " a name under cards",
                            "依次尝试的卡应用: ssc、idcard、tunion、uid,或 cards 下的名称"),
                    preset(
                            "citizen_number",
                            new Flag(),
                            "false",
                            "also read it where a card gives it freely, as a second credential",
                            "卡片可免密读取时,另读公民身份号码作为第二凭证"),
                    optional(
                            "several_cards",
                            new Seq(
                                    text(
                                            "([0-9A-F]{4}|[A-Z][A-Z0-9_]{4,39})",
                                            "a status word as 4 hex digits, or an error's name",
                                            "4 位十六进制状态字,或错误名称"),
                                    8),
                            "status words and errors by which this reader tells of several cards",
                            "此读卡器表示有多张卡的状态字与错误"),
                    optional(
                            "replug",
                            text(
                                    "[0-9]{1,3}-[0-9]{1,3}(\\.[0-9]{1,3}){0,6}",
                                    "a USB port as 1-1.2, as in /sys/bus/usb/devices",
                                    "USB 端口,如 1-1.2,见 /sys/bus/usb/devices"),
                            "its USB port, which may be switched off and on when it does not"
                                    + " answer; absent: never",
                            "所在 USB 端口,无响应时可断开再接通;省略则从不"),
                    optional(
                            "module",
                            ID,
                            "a module of the board that social security cards prove themselves"
                                    + " to: A2",
                            "社保卡向其证明真伪的安全模块: A2"),
                    preset(
                            "certificate",
                            new Flag(),
                            "false",
                            "ask third-generation cards for their certificate: A3",
                            "要求第三代卡出示证书: A3"));

    static final Section SCANNER =
            new Section(
                    optional("serial", TTY, "tty of a QR scanner", "二维码扫描器的串口"),
                    preset(
                            "baud",
                            BAUD,
                            "115200",
                            "speed of that tty; USB takes any",
                            "串口速率,USB 不限"),
                    optional("sim", new Flag(), "a simulated scanner", "模拟扫描器"),
                    preset(
                            "suffix",
                            new Choice("cr", "lf", "crlf", "none"),
                            "cr",
                            "what the scanner puts behind a code",
                            "扫描器在码后附加的字符"),
                    preset(
                            "prefix",
                            text("[ -~]{0,16}", "printable, at most 16", "可见字符,最多 16 个"),
                            "",
                            "what the scanner puts before a code, such as ]Q1",
                            "扫描器在码前附加的字符,如 ]Q1"),
                    preset(
                            "max_chars",
                            new Whole(1, ForeignCode.CHARS_MAX),
                            "512",
                            "longer codes are dropped",
                            "更长的码会被丢弃"),
                    preset(
                            "same_code_ms",
                            new Whole(0, 60_000),
                            "1500",
                            "out of sight for so long, a code counts again",
                            "离开视野达到此时间后,同一码重新计"),
                    optional(
                            "maker",
                            new Choice("newland", "honeywell"),
                            "whose commands the settings are",
                            "设置命令所属的厂商"),
                    optional(
                            "settings",
                            new Seq(
                                    text(
                                            "[A-Za-z]{3}[A-Za-z0-9]{3}[ \"-+\\-/-:<-~]{0,58}",
                                            "tag, sub-tag and value as in the maker's manual",
                                            "厂商手册中的标签、子标签与值"),
                                    16),
                            "told to the scanner at each opening, in this order",
                            "每次打开时依次发给扫描器的设置"));

    private static final List<Shape.Key> LINE =
            List.of(
                    optional(
                            "line",
                            new NumberOrName(
                                    new Whole(0, 1_023),
                                    text(
                                            "(?=[0-9]*[^0-9])[!-~][ -~]{0,30}",
                                            "the line's number, or its name as GPIO17",
                                            "线号,或线名,如 GPIO17")),
                            "the line's number on its chip, or its name",
                            "芯片上的线号或线名"),
                    optional(
                            "chip",
                            ANY,
                            "another chip than that of gpio; sim: files",
                            "不同于 gpio 的芯片;sim:文件"),
                    preset(
                            "bias",
                            new Choice("as_is", "pull_up", "pull_down", "none"),
                            "as_is",
                            "resistor inside the chip while the daemon runs; ignored by chips that"
                                    + " have none",
                            "守护进程运行时芯片内的电阻;芯片没有则忽略"),
                    optional("sim", new Flag(), "files instead of a line", "以文件代替线"));

    private static final Section RELAY =
            Section.of(
                    List.of(
                            LINE,
                            List.of(
                                    preset(
                                            "active",
                                            new Choice("high", "low"),
                                            "high",
                                            "energised level",
                                            "有效电平"),
                                    preset(
                                            "drive",
                                            new Choice("push_pull", "open_drain", "open_source"),
                                            "push_pull",
                                            "how the line is driven",
                                            "线的驱动方式"),
                                    preset(
                                            "max_on_ms",
                                            new Whole(100, 600_000),
                                            "300000",
                                            "longest release whatever is asked",
                                            "单次释放的最长时间,无论请求多久"),
                                    preset(
                                            "at_stop",
                                            new Choice("off", "on"),
                                            "off",
                                            "from start to the first release, and set by a stop",
                                            "启动至首次释放期间,以及停止时设定的状态"),
                                    preset(
                                            "at_crash",
                                            new Choice("off", "on", "keeps", "unknown"),
                                            "unknown",
                                            "what the hardware makes of it when the daemon was"
                                                    + " killed, or has stopped: kill it and look",
                                            "守护进程被杀死或停止后由硬件决定的状态:请杀死进程后观察"),
                                    preset(
                                            "at_power_up",
                                            new Choice("off", "on", "unknown"),
                                            "unknown",
                                            "what the hardware makes of it until the daemon starts",
                                            "上电至守护进程启动期间由硬件决定的状态"),
                                    preset(
                                            "hold_at_hang",
                                            new Choice("off", "on"),
                                            "off",
                                            "on keeps a hold when the program hangs, for fire"
                                                    + " routes",
                                            "程序挂起时是否保持,用于疏散通道"))));

    private static final Seq BAND = new Seq(new Whole(0, 30_000), 2);

    private static final Section CONTACT =
            Section.of(
                    List.of(
                            LINE,
                            List.of(
                                    optional(
                                            "closed_when",
                                            new Choice("high", "low"),
                                            "the level that means closed, pressed or alarmed",
                                            "表示闭合、按下或报警的电平"),
                                    optional(
                                            "adc",
                                            ANY,
                                            "a supervised line: label or name of the converter"
                                                    + " that measures it",
                                            "受监测的线:测量它的模数转换器的标签或名称"),
                                    optional(
                                            "channel",
                                            new Whole(0, 31),
                                            "of that converter",
                                            "转换器的通道"),
                                    optional(
                                            "closed_mv",
                                            BAND,
                                            "what a supervised line measures closed: lowest,"
                                                    + " highest",
                                            "受监测的线闭合时的毫伏数:最低、最高"),
                                    optional(
                                            "open_mv",
                                            BAND,
                                            "the same open; below both it is short, above both"
                                                    + " cut",
                                            "断开时的毫伏数;低于两者为短路,高于两者为断线"),
                                    preset(
                                            "debounce_ms",
                                            new Whole(1, 300),
                                            "30",
                                            "shorter changes are bounce",
                                            "短于此时间的变化视为抖动"))));

    private static final Section KEYPAD =
            new Section(
                    optional(
                            "input",
                            text(
                                    "/[!-~]{1,199}",
                                    "a path that survives re-plugging, as"
                                            + " /dev/input/by-id/...-event-kbd",
                                    "重新插拔后不变的路径,如 /dev/input/by-id/...-event-kbd"),
                            "an input device: a USB number pad, or keys on lines",
                            "输入设备:USB 数字键盘,或接在线上的按键"),
                    optional("sim", new Flag(), "a simulated keypad", "模拟键盘"));

    static final Section BOARD =
            new Section(
                    BoardFileShape.MODEL,
                    optional(
                            "gpio",
                            new Section(
                                    required(
                                            "chip",
                                            ANY,
                                            "its label, its name as gpiochip0, or its device; sim:"
                                                    + " lines are files",
                                            "芯片标签、名称(如 gpiochip0)或设备路径;sim:线为文件")),
                            "where the lines are; with model, another chip than its, or sim",
                            "线所在的芯片;有 model 时为不同的芯片或 sim"),
                    preset(
                            "pcsc_provider",
                            new Choice("own", "jdk"),
                            "own",
                            "how PC/SC readers are reached; jdk: one slow card holds up all",
                            "访问 PC/SC 读卡器的方式;jdk:一张慢卡会拖住所有读卡器"),
                    optional("readers", new Named(READER), "card readers by name", "读卡器,按名称"),
                    optional(
                            "scanners",
                            new Named(SCANNER),
                            "code scanners by name, none that a reader has",
                            "扫码器,按名称,不与读卡器重名"),
                    optional(
                            "plates",
                            new Named(CameraShape.CAMERA),
                            "cameras that read plates of vehicles, by name, none that a reader has",
                            "识别车牌的摄像机,按名称,不与读卡器重名"),
                    optional(
                            "keypads",
                            new Named(KEYPAD),
                            "where PINs are entered, by name, none that a reader has",
                            "输入密码的键盘,按名称,不与读卡器重名"),
                    optional(
                            "biometrics",
                            new Named(BodyShape.SENSOR),
                            "sensors that look at fingers, faces or veins, by name, none that a"
                                    + " reader has",
                            "指纹、人脸、静脉识别设备,按名称,不与读卡器重名"),
                    optional(
                            "printers",
                            new Named(CountertopShape.PRINTER),
                            "receipt printers by name",
                            "小票打印机,按名称"),
                    optional(
                            "displays",
                            new Named(CountertopShape.DISPLAY),
                            "customer displays by name",
                            "顾客显示屏,按名称"),
                    optional(
                            "voices",
                            new Named(CountertopShape.VOICE),
                            "what speaks, by name",
                            "语音播报,按名称"),
                    optional(
                            "scales",
                            new Named(CountertopShape.SCALE),
                            "scales that food stands on, by name",
                            "盛放菜品的秤,按名称"),
                    optional(
                            "trays",
                            new Named(CountertopShape.TRAY),
                            "antennas that read the plates on a tray, by name",
                            "读取托盘上餐盘的天线,按名称"),
                    optional(
                            "modules",
                            new Named(MODULE),
                            "security modules with the issuer's keys, by name",
                            "持有发卡方密钥的安全模块,按名称"),
                    optional(
                            "purses",
                            new Named(PURSE),
                            "modules that the purses on cards pay at, by name",
                            "卡上电子钱包的消费安全模块,按名称"),
                    optional("relays", new Named(RELAY), "outputs by name", "输出,按名称"),
                    optional("contacts", new Named(CONTACT), "inputs by name", "输入,按名称"));

    private BoardShape() {}
}
