package onecard.edge.bio.recognise;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import onecard.access.Token;
import onecard.edge.bio.engine.Views;
import onecard.edge.bio.look.People;
import onecard.edge.match.Template;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;

/// Whom one sensor looks for, with their templates: of all who agreed those who may come. Those are
/// open for as long as somebody stands there, since to open each template anew takes longer than to
/// compare it; then they are wiped. Who may come is remembered for longer, since everybody who is
/// enrolled is asked for it: whoever walks past is not to have that done again. Neither outlives
/// any change of what is kept of people. Thread-safe: whoever closes it waits for whoever uses it.
final class Gallery {

    /// What the lists say of who may come is looked at anew after that; and where nobody looks, all
    /// is closed.
    static final Duration KEPT = Duration.ofSeconds(30);

    private final People people;
    private final Modality modality;
    private final Coming coming;
    private final LongSupplier nanos;
    private Optional<Called> called = Optional.empty();
    private final Map<Enrolled, List<Template>> open = new HashMap<>();

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
    record Sought(List<Enrolled> people, List<List<Template>> templates) {}

    /// Who may come.
    ///
    /// @param tooMany why nobody is looked for, for people; else empty
    private record Called(
            List<Enrolled> people, Optional<String> tooMany, long version, long since) {}

    /// Opens it where it is not, and has it used.
    ///
    /// @param comparable others' templates are of no use
    /// @param use of what it holds, which is not to be kept
    synchronized Looked use(Predicate<Template> comparable, Function<Sought, Looked> use)
            throws IOException {
        long version = people.version();
        if (called.filter(it -> it.version() != version).isPresent()) {
            forget();
        }
        boolean isOpen = false;
        try {
            if (called.isEmpty() || isOver(called.get())) {
                called = Optional.of(call(version));
            }
            open(called.get().people(), comparable);
            isOpen = true;
        } finally {
            if (!isOpen) {
                forget();
            }
        }
        var now = called.get();
        return now.tooMany()
                .<Looked>map(Looked.Unable::new)
                .orElseGet(() -> use.apply(sought(now.people())));
    }

    private Sought sought(List<Enrolled> come) {
        return new Sought(
                come, come.stream().map(each -> Objects.requireNonNull(open.get(each))).toList());
    }

    /// Whether they agree still: asked once more before anybody hears who they are.
    boolean agrees(Token person) throws IOException {
        return people.consents(person, modality);
    }

    private Called call(long version) throws IOException {
        long since = nanos.getAsLong();
        var come = new ArrayList<Enrolled>();
        for (var each : people.everybody(modality)) {
            if (coming.mayCome(each)) {
                come.add(each);
            }
            if (come.size() > Recognition.PEOPLE_MAX) {
                var why =
                        "more than "
                                + Recognition.PEOPLE_MAX
                                + " may come, and no more are looked for";
                return new Called(List.of(), Optional.of(why), version, since);
            }
        }
        return new Called(List.copyOf(come), Optional.empty(), version, since);
    }

    /// Of these and nobody else.
    private void open(List<Enrolled> come, Predicate<Template> comparable) throws IOException {
        var stay = new HashSet<>(come);
        for (var held = open.entrySet().iterator(); held.hasNext(); ) {
            var each = held.next();
            if (!stay.contains(each.getKey())) {
                wipe(each.getValue());
                held.remove();
            }
        }
        for (var each : come) {
            if (!open.containsKey(each)) {
                open.put(each, of(each, comparable));
            }
        }
    }

    private List<Template> of(Enrolled person, Predicate<Template> comparable) throws IOException {
        var all = new ArrayList<>(people.references(person.person(), modality));
        var used = Views.inTurn(all.stream().filter(comparable).toList());
        all.removeAll(used);
        all.forEach(Template::wipe);
        return used;
    }

    private boolean isOver(Called it) {
        return nanos.getAsLong() - it.since() >= KEPT.toNanos();
    }

    /// Where nobody has looked for long enough.
    synchronized void closeOver() {
        if (called.filter(this::isOver).isPresent()) {
            forget();
        }
    }

    /// Nobody stands there any more.
    synchronized void close() {
        open.values().forEach(Gallery::wipe);
        open.clear();
    }

    private void forget() {
        close();
        called = Optional.empty();
    }

    private static void wipe(List<Template> templates) {
        templates.forEach(Template::wipe);
    }
}
