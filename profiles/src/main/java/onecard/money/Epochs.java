package onecard.money;

import java.util.List;
import java.util.stream.Stream;

/// The epochs of a journal in their order, as far as sales of them are still known.
record Epochs(List<String> known) {

    static final Epochs NONE = new Epochs(List.of());

    Epochs {
        known = List.copyOf(known);
    }

    Epochs with(String epoch) {
        return known.contains(epoch)
                ? this
                : new Epochs(Stream.concat(known.stream(), Stream.of(epoch)).toList());
    }

    /// Whether whoever has counted up to there has counted this, too. Up to a place in an epoch
    /// that nobody knows here, nothing is known to be counted.
    boolean reaches(Place upTo, Place what) {
        int reached = known.indexOf(upTo.epoch());
        int place = known.indexOf(what.epoch());
        return reached == place ? upTo.seq() >= what.seq() && place >= 0 : reached > place;
    }
}
