package onecard.edge.wiring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import onecard.edge.draw.Drawing;
import onecard.words.Lang;

/// Deals the wiring out to sheets: each part stands once, with the first point that has it.
final class Sheets {

    private final Plan plan;
    private final Lang lang;
    private final List<List<Group>> pages = new ArrayList<>();
    private List<Group> page = new ArrayList<>();

    private Sheets(Plan plan, Lang lang) {
        this.plan = plan;
        this.lang = lang;
    }

    static List<Drawing> of(Plan plan, String mark, Lang lang) {
        return new Sheets(plan, lang).drawn(mark);
    }

    private List<Drawing> drawn(String mark) {
        for (var spot : plan.points()) {
            deal(
                    Optional.of(spot),
                    parts(part -> owner(part).filter(spot.id()::equals).isPresent()),
                    parts(part -> isGuest(part, spot.id())));
        }
        var rest = parts(part -> part.uses().isEmpty());
        if (!rest.isEmpty()) {
            deal(Optional.empty(), rest, List.of());
        }
        if (!page.isEmpty() || pages.isEmpty()) {
            pages.add(page);
        }
        var where = where();
        var drawings = new ArrayList<Drawing>();
        for (int i = 0; i < pages.size(); i++) {
            drawings.add(
                    new Sheet(plan, lang, mark, pages.get(i), i + 1, where).drawn(pages.size()));
        }
        return drawings;
    }

    private List<Part> parts(Predicate<Part> wanted) {
        return plan.parts().stream()
                .filter(wanted)
                .sorted(Comparator.comparingInt(part -> part.place().order()))
                .toList();
    }

    private static Optional<String> owner(Part part) {
        return part.uses().stream().map(Part.Use::point).findFirst();
    }

    private static boolean isGuest(Part part, String point) {
        return owner(part).filter(owner -> !owner.equals(point)).isPresent()
                && part.uses().stream().anyMatch(use -> use.point().equals(point));
    }

    /// Puts a point on this sheet where it fits, on the next where it does not, and on several
    /// where it fits none.
    private void deal(Optional<Plan.Spot> spot, List<Part> own, List<Part> guests) {
        var boxes = own.stream().map(part -> PartBox.of(part, lang)).toList();
        var whole = Group.of(spot, false, lang);
        for (var box : boxes) {
            whole = whole.with(box);
        }
        for (var guest : guests) {
            whole = whole.with(guest);
        }
        if (!fits(whole)) {
            turn();
        }
        if (fits(whole)) {
            page.add(whole);
            return;
        }
        var piece = Group.of(spot, false, lang);
        var next = Group.of(spot, true, lang);
        for (var box : boxes) {
            piece = grown(piece, piece.with(box), next.with(box));
        }
        for (var guest : guests) {
            piece = grown(piece, piece.with(guest), next.with(guest));
        }
        page.add(piece);
    }

    /// The larger piece where it fits; else what was is done with, and the rest begins a sheet.
    private Group grown(Group was, Group larger, Group rest) {
        if (fits(larger)) {
            return larger;
        }
        page.add(was);
        turn();
        return rest;
    }

    private void turn() {
        if (!page.isEmpty()) {
            pages.add(page);
            page = new ArrayList<>();
        }
    }

    private boolean fits(Group more) {
        var all = new ArrayList<>(page);
        all.add(more);
        double points = all.stream().mapToDouble(group -> group.height() + Sheet.GAP).sum();
        var sockets = Socket.of(Sheet.standing(all), plan.model(), Socket.pins(plan.parts()), lang);
        // Below the last there is no gap.
        return points - Sheet.GAP <= Sheet.BODY
                && Socket.height(sockets) - Socket.GAP <= Sheet.BODY;
    }

    /// The sheet that each part stands on.
    private Map<Part, Integer> where() {
        var where = new HashMap<Part, Integer>();
        for (int i = 0; i < pages.size(); i++) {
            for (var part : Sheet.standing(pages.get(i))) {
                where.put(part, i + 1);
            }
        }
        return where;
    }
}
