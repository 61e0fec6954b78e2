package onecard.access;

/// What a granted tap tells its holder besides. It changes no verdict.
public enum Prompt {
    /// The card ends soon, or has ended and is still taken.
    RENEW("renew", "卡将到期 请换领", "Renew card");

    private final String wire;
    private final String zh;
    private final String en;

    Prompt(String wire, String zh, String en) {
        this.wire = wire;
        this.zh = zh;
        this.en = en;
    }

    /// The name in events.
    public String wire() {
        return wire;
    }

    /// The text on the panel in simplified Chinese.
    public String zh() {
        return zh;
    }

    /// The text on the panel in English.
    public String en() {
        return en;
    }
}
