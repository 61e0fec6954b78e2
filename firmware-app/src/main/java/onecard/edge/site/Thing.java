package onecard.edge.site;

import onecard.words.Words;

/// What has a name of its own in the site file, by which the rest refers to it.
enum Thing {
    READER("board.readers", "读卡器", "reader"),
    SCANNER("board.scanners", "扫码器", "scanner"),
    CAMERA("board.plates", "摄像机", "camera"),
    KEYPAD("board.keypads", "键盘", "keypad"),
    SENSOR("board.biometrics", "识别设备", "sensor"),
    DISPLAY("board.displays", "显示屏", "display"),
    VOICE("board.voices", "语音播报", "voice"),
    PRINTER("board.printers", "打印机", "printer"),
    TRAY("board.trays", "托盘天线", "tray"),
    SCALE("board.scales", "秤", "scale"),
    PURSE("board.purses", "钱包模块", "purse"),
    MODULE("board.modules", "安全模块", "module"),
    RELAY("board.relays", "继电器", "relay"),
    CONTACT("board.contacts", "触点", "contact"),
    APPLICATION("cards", "卡应用", "card application"),
    SCHEDULE("schedules", "时间表", "schedule"),
    CALENDAR("calendars", "日历", "calendar"),
    AREA("areas", "区域", "area"),
    LIST("lists", "名单", "list");

    private final String section;
    private final Words noun;

    Thing(String section, String zh, String en) {
        this.section = section;
        this.noun = new Words(zh, en);
    }

    /// Where those stand.
    String section() {
        return section;
    }

    boolean isOnBoard() {
        return section.startsWith("board.");
    }

    /// As messages call it: a reader, 读卡器.
    Words noun() {
        return noun;
    }

    /// The same as one of several: Chinese needs no article.
    Words one() {
        boolean vowel = "aeiou".indexOf(noun.en().charAt(0)) >= 0;
        return new Words(noun.zh(), (vowel ? "an " : "a ") + noun.en());
    }
}
