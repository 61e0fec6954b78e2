package onecard.edge.site;

import static onecard.edge.site.PointShape.LOOKING;
import static onecard.edge.site.PointShape.PROFILE;
import static onecard.edge.site.PointShape.READING;
import static onecard.edge.site.PointShape.SHUTTING;
import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Shape.Key.required;
import static onecard.edge.site.Terms.ID;
import static onecard.edge.site.Terms.IDS;
import static onecard.edge.site.Terms.text;

import java.util.List;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Flag;
import onecard.edge.site.Shape.Key;
import onecard.edge.site.Shape.Named;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Seq;
import onecard.edge.site.Shape.Text;
import onecard.edge.site.Shape.Whole;
import onecard.site.SiteTill;

/// The keys of a till.
final class CanteenShape {

    /// 99,999.99 yuan: more than any meal, and far from what overflows.
    private static final long FEN_MAX = 9_999_999;

    private static final Whole FEN = new Whole(1, FEN_MAX);
    private static final Whole FEN_OR_NONE = new Whole(0, FEN_MAX);
    private static final Whole COUNT_OR_NONE = new Whole(0, 99);
    private static final Whole FEN_OF_ALL_OR_NONE = new Whole(0, 100 * FEN_MAX);
    private static final Whole COUNT_OF_ALL_OR_NONE = new Whole(0, 9_999);

    private static final Section SIDE = Section.of(List.of(READING, LOOKING));

    private static final Section MEAL =
            new Section(
                    required("schedule", ID, "when it is served", "供餐时段"),
                    optional(
                            "price_fen",
                            FEN,
                            "what it costs, where mode is fixed and no list of prices says it;"
                                    + " where it is pickup, for whoever has ordered nothing: absent,"
                                    + " they get nothing",
                            "定价模式下的价格,使用价目名单时省略;取餐模式下为无预订者的价格,省略则不售"));

    private static final Section WALLET =
            new Section(
                    required("id", ID, "its name in the list of accounts", "在账户名单中的名称"),
                    optional("share_fen", FEN, "pays so much of a sale at most", "每笔最多支付的金额"),
                    optional(
                            "share_percent",
                            new Whole(1, 100),
                            "pays so much of a sale at most",
                            "每笔最多支付的比例"),
                    preset(
                            "term",
                            new Choice("none", "month", "quarter"),
                            "none",
                            "what is in it is good until the end of that",
                            "余额有效期至该期末"),
                    preset(
                            "first_helping_only",
                            new Flag(),
                            "false",
                            "pays for a person's first sale of a meal alone",
                            "仅用于每餐第一笔"));

    private static final Text TAG =
            text("[0-9A-F]{2,24}", "2 to 24 capital hexadecimal digits", "2 到 24 位大写十六进制数");

    private static final Section DISH =
            new Section(
                    required(
                            "number",
                            new Whole(2, 999),
                            "what is keyed in for it; 1 is the answer yes, 0 clears",
                            "录入的编号;1 表示确认,0 表示清除"),
                    optional(
                            "price_fen",
                            FEN,
                            "what it costs; absent where the list of prices says it",
                            "价格;使用价目名单时省略"),
                    optional(
                            "tags",
                            new Seq(TAG, 256),
                            "of plates that it is on, where mode is tray: their first digits, or"
                                    + " all; the longest counts",
                            "tray 模式下盛放此菜的餐盘标签的开头数位或全部,最长者优先"));

    private static final Section OPERATORS =
            new Section(
                    required("lists", IDS, "whose entries count here", "操作员所在名单"),
                    optional(
                            "duties",
                            new Named(
                                    new Seq(
                                            new Choice(
                                                    "sell",
                                                    "void",
                                                    "refund",
                                                    "settle",
                                                    "configure"),
                                            5)),
                            "what the members of a group may do; absent: each role, or group, is"
                                    + " the duty that it is called as",
                            "各组的职责;省略则角色或组名即职责"),
                    preset(
                            "least",
                            new Choice("A0", "A1", "A2", "A3", "A4"),
                            "A1",
                            "least assurance of their cards",
                            "操作员卡的最低安全级别"),
                    preset("pin", new Flag(), "true", "asked for, besides the card", "刷卡后须输密码"),
                    preset(
                            "required",
                            new Flag(),
                            "true",
                            "nothing is sold while nobody has signed in",
                            "未登录不售"),
                    preset(
                            "signed_out_after_s",
                            new Whole(30, 86_400),
                            "600",
                            "so long without a key or a sale",
                            "无操作自动退出的时间"));

