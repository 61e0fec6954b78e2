package onecard.edge.counter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.loop.Counter;
import onecard.edge.words.Phrase;
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

    /// What is to be paid is read.
    @Override
    public void post(Optional<Price> price, Moment now) {}

    /// The operator may be looking elsewhere.
    @Override
    public void unpriced(Set<String> tags, Moment now) {
        if (!tags.isEmpty()) {
            voice.say(said(Phrase.SAY_UNKNOWN_PLATE.with()));
        }
    }

    @Override
    public void tell(Sale sale, Optional<Fen> left, Moment now) {
        if (sale.under().training()) {
            voice.say(said(words(Phrase.SAY_TRAINING, sale.amount())));
            return;
        }
        var counted = sale.basis().order().isPresent() ? Phrase.SAY_PICKED_UP : Phrase.SAY_COUNTED;
        voice.say(
                left.map(rest -> paid(sale.amount(), rest)).orElseGet(() -> said(counted.with())));
    }

    @Override
    public void tell(Reversal reversal, Moment now) {
        voice.say(said(words(Phrase.SAY_REFUNDED, reversal.legs().total())));
    }

    /// Nobody else at the counter is to hear it; whether they asked, they see.
    @Override
    public void tell(Account account, Moment now) {}

    @Override
    public void rated(int stars, Moment now) {
        voice.say(said(Phrase.SAY_THANKS.with()));
    }

    @Override
    public void say(Words words, Moment now) {
        voice.say(said(words));
    }

    /// What is left goes without saying where both are too long for one sentence.
    private Sentence paid(Fen amount, Fen left) {
        var paid = words(Phrase.SAY_PAID, amount);
        var rest = words(Phrase.SAY_BALANCE, left);
        return paid.in(lang).length() + rest.in(lang).length() <= Sentence.LENGTH_MAX
                ? said(paid, rest)
                : said(paid);
    }

    private static Words words(Phrase phrase, Fen amount) {
        return phrase.with(AmountWords.of(amount));
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
