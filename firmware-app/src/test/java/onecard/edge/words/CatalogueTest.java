package onecard.edge.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Check;
import onecard.access.Outcome;
import onecard.access.Prompt;
import onecard.access.Reason;
import onecard.edge.words.Phrase.Where;
import onecard.hal.DisplayText;
import onecard.hal.Panel;
import onecard.hal.Panel.Signal;
import onecard.point.Notice;
import onecard.visit.Difference;
import onecard.words.Lang;
import onecard.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The files of words: whole, the same in both languages, short enough for what shows them, and in
/// the tone that people are owed who stand before a machine.
class CatalogueTest {

    private static final Path FILES =
            Path.of("src", "main", "resources", "onecard", "edge", "words");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /// Of a passer-by.
    private static final int HAN_MAX = 8;

    private static final int WORDS_MAX = 3;

    /// Of an operator, on a terminal or on paper: two lines of it.
    private static final int ADVICE_COLUMNS = 160;

    /// So that a number of three digits stands beside it: a batch, a stage, a sale.
    private static final int LABEL_COLUMNS = DisplayText.COLUMNS - 4;

    /// Of a spoken prompt without its values.
    private static final int VOICE_COLUMNS = 20;

    /// What blames, frightens, or tells bystanders how somebody stands.
    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "错误|无效|非法|违规|违反|名单|禁止|拒绝|未登记|未注册|未授权|欠|失败|可疑|冒用"
                            + "|撤销|吊销|注销|挂失|报警"
                            + "|(?i:wrong|invalid|illegal|deny|denied|black|block|forbid|refus"
                            + "|reject|unknown|unregist|unauthor|revok|suspend|stolen|lost|debt"
                            + "|error|fail|fake|fraud|roster|list|alarm)");

    /// What invites a second tap.
    private static final Pattern AGAIN = Pattern.compile("重试|再试|再刷|重刷|(?i:again|retry|once more)");

    @Test
    void bothLanguagesHaveEachKeyOnceAndNoOther() throws IOException {
        var wanted = new TreeSet<String>();
        for (var reason : Reason.values()) {
            wanted.addAll(List.of(reason + ".shown", reason + ".means", reason + ".next"));
        }
        Stream.of(Notice.values()).forEach(it -> wanted.add("notice." + it));
        Stream.of(Prompt.values()).forEach(it -> wanted.add("prompt." + it));
        Stream.of(Check.values()).forEach(it -> wanted.add("check." + it));
        Stream.of(Outcome.values()).forEach(it -> wanted.add("outcome." + it));
        Stream.of(Difference.values()).forEach(it -> wanted.add("visit." + it));
        Stream.of(Actor.values()).forEach(it -> wanted.add("acts." + it.key()));
        Stream.of(Phrase.values()).forEach(it -> wanted.add(it.name()));
        for (var lang : Lang.values()) {
            assertEquals(wanted, new TreeSet<>(Texts.keys(lang)), lang.tag());
            assertEquals(wanted.size(), keys(lang.tag() + ".properties").size());
        }
        assertEquals(
                keys("zh-CN.properties"), keys("en.properties"), "line by line, for translators");
    }

    @Test
    void ofEachReasonTheFactsStandOnce() throws IOException {
        var wanted = new TreeSet<String>();
        for (var reason : Reason.values()) {
            wanted.addAll(List.of(reason + ".acts", reason + ".fields", reason + ".see"));
        }
        var keys = keys("reasons.properties");
        assertEquals(wanted, new TreeSet<>(keys));
        assertEquals(wanted.size(), keys.size());
    }

    /// Escapes and continued lines are not for translators, so a line is a key and its text.
    private static List<String> keys(String file) throws IOException {
        var keys = new ArrayList<String>();
        for (var line : Files.readAllLines(FILES.resolve(file))) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                assertTrue(line.matches("[A-Za-z_.-]+=\\S(.*\\S)?"), line);
                assertFalse(line.contains("\\"), line);
                keys.add(line.substring(0, line.indexOf('=')));
            }
        }
        return keys;
    }

    @Test
    void aFileIsReadAsItIsWritten() {
        var file = "# OK=no\n\nOK=请通行\nSEE=a=b # {c}";
        assertEquals(Map.of("OK", "请通行", "SEE", "a=b # {c}"), Texts.parsed(file));
        assertEquals(Map.of(), Texts.parsed(""));
        for (var wrong : List.of("OK", "OK=", "=Welcome", "OK=a\nPIN=b\nOK=a")) {
            assertThrows(IllegalStateException.class, () -> Texts.parsed(wrong), wrong);
        }
    }

    @Test
    void aTextStandsInBothLanguagesWithTheSameValues() {
        for (var key : Texts.keys(Lang.EN)) {
            var words = Texts.of(key);
            assertEquals(places(words.en()), places(words.zh()), key);
            assertFalse(HAN.matcher(words.en()).find(), words.en());
            assertTrue(
                    words.en().chars().allMatch(it -> it >= ' ' && it <= '~'),
                    () -> "displays have Latin letters alone: " + words.en());
            assertTrue(HAN.matcher(words.zh()).find(), words.zh());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPhraseHasPlacesForItsValues(Phrase phrase) {
        var text = Texts.of(phrase.name());
        assertEquals(new TreeSet<>(phrase.places()), places(text.en()));
        var values = phrase.places().stream().map(it -> new Words("值", "a value")).toArray();
        var said = phrase.with(values);
        assertFalse(said.zh().contains("{") || said.en().contains("{"), said.zh());
        assertEquals(!phrase.places().isEmpty(), said.zh().contains("值"));
        assertEquals(!phrase.places().isEmpty(), said.en().contains("a value"));
        var tooMany = Arrays.copyOf(values, values.length + 1);
        assertThrows(IllegalArgumentException.class, () -> phrase.with(tooMany));
    }

    @Test
    void aValueIsTakenAsItStands() {
        assertEquals("Training $1 {left} \\", Phrase.TRAINING.with("$1 {left} \\").en());
    }

    @ParameterizedTest
    @EnumSource
    void whatAPasserByReadsIsShort(Reason reason) {
        assertShort(ReasonWords.of(reason).shown());
    }

    @ParameterizedTest
    @EnumSource
    void aPromptIsAsShort(Prompt prompt) {
        assertShort(Phrase.of(prompt));
    }

    private static void assertShort(Words words) {
        assertTrue(words.zh().matches("[\\p{IsHan} ]+"), words.zh());
        assertTrue(words.zh().replace(" ", "").length() <= HAN_MAX, words.zh());
        assertTrue(words.en().split(" ").length <= WORDS_MAX, words.en());
        for (var lang : Lang.values()) {
            assertTrue(columns(words.in(lang)) <= DisplayText.COLUMNS, words.in(lang));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAPasserByReadsBlamesNobodyAndTellsNobodyElseHowTheyStand(Reason reason) {
        var shown = ReasonWords.of(reason).shown();
        for (var lang : Lang.values()) {
            assertFalse(FORBIDDEN.matcher(shown.in(lang)).find(), shown.in(lang));
        }
    }

    /// Whoever is denied, unknown, past their time or locked out reads one and the same: who stands
    /// behind them learns nothing.
    @Test
    void howSomebodyStandsIsNotToBeReadOffThePanel() {
        var same =
                Stream.of(
                                Reason.UNKNOWN,
                                Reason.DENIED_LIST,
                                Reason.EXPIRED,
                                Reason.BAD_SIGNATURE,
                                Reason.LOCKED_OUT,
                                Reason.NOT_ON_ROSTER)
                        .map(it -> ReasonWords.of(it).shown())
                        .collect(Collectors.toSet());
        assertEquals(Set.of(new Words("请到服务台", "See desk")), same);
        assertEquals(
                ReasonWords.of(Reason.BIOMETRIC_MISMATCH).shown(),
                ReasonWords.of(Reason.BIOMETRIC_SPOOF).shown());
        assertEquals(
                ReasonWords.of(Reason.NOT_ENROLLED).shown(),
                ReasonWords.of(Reason.NO_CONSENT).shown());
    }

    /// A second tap is never asked for where the first may have taken something, but for that of
    /// the same card.
    @ParameterizedTest
    @EnumSource
    void onlyThreeInviteASecondTapAndOneTheSameCard(Reason reason) {
        var words = ReasonWords.of(reason);
        var again = EnumSet.of(Reason.CARD_UNREADABLE, Reason.MULTIPLE_CARDS, Reason.BUSY);
        assertEquals(again.contains(reason), words.signal() == Signal.TRY_AGAIN);
        if (!again.contains(reason) && reason != Reason.TORN) {
            for (var lang : Lang.values()) {
                assertFalse(AGAIN.matcher(words.shown().in(lang)).find(), reason::name);
            }
        }
    }

    @Test
    void ofATornCardItIsTheSameCardThatIsAskedFor() {
        var torn = ReasonWords.of(Reason.TORN);
        assertEquals(new Words("请勿移卡 再刷原卡", "Same card again"), torn.shown());
        assertEquals(Signal.REFUSED, torn.signal());
        assertEquals(Signal.GRANTED, ReasonWords.of(Reason.OK).signal());
        assertEquals(Signal.FAULT, ReasonWords.of(Reason.DEVICE_FAULT).signal());
    }

    @ParameterizedTest
    @EnumSource
    void noPhraseInvitesASecondTapEither(Phrase phrase) {
        for (var lang : Lang.values()) {
            assertFalse(AGAIN.matcher(Texts.of(phrase.name()).in(lang)).find(), phrase::name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPanelIsToldTheSignalAndBothTexts(Reason reason) {
        var told = new ArrayList<String>();
        var panel =
                new Panel() {
                    @Override
                    public void show(Signal signal, String zh, String en) {
                        told.add(signal + zh + en);
                    }

                    @Override
                    public void warn(boolean on) {}
                };
        var words = ReasonWords.of(reason);
        words.show(panel);
        words.ask(panel);
        var text = words.shown().zh() + words.shown().en();
        assertEquals(List.of(words.signal() + text, Signal.ASKED + text), told);
    }

    /// What is fixed in it, for values are cut where there is no room.
    @ParameterizedTest
    @EnumSource
    void aPhraseFitsWhereItIsShown(Phrase phrase) {
        int most =
                switch (phrase.where()) {
                    case PANEL, OPERATOR -> 2 * DisplayText.COLUMNS;
                    case LINE -> DisplayText.COLUMNS;
                    case LABEL -> LABEL_COLUMNS;
                    case VOICE -> VOICE_COLUMNS;
                };
        var text = Texts.of(phrase.name());
        for (var lang : Lang.values()) {
            var fixed = Texts.PLACE.matcher(text.in(lang)).replaceAll("");
            assertTrue(columns(fixed) <= most, text.in(lang));
        }
        assertEquals(phrase.name().startsWith("SAY_"), phrase.where() == Where.VOICE);
    }

    @ParameterizedTest
    @EnumSource
    void aNoticeFitsTwoLines(Notice notice) {
        for (var lang : Lang.values()) {
            var text = Phrase.of(notice).in(lang);
            assertTrue(columns(text) <= 2 * DisplayText.COLUMNS, text);
        }
    }

    /// On a guard's display, with how many more there are.
    @ParameterizedTest
    @EnumSource
    void aDifferenceFitsALine(Difference difference) {
        for (var lang : Lang.values()) {
            var text = Phrase.of(difference).in(lang) + " +7";
            assertTrue(columns(text) <= DisplayText.COLUMNS, text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOperatorIsToldWhatHappenedWhatNextAndWhoActs(Reason reason) {
        var words = ReasonWords.of(reason);
        for (var lang : Lang.values()) {
            for (var text : List.of(words.means().in(lang), words.next().in(lang))) {
                assertTrue(columns(text) <= ADVICE_COLUMNS, text);
                assertFalse(text.equals(words.shown().in(lang)), "more than the panel says");
                assertFalse(text.matches(".*[.。]"), text);
            }
        }
        assertEquals(reason == Reason.OK, words.acts() == Actor.NOBODY);
    }

    /// Copied and not rewritten is how a catalogue becomes untrue.
    @Test
    void noTwoReasonsMeanTheSame() {
        for (var lang : Lang.values()) {
            Map<String, Reason> means = new HashMap<>();
            for (var reason : Reason.values()) {
                var other = means.put(ReasonWords.of(reason).means().in(lang), reason);
                assertEquals(null, other, reason::name);
            }
        }
    }

    @Test
    void everybodyWhoActsActsOnSomething() {
        var acting =
                Stream.of(Reason.values())
                        .map(it -> ReasonWords.of(it).acts())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Actor.class)));
        assertEquals(EnumSet.allOf(Actor.class), acting);
    }

    private static TreeSet<String> places(String text) {
        return Texts.PLACE
                .matcher(text)
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Of a display or terminal, on which a Chinese character is as wide as two letters.
    private static int columns(String text) {
        return text.codePoints().map(character -> character > 0xff ? 2 : 1).sum();
    }
}
