package onecard.hal.sim;

import java.util.Optional;
import onecard.hal.Algorithm;
import onecard.hal.SecurityModule;
import onecard.hal.card.IssuerKey;

/// A security module in software, with keys that are published: it takes every software card for
/// genuine, and every copy of one. For benches.
public final class SimModule implements SecurityModule {

    /// As a PSAM says that it has no such key.
    private static final int NO_SUCH_KEY = 0x9403;

    public SimModule() {}

    @Override
    public Answer answer(Question question) {
        if (question.algorithm() == Algorithm.SSF33) {
            return new Answer.Refused(NO_SUCH_KEY);
        }
        return new Answer.Cryptogram(
                IssuerKey.published(question.algorithm())
                        .answer(question.factors(), question.block()));
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
