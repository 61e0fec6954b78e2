package onecard.edge.entrance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecard.edge.lines.Slots;
import onecard.edge.loop.LogPanel;
import onecard.edge.loop.PointPanel;
import onecard.hal.Panel;
import onecard.hal.pcsc.ReaderPanel;
import onecard.hal.sim.SimPanel;
import onecard.hal.sim.SimWitness;
import onecard.site.Board;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;

/// Light and beep of the readers that may have them, and what a point shows with.
public final class Lights {

    private Lights() {}

    /// Each by its reader's name; none is opened yet.
    public static Map<String, ReaderPanel> of(Board board) {
        var lights = new HashMap<String, ReaderPanel>();
        board.readers()
                .forEach(
                        (name, reader) -> {
                            if (reader.source()
                                            instanceof
                                            Board.ReaderSource.Pcsc(
                                                    var pattern,
                                                    var slot,
                                                    var provider,
                                                    _)
                                    && provider == Board.Provider.OWN) {
                                lights.put(
                                        name,
                                        new ReaderPanel(
                                                name, pattern, Slots.role(slot), System::nanoTime));
                            }
                        });
        return lights;
    }

    /// What a person at the point sees and hears.
    ///
    /// @param witness of what is shown where devices are simulated
    public static Panel panel(
            SitePoint point, Map<String, ReaderPanel> lights, SimWitness witness) {
        var own = new HashMap<String, Panel>(lights);
        own.keySet().retainAll(point.readers().keySet());
        var shared = List.of(new LogPanel(point.id()), new SimPanel(point.id(), witness));
        return new PointPanel(shared, own);
    }

    /// What whoever comes to that reader sees and hears there, before the point knows of them.
    public static Panel at(
            String reader, SiteProfile site, Map<String, ReaderPanel> lights, SimWitness witness) {
        return site.points().stream()
                .filter(point -> point.readers().containsKey(reader))
                .findFirst()
                .map(point -> panel(point, lights, witness).at(reader))
                .orElseGet(() -> new LogPanel(site.device()));
    }
}
