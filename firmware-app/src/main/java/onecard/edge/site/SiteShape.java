package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;

import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Named;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Text;
import onecard.edge.site.Shape.Whole;

/// Every key of the site file: what may stand there, what holds without it, and why it exists.
/// The one place to add a key.
final class SiteShape {

    static final String ID_PATTERN = "[a-z0-9][a-z0-9-]{0,31}";

    private static final Text ID =
            new Text(ID_PATTERN, "1 to 32 of a-z, 0-9 and -, not beginning with -");
    private static final Text ANY = new Text(".{1,200}", "1 to 200 characters");
    private static final Text DATE = new Text("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date as YYYY-MM-DD");
    private static final Text TIME =
            new Text("([01][0-9]|2[0-3]):[0-5][0-9]", "a time as \"HH:MM\"");
    private static final Text PUBLIC_KEY =
            new Text(
                    "(ed25519:[A-Za-z0-9_-]{43}|sm2:[A-Za-z0-9_-]{87})",
                    "a public key as ed25519:... or sm2:...");
    private static final Seq IDS = new Seq(ID, 64);
    private static final Seq DATES = new Seq(DATE, 1_000);
    private static final Seq PUBLIC_KEYS = new Seq(PUBLIC_KEY, 16);

    private static final Section SECRET =
            new Section(
                    optional("credential", ID, "name of a systemd credential", "systemd 凭据名"),
                    optional("file", ANY, "path of a file with mode 0600", "权限为 0600 的文件"));

    private static final Section SITE_KEY =
            new Section(
                    optional("credential", ID, "name of a systemd credential", "systemd 凭据名"),
                    optional("file", ANY, "path of a file with mode 0600", "权限为 0600 的文件"),
                    optional(
                            "generate",
                            new Flag(),
                            "made at first use; loopback brokers only",
                            "首次使用时生成,仅限本机代理"));

    private static final Section READER =
            new Section(
                    optional(
                            "pcsc",
                            ANY,
                            "name pattern of a PC/SC reader, * for any characters",
                            "PC/SC 读卡器名称,* 为任意字符"),
                    optional("sim", new Flag(), "a simulated reader", "模拟读卡器"),
                    preset(
                            "slot",
                            new Choice("contactless", "contact"),
                            "contactless",
                            "which face of the reader",
                            "读卡器的哪一面"),
                    preset(
                            "applications",
                            new Seq(new Choice("ssc", "idcard", "tunion", "uid"), 8),
                            "ssc uid",
                            "what is tried on a card, in this order",
                            "依次尝试的卡应用"));

    private static final Section RELAY =
            new Section(
                    optional(
                            "line",
                            new Whole(0, 1_023),
                            "offset of the line; absent for a simulated output",
                            "线号,模拟输出可省略"),
                    preset("active", new Choice("high", "low"), "high", "energised level", "有效电平"),
                    preset(
                            "max_on_ms",
                            new Whole(100, 600_000),
                            "300000",
                            "longest release whatever is asked",
                            "单次释放的最长时间"),
                    preset(
                            "at_stop",
                            new Choice("off", "on"),
                            "off",
                            "state while no daemon runs",
                            "守护进程停止时的状态"),
                    preset(
                            "hold_at_hang",
                            new Choice("off", "on"),
                            "off",
                            "on keeps a hold when the program hangs, for fire routes",
                            "程序挂起时是否保持,用于疏散通道"),
                    optional("sim", new Flag(), "a simulated output", "模拟输出"));

    private static final Section CONTACT =
            new Section(
                    optional(
                            "line",
                            new Whole(0, 1_023),
                            "offset of the line; absent for a simulated input",
                            "线号,模拟输入可省略"),
                    required(
                            "closed_when",
                            new Choice("high", "low"),
                            "the level that means closed, pressed or alarmed",
                            "表示闭合、按下或报警的电平"),
                    preset(
                            "debounce_ms",
                            new Whole(5, 300),
                            "30",
                            "shorter changes are bounce",
                            "短于此时间的变化视为抖动"),
                    optional("sim", new Flag(), "a simulated input", "模拟输入"));

    private static final Section BOARD =
            new Section(
                    required(
                            "gpio",
                            new Section(required("chip", ANY, "sim: lines are files", "sim:线为文件")),
                            "where the lines are",
                            "线所在的芯片"),
                    required("readers", new Named(READER), "card readers by name", "读卡器"),
                    required("relays", new Named(RELAY), "outputs by name", "输出"),
                    optional("contacts", new Named(CONTACT), "inputs by name", "输入"));

