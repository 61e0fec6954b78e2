package onecard.edge.site;

import java.util.HashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// YAML events of a file that is not nested deeper than a site file can be. The library composes
/// its tree by recursion and knows no such limit: 20 KB of `[` would end the stack. Limits are told
/// with their place, which the library's own are not.
final class ShallowParser implements Parser {

    /// The deepest key has seven levels; the rest is room for an honest mistake.
    static final int DEPTH_MAX = 32;

    /// A hand-written file repeats a window or two by alias; more is a bomb.
    private static final int ALIASES_MAX = 8;

    private final ParserImpl events;
    private final Set<Anchor> structures = new HashSet<>();
    private int depth;
    private int aliases;

    ShallowParser(LoadSettings settings, String text) {
        events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return events.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return events.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public Event next() {
        var event = events.next();
        switch (event) {
            case CollectionStartEvent start -> {
                depth++;
                start.getAnchor().ifPresent(structures::add);
            }
            case CollectionEndEvent _ -> depth--;
            case AliasEvent alias -> repeated(alias);
            case ScalarEvent scalar -> inOneLine(scalar);
            default -> {} // begins and ends of the document: what it holds is counted above
        }
        if (depth > DEPTH_MAX) {
            throw new ParserException("nested too deeply", event.getStartMark());
        }
        return event;
    }

    private void repeated(AliasEvent alias) {
        if (structures.contains(alias.getAlias()) && ++aliases > ALIASES_MAX) {
            throw new ParserException("too many aliases", alias.getStartMark());
        }
    }

    /// A quote that is missing takes in all up to the next one; the place to look is where it
    /// begins, and not where that makes no sense any more.
    private static void inOneLine(ScalarEvent scalar) {
        int first = scalar.getStartMark().map(Mark::getLine).orElse(0);
        int last = scalar.getEndMark().map(Mark::getLine).orElse(0);
        boolean quoted = scalar.isDQuoted() || scalar.isSQuoted();
        if (quoted && last > first) {
            throw new ParserException("no closing quote in this line", scalar.getStartMark());
        }
    }
}
