package onecard.edge.state;

import java.io.IOException;
import java.util.function.Consumer;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.Packed;
import onecard.edge.store.registry.DeniedEntries;
import onecard.edge.store.registry.Registry.Held;
import org.tinylog.Logger;

/// What is denied everywhere, as it arrives, from a broker or a memory stick. It is one message and
/// waits for nothing. One thread.
final class DenyFeed {

    private final String site;
    private final TrustedKeys keys;
    private final DeniedEntries store;
    private final Consumer<InForce> switched;

    /// @param keys that may sign lists
    /// @param switched told of each version that is in force from now on
    DenyFeed(String site, TrustedKeys keys, DeniedEntries store, Consumer<InForce> switched) {
        this.site = site;
        this.keys = keys;
        this.store = store;
        this.switched = switched;
    }

    /// @throws IOException if it cannot be stored
    Outcome deny(byte[] wire) throws IOException {
        var signed = Packed.open(wire, DenyList.BYTES_MAX).flatMap(keys::verified);
        if (signed.isEmpty()) {
            return Outcome.NOT_TRUSTED;
        }
        var deny = DenyList.read(signed.get()).filter(it -> it.site().equals(site));
        if (deny.isEmpty()) {
            return Outcome.MALFORMED;
        }
        var key = signed.get().text("key").orElse("");
        var held = store.adopt(deny.get(), key);
        if (held.isEmpty()) {
            return Outcome.OLD;
        }
        var sha256 = ListBucket.sha256(Canonical.bytes(signed.get()));
        switched.accept(new InForce(held.get().list(), held.get().entries(), key, sha256));
        return whole(signed.get(), held.get()) ? Outcome.IN_FORCE : Outcome.IN_FORCE_IN_PART;
    }

    private static boolean whole(Json.Obj signed, Held held) {
        long leftOut = signed.array("entries").orElseThrow().items().size() - held.entries();
        if (leftOut > 0) {
            Logger.warn(
                    "{} entries of what is denied are of no kind known here, and left out",
                    leftOut);
        }
        return leftOut == 0;
    }
}
