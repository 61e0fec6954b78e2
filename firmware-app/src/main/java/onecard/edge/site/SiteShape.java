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
import onecard.hal.card.CertificateProof;
import onecard.site.ForeignCode;
import onecard.words.Words;

/// Every key of the site file: what may stand there, what holds without it, and why it exists.
/// The one place to add a key.
final class SiteShape {

    static final String ID_PATTERN = "[a-z0-9][a-z0-9-]{0,31}";

    private static final Text ID =
            text(
                    ID_PATTERN,
                    "1 to 32 of a-z, 0-9 and -, not beginning with -",
                    "1 到 32 个 a-z、0-9 与 -,且不以 - 开头");
    /// No controls: such a text names no file, and would not survive a terminal.
    private static final Text ANY =
            text(
                    "[^\\x00-\\x1f\\x7f-\\x9f]{1,200}",
                    "1 to 200 printable characters",
                    "1 到 200 个可见字符");
    private static final Text DATE =
            text("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date as YYYY-MM-DD", "YYYY-MM-DD 形式的日期");
    private static final Text TIME =
            text("([01][0-9]|2[0-3]):[0-5][0-9]", "a time as \"HH:MM\"", "\"HH:MM\" 形式的时间");
    private static final Text PUBLIC_KEY =
            text(
                    "(ed25519:[A-Za-z0-9_-]{43}|sm2:[A-Za-z0-9_-]{87})",
                    "a public key as ed25519:... or sm2:...",
                    "ed25519:... 或 sm2:... 形式的公钥");
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

    private static final Text TTY =
            text(
                    "/[!-~]{1,199}",
                    "a path that survives re-plugging, as /dev/serial/by-id/...",
                    "重新插拔后不变的路径,如 /dev/serial/by-id/...");
    private static final Whole BAUD = new Whole(9_600, 115_200);
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

    private static final Text HEX_FILE = text("[0-9a-f]{4}", "4 hex digits", "4 位十六进制数");

    private static final Section CARD_ITEM =
            new Section(
                    required(
                            "means",
                            new Choice("id", "version", "expires", "region", "citizen"),
                            "what the item tells of the card",
                            "该数据项的含义"),
                    optional("file", HEX_FILE, "file id, with record", "文件标识,与 record 同用"),
                    optional("record", new Whole(1, 254), "number of the record", "记录号"),
                    optional(
                            "tag",
                            text("[0-9a-f]{2}", "2 hex digits", "2 位十六进制数"),
                            "first byte of the record, before its length; absent: neither stands"
                                    + " there",
                            "记录首字节,其后为长度;省略则两者都没有"),
                    optional(
                            "short_id",
                            new Whole(1, 30),
                            "short id of a file without records",
                            "无记录文件的短标识"),
                    optional(
                            "value_bytes",
                            new Whole(1, LayoutBinder.VALUE_MAX),
                            "length of the whole value; absent: it ends with the item",
                            "整个值的字节数,省略则到该项为止"),
                    preset(
                            "offset",
                            new Whole(0, LayoutBinder.VALUE_MAX - 1),
                            "0",
                            "first byte in the value",
                            "在值中的起始字节"),
                    required(
                            "bytes",
                            new Whole(1, LayoutBinder.VALUE_MAX),
                            "length of the item",
                            "该项的字节数"),
                    required(
                            "coding",
                            new Choice("b", "cn", "cn-tail", "an"),
                            "b binary, cn two digits a byte, cn-tail without the first digit, an"
                                    + " ASCII",
                            "b 二进制,cn 压缩数字,cn-tail 去掉首位数字,an 字母数字"));

