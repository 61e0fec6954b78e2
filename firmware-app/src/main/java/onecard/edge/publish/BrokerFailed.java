package onecard.edge.publish;

import java.io.IOException;
import onecard.words.Words;

/// The broker is out of reach, or does not take what it is given: another time it may.
public final class BrokerFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Words words;

    BrokerFailed(Words words) {
        super(words.en());
        this.words = words;
    }

    public Words words() {
        return words;
    }
}
