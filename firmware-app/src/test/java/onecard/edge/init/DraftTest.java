package onecard.edge.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.edge.site.ReadyProfiles;
import onecard.edge.site.SiteFile;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever is answered, the file that comes of it is good.
class DraftTest {

    private static final String BROKER = "mqtts://broker.example:8883";

    /// Answered in every way, each with each; the others are as usual.
    private static final Set<String> EACH_WITH_EACH =
            Set.of(
                    "reader-in",
                    "reader-out",
                    "leaf",
                    "exit",
                    "fire",
                    "passed-in",
                    "passed-out",
                    "safety",
                    "home",
                    "arrival-in",
                    "up",
                    "down",
                    "opens");

    @ParameterizedTest
    @EnumSource
    void whateverIsWiredToAPointItsFileIsGood(Scene scene) {
        var files = new ArrayList<Draft>();
        answer(Draft.empty().with("scene", scene.word()), EACH_WITH_EACH, files);

        assertTrue(files.size() >= 2, () -> files.size() + " files");
        assertEquals(files.size(), new HashSet<>(files.stream().map(Draft::text).toList()).size());
        files.forEach(DraftTest::assertGood);
    }

    /// As usual: no key of the point says what its profile says.
    @ParameterizedTest
    @EnumSource
    void aReadyProfileSaysWhatNobodyHasToAnswer(Scene scene) {
        var text = asUsual(scene).text();
        var points = text.substring(text.indexOf("points:"), text.indexOf("lists:\n"));
        var profile = points.replaceFirst("(?s).*profile: ([a-z-]+).*", "$1");

        for (var key : ReadyProfiles.keys(profile).keySet()) {
            assertFalse(points.contains(" " + key + ":"), () -> key + " in " + points);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "door, reader-out, none, door-one-reader",
        "door, reader-out, sim, door-two-readers",
        "turnstile, safety, none, tripod",
        "turnstile, safety, GPIO22, swing-gate"
    })
    void whatIsWiredTellsTheProfile(String scene, String part, String answer, String profile) {
        var draft = asUsual(Scene.of(scene).orElseThrow()).with(part, answer);

        assertTrue(draft.text().contains("profile: " + profile + " "), draft::text);
    }

    @ParameterizedTest
    @CsvSource({
        "opens, fail_secure, lock: fail_secure",
        "journal-full, open, journal_full: open",
        "least, A0, least: A0"
    })
    void whatIsAnsweredOtherwiseGoesBeforeTheProfile(String key, String answer, String line) {
        var draft = asUsual(Scene.DOOR).with("fire", Template.NONE).with(key, answer);

        assertTrue(draft.text().contains("\n    " + line + " #"), draft::text);
        assertGood(draft);
    }

    /// What was tried there first is wired so.
    @ParameterizedTest
    @EnumSource
    void theLinesOfASimulatedBoardAreGoodOnTheOneWhosePinsItHas(Scene scene) {
        var text = asUsual(scene).text();

        assertInstanceOf(
                SiteFile.Read.Good.class,
                SiteFile.read(text.replace("model: sim", "model: raspberry-pi-4")),
                text);
    }

    private static Draft asUsual(Scene scene) {
        var draft = Draft.empty().with("scene", scene.word());
        for (var next = draft.next(Map.of()); next.isPresent(); next = draft.next(Map.of())) {
            draft = draft.with(next.get().key(), next.get().preset());
        }
        return draft;
    }

    @ParameterizedTest
    @EnumSource
    void onWhateverBoardItsFileIsGood(Scene scene) {
        var files = new ArrayList<Draft>();
        var others = Set.of("board", "active", "broker", "scanner-in");
        answer(Draft.empty().with("scene", scene.word()), others, files);
        var more = Set.of("journal-full", "least", "day", "broker");
        answer(Draft.empty().with("scene", scene.word()), more, files);

        files.forEach(DraftTest::assertGood);
    }

