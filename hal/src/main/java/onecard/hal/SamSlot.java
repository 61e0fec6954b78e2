package onecard.hal;

import java.io.IOException;

/// A slot with a security module in it. For the thread that owns the module.
public interface SamSlot extends AutoCloseable {

    /// Powers what lies there; the channel holds until [#letGo] or until it is lost. May take
    /// seconds where the service does.
    ///
    /// @throws IOException if there is no such slot, or nothing in it
    CardChannel connect() throws IOException;

    /// Idempotent.
    void letGo();

    @Override
    void close();
}
