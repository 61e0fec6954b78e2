package onecard.edge.words;

import java.io.IOException;
import onecard.words.Words;

/// A device, file or service that failed, in words for whoever ran the command.
public class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Words words;

    public Failed(Words words) {
        super(words.en());
        this.words = words;
    }

    public Failed(Words words, Throwable cause) {
        super(words.en(), cause);
        this.words = words;
    }

    public Words words() {
        return words;
    }
}
