package onecard.edge.init;

import static onecard.edge.words.Message.INIT_ACTIVE;
import static onecard.edge.words.Message.INIT_BOARD;
import static onecard.edge.words.Message.INIT_BROKER;
import static onecard.edge.words.Message.INIT_CONTACT;
import static onecard.edge.words.Message.INIT_DAY;
import static onecard.edge.words.Message.INIT_DEVICE;
import static onecard.edge.words.Message.INIT_FROM;
import static onecard.edge.words.Message.INIT_JOURNAL_FULL;
import static onecard.edge.words.Message.INIT_LEAST;
import static onecard.edge.words.Message.INIT_LIST;
import static onecard.edge.words.Message.INIT_OPENS;
import static onecard.edge.words.Message.INIT_PRICE;
import static onecard.edge.words.Message.INIT_READER;
import static onecard.edge.words.Message.INIT_RELAY;
import static onecard.edge.words.Message.INIT_SCANNER;
import static onecard.edge.words.Message.INIT_SCENE;
import static onecard.edge.words.Message.INIT_SITE;
import static onecard.edge.words.Message.INIT_TIMEZONE;
import static onecard.edge.words.Message.INIT_UNTIL;
import static onecard.edge.words.Message.WRITE_ONE_OF;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.edge.site.BoardFiles;
import onecard.edge.site.ReadyProfiles;
import onecard.edge.site.SiteFile;
import onecard.site.Problem;
import onecard.site.Uplink;
import onecard.words.Words;

/// A site file in the making: what was answered, what is to be asked next, and what comes of it.
/// Whether an answer is right `check` alone says, of the file that it would give.
public final class Draft {

    private static final String SIM = "sim";

    /// What is asked and a ready profile says, too, by the key of the question.
    private static final Map<String, String> DECIDED =
            Map.of("opens", "lock", "journal-full", "journal_full", "least", "least");

    /// On these hangs what is asked next.
    private static final List<String> CLOSED = List.of("scene", "board");

    private static final String LOOPBACK = "mqtt://127.0.0.1:1883";

    private final Map<String, String> answers;
    private final Pins pins;

    private Draft(Map<String, String> answers, Pins pins) {
        this.answers = Map.copyOf(answers);
        this.pins = pins;
    }

    public static Draft empty() {
        return new Draft(Map.of(), Pins.of(SIM));
    }

    /// This one and one answer more.
    public Draft with(String key, String answer) {
        var more = new HashMap<>(answers);
        more.put(key, answer);
        boolean board = key.equals("board") && BoardFiles.NAMES.contains(answer);
        return new Draft(more, board ? Pins.of(answer) : pins);
    }

    /// Whether that was answered.
    boolean says(String key, String answer) {
        return answer.equals(answers.get(key));
    }

    /// What is not known yet; empty where everything is. What is asked depends on what was
    /// answered.
    ///
    /// @param later answers that will be given: no preset takes their lines
    public Optional<Question> next(Map<String, String> later) {
        return questions(later).filter(it -> !answers.containsKey(it.key())).findFirst();
    }

    /// What an answer would make wrong, all else being as usual; empty where it is right.
    ///
    /// @param later as [#next] takes them
    public List<Words> wrong(Question question, String answer, Map<String, String> later) {
        if (CLOSED.contains(question.key()) && !question.known().contains(answer)) {
            return List.of(WRITE_ONE_OF.with(String.join(", ", question.known())));
        }
        var draft = with(question.key(), answer);
        for (var next = draft.next(later); next.isPresent(); next = draft.next(later)) {
            draft = draft.with(next.get().key(), next.get().preset());
        }
        return SiteFile.read(draft.text()) instanceof SiteFile.Read.Bad(var problems)
                ? problems.stream().map(Problem::advice).distinct().toList()
                : List.of();
    }

