package onecard.edge.site;

import static onecard.edge.words.Message.ADD_KEY;
import static onecard.edge.words.Message.EXTENSION_KEEPS;
import static onecard.edge.words.Message.ITEM_BEYOND;
import static onecard.edge.words.Message.ITEM_FORM;
import static onecard.edge.words.Message.ITEM_PLACE;
import static onecard.edge.words.Message.ITEM_TWICE;
import static onecard.edge.words.Message.NAME_ANOTHER;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import onecard.access.CredentialKind;
import onecard.hal.card.ReadingPlan;
import onecard.site.CardLayout;
import onecard.site.CardLayout.Coding;
import onecard.site.CardLayout.Means;
import onecard.site.CardLayout.Place;

/// Card layouts of a site file: names, places and codings that fit each other.
final class LayoutBinder {

    /// The known application whose layout provinces add to.
    private static final String EXTENSIBLE = "ssc";

    /// Bytes of a value that a short answer still carries, with tag and length before it.
    static final int VALUE_MAX = 250;

    private final Problems problems;

    LayoutBinder(Problems problems) {
        this.problems = problems;
    }

    /// Layouts by name; those with a problem are left out.
    Map<String, CardLayout> bind(Map<String, Settings> layouts) {
        var bound = new HashMap<String, CardLayout>();
        layouts.forEach(
                (name, settings) -> {
                    int before = problems.count();
                    var layout = layout(name, settings);
                    if (problems.count() == before) {
                        bound.put(name, layout.get());
                    }
                });
        return bound;
    }

    private Supplier<CardLayout> layout(String name, Settings layout) {
        boolean extension = name.equals(EXTENSIBLE);
        if (ReadingPlan.KNOWN.contains(name) && !extension) {
            problems.add(
                    layout.place("select"), layout.path(), "reserved", name, NAME_ANOTHER.with());
        }
        for (var key : List.of("select", "kind")) {
            boolean given = layout.at(key).isPresent();
            if (extension && given) {
                problems.add(
                        layout.place(key),
                        layout.path(),
                        "without_effect",
                        layout.text(key),
                        EXTENSION_KEEPS.with(name));
            } else if (!extension && !given) {
                problems.required(layout, key);
            }
        }
        var kind =
                extension
                        ? Optional.of(CredentialKind.SSC)
                        : layout.find("kind").flatMap(CredentialKind::ofWire);
        var items = new ArrayList<Supplier<CardLayout.Item>>();
        var meanings = new HashSet<String>();
        for (var item : layout.sections("items")) {
            if (!meanings.add(item.text("means"))) {
                problems.add(
                        item.place("means"),
                        item.path(),
                        "meaning_twice",
                        item.text("means"),
                        ITEM_TWICE.with(item.text("means")));
            }
            items.add(item(item, kind));
        }
        if (!extension && !meanings.contains("id")) {
            var means = layout.sections("items").getFirst().shape().key("means").orElseThrow();
            problems.add(
                    layout,
                    "items",
                    "required",
                    "nothing",
                    ADD_KEY.with("means: id", means.reason()));
        }
        return () ->
                new CardLayout(
                        layout.find("select"),
                        layout.find("kind").flatMap(CredentialKind::ofWire),
                        items.stream().map(Supplier::get).toList());
    }

    private Supplier<CardLayout.Item> item(Settings item, Optional<CredentialKind> kind) {
        boolean inRecord = item.at("file").isPresent() && item.at("record").isPresent();
        boolean strayRecord = item.at("record").isPresent() || item.at("tag").isPresent();
        boolean inFile = item.at("short_id").isPresent();
        if (inRecord == inFile || !inRecord && (item.at("file").isPresent() || strayRecord)) {
            problems.add(
                    item.place("means"),
                    item.path(),
                    "place",
                    item.text("means"),
                    ITEM_PLACE.with());
        }
        int offset = (int) item.whole("offset");
        int bytes = (int) item.whole("bytes");
        int whole =
                item.at("value_bytes").isPresent()
                        ? (int) item.whole("value_bytes")
                        : Math.min(offset + bytes, VALUE_MAX);
        if (offset + bytes > whole) {
            problems.add(item, "bytes", "beyond_value", ITEM_BEYOND.with(whole));
        }
        var means = Means.valueOf(item.text("means").toUpperCase(Locale.ROOT));
        var coding = item.text("coding");
        var forms = forms(means, kind);
        if (forms.stream().noneMatch(form -> form.allows(coding, bytes))) {
            problems.add(
                    item.place("bytes"),
                    item.path(),
                    "item_form",
                    coding + " " + bytes,
                    ITEM_FORM.with(
                            item.text("means"),
                            String.join(", ", forms.stream().map(Form::toString).toList())));
        }
        return () ->
                new CardLayout.Item(
                        means,
                        inRecord
                                ? new Place.InRecord(
                                        HexFormat.fromHexDigits(item.text("file")),
                                        (int) item.whole("record"),
                                        item.find("tag")
                                                .map(
                                                        tag ->
                                                                OptionalInt.of(
                                                                        HexFormat.fromHexDigits(
                                                                                tag)))
                                                .orElse(OptionalInt.empty()))
                                : new Place.InFile((int) item.whole("short_id")),
                        whole,
                        offset,
                        bytes,
                        Coding.valueOf(coding.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /// In which a meaning can stand. An identifier must come out as lists write it.
    private static List<Form> forms(Means means, Optional<CredentialKind> kind) {
        return switch (means) {
            case ID ->
                    kind.equals(Optional.of(CredentialKind.SSC))
                            ? List.of(new Form("b", 16, 16))
                            : List.of(
                                    new Form("cn", 5, 10),
                                    new Form("cn-tail", 6, 10),
                                    new Form("an", 10, 20));
            case VERSION -> List.of(new Form("an", 4, 4));
            case EXPIRES -> List.of(new Form("cn", 4, 4), new Form("an", 8, 8));
            case REGION -> List.of(new Form("b", 3, 3), new Form("cn", 3, 3), new Form("an", 6, 6));
            case CITIZEN -> List.of(new Form("an", 18, 18));
        };
    }

    private record Form(String coding, int least, int most) {
        boolean allows(String written, int bytes) {
            return coding.equals(written) && bytes >= least && bytes <= most;
        }

        @Override
        public String toString() {
            return coding + " " + least + (least == most ? "" : ".." + most);
        }
    }
}
