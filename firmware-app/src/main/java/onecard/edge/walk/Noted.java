package onecard.edge.walk;

import java.util.ArrayList;
import java.util.List;

/// The steps of a walk so far; whoever walks is told of each as it is over.
final class Noted {

    private final Installer installer;
    private final List<Stepped> steps = new ArrayList<>();

    Noted(Installer installer) {
        this.installer = installer;
    }

    void add(Stepped step) {
        steps.add(step);
        installer.told(step);
    }

    /// In their order.
    List<Stepped> all() {
        return List.copyOf(steps);
    }
}