    /// Every key that a question may have.
    public static List<String> keys() {
        var keys = new ArrayList<String>();
        for (var scene : Scene.values()) {
            var draft = empty().with("scene", scene.word());
            for (var next = draft.next(Map.of()); next.isPresent(); next = draft.next(Map.of())) {
                draft = draft.with(next.get().key(), next.get().preset());
            }
            draft.answers.keySet().stream().filter(key -> !keys.contains(key)).forEach(keys::add);
        }
        return keys.stream().sorted().toList();
    }

    private Stream<Question> questions(Map<String, String> later) {
        var scene = Optional.ofNullable(answers.get("scene")).flatMap(Scene::of);
        var first =
                Stream.of(
                        choice("scene", INIT_SCENE.with(), Scene.words()),
                        free("site", INIT_SITE.with(), "my-site"),
                        free(
                                "device",
                                INIT_DEVICE.with(),
                                scene.map(Scene::word).orElse("x") + "-1"),
                        free("timezone", INIT_TIMEZONE.with(), "Asia/Shanghai"));
        return Stream.of(
                        first,
                        wiring(scene, later),
                        scene.stream().flatMap(this::point),
                        Stream.of(
                                choice("least", INIT_LEAST.with(), List.of("A1", "A0", "A2", "A3")),
                                free("list", INIT_LIST.with(), "staff"),
                                free("broker", INIT_BROKER.with(), LOOPBACK)))
                .flatMap(it -> it);
    }

    private Stream<Question> wiring(Optional<Scene> of, Map<String, String> later) {
        if (of.isEmpty()) {
            return Stream.empty();
        }
        var scene = of.get();
        var reading = scene.reading().stream().map(part -> reads(scene, part));
        if (scene.relays().isEmpty()) {
            return reading;
        }
        var taken = Stream.concat(answers.values().stream(), later.values().stream()).toList();
        boolean high = answers.getOrDefault("active", "high").equals("high");
        var relays =
                scene.relays().stream()
                        .map(
                                part ->
                                        line(
                                                part,
                                                INIT_RELAY.with(),
                                                pins.relays(high, taken),
                                                false));
        var contacts =
                scene.contacts().stream()
                        .map(
                                part ->
                                        line(
                                                part,
                                                INIT_CONTACT.with(),
                                                pins.contacts(taken),
                                                !scene.needs(part)));
        return Stream.of(
                        Stream.of(new Question("board", INIT_BOARD.with(), BoardFiles.NAMES, SIM)),
                        reading,
                        Stream.of(choice("active", INIT_ACTIVE.with(), List.of("high", "low"))),
                        relays,
                        contacts)
                .flatMap(it -> it);
    }

    private static Question reads(Scene scene, String part) {
        boolean without = !scene.needs(part);
        if (part.startsWith("scanner")) {
            return new Question(part, INIT_SCANNER.with(), List.of(SIM), SIM);
        }
        boolean first = part.equals("reader-in");
        var known = without ? List.of("*", SIM, Template.NONE) : List.of("*", SIM);
        return new Question(
                part, INIT_READER.with(), known, first ? "*" : without ? Template.NONE : SIM);
    }

    private static Question line(String part, Words asks, List<String> free, boolean without) {
        var known = new ArrayList<>(free.subList(0, Math.min(4, free.size())));
        if (without || free.isEmpty()) {
            known.add(Template.NONE);
        }
        return new Question(part, asks, known, known.getFirst());
    }

