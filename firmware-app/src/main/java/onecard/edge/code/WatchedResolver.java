package onecard.edge.code;

import java.util.Optional;
import onecard.edge.watch.DeviceAlarms;

/// A decode service whose absence an operator hears of. Any thread.
final class WatchedResolver implements CodeResolver {

    private static final String ALARM = "decode_service";

    private final String name;
    private final CodeResolver service;
    private final DeviceAlarms alarms;
    private boolean absent; // guarded by this

    /// @param name of the codes in the site file
    WatchedResolver(String name, CodeResolver service, DeviceAlarms alarms) {
        this.name = name;
        this.service = service;
        this.alarms = alarms;
    }

    @Override
    public Resolution resolve(String code) {
        var answer = service.resolve(code);
        heard(
                answer instanceof Resolution.Unreachable(var why)
                        ? Optional.of(why)
                        : Optional.empty());
        return answer;
    }

    /// @param trouble why it did not answer; empty if it did, whatever it said
    synchronized void heard(Optional<String> trouble) {
        // Told under the lock as well: of two who ask at once, the last word is of the last answer.
        boolean before = absent;
        absent = trouble.isPresent();
        if (before != absent) {
            alarms.tell(
                    ALARM, trouble.isPresent(), trouble.map(why -> name + ": " + why).orElse(name));
        }
    }
}
