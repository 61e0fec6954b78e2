package onecard.edge.uplink;

import onecard.edge.words.Failed;
import onecard.words.Words;

/// The broker is out of reach, or does not give or take what it should: another time it may.
public final class BrokerFailed extends Failed {
    private static final long serialVersionUID = 1L;

    BrokerFailed(Words words) {
        super(words);
    }
}