    private Stream<Question> point(Scene scene) {
        return switch (scene) {
            case DOOR ->
                    Stream.concat(
                            Stream.of(
                                    choice(
                                            "opens",
                                            INIT_OPENS.with(),
                                            List.of("fail_safe", "fail_secure"))),
                            journal());
            case TURNSTILE, BARRIER, VISITOR_GATE -> journal();
            case CANTEEN -> Stream.of(free("price-fen", INIT_PRICE.with(), "1500"));
            case MEETING ->
                    Stream.of(
                            choice(
                                    "day",
                                    INIT_DAY.with(),
                                    List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
                            free("from", INIT_FROM.with(), "09:00"),
                            free("until", INIT_UNTIL.with(), "11:00"));
            case ATTENDANCE -> Stream.empty();
        };
    }

    private static Stream<Question> journal() {
        return Stream.of(
                choice("journal-full", INIT_JOURNAL_FULL.with(), List.of("refuse", "open")));
    }

    private static Question choice(String key, Words asks, List<String> known) {
        return new Question(key, asks, known, known.getFirst());
    }

    private static Question free(String key, Words asks, String preset) {
        return new Question(key, asks, List.of(), preset);
    }

    /// The file, once everything is answered.
    public String text() {
        var written = new HashMap<String, String>();
        answers.forEach((key, answer) -> written.put(key, scalar(answer)));
        answers.forEach(
                (key, answer) -> {
                    if (key.startsWith("reader-") && !answer.equals(Template.NONE)) {
                        written.put(key, reader(answer));
                    } else if (key.startsWith("scanner-")) {
                        written.put(key, scanner(answer));
                    }
                });
        var scene = answers.getOrDefault("scene", "");
        written.putIfAbsent("board", SIM);
        Scene.of(scene).map(this::profile).ifPresent(name -> by(name, written));
        written.put("visitors", given(scene, Scene.VISITOR_GATE));
        written.put("accounts", given(scene, Scene.CANTEEN));
        written.put(
                "site-key",
                isLoopback(answers.getOrDefault("broker", ""))
                        ? "{ generate: true }"
                        : "{ credential: site-key }");
        return Template.filled("head", written)
                + Template.filled(scene, written)
                + Template.filled("tail", written);
    }

    /// The ready profile that what is wired calls for.
    private String profile(Scene scene) {
        return switch (scene) {
            case DOOR -> has("reader-out") ? "door-two-readers" : "door-one-reader";
            case TURNSTILE -> has("safety") ? "swing-gate" : "tripod"; // which has no wings
            case BARRIER -> "vehicle-barrier";
            case CANTEEN -> "canteen-fixed";
            case VISITOR_GATE -> "visitor-gate";
            case MEETING -> "meeting-desk";
            case ATTENDANCE -> "attendance-clock";
        };
    }

    private boolean has(String part) {
        return !says(part, Template.NONE);
    }

    /// By a ready profile; what that says as it was answered is not said again.
    private void by(String profile, Map<String, String> written) {
        var keys = ReadyProfiles.keys(profile);
        written.put("profile", profile);
        DECIDED.forEach(
                (question, key) -> {
                    if (says(question, keys.getOrDefault(key, ""))) {
                        written.put(question, Template.NONE);
                    }
                });
    }

    /// For lines of one scene alone.
    private static String given(String scene, Scene only) {
        return scene.equals(only.word()) ? "yes" : Template.NONE;
    }

    private static String reader(String pattern) {
        return pattern.equals(SIM)
                ? "{ sim: true }"
                : "{ pcsc: " + quoted(pattern) + ", slot: contactless, applications: [ssc, uid] }";
    }

    private static String scanner(String tty) {
        return tty.equals(SIM) ? "{ sim: true }" : "{ serial: " + quoted(tty) + ", suffix: cr }";
    }

    private static boolean isLoopback(String broker) {
        try {
            return Uplink.loopback(URI.create(broker));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// As YAML reads it again: plain where that says the same.
    private static String scalar(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9_/-]*") ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars()
                .forEach(
                        c -> {
                            if (c == '"' || c == '\\') {
                                quoted.append('\\').append((char) c);
                            } else if (c < 0x20 || c == 0x7f) {
                                quoted.append("\\x%02x".formatted(c));
                            } else {
                                quoted.append((char) c);
                            }
                        });
        return quoted.append('"').toString();
    }
}