    /// Goes on with every answer that is right. Only an unsafe one is not.
    private static void answer(Draft draft, Set<String> open, List<Draft> files) {
        var next = draft.next(Map.of());
        if (next.isEmpty()) {
            files.add(draft);
            return;
        }
        var question = next.get();
        for (var answer : answers(question, open)) {
            // What a fire opens must open without power.
            if (answer.equals("fail_secure") && !draft.says("fire", Template.NONE)) {
                assertFalse(draft.wrong(question, answer, Map.of()).isEmpty());
            } else {
                answer(draft.with(question.key(), answer), open, files);
            }
        }
    }

    private static List<String> answers(Question question, Set<String> open) {
        if (!open.contains(question.key())) {
            return List.of(question.preset());
        }
        if (question.key().equals("broker")) {
            return List.of(question.preset(), BROKER);
        }
        boolean line =
                question.known().contains(Template.NONE) && !question.known().contains("sim");
        return line
                ? List.of(question.preset(), Template.NONE)
                : question.known().stream()
                        .filter(it -> !it.equals("*") || question.key().equals("reader-in"))
                        .toList();
    }

    private static void assertGood(Draft draft) {
        var read = SiteFile.read(draft.text());
        assertInstanceOf(SiteFile.Read.Good.class, read, () -> read + "\n" + draft.text());
    }

    /// What is answered after which others, and what the reason names.
    @ParameterizedTest
    @CsvSource({
        "scene, gate, door",
        "site, My Site, 1 to 32",
        "timezone, Mars/Base, IANA",
        "board, raspberry-pi-9, raspberry-pi-4",
        "lock, GPIO99, GPIO",
        "lock, none, GPIO",
        "leaf, LOCK, wired to it already",
        "reader-out, *, same reader",
        "opens, fail_secure, fail_safe",
        "journal-full, perhaps, refuse",
        "least, A9, A1",
        "list, deny, another name",
        "broker, http://x, mqtt://",
        "broker, \"mqtt://u:p@x\", mqtt://"
    })
    void whatIsWrongSaysWhy(String key, String answer, String why) {
        var draft = key.equals("scene") ? Draft.empty() : Draft.empty().with("scene", "door");
        var question = draft.next(Map.of()).orElseThrow();
        var lock = "";
        while (!question.key().equals(key)) {
            lock = question.key().equals("lock") ? question.preset() : lock;
            draft = draft.with(question.key(), question.preset());
            question = draft.next(Map.of()).orElseThrow();
        }

        var wrong = draft.wrong(question, answer.equals("LOCK") ? lock : answer, Map.of());

        assertTrue(
                wrong.stream().anyMatch(it -> it.in(Lang.EN).contains(why)),
                () -> wrong.toString());
    }

    /// It stays what was written, and becomes no key.
    @Test
    void anAnswerIsNeverReadAsYaml() {
        for (var nasty :
                List.of(
                        "x: 1", "[a]", "a # b", "a\"b", "a\\b", "*a", "&a b", "a\nb", "true",
                        "~")) {
            var draft = Draft.empty();
            for (var next = draft.next(Map.of()); next.isPresent(); next = draft.next(Map.of())) {
                boolean reader = next.get().key().equals("reader-in");
                draft = draft.with(next.get().key(), reader ? nasty : next.get().preset());
            }
            var read = SiteFile.read(draft.text());
            if (read instanceof SiteFile.Read.Good(var profile)) {
                var in = Optional.ofNullable(profile.board().readers().get("in")).orElseThrow();
                assertTrue(in.source().toString().contains(nasty), nasty);
            } else {
                assertTrue(nasty.contains("\n"), read::toString);
            }
        }
    }

    @Test
    void noPresetTakesALineThatIsGivenLater() {
        var later = Map.of("leaf", "GPIO17", "fire", "PIN7");
        var draft = Draft.empty();
        for (var next = draft.next(later); next.isPresent(); next = draft.next(later)) {
            var key = next.get().key();
            draft = draft.with(key, later.getOrDefault(key, next.get().preset()));
        }

        assertGood(draft);
        assertTrue(draft.text().contains("leaf: { line: GPIO17"), draft::text);
    }
}
