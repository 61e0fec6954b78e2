package onecard.edge.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import onecard.access.Reason;
import onecard.edge.words.Phrase;
import onecard.edge.words.ReasonWords;
import onecard.hal.Sentence;
import onecard.hal.Sentence.Language;
import onecard.hal.Voice;
import onecard.hal.VoiceEvent;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.point.Notice;
import onecard.time.Moment;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;

/// What is said of a sale, in either language.
class AloudTest {

    private static final Moment NOON = Lunch.after(Duration.ZERO);

    private final Speaker speaker = new Speaker();

    @Test
    void whatIsPaidAndWhatIsLeftIsSaidAsACashierDoes() {
        tell(Lang.ZH, 1_250, 9_605);
        tell(Lang.EN, 1_250, 9_605);

        assertEquals(
                List.of(
                        new Sentence(Language.ZH, List.of("收款十二元五角", "余额九十六元零五分")),
                        new Sentence(
                                Language.EN,
                                List.of(
                                        "paid twelve yuan fifty",
                                        "balance ninety-six yuan oh five"))),
                speaker.said);
    }

    @Test
    void aCountedMealHasNoAmount() {
        new Aloud(speaker, Lang.ZH).tell(Lunch.sold(), Optional.empty(), NOON);
        assertEquals(List.of(new Sentence(Language.ZH, List.of("已计次"))), speaker.said);
    }

    @Test
    void whatWasPaidOnlineHasNoneEither() {
        new Aloud(speaker, Lang.ZH).tell(Lunch.handedOut(true), Optional.empty(), NOON);
        assertEquals(List.of(new Sentence(Language.ZH, List.of("取餐成功"))), speaker.said);
    }

    /// The most of one sale that a site file allows, and more than anybody has.
    @Test
    void whatIsTooLongForOneSentenceLeavesTheBalanceOut() {
        tell(Lang.EN, 7_777_777, 777_777_777);
        assertEquals(
                List.of(
                        "paid seventy-seven thousand seven hundred seventy-seven yuan"
                                + " seventy-seven"),
                speaker.said.getFirst().prompts());
    }

    @Test
    void aPriceIsNotSaid() {
        new Aloud(speaker, Lang.ZH).post(Optional.of(new Price.Free()), NOON);
        assertEquals(List.of(), speaker.said);
    }

    @Test
    void anUnknownPlateIsSaidToTheOperatorAndNothingWhenItIsSettled() {
        var aloud = new Aloud(speaker, Lang.ZH);
        aloud.unpriced(Set.of("FF"), NOON);
        aloud.unpriced(Set.of(), NOON);
        assertEquals(List.of(new Sentence(Language.ZH, List.of("有未知餐盘"))), speaker.said);
    }

    /// What is longer than a sentence would end the loop.
    @Test
    void everyNoticeCanBeSaid() {
        for (var lang : Lang.values()) {
            var aloud = new Aloud(speaker, lang);
            Stream.of(Notice.values()).forEach(it -> aloud.say(Phrase.of(it), NOON));
            Stream.of(Reason.values()).forEach(it -> aloud.say(ReasonWords.of(it).shown(), NOON));
            aloud.rated(5, NOON);
        }
        assertEquals(
                2 * (Notice.values().length + Reason.values().length + 1), speaker.said.size());
        assertEquals(List.of("thank you"), speaker.said.getLast().prompts());
    }

    private void tell(Lang lang, long fen, long left) {
        new Aloud(speaker, lang).tell(Lunch.sold(fen), Optional.of(new Fen(left)), NOON);
    }

    private static final class Speaker implements Voice {
        private final List<Sentence> said = new ArrayList<>();

        @Override
        public String name() {
            return "speaker";
        }

        @Override
        public void open(Consumer<VoiceEvent> events) {}

        @Override
        public void say(Sentence sentence) {
            said.add(sentence);
        }

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