    private static final List<Key> SELLING =
            List.of(
                    required("in", SIDE, "what reads cards and codes", "读卡器与扫码器"),
                    optional("keypad", ID, "the operator's keypad of the board", "操作员键盘"),
                    optional(
                            "operators",
                            OPERATORS,
                            "who signs in at the keypad; absent: it works by itself",
                            "在键盘登录的操作员;省略则无人值守"),
                    optional("display", ID, "the board's display that faces customers", "顾客显示屏"),
                    optional(
                            "operator_display",
                            ID,
                            "another one, that faces the operator; then customers see no notices",
                            "操作员显示屏,另设一块;设置后顾客屏不显示操作提示"),
                    optional("voice", ID, "the board's voice that speaks to them", "语音播报"),
                    optional(
                            "printer",
                            ID,
                            "the board's printer, for a receipt of each sale; absent: none",
                            "小票打印机,每笔打印一张;省略则不打印"),
                    preset(
                            "mode",
                            new Choice(
                                    "fixed", "keypad", "menu", "tray", "weigh", "pickup", "journey",
                                    "query", "meter"),
                            "fixed",
                            "how it comes by what is to be paid; journey: by tapping on and off;"
                                    + " meter: as much as is drawn; query: nothing is sold, and a card"
                                    + " is told what its account holds",
                            "收款方式:定价、键入金额、菜品编号、托盘餐盘、称重、预订取餐、上下车刷卡、按量用水(meter);query:不收款,刷卡查询账户"),
                    preset(
                            "payment",
                            new Choice("accounts", "counted", "purse"),
                            "accounts",
                            "from accounts that a host keeps, or meals are only counted, or by the"
                                    + " purse on the card",
                            "从账户扣款,或仅计次,或由卡上电子钱包支付"),
                    optional(
                            "meals",
                            new Named(MEAL),
                            "what is served and when; between meals nothing is sold. Absent where"
                                    + " mode is query, and only there",
                            "餐次与时段,餐次之外不售;仅 query 模式省略"),
                    optional(
                            "dishes",
                            new Seq(DISH, 256),
                            "where mode is tray, or menu without a list of prices",
                            "菜品(tray 模式,或无价目名单的 menu 模式)"),
                    optional("tray", ID, "the board's antenna that plates lie on", "放置餐盘的天线"),
                    preset(
                            "plate_spent_min",
                            new Whole(1, 60),
                            "10",
                            "so long after it was seen last a plate that was paid for costs"
                                    + " nothing",
                            "已付餐盘最后一次读到后,此时间内不再计费"),
                    optional(
                            "prices",
                            ID,
                            "the list of prices; its items are called as the meals, as the numbers"
                                    + " of the dishes, or as item; absent: they stand here",
                            "价目名单;其品目名为餐次名、菜品编号或 item;省略则价格写在此处"),
                    optional("accounts", ID, "the list of accounts", "账户名单"),
                    optional(
                            "wallets",
                            new Seq(WALLET, 8),
                            "in the order in which they are taken",
                            "按扣款顺序排列的钱包"),
                    optional(
                            "purse",
                            ID,
                            "where payment is purse: the board's module that cards pay at",
                            "purse 支付时的消费安全模块"),
                    preset(
                            "same_card_s",
                            new Whole(10, 600),
                            "60",
                            "a till without a keypad waits so long for a card that left while it"
                                    + " was debited",
                            "无键盘的终端等待扣款中离开之卡的时间"));

    /// Where mode is weigh.
    private static final List<Key> WEIGHING =
            List.of(
                    optional("scale", ID, "the board's scale that the food stands on", "盛放菜品的秤"),
                    optional(
                            "kilogram_fen",
                            FEN,
                            "what 1,000 g cost; absent where the list of prices says it",
                            "每千克价格;使用价目名单时省略"),
                    optional(
                            "item",
                            ID,
                            "what the food on the scale is called in the list of prices",
                            "秤上菜品在价目名单中的名称"),
                    preset(
                            "least_fen",
                            FEN,
                            "500",
                            "whoever may not spend so much takes nothing",
                            "可用金额低于此数者不得取餐"),
                    preset(
                            "away_s",
                            new Whole(3, 60),
                            "8",
                            "the scale has rested so long: whoever took has left",
                            "秤静止此时间后视为已离开"),
                    preset(
                            "longest_s",
                            new Whole(60, 900),
                            "180",
                            "nobody takes for longer",
                            "一次取餐的最长时间"));

    /// Where mode is pickup.
    private static final List<Key> PICKING =
            List.of(
                    optional("orders", ID, "the list of what was ordered ahead", "预订名单"),
                    optional("canteen", ID, "whose orders are handed out here", "所属食堂的名称"),
                    preset(
                            "early_min",
                            new Whole(0, 1_440),
                            "0",
                            "so long before its time an order is handed out",
                            "可提前取餐的时间"),
                    preset(
                            "late_min",
                            new Whole(0, 1_440),
                            "0",
                            "and so long after it, while its meal is served; then nobody came for"
                                    + " it",
                            "供餐期间可延后取餐的时间,此后视为未取"),
                    preset(
                            "unleased",
                            new Choice("refuse", "hand_out"),
                            "refuse",
                            "orders that no terminal has a lease of: another one may hand them out,"
                                    + " too",
                            "未指定终端的订单:其他终端也可能发放"));

