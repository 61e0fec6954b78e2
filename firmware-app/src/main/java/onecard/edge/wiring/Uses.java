package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_ROLE_AMOUNTS;
import static onecard.edge.words.Message.WIRING_ROLE_BESIDE;
import static onecard.edge.words.Message.WIRING_ROLE_CUSTOMER;
import static onecard.edge.words.Message.WIRING_ROLE_OPERATOR;
import static onecard.edge.words.Message.WIRING_ROLE_PAPER;
import static onecard.edge.words.Message.WIRING_ROLE_PAYS;
import static onecard.edge.words.Message.WIRING_ROLE_PLATES;
import static onecard.edge.words.Message.WIRING_ROLE_PROVES;
import static onecard.edge.words.Message.WIRING_ROLE_RETURNS;
import static onecard.edge.words.Message.WIRING_ROLE_SHOWS;
import static onecard.edge.words.Message.WIRING_ROLE_SPEAKS;
import static onecard.edge.words.Message.WIRING_ROLE_WEIGHS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.site.SiteTill;
import onecard.words.Words;

/// What each part of a board is there for, by the points that name it.
final class Uses {

    private final Map<String, List<Part.Use>> uses = new HashMap<>();

    private Uses() {}

    static Uses of(SiteProfile site) {
        var found = new Uses();
        for (var point : site.points()) {
            found.lines(point);
            found.reading(point);
            point.till().ifPresent(till -> found.till(point.id(), till));
            point.desk()
                    .ifPresent(
                            desk ->
                                    found.counter(
                                            point.id(),
                                            WIRING_ROLE_SHOWS.with(),
                                            desk.display(),
                                            desk.printer()));
            point.visitors()
                    .ifPresent(
                            guard ->
                                    found.counter(
                                            point.id(),
                                            WIRING_ROLE_SHOWS.with(),
                                            guard.display(),
                                            guard.printer()));
            found.modules(site, point);
        }
        return found;
    }

    /// In the points' order; empty if no point has it.
    List<Part.Use> of(Part.Kind kind, String name) {
        return uses.getOrDefault(kind + " " + name, List.of());
    }

    private void lines(SitePoint point) {
        new TreeMap<>(point.relays())
                .forEach(
                        (output, name) -> add(Part.Kind.RELAY, name, point.id(), Roles.of(output)));
        new TreeMap<>(point.contacts())
                .forEach((name, role) -> add(Part.Kind.CONTACT, name, point.id(), Roles.of(role)));
    }

    /// A reader, a scanner, a camera and a sensor share their names with nobody, so it does not
    /// matter which of them it is.
    private void reading(SitePoint point) {
        var returns = point.visitors().flatMap(visitors -> visitors.returns());
        new TreeMap<>(point.readers())
                .forEach(
                        (name, direction) -> {
                            var role =
                                    returns.filter(name::equals).isPresent()
                                            ? WIRING_ROLE_RETURNS.with()
                                            : Roles.of(direction);
                            for (var kind : READING) {
                                add(kind, name, point.id(), role);
                            }
                        });
        new TreeMap<>(point.keypads())
                .forEach((name, beside) -> beside(Part.Kind.KEYPAD, name, point, beside));
        var sensors = new TreeMap<String, TreeSet<String>>();
        point.looks()
                .beside()
                .forEach(
                        (reader, each) ->
                                each.values()
                                        .forEach(
                                                sensor ->
                                                        sensors.computeIfAbsent(
                                                                        sensor,
                                                                        _ -> new TreeSet<>())
                                                                .add(reader)));
        sensors.forEach((name, beside) -> beside(Part.Kind.SENSOR, name, point, beside));
    }

    private static final List<Part.Kind> READING =
            List.of(Part.Kind.READER, Part.Kind.SCANNER, Part.Kind.CAMERA, Part.Kind.SENSOR);

    private void beside(Part.Kind kind, String name, SitePoint point, Set<String> readers) {
        var all = String.join(", ", new TreeSet<>(readers));
        add(kind, name, point.id(), WIRING_ROLE_BESIDE.with(all));
    }

    private void till(String point, SiteTill till) {
        add(Part.Kind.KEYPAD, till.keypad(), point, WIRING_ROLE_AMOUNTS.with());
        add(Part.Kind.TRAY, till.tray(), point, WIRING_ROLE_PLATES.with());
        add(Part.Kind.SCALE, till.scale(), point, WIRING_ROLE_WEIGHS.with());
        add(Part.Kind.PURSE, till.purse(), point, WIRING_ROLE_PAYS.with());
        var counter = till.counter();
        add(Part.Kind.DISPLAY, counter.operators(), point, WIRING_ROLE_OPERATOR.with());
        add(Part.Kind.VOICE, counter.voice(), point, WIRING_ROLE_SPEAKS.with());
        counter(point, WIRING_ROLE_CUSTOMER.with(), counter.display(), counter.printer());
    }

    private void counter(
            String point, Words shows, Optional<String> display, Optional<String> printer) {
        add(Part.Kind.DISPLAY, display, point, shows);
        add(Part.Kind.PRINTER, printer, point, WIRING_ROLE_PAPER.with());
    }

    private void modules(SiteProfile site, SitePoint point) {
        for (var reader : new TreeSet<>(point.readers().keySet())) {
            Optional.ofNullable(site.board().readers().get(reader))
                    .flatMap(found -> found.proofs().module())
                    .ifPresent(
                            module ->
                                    add(
                                            Part.Kind.MODULE,
                                            module,
                                            point.id(),
                                            WIRING_ROLE_PROVES.with(reader)));
        }
    }

    private void add(Part.Kind kind, Optional<String> name, String point, Words role) {
        name.ifPresent(known -> add(kind, known, point, role));
    }

    private void add(Part.Kind kind, String name, String point, Words role) {
        uses.computeIfAbsent(kind + " " + name, _ -> new ArrayList<>())
                .add(new Part.Use(point, role));
    }
}
