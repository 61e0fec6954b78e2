package onecard.hal.pcsc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/// The smart card service as one reader's thread sees it, whichever provider lies beneath. All
/// but [#wake] are for that thread.
interface SmartCardService extends AutoCloseable {

    /// What is done with a card or a reader.
    interface Call<T> {
        T run() throws CardException;
    }

    static SmartCardService through(PcscDriver driver) {
        return switch (driver) {
            case OWN -> new PcscLiteService();
            case JDK -> new JdkService();
        };
    }

    /// Runs one short call as the provider needs it.
    <T> T call(Call<T> call) throws CardException;

    /// The reader that is sought.
    ///
    /// @throws CardException also if there is none
    default CardTerminal find(ReaderSought sought) throws CardException {
        return sought.among(terminals())
                .orElseThrow(() -> new CardException("no reader fits " + sought.glob()));
    }

    /// The readers there are.
    List<CardTerminal> terminals() throws CardException;

    /// Whether a card lies on `terminal`. Returns when that differs from the last answer, at the
    /// first call at once, and in any case after `atMost` or when woken.
    boolean cardPresent(CardTerminal terminal, Duration atMost)
            throws CardException, InterruptedException;

    /// Whether the reader itself answers while a card lies on it that does not; true also where
    /// nobody can ask it.
    default boolean answers(CardTerminal terminal) {
        return true;
    }

    /// Where on its USB bus the reader is; empty: it is on none, or nobody says.
    default Optional<UsbPort.Address> address(CardTerminal terminal) {
        return Optional.empty();
    }

    /// Everything that a card will need of the library, asked in vain, so that it has run once.
    /// Takes one connection to the service and gives it back.
    default void rehearse() {}

    /// Whether [#reopen] and [#renew] do anything: one connection for all readers can be renewed
    /// for none of them.
    boolean renewable();

    /// Lets go of the reader; the next [#find] connects to it anew.
    void reopen();

    /// Lets go of every connection to the service; the next call makes them anew.
    void renew();

    /// Waits for at most so long until it is worth asking for [#terminals] again.
    ///
    /// @param failure what they, or a reader, failed with
    void recover(CardException failure, Duration atMost) throws InterruptedException;

    /// Ends a wait; from any thread.
    void wake();

    @Override
    void close();

    /// Whether the service itself is gone, with every context in it, and not only a card or a
    /// reader. By name: both providers use those of winscard.h in their messages, and the JDK's
    /// hides its codes.
    static boolean gone(Throwable failure) {
        return Stream.of(
                        "SCARD_E_NO_SERVICE",
                        "SCARD_E_SERVICE_STOPPED",
                        "SCARD_E_INVALID_HANDLE",
                        "SCARD_F_COMM_ERROR")
                .anyMatch(error -> names(failure, error));
    }

    /// Whether the reader failed, and not the card, the service or somebody's patience; if the card
    /// was not taken away meanwhile.
    static boolean readerFailed(Throwable failure) {
        return Stream.of(
                        "SCARD_E_NOT_TRANSACTED",
                        "SCARD_E_TIMEOUT",
                        "SCARD_E_NOT_READY",
                        "SCARD_F_INTERNAL_ERROR")
                .anyMatch(error -> names(failure, error));
    }

    /// Whether another process reset the card.
    static boolean cardReset(Throwable failure) {
        return names(failure, "SCARD_W_RESET_CARD");
    }

    private static boolean names(Throwable failure, String error) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(error));
    }
}
