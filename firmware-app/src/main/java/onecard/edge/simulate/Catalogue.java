package onecard.edge.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// What there is to play with, in both languages: `simulate/catalogue.json` of the program. Items
/// are held to devices, deeds are done at points or to the site; what one does stands in an item's
/// `do`, as the daemon's `hands` want it, and what a deed does is in [Deeds].
public final class Catalogue {

    private static final Json.Obj ALL = read();

    private Catalogue() {}

    /// By their ids, in order.
    static Map<String, Json.Obj> items() {
        return byId("items");
    }

    /// By their ids, in order.
    static Map<String, Json.Obj> deeds() {
        return byId("deeds");
    }

    /// What a step of a tap is called, by what it is.
    static Map<String, Json.Obj> steps() {
        return byId("steps");
    }

    /// What others take for a tap.
    static Json.Arr anchors() {
        return ALL.array("anchors").orElseThrow();
    }

    /// What holding an item comes to, as the daemon's `hands` want it, but for the device.
    ///
    /// @param item its id
    /// @param tornAfter a card leaves after so many commands; empty: it stays
    public static Json.Obj deed(String item, OptionalInt tornAfter) {
        var deed = Optional.ofNullable(items().get(item)).flatMap(it -> it.object("do"));
        return tornAfter.isEmpty()
                ? deed.orElseThrow()
                : deed.orElseThrow()
                        .with("tear", Json.Obj.EMPTY.with("commands", tornAfter.getAsInt()));
    }

    static List<String> texts(Json.Obj of, String member) {
        return of.array(member).map(Json.Arr::items).orElse(List.of()).stream()
                .filter(Json.Str.class::isInstance)
                .map(item -> ((Json.Str) item).value())
                .toList();
    }

    private static Map<String, Json.Obj> byId(String part) {
        var byId = new LinkedHashMap<String, Json.Obj>();
        for (var each : ALL.array(part).orElseThrow().items()) {
            if (each instanceof Json.Obj object) {
                byId.put(object.text("id").orElseThrow(), object);
            }
        }
        return byId;
    }

    private static Json.Obj read() {
        return JsonReader.object(resource("catalogue.json"))
                .orElseThrow(() -> new IllegalStateException("the catalogue is no JSON"));
    }

    /// A text of the simulator's own.
    static String resource(String name) {
        try (var in = Catalogue.class.getResourceAsStream("/simulate/" + name)) {
            var bytes = Optional.ofNullable(in).orElseThrow().readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
