package onecard.edge.simulate;

import java.io.IOException;

/// Codes that are made anew each time somebody shows one. Called by one thread at a time.
public interface Codes {

    /// A pass that a visitor shows at that scanner: good where it stands.
    String pass(String scanner) throws IOException;

    /// A code of an electronic card, which the platform knows once.
    String ecard();
}
