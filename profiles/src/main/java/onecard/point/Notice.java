package onecard.point.canteen;

import onecard.words.Words;

/// What a till says to whoever works at it.
public enum Notice {
    CARD_OF_OPERATOR("请刷操作员卡", "Operator card"),
    SIGNED_IN("已登录", "Signed in"),
    SIGNED_OUT("已退出", "Signed out"),
    WHICH_SALE("请输入单号", "Number of sale"),
    HOW_MUCH("请输入金额,1 为全额", "Amount, 1: all"),
    CARD_OF_DINER("请刷卡查询", "Card to look up"),
    TRAINING("训练模式", "Training"),
    TRAINING_OVER("训练结束", "Training over"),
    NO_PRICES("无有效价目名单", "No valid prices"),
    NOBODY_SIGNED_IN("请先登录", "Sign in first"),
    NOTHING_TO_RATE("没有可评价的消费", "Nothing to rate"),
    SAME_CARD("请勿移卡 再刷原卡", "Same card again"),
    NOT_CHARGED("上笔未扣款", "Not charged"),
    LEFT_OPEN("原卡待核", "Left open");

    private final Words words;

    Notice(String zh, String en) {
        words = new Words(zh, en);
    }

    public Words words() {
        return words;
    }
}
