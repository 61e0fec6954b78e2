package onecard.edge.site;

import static onecard.edge.words.Message.BOTH_OR_NEITHER;
import static onecard.edge.words.Message.WRITE_BROKER;

import java.net.URI;
import java.util.Optional;
import onecard.site.Uplink;

/// Binds the section `uplink`: a broker that can be reached, and both halves of each pair.
final class UplinkBinder {

    /// Stands in for what names no broker; loopback, so nothing more is said about it.
    private static final URI NO_BROKER = URI.create("mqtt://127.0.0.1");

    private final Settings uplink;
    private final Problems problems;

    UplinkBinder(Settings uplink, Problems problems) {
        this.uplink = uplink;
        this.problems = problems;
    }

    Uplink bind() {
        var url = broker(uplink.text("url"));
        if (url.isEmpty()) {
            problems.add(uplink, "url", "url", WRITE_BROKER.with());
        }
        together("cert", "key");
        together("username", "password");
        var secrets = new SecretBinder(uplink, problems);
        return new Uplink(
                url.orElse(NO_BROKER),
                uplink.is("version", "mqtt3.1.1")
                        ? Uplink.Version.MQTT_3_1_1
                        : Uplink.Version.MQTT_5,
                uplink.find("ca"),
                secrets.bind("cert"),
                secrets.bind("key"),
                uplink.find("username"),
                secrets.bind("password"),
                uplink.flag("home_assistant"),
                (int) uplink.whole("backlog_per_s"));
    }

    private static Optional<URI> broker(String text) {
        try {
            return Optional.of(URI.create(text)).filter(Uplink::accepts);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Half of a pair would be left out in silence.
    private void together(String one, String other) {
        needs(one, other);
        needs(other, one);
    }

    private void needs(String one, String other) {
        if (uplink.at(one).isPresent() && uplink.at(other).isEmpty()) {
            problems.add(uplink, other, "required", "nothing", BOTH_OR_NEITHER.with(one));
        }
    }
}
