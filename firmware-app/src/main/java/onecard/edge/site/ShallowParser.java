package onecard.edge.site;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// YAML events of a file that is not nested deeper than a site file can be. The library composes
/// its tree by recursion and knows no such limit: 20 KB of `[` would end the stack.
final class ShallowParser implements Parser {

    /// The deepest key has seven levels; the rest is room for an honest mistake.
    static final int DEPTH_MAX = 32;

    private final ParserImpl events;
    private int depth;

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
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> depth++;
            case MappingEnd, SequenceEnd -> depth--;
            case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
        }
        if (depth > DEPTH_MAX) {
            throw new ParserException("nested too deeply", event.getStartMark());
        }
        return event;
    }
}
