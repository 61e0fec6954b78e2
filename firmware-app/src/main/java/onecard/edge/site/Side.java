package onecard.edge.site;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.access.Factor;

/// One side of a point: what reads there, and what looks at whoever does.
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
        recognises().ifPresent(devices::add);
        return devices;
    }

    /// The sensor that looks for whoever stands there without a card.
    Optional<Device> recognises() {
        return settings.find("recognise")
                .flatMap(key -> settings.find(key).map(name -> new Device(key, name)));
    }

    /// The sensors that look at whoever tapped.
    Map<Factor, String> looking() {
        var looking = new EnumMap<Factor, String>(Factor.class);
        for (var key : LookRules.SENSORS) {
            settings.find(key)
                    .filter(_ -> !settings.is("recognise", key))
                    .ifPresent(name -> looking.put(Factor.ofWire(key).orElseThrow(), name));
        }
        return looking;
    }

    Set<String> names() {
        return devices().stream().map(Device::name).collect(Collectors.toUnmodifiableSet());
    }
}