    private static final Section WINDOW =
            new Section(
                    required(
                            "days",
                            new Seq(new Choice("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 7),
                            "days on which the window begins",
                            "时段开始的星期"),
                    required("from", TIME, "included", "开始,含"),
                    required("until", TIME, "excluded; not after from: next day", "结束,不含"));

    private static final Seq SCHEDULE = new Seq(WINDOW, 64);

    private static final Section CALENDAR =
            new Section(
                    optional("holidays", DATES, "closed days", "节假日"),
                    optional("workdays", DATES, "make-up workdays", "调休工作日"));

    private static final Section SIDE =
            new Section(
                    optional("reader", ID, "a reader of the board", "读卡器"),
                    optional("relay", ID, "the lock's relay", "锁继电器"));

    private static final Section POINT =
            new Section(
                    required("id", ID, "its name in events and topics", "名称"),
                    required(
                            "profile",
                            new Choice("door"),
                            "what kind of point; this release knows the door",
                            "点位类型,本版本仅支持门"),
                    required("in", SIDE, "the entrance's reader, and the lock", "入口读卡器与锁"),
                    optional("out", SIDE, "the exit's reader", "出口读卡器"),
                    optional("contact", ID, "the door contact", "门磁"),
                    optional("exit_button", ID, "the exit button's contact", "出门按钮"),
                    preset(
                            "exit_button_does",
                            new Choice("unlock", "shunt"),
                            "unlock",
                            "release the lock, or only keep opening from being an alarm",
                            "释放锁,或仅旁路报警"),
                    optional("fire", ID, "the fire alarm's contact", "消防输入"),
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
                            "超过此时间报警"),
                    preset(
                            "pre_alarm_percent",
                            new Whole(10, 95),
                            "80",
                            "share of held_open_ms after which the tone warns",
                            "预警占比"),
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
                    required("lists", IDS, "whose entries count here", "有效名单"),
                    optional("groups", IDS, "groups that may pass; absent: all", "可通行的组"),
                    optional("schedule", ID, "when cards are decided on", "开放时段"),
                    optional("calendar", ID, "holidays and make-up workdays", "日历"),
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
                            "名单超过此时间失效"),
                    preset(
                            "untrusted_clock",
                            new Choice("permanent_only", "refuse"),
                            "permanent_only",
                            "what an untrusted clock means for timed rights",
                            "时钟不可信时的处理"),
                    preset(
                            "valid_card_only",
                            new Flag(),
                            "false",
                            "refuse cards past their own expiry date",
                            "拒绝过期卡"),
                    preset(
                            "exit",
                            new Choice("always", "checked"),
                            "always",
                            "always: an exit grants and notes",
                            "出口是否始终放行"));

    static final Section SITE =
            new Section(
                    required("onecard", new Whole(1, 1), "version of this format", "格式版本"),
                    required("site", ID, "the site's name", "站点"),
                    required("device", ID, "this controller's name", "设备"),
                    required("timezone", ANY, "IANA name of the site's time zone", "时区"),
                    preset(
                            "clock",
                            new Choice("kernel", "assume_synced"),
                            "kernel",
                            "who says that the clock is right",
                            "时钟可信来源"),
                    required("board", BOARD, "what is wired where", "接线"),
                    optional("schedules", new Named(SCHEDULE), "weekly windows by name", "每周时段"),
                    optional(
                            "calendars",
                            new Named(CALENDAR),
                            "days that are not what their weekday says",
                            "日历"),
                    required("points", new Seq(POINT, 64), "what each point does", "点位"),
                    required(
                            "lists",
                            new Named(
                                    new Section(
                                            preset(
                                                    "local",
                                                    new Flag(),
                                                    "false",
                                                    "a CSV may be imported here without signature",
                                                    "允许本地导入"))),
                            "lists held here",
                            "名单"),
                    optional(
                            "journal",
                            new Section(
                                    preset(
                                            "max_mb",
                                            new Whole(16, 65_536),
                                            "512",
                                            "largest journal",
                                            "流水最大容量"),
                                    preset(
                                            "retention_days",
                                            new Whole(1, 90),
                                            "7",
                                            "received rows stay so long",
                                            "已确认记录的保留天数"),
                                    preset(
                                            "host",
                                            new Choice("required", "none"),
                                            "required",
                                            "none: a good PUBACK counts as received",
                                            "none:PUBACK 即视为已接收")),
                            "how the journal is kept",
                            "流水"),
                    required(
                            "uplink",
                            new Section(
                                    required(
                                            "url",
                                            new Text(
                                                    "(mqtts?|wss?|tcp|ssl)://[^@\\s]{1,200}",
                                                    "mqtt://, mqtts://, ws:// or wss:// and a host,"
                                                            + " without a password"),
                                            "the broker",
                                            "消息代理"),
                                    optional(
                                            "ca",
                                            ANY,
                                            "PEM file of trusted authorities; absent: those the"
                                                    + " Java runtime trusts",
                                            "CA 文件,缺省为 Java 运行环境信任的 CA"),
                                    optional("cert", SECRET, "our certificate", "证书"),
                                    optional("key", SECRET, "its key", "私钥"),
                                    optional("username", ANY, "where a broker wants it", "用户名"),
                                    optional("password", SECRET, "where a broker wants it", "密码")),
                            "the broker, and how it is reached",
                            "上行"),
                    required(
                            "keys",
                            new Section(
                                    required("site", SITE_KEY, "turns numbers into tokens", "站点密钥"),
                                    optional("lists", PUBLIC_KEYS, "who may sign lists", "名单签名者"),
                                    optional("commands", PUBLIC_KEYS, "who may command", "指令签名者"),
                                    optional("configs", PUBLIC_KEYS, "who may configure", "配置签名者"),
                                    optional("hosts", PUBLIC_KEYS, "whose acks count", "主机"),
                                    optional("passes", PUBLIC_KEYS, "who may issue passes", "通行证"),
                                    optional("updates", PUBLIC_KEYS, "who may update", "升级")),
                            "keys, by file or credential, never inline",
                            "密钥"),
                    optional(
                            "metrics",
                            new Section(
                                    preset(
                                            "listen",
                                            new Text(
                                                    "([a-z0-9.:\\[\\]-]+:[0-9]{1,5})?",
                                                    "host:port, or empty"),
                                            "",
                                            "OpenMetrics text at this address",
                                            "指标地址")),
                            "local metrics",
                            "指标"));

    private SiteShape() {}
}
