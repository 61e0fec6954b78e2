package onecard.edge.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One side of a point: what reads there.
record Side(Settings settings) {

    /// A reader, scanner or camera, and the key that names it.
    record Device(String key, String name) {}

    List<Device> devices() {
        var devices = new ArrayList<Device>();
        settings.find("reader").ifPresent(name -> devices.add(new Device("reader", name)));
        settings.items("more_readers")
                .forEach(name -> devices.add(new Device("more_readers", name)));
        settings.find("scanner").ifPresent(name -> devices.add(new Device("scanner", name)));
        settings.find("plates").ifPresent(name -> devices.add(new Device("plates", name)));
        return devices;
    }

    Set<String> names() {
        return devices().stream().map(Device::name).collect(Collectors.toUnmodifiableSet());
    }
}
