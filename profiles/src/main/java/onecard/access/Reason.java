package onecard.access;

import java.util.Optional;
import java.util.stream.Stream;

/// Why a tap was granted or refused, or a command turned down. A closed list: names are never
/// changed, new ones go to the end. Each carries what a passer-by reads: at most 8 Chinese
/// characters (blanks apart) or 3 words, no blame, no status leaked.
public enum Reason {
    OK("请通行", "Welcome"),
    UNKNOWN("未登记 请到服务台", "See desk"),
    DENIED_LIST("请到服务台", "See desk"),
    NOT_YET_VALID("未到生效时间", "Not valid yet"),
    EXPIRED("权限已过期", "Access expired"),
    SCHEDULE("不在通行时段", "Outside hours"),
    HOLIDAY("节假日不开放", "Holiday closed"),
    WRONG_POINT("请走其他通道", "Other entrance"),
    REGION("请到服务台", "See desk"),
    WEAK_CREDENTIAL("请用其他凭证", "Other credential"),
    CARD_EXPIRED("卡已过期 请换领", "Card expired"),
    CARD_UNREADABLE("请重试", "Tap again"),
    CONTACT_ONLY("请用电子社保卡", "Use e-card"),
    MULTIPLE_CARDS("请只出示一张卡", "One card only"),
    BAD_SIGNATURE("凭证无效", "Invalid credential"),
    REPLAYED("二维码已使用", "Code used"),
    USED_UP("次数已用完", "No entries left"),
    PASSBACK("请先刷出", "Exit first"),
    OCCUPANCY("人数已满", "Area full"),
    INTERLOCK("请等候", "Please wait"),
    ESCORT("需陪同人", "Escort needed"),
    FIRST_PERSON("尚未开放", "Not open yet"),
    SECOND_PERSON("需第二人", "Second person"),
    LOCKDOWN("暂停通行", "Closed"),
    LOCKED_OUT("请稍后再试", "Try later"),
    POINT_DISABLED("暂停使用", "Out of service"),
    PIN_MISMATCH("密码错误", "Wrong PIN"),
    PIN_TIMEOUT("输入超时", "Time out"),
    BIOMETRIC_MISMATCH("验证未通过", "Not matched"),
    BIOMETRIC_TIMEOUT("验证超时", "Time out"),
    BIOMETRIC_SPOOF("验证未通过", "Not matched"),
    BIOMETRIC_QUALITY("请对准再试", "Hold still"),
    NOT_ENROLLED("未采集", "Not enrolled"),
    NO_CONSENT("请用其他方式", "Other way"),
    NO_RESOLVER("请刷卡", "Use card"),
    NO_BALANCE("余额不足", "No balance"),
    LIMIT("超出限额", "Over limit"),
    WINDOW_CLOSED("非用餐时间", "Not meal time"),
    DUPLICATE("重复刷卡", "Duplicate"),
    TORN("请移回原卡", "Same card again"),
    STALE_LIST("请到服务台", "See desk"),
    CLOCK_UNTRUSTED("请到服务台", "See desk"),
    JOURNAL_FULL("暂停使用", "Out of service"),
    DEVICE_FAULT("设备故障", "Device fault"),
    BUSY("请重试", "Tap again"),
    RETAINED("指令无效", "Command refused"),
    STALE_COMMAND("指令过期", "Command expired"),
    NOT_ALLOWED("不允许", "Not allowed"),
    BAD_REQUEST("请求无效", "Bad request"),
    PIN("请输入密码", "Enter PIN"),
    NO_AMOUNT("请等候", "Please wait"),
    NO_SUCH_SALE("查无此单", "No such sale"),
    REFUND_LIMIT("超过可退金额", "Over what is left"),
    SETTLED("已结账", "Settled already"),
    NO_SUCH_BATCH("查无此批次", "No such batch"),
    DIFFERENCE("对账不符", "Totals differ"),
    NO_ORDER("没有预订", "No order"),
    NO_PURSE("请用其他卡", "Other card"),
    PURSE_REFUSED("请到服务台", "See desk"),
    /// No meeting is on, or takes anybody yet or any more.
    NO_MEETING("不在签到时间", "No sign-in now"),
    /// A meeting is on, and they are not expected at it.
    NOT_ON_ROSTER("不在名单 请到服务台", "Not on the roster"),
    /// Their seat was given up.
    TOO_LATE("已过签到时间", "Too late"),
    ELSEWHERE("请稍候", "Please wait"),
    /// Somebody else draws there.
    OCCUPIED("他人使用中", "In use"),
    /// Of the body: what is awaited while a sensor looks at them.
    FINGER("请按指纹", "Place finger"),
    FACE("请正对镜头", "Face the camera"),
    VEIN("请放上手指", "Place finger");

    private final String zh;
    private final String en;

    Reason(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /// The text on the panel in simplified Chinese.
    public String zh() {
        return zh;
    }

    /// The text on the panel in English.
    public String en() {
        return en;
    }

    /// By its name in events; empty for one that a later version may have.
    public static Optional<Reason> ofName(String name) {
        return Stream.of(values()).filter(reason -> reason.name().equals(name)).findFirst();
    }
}