    private static final Section CARD_LAYOUT =
            new Section(
                    optional(
                            "select",
                            text("([0-9a-f]{2}){5,16}", "5 to 16 bytes in hex", "5 到 16 字节的十六进制数"),
                            "name of the application; absent for ssc, which this adds to",
                            "应用名称;扩展 ssc 时省略"),
                    optional(
                            "kind",
                            new Choice("ssc", "tunion"),
                            "kind of credential in lists and events; absent for ssc",
                            "名单与事件中的凭证类别;扩展 ssc 时省略"),
                    required(
                            "items",
                            new Seq(CARD_ITEM, 5),
                            "what is read, one of each meaning; in ssc each takes the place of the"
                                    + " known one",
                            "读取的数据项,每种含义一项;在 ssc 下取代已知的同义项"));

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
                            "单次释放的最长时间,无论请求多久"),
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
                            "modules",
                            new Named(MODULE),
                            "security modules with the issuer's keys, by name",
                            "持有发卡方密钥的安全模块,按名称"),
                    required("relays", new Named(RELAY), "outputs by name", "输出,按名称"),
                    optional("contacts", new Named(CONTACT), "inputs by name", "输入,按名称"));

    private static final Section CERTIFICATES =
            new Section(
                    required(
                            "issuers",
                            ANY,
                            "PEM file of SM2 roots and authorities below them",
                            "SM2 根证书与下级机构证书的 PEM 文件"),
                    required(
                            "crls",
                            new Seq(ANY, 64),
                            "files of revocation lists, one an authority; read again when they"
                                    + " change",
                            "吊销列表文件,每个机构一份;变化后自动重读"),
                    preset(
                            "crl_grace_h",
                            new Whole(0, 2_160),
                            "72",
                            "a list past its end still speaks so long; then the level stays lower",
                            "列表到期后仍可使用的时间,超过则安全级别较低"),
                    preset(
                            "application",
                            text("([0-9a-f]{2}){5,16}", "10 to 32 hex digits", "10 到 32 位十六进制数"),
                            CertificateProof.SIMULATED,
                            "name of the card's certificate application; the real card's is not"
                                    + " public, this is the software card's",
                            "卡上证书应用的名称;真卡的未公开,此为软件卡的名称"));

    static final Section WINDOW =
            new Section(
                    required(
                            "days",
                            new Seq(new Choice("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 7),
                            "days on which the window begins",
                            "时段开始的星期"),
                    required("from", TIME, "included", "开始,含"),
                    required(
                            "until",
                            TIME,
                            "excluded; not after from: next day",
                            "结束,不含;不晚于 from 则为次日"));

    private static final Seq SCHEDULE = new Seq(WINDOW, 64);

    private static final Section CALENDAR =
            new Section(
                    optional("holidays", DATES, "closed days", "节假日"),
                    optional("workdays", DATES, "make-up workdays", "调休工作日"));

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

    private static final Section POINT =
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

    private static final Section CODE =
            new Section(
                    preset(
                            "prefix",
                            text("[!-~]{0,64}", "printable, at most 64", "可见字符,最多 64 个"),
                            "",
                            "how such a code begins",
                            "此类码的开头"),
                    preset("min_chars", new Whole(1, 1_024), "16", "shortest code", "码的最短长度"),
                    preset("max_chars", new Whole(1, 1_024), "512", "longest code", "码的最长长度"),
                    preset(
                            "charset",
                            new Choice("digits", "hex", "alphanumeric", "base64url", "printable"),
                            "alphanumeric",
                            "of what it is made",
                            "码的字符集"),
                    optional(
                            "url",
                            text(
                                    "(https://|http://(127\\.0\\.0\\.1|localhost)[:/])[^@\\s]{1,200}",
                                    "https:// and a host, or http:// on this machine, without a"
                                            + " password",
                                    "https:// 加主机,或本机的 http://,不带密码"),
                            "who says whom it names; absent: nobody",
                            "解码服务,省略则无"),
                    optional("token", SECRET, "sent as a bearer token", "作为 Bearer 令牌发送"),
                    optional(
                            "ca",
                            ANY,
                            "PEM file of trusted authorities; absent: those the Java runtime trusts",
                            "受信任机构的 PEM 文件;缺省为 Java 运行环境信任的机构"),
                    preset(
                            "timeout_ms",
                            new Whole(100, 5_000),
                            "1500",
                            "people wait no longer for an answer",
                            "等待应答的最长时间"),
                    preset(
                            "life_s",
                            new Whole(1, 86_400),
                            "60",
                            "shown again within this it is a replay",
                            "在此时间内再次出示视为重放"),
                    preset(
                            "offline",
                            new Choice("card", "refuse"),
                            "card",
                            "without an answer: ask for the card, or say it is a fault",
                            "无应答时:提示刷卡,或提示设备故障"));

    static final Section SITE =
            new Section(
                    required("onecard", new Whole(1, 1), "version of this format", "格式版本"),
                    required("site", ID, "the site's name", "站点名称"),
                    required("device", ID, "this controller's name", "本控制器的名称"),
                    required("timezone", ANY, "IANA name of the site's time zone", "站点时区的 IANA 名称"),
                    preset(
                            "clock",
                            new Choice("kernel", "assume_synced"),
                            "kernel",
                            "who says that the clock is right",
                            "时钟可信来源"),
                    required("board", BOARD, "what is wired where", "各处的接线"),
                    optional(
                            "schedules", new Named(SCHEDULE), "weekly windows by name", "每周时段,按名称"),
                    optional(
                            "calendars",
                            new Named(CALENDAR),
                            "days that are not what their weekday says",
                            "与星期不符的日子"),
                    optional(
                            "cards",
                            new Named(CARD_LAYOUT),
                            "files and records of a province's cards, by application",
                            "本省卡片的文件与记录,按应用"),
                    optional(
                            "certificates",
                            CERTIFICATES,
                            "whose certificates on cards are believed",
                            "信任哪些机构签发的卡证书"),
                    required("points", new Seq(POINT, 64), "what each point does", "各点位的行为"),
                    required(
                            "lists",
                            new Named(
                                    new Section(
                                            preset(
                                                    "local",
                                                    new Flag(),
                                                    "false",
                                                    "a CSV may be imported here without signature",
                                                    "允许在此导入未签名的 CSV"))),
                            "lists held here",
                            "本机保存的名单"),
                    optional(
                            "codes",
                            new Named(CODE),
                            "codes of others by name, forwarded unread",
                            "他方的二维码,按名称,原样转发"),
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
                            "流水的保存方式"),
                    required(
                            "uplink",
                            new Section(
                                    required(
                                            "url",
                                            text(
                                                    "(mqtts?|wss?|tcp|ssl)://[^@\\s]{1,200}",
                                                    "mqtt://, mqtts://, ws:// or wss:// and a host,"
                                                            + " without a password",
                                                    "mqtt://、mqtts://、ws:// 或 wss:// 加主机,不带密码"),
                                            "the broker",
                                            "消息代理"),
                                    optional(
                                            "ca",
                                            ANY,
                                            "PEM file of trusted authorities; absent: those the"
                                                    + " Java runtime trusts",
                                            "受信任机构的 PEM 文件;缺省为 Java 运行环境信任的机构"),
                                    optional("cert", SECRET, "our certificate", "本机证书"),
                                    optional("key", SECRET, "its key", "证书的私钥"),
                                    optional(
                                            "username",
                                            ANY,
                                            "where a broker wants it",
                                            "代理要求时的用户名"),
                                    optional(
                                            "password",
                                            SECRET,
                                            "where a broker wants it",
                                            "代理要求时的密码")),
                            "the broker, and how it is reached",
                            "消息代理及连接方式"),
                    required(
                            "keys",
                            new Section(
                                    required(
                                            "site",
                                            SITE_KEY,
                                            "turns numbers into tokens",
                                            "将号码变为令牌的密钥"),
                                    optional("lists", PUBLIC_KEYS, "who may sign lists", "可签发名单者"),
                                    optional("commands", PUBLIC_KEYS, "who may command", "可下达指令者"),
                                    optional("configs", PUBLIC_KEYS, "who may configure", "可下发配置者"),
                                    optional("hosts", PUBLIC_KEYS, "whose acks count", "其确认有效的主机"),
                                    optional(
                                            "passes",
                                            PUBLIC_KEYS,
                                            "who may issue passes",
                                            "可签发通行证者"),
                                    optional(
                                            "rolling",
                                            SECRET,
                                            "what rolling codes are derived from; 64 hex digits",
                                            "派生动态码的密钥,64 位十六进制数"),
                                    optional("updates", PUBLIC_KEYS, "who may update", "可下发升级者")),
                            "keys, by file or credential, never inline",
                            "密钥,以文件或凭据提供,绝不直接写入"),
                    optional(
                            "metrics",
                            new Section(
                                    preset(
                                            "listen",
                                            text(
                                                    "([a-z0-9.:\\[\\]-]+:[0-9]{1,5})?",
                                                    "host:port, or empty",
                                                    "host:port,或留空"),
                                            "",
                                            "OpenMetrics text at this address",
                                            "在此地址提供 OpenMetrics 文本")),
                            "local metrics",
                            "本机指标"));

    private static Text text(String pattern, String en, String zh) {
        return new Text(pattern, new Words(zh, en));
    }

    private SiteShape() {}
}
