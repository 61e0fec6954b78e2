package onecard.edge.lists;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;

/// What is denied at every point of a site from the next tap on, whatever its lists say: lost
/// cards, people to keep out. One small signed message, so that it is there at once.
///
/// @param version only ever greater
/// @param validUntil the publisher's own limit
/// @param entries may have `from`, and `reason` for people who read it
public record DenyList(
        String site,
        long version,
        Instant issued,
        Optional<Instant> validUntil,
        List<ListEntry> entries) {

    /// Reserved: no list may be called so.
    public static final String NAME = ListVersion.DENY;

    /// What it may have unpacked: some ten thousand entries.
    public static final int BYTES_MAX = 1 << 20;

    public DenyList {
        entries = entries.stream().sorted(ListEntry.ORDER).toList();
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, but was " + version);
        }
    }

    /// Empty if it is none. Whether its signature is good was seen before. Entries that are none
    /// are left out: one of them must not keep all other lost cards in.
    public static Optional<DenyList> read(Json.Obj json) {
        var site = json.text("site");
        var version = json.number("version").filter(n -> n >= 1);
        var issued = json.text("issued").flatMap(ListHead::instant);
        var until = json.text("valid_until");
        var entries = json.array("entries").map(DenyList::entries);
        if (site.isEmpty()
                || version.isEmpty()
                || issued.isEmpty()
                || entries.isEmpty()
                || (until.isPresent() && until.flatMap(ListHead::instant).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                new DenyList(
                        site.get(),
                        version.get(),
                        issued.get(),
                        until.flatMap(ListHead::instant),
                        entries.get()));
    }

    private static List<ListEntry> entries(Json.Arr array) {
        return array.items().stream().flatMap(item -> ListEntry.read(item).stream()).toList();
    }

    /// As it is published.
    public Json.Obj signed(SigningKey key) {
        var list =
                Json.Obj.EMPTY
                        .with("site", site)
                        .with("version", version)
                        .with("issued", issued.toString())
                        .with(
                                "entries",
                                new Json.Arr(entries.stream().<Json>map(ListEntry::json).toList()))
                        .with("key", key.publicText());
        if (validUntil.isPresent()) {
            list = list.with("valid_until", validUntil.get().toString());
        }
        return list.with("sig", key.sign(list));
    }
}
