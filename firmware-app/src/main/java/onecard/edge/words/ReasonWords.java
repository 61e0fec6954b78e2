package onecard.edge.words;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import onecard.access.Reason;
import onecard.hal.Panel;
import onecard.hal.Panel.Signal;
import onecard.words.Words;

/// What anybody is told of one reason: whoever stands there, whoever helps them, and whoever reads
/// the events. Its name is the code for all of them.
///
/// @param shown to whoever passes: at most 8 Chinese characters, blanks apart, or 3 words; nobody
/// is blamed, and nothing is said of how they stand
/// @param means to an operator: what has happened
/// @param next to an operator: the next step
/// @param fields where an event says more, each by its path within `data`
/// @param see the section of a document that explains the rule: `profiles/README.md#doors`
public record ReasonWords(
        Reason code,
        Words shown,
        Words means,
        Words next,
        Actor acts,
        List<String> fields,
        String see) {

    /// Every reason's section of its own.
    private static final String SHEET = "profiles/MESSAGES.md#";

    private static final Map<Reason, ReasonWords> ALL = all();

    public ReasonWords {
        fields = List.copyOf(fields);
    }

    public static ReasonWords of(Reason code) {
        var words = ALL.get(code);
        if (words == null) {
            throw new IllegalStateException("there are no words for " + code);
        }
        return words;
    }

    /// "Try again" only where a second tap can help and nothing may have been taken.
    public Signal signal() {
        if (code == Reason.OK) {
            return Signal.GRANTED;
        }
        if (code == Reason.CARD_UNREADABLE
                || code == Reason.MULTIPLE_CARDS
                || code == Reason.BUSY) {
            return Signal.TRY_AGAIN;
        }
        return code == Reason.DEVICE_FAULT ? Signal.FAULT : Signal.REFUSED;
    }

    /// The panel lights, beeps and says so.
    public void show(Panel panel) {
        panel.show(signal(), shown.zh(), shown.en());
    }

    /// The panel asks for what is awaited.
    public void ask(Panel panel) {
        panel.show(Signal.ASKED, shown.zh(), shown.en());
    }

    /// Where the documents speak of this code.
    public String section() {
        return SHEET + code.name().toLowerCase(Locale.ROOT);
    }

    private static Map<Reason, ReasonWords> all() {
        var facts = Texts.read("reasons.properties");
        var all = new EnumMap<Reason, ReasonWords>(Reason.class);
        for (var code : Reason.values()) {
            var acts = Texts.text(facts, code + ".acts");
            all.put(
                    code,
                    new ReasonWords(
                            code,
                            Texts.of(code + ".shown"),
                            Texts.of(code + ".means"),
                            Texts.of(code + ".next"),
                            actor(acts),
                            Arrays.asList(Texts.text(facts, code + ".fields").split(" ")),
                            Texts.text(facts, code + ".see")));
        }
        return all;
    }

    private static Actor actor(String key) {
        return Stream.of(Actor.values())
                .filter(actor -> actor.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody is called " + key));
    }
}
