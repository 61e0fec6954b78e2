package onecard.edge.site;

import static onecard.edge.site.AreaShape.AREA;
import static onecard.edge.site.BarrierShape.BARRIER;
import static onecard.edge.site.BoardShape.BOARD;
import static onecard.edge.site.CanteenShape.CANTEEN;
import static onecard.edge.site.CardShape.CARD_LAYOUT;
import static onecard.edge.site.CardShape.CERTIFICATES;
import static onecard.edge.site.DoorShape.DOOR;
import static onecard.edge.site.MeetingShape.MEETING;
import static onecard.edge.site.PointShape.PROFILE;
import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ANY;
import static onecard.edge.site.Terms.ID;
import static onecard.edge.site.Terms.PUBLIC_KEYS;
import static onecard.edge.site.Terms.SECRET;
import static onecard.edge.site.Terms.text;
import static onecard.edge.site.TimesShape.CALENDAR;
import static onecard.edge.site.TimesShape.SCHEDULE;
import static onecard.edge.site.TurnstileShape.TURNSTILE;

import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Kinds;
import onecard.edge.site.Shape.Named;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Whole;
import onecard.site.Uplink;

/// Every key of the site file: what may stand there, what holds without it, and why it exists.
/// The one place to look for a key; the larger sections have shapes of their own.
final class SiteShape {

    private static final Section SITE_KEY =
            new Section(
                    optional("credential", ID, "name of a systemd credential", "systemd 凭据名"),
                    optional("file", ANY, "path of a file with mode 0600", "权限为 0600 的文件"),
                    optional(
                            "generate",
                            new Flag(),
                            "made at first use; loopback brokers only",
                            "首次使用时生成,仅限本机代理"),
                    optional(
                            "former",
                            SECRET,
                            "the key of before, by which people are known too while it is rolled;"
                                    + " without it only by the other",
                            "更换站点密钥期间仍识别的旧密钥;无此项则只认新密钥"));

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
                            "PEM file of trusted authorities; absent: those the Java runtime"
                                    + " trusts",
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

    static final Kinds POINT =
            new Kinds(
                    PROFILE,
                    new Kinds.Kind("door", DOOR),
                    new Kinds.Kind("turnstile", TURNSTILE),
                    new Kinds.Kind("barrier", BARRIER),
                    new Kinds.Kind("canteen", CANTEEN),
                    new Kinds.Kind("meeting", MEETING));

    static final Section SITE =
            new Section(
                    required("onecard", new Whole(1, 1), "version of this format", "格式版本"),
                    required("site", ID, "the site's name", "站点名称"),
                    required("device", ID, "this controller's name", "本控制器的名称"),
                    required("timezone", ANY, "IANA name of the site's time zone", "站点时区的 IANA 名称"),
                    preset(
                            "clock",
                            new Choice("kernel", "assume_synced", "simulated"),
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
                            "areas",
                            new Named(AREA),
                            "parts of the site whose people are counted, by name",
                            "计人的区域,按名称"),
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
                                    preset(
                                            "version",
                                            new Choice("mqtt5", "mqtt3.1.1"),
                                            "mqtt5",
                                            "the protocol; mqtt3.1.1 only where the broker speaks"
                                                    + " nothing newer",
                                            "协议;仅当代理不支持更新版本时写 mqtt3.1.1"),
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
                                            "代理要求时的密码"),
                                    preset(
                                            "home_assistant",
                                            new Flag(),
                                            "false",
                                            "Home Assistant is told of this device and its points,"
                                                    + " to show them; it commands nothing",
                                            "让 Home Assistant 发现并显示本设备及其通行点,不能控制"),
                                    preset(
                                            "backlog_per_s",
                                            new Whole(10, Uplink.BACKLOG_PER_SECOND_MAX),
                                            Integer.toString(Uplink.BACKLOG_PER_SECOND_MAX),
                                            "events of a backlog a second, at most; lower it for a"
                                                    + " thin line or a broker of many; what is live"
                                                    + " waits for none",
                                            "补传事件的最高速率;线路窄或代理设备多时可调低;实时事件不受限")),
                            "the broker, and how it is reached",
                            "消息代理及连接方式"),
                    optional(
                            "biometric_data",
                            BodyShape.DATA,
                            "why data of people's bodies are kept, and for how long",
                            "为何保存生物特征以及保存期限"),
                    optional(
                            "models",
                            FaceModelsShape.MODELS,
                            "nets that people are compared by here, which the site brings",
                            "本机比对所用的模型,由站点自备"),
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
                                    optional("updates", PUBLIC_KEYS, "who may update", "可下发升级者"),
                                    optional(
                                            "calibrations",
                                            PUBLIC_KEYS,
                                            "who may say what scores of biometric engines mean",
                                            "可签发生物识别校准记录者"),
                                    optional(
                                            "enrolments",
                                            PUBLIC_KEYS,
                                            "who may sign the templates that cards carry; without"
                                                    + " it none are read",
                                            "可签发卡内生物特征模板者;无此项则不读取"),
                                    optional(
                                            "vault",
                                            SECRET,
                                            "what opens biometric templates; 64 hex digits, and not"
                                                    + " on the same disk; without it none are kept",
                                            "打开生物特征模板的密钥,64 位十六进制数,不应与模板同盘;无此键则不保存模板")),
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

    private SiteShape() {}
}
