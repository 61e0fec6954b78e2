package onecard.edge.site;

import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.WRITE_ONE_ONLY;

import java.util.List;

/// The keys of a device that name its driver: exactly one is given, and every other key means
/// something to it.
record Driver(Settings device, List<String> names, Problems problems) {

    /// The driver's key; where several are given or none, the last of them, which needs nothing.
    String chosen() {
        var given = names.stream().filter(this::given).toList();
        if (given.size() == 1) {
            return given.getFirst();
        }
        problems.add(
                given.isEmpty() ? device.node() : device.place(given.getFirst()),
                device.path(),
                "driver",
                given.isEmpty() ? "nothing" : String.join(", ", given),
                WRITE_ONE_ONLY.with(String.join(", ", names)));
        return names.getLast();
    }

    /// These keys mean nothing to another driver than `driver`. Where none is given that is what is
    /// wrong, and nothing follows from it.
    void only(String driver, String... keys) {
        if (given(driver) || names.stream().noneMatch(this::given)) {
            return;
        }
        for (var key : keys) {
            if (device.at(key).isPresent()) {
                problems.add(
                        device.place(key),
                        device.path(key),
                        "without_effect",
                        key,
                        ONLY_WITH.with(driver));
            }
        }
    }

    /// `sim: false` names none.
    private boolean given(String name) {
        return device.at(name).isPresent() && !device.is(name, "false");
    }
}
