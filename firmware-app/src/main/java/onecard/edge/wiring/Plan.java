package onecard.edge.wiring;

import java.util.List;
import java.util.Optional;
import onecard.site.BoardModel;
import onecard.words.Words;

/// The wiring of one site file.
///
/// @param model of the board, if its pins are known
/// @param points in the file's order
/// @param parts by kind, and by pin or name within a kind
/// @param routes what fire releases
/// @param notes what an installer should look at
record Plan(
        String site,
        String device,
        Optional<BoardModel> model,
        List<Spot> points,
        List<Part> parts,
        List<Route> routes,
        List<Words> notes) {

    Plan {
        points = List.copyOf(points);
        parts = List.copyOf(parts);
        routes = List.copyOf(routes);
        notes = List.copyOf(notes);
    }

    /// A point.
    ///
    /// @param scene what kind of point
    record Spot(String id, String scene) {}

    /// A way from a fire alarm's contact to what it releases.
    ///
    /// @param relays their names
    record Route(String contact, String point, List<String> relays) {
        Route {
            relays = List.copyOf(relays);
        }
    }
}
