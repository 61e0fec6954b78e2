package onecard.access;

/// The steps of a decision, in their order. Events name them by their place, so the order never
/// changes.
public enum Check {
    FIRE("消防", "fire"),
    POSTURE("点位状态", "posture"),
    CREDENTIAL("凭证", "credential"),
    SIGNATURE("签名", "signature"),
    DENY("禁止", "deny"),
    KNOWN("在册", "known"),
    VALIDITY("有效期", "validity"),
    STALENESS("名单时效", "age of the list"),
    CLOCK("时钟", "clock"),
    SCHEDULE("时段", "schedule"),
    LOCK_OUT("锁定", "lock-out"),
    USES("次数", "uses"),
    PASSBACK("防反传", "anti-passback"),
    OCCUPANCY("人数", "occupancy"),
    INTERLOCK("互锁", "interlock"),
    FIRST_PERSON("首人", "first person"),
    ESCORT("陪同", "escort"),
    SECOND_PERSON("双人", "second person"),
    SECOND_FACTOR("第二因子", "second factor"),
    SALE("售卖", "sale"),
    ATTENDANCE("签到", "attendance"),
    SHARED("共用通行证", "shared pass");

    private final String zh;
    private final String en;

    Check(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /// From 1.
    public int number() {
        return ordinal() + 1;
    }

    /// What it looks at, in simplified Chinese.
    public String zh() {
        return zh;
    }

    /// What it looks at, in English.
    public String en() {
        return en;
    }
}
