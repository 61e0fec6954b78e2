package onecard.edge.backup;

import onecard.edge.words.Failed;
import onecard.words.Words;

/// A backup that cannot be used: no device failed, the thing itself is not right.
public final class Unfit extends Failed {
    private static final long serialVersionUID = 1L;

    Unfit(Words words) {
        super(words);
    }

    Unfit(Words words, Throwable cause) {
        super(words, cause);
    }
}
