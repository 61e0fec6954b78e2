package onecard.edge.bio;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import onecard.access.Token;
import onecard.edge.match.Template;
import onecard.edge.store.Enrolled;
import onecard.hal.bio.Modality;

/// Whom one sensor looks for, with their templates: of all who agreed those who may come. It is
/// open for as long as somebody stands there, since to open each template anew takes longer than to
/// compare it, and not beyond any change of what is kept of people. Then the templates are wiped.
/// Thread-safe: whoever closes it waits for whoever uses it.
final class Gallery {

    /// More are not looked for at one point.
    static final int PEOPLE_MAX = 500;

    /// What the lists say of who may come is looked at anew after that; and where nobody looks, it
    /// is closed.
    static final Duration KEPT = Duration.ofSeconds(30);

    private final People people;
    private final Modality modality;
    private final Coming coming;
    private final LongSupplier nanos;
    private Optional<Opened> opened = Optional.empty();

    /// @param coming asked on the thread that [#use]s it
    Gallery(People people, Modality modality, Coming coming, LongSupplier nanos) {
        this.people = people;
        this.modality = modality;
        this.coming = coming;
        this.nanos = nanos;
    }

    /// Those who are looked for.
    ///
    /// @param templates of each in the order of their use; the gallery's to wipe
    record Sought(List<Enrolled> people, List<List<Template>> templates) {

        static final Sought NOBODY = new Sought(List.of(), List.of());

        private void into(Map<Enrolled, List<Template>> map) {
            for (int i = 0; i < people.size(); i++) {
                map.put(people.get(i), templates.get(i));
            }
        }
    }

    /// @param tooMany why nobody is looked for, for people; else empty
    private record Opened(Sought sought, Optional<String> tooMany, long version, long since) {}

    /// Opens it where it is not, and has it used.
    ///
    /// @param comparable others' templates are of no use
    /// @param use of what it holds, which is not to be kept
    synchronized Looked use(Predicate<Template> comparable, Function<Sought, Looked> use)
            throws IOException {
        long version = people.version();
        if (opened.filter(it -> it.version() != version).isPresent()) {
            close();
        }
        if (opened.isEmpty() || isOver(opened.get())) {
            var before = new HashMap<Enrolled, List<Template>>();
            opened.ifPresent(it -> it.sought().into(before));
            opened = Optional.empty();
            try {
                opened = Optional.of(open(version, comparable, before));
            } finally {
                before.values().forEach(Gallery::wipe);
            }
        }
        var now = opened.get();
        return now.tooMany()
                .<Looked>map(Looked.Unable::new)
                .orElseGet(() -> use.apply(now.sought()));
    }

    /// Whether they agree still: asked once more before anybody hears who they are.
    boolean agrees(Token person) throws IOException {
        return people.consents(person, modality);
    }

    /// @param before what is open of whom already; what is used of it is taken out
    private Opened open(
            long version, Predicate<Template> comparable, Map<Enrolled, List<Template>> before)
            throws IOException {
        long since = nanos.getAsLong();
        var come = new ArrayList<Enrolled>();
        for (var each : people.everybody(modality)) {
            if (coming.mayCome(each)) {
                come.add(each);
            }
            if (come.size() > PEOPLE_MAX) {
                var why = "more than " + PEOPLE_MAX + " may come, and no more are looked for";
                return new Opened(Sought.NOBODY, Optional.of(why), version, since);
            }
        }
        var templates = new ArrayList<List<Template>>();
        boolean all = false;
        try {
            for (var each : come) {
                var open = before.remove(each);
                templates.add(open == null ? of(each, comparable) : open);
            }
            all = true;
        } finally {
            if (!all) {
                templates.forEach(Gallery::wipe);
            }
        }
        var sought = new Sought(List.copyOf(come), List.copyOf(templates));
        return new Opened(sought, Optional.empty(), version, since);
    }

    private List<Template> of(Enrolled person, Predicate<Template> comparable) throws IOException {
        var all = new ArrayList<>(people.references(person.person(), modality));
        var used = Views.inTurn(all.stream().filter(comparable).toList());
        all.removeAll(used);
        all.forEach(Template::wipe);
        return used;
    }

    private boolean isOver(Opened it) {
        return nanos.getAsLong() - it.since() >= KEPT.toNanos();
    }

    /// Where nobody has looked for long enough.
    synchronized void closeOver() {
        if (opened.filter(this::isOver).isPresent()) {
            close();
        }
    }

    /// Nobody stands there any more.
    synchronized void close() {
        opened.ifPresent(it -> it.sought().templates().forEach(Gallery::wipe));
        opened = Optional.empty();
    }

    private static void wipe(List<Template> templates) {
        templates.forEach(Template::wipe);
    }
}
