package onecard.edge.counter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.loop.Counter;
import onecard.hal.Sentence;
import onecard.hal.Sentence.Language;
import onecard.hal.Voice;
import onecard.money.Account;
import onecard.money.AmountWords;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.time.Moment;
import onecard.words.Lang;
import onecard.words.Words;

/// What a voice says: that it is paid, how much, and what is left.
///
/// @param lang that it speaks
public record Aloud(Voice voice, Lang lang) implements Counter {

    private static final Words COUNTED = new Words("已计次", "counted");

    private static final Words THANKS = new Words("谢谢评价", "thank you");

    private static final Words PICKED_UP = new Words("取餐成功", "picked up");

    private static final Words UNPRICED = new Words("有未知餐盘", "unknown plate");

    /// What is to be paid is read.
    @Override
    public void post(Optional<Price> price, Moment now) {}

    /// The operator may be looking elsewhere.
    @Override
    public void unpriced(Set<String> tags, Moment now) {
        if (!tags.isEmpty()) {
            voice.say(said(UNPRICED));
        }
    }

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        if (sale.under().training()) {
            voice.say(said(words("训练", "training ", sale.amount())));
            return;
        }
        var counted = sale.basis().order().isPresent() ? PICKED_UP : COUNTED;
        voice.say(left.map(rest -> paid(sale.amount(), rest)).orElseGet(() -> said(counted)));
    }

    @Override
    public void tell(Reversal reversal, Moment now) {
        voice.say(said(words("退款", "refunded ", reversal.legs().total())));
    }

    /// Nobody else at the counter is to hear it; whether they asked, they see.
    @Override
    public void tell(Account account, Moment now) {}

    @Override
    public void rated(int stars, Moment now) {
        voice.say(said(THANKS));
    }

    @Override
    public void say(Words words, Moment now) {
        voice.say(said(words));
    }

    /// What is left goes without saying where both are too long for one sentence.
    private Sentence paid(Fen amount, Fen left) {
        var paid = words("收款", "paid ", amount);
        var rest = words("余额", "balance ", left);
        return paid.in(lang).length() + rest.in(lang).length() <= Sentence.LENGTH_MAX
                ? said(paid, rest)
                : said(paid);
    }

    private static Words words(String zh, String en, Fen amount) {
        var said = AmountWords.of(amount);
        return new Words(zh + said.zh(), en + said.en());
    }

    private Sentence said(Words... prompts) {
        var language =
                switch (lang) {
                    case ZH -> Language.ZH;
                    case EN -> Language.EN;
                };
        return new Sentence(language, List.of(prompts).stream().map(it -> it.in(lang)).toList());
    }
}