    private static final List<Key> LIMITS =
            List.of(
                    preset(
                            "sale_max_fen",
                            FEN,
                            "10000",
                            "most of one sale; one zero too many is refused",
                            "单笔限额"),
                    preset(
                            "split_within_s",
                            new Whole(0, 3_600),
                            "300",
                            "what one person buys within this counts as one sale",
                            "此时间内的多笔合并计入单笔限额"),
                    preset(
                            "meal_count_max",
                            COUNT_OR_NONE,
                            "0",
                            "sales a person and meal; 0: any",
                            "每餐次数上限,0 不限"),
                    preset(
                            "meal_max_fen",
                            FEN_OR_NONE,
                            "0",
                            "amount a person and meal; 0: any",
                            "每餐金额上限,0 不限"),
                    preset(
                            "day_count_max",
                            COUNT_OR_NONE,
                            "0",
                            "sales a person and day; 0: any",
                            "每日次数上限,0 不限"),
                    preset(
                            "day_max_fen",
                            FEN_OR_NONE,
                            "20000",
                            "amount a person and day; 0: any",
                            "每日金额上限,0 不限"),
                    preset(
                            "till_meal_count_max",
                            COUNT_OF_ALL_OR_NONE,
                            "0",
                            "sales of the till a meal, whoever comes; 0: any",
                            "本机每餐笔数上限,0 不限"),
                    preset(
                            "till_meal_max_fen",
                            FEN_OF_ALL_OR_NONE,
                            "0",
                            "amount of the till a meal; 0: any",
                            "本机每餐金额上限,0 不限"),
                    preset(
                            "till_day_count_max",
                            COUNT_OF_ALL_OR_NONE,
                            "0",
                            "sales of the till a business date; 0: any",
                            "本机每营业日笔数上限,0 不限"),
                    preset(
                            "till_day_max_fen",
                            FEN_OF_ALL_OR_NONE,
                            "0",
                            "amount of the till a business date; 0: any",
                            "本机每营业日金额上限,0 不限"),
                    optional(
                            "discounts",
                            new Named(new Whole(1, 100)),
                            "percent less for members of a group; of several the largest",
                            "按组优惠的百分比,取最大者"),
                    optional(
                            "repeat_within_s",
                            new Whole(0, 3_600),
                            "who buys the same again so soon is asked about; 0: nobody; absent: 60"
                                    + " where there is a keypad to answer at",
                            "此时间内同人同额须确认,0 不问;省略则有键盘时为 60"),
                    preset(
                            "repeats",
                            new Choice("ask", "refuse"),
                            "ask",
                            "whoever buys the same again so soon is asked about at the keypad, or"
                                    + " refused, where nobody stands",
                            "此时间内同人同额:在键盘上询问,或(无人值守时)拒绝"),
                    preset(
                            "answer_within_s",
                            new Whole(3, 120),
                            "15",
                            "how long that waits for the operator",
                            "等待操作员确认的时间"));

    private static final List<Key> RISKS =
            List.of(
                    preset(
                            "check_percent",
                            new Whole(0, 100),
                            Integer.toString(SiteTill.CHECK_PERCENT),
                            "so many sales of a hundred, by chance, ask the host to look at the"
                                    + " account at once: what it says holds at the next tap; 0: none",
                            "随机抽取此比例的交易,请主机即时核对账户,结果下次刷卡生效;0 不核对"),
                    preset(
                            "offline_count_max",
                            new Whole(0, 999),
                            "20",
                            "sales of a person that the balance does not have yet; 0: any",
                            "余额未计入的个人笔数上限,0 不限"),
                    preset(
                            "offline_max_fen",
                            FEN_OR_NONE,
                            "30000",
                            "amount of those; 0: any",
                            "余额未计入的个人金额上限,0 不限"),
                    preset(
                            "exposure_max_fen",
                            FEN_OF_ALL_OR_NONE,
                            "5000000",
                            "all that the till has sold and the host does not hold; 0: any",
                            "主机尚未收到的售额上限,0 不限"),
                    preset(
                            "reduced_after_h",
                            new Whole(1, 144),
                            "24",
                            "balances older than this are trusted with less",
                            "余额超过此时间后降额"),
                    preset(
                            "reduced_percent",
                            new Whole(1, 100),
                            "50",
                            "so much of the three",
                            "降额后的比例"),
                    preset(
                            "floor_fen",
                            FEN_OR_NONE,
                            "3000",
                            "most of one sale on such balances; 0: as any other",
                            "降额后的单笔限额,0 同常"),
                    preset(
                            "refused_after_h",
                            new Whole(1, 144),
                            "72",
                            "on balances older than this nothing is sold",
                            "余额超过此时间后拒绝"));

    static final Section CANTEEN =
            Section.of(
                    List.of(
                            List.of(
                                    required(
                                            "id",
                                            ID,
                                            "its name in events and topics",
                                            "在事件与主题中的名称"),
                                    PROFILE),
                            SHUTTING,
                            SELLING,
                            WEIGHING,
                            PICKING,
                            JourneyShape.KEYS,
                            MeterShape.KEYS,
                            LIMITS,
                            RISKS,
                            PolicyShape.KEYS));

    private CanteenShape() {}
}
