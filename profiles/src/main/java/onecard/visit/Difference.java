package onecard.visit;

import java.util.Locale;

/// What is not as it should be when a visit is closed. The gate opens all the same.
public enum Difference {
    CARD_NOT_RETURNED("临时卡未归还", "Temporary card not given back"),
    UNPAID_SALES("有未结消费", "Sales not paid"),
    VEHICLE_INSIDE("车辆未出场", "Vehicle still inside"),
    ENTRY_UNKNOWN("无入场记录", "No entry known"),
    EXIT_AGAIN("重复出场", "Left once more"),
    OVERSTAYED("超时停留", "Stayed too long"),
    PASSAGE_UNKNOWN("通行结果不明", "A passage nobody saw"),
    NOT_LEFT("未出场", "Has not left");

    private final String zh;
    private final String en;

    Difference(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /// The name in events.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// In simplified Chinese.
    public String zh() {
        return zh;
    }

    /// In English.
    public String en() {
        return en;
    }
}
