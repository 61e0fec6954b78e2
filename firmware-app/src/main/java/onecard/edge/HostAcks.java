package onecard.edge;

import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Signatures;
import onecard.edge.uplink.AckVerifier;

/// Believes an acknowledgement only if a host key of the site file signed it.
final class HostAcks implements AckVerifier {

    private final List<String> hosts;

    HostAcks(List<String> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    @Override
    public Optional<Json.Obj> verified(byte[] payload) {
        return JsonReader.object(payload)
                .filter(
                        ack -> {
                            var key = ack.text("key").orElse("");
                            var sig = ack.text("sig").orElse("");
                            return hosts.contains(key)
                                    && Signatures.valid(key, ack.without("sig"), sig);
                        });
    }
}
