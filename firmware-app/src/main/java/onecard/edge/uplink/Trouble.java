package onecard.edge.uplink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import onecard.edge.words.Failed;

/// Why there is no working link to the broker; each has its own pace of trying again.
public enum Trouble {
    /// Nobody answers, or the line was cut.
    NETWORK,
    /// The broker is there and has no room: quota, rate, shutting down.
    BUSY,
    /// Credentials, protocol or permissions refused: only a person can mend it.
    REFUSED,
    /// Somebody else connected with our client id.
    TAKEN_OVER,
    /// Certificates, names or keys do not fit: only a person can mend it.
    TLS,
    /// A certificate is not yet valid by our clock: the clock is probably not set.
    CLOCK;

    /// What an MQTT 5 reason code of CONNACK, SUBACK or DISCONNECT means for us.
    public static Trouble ofReason(int code) {
        return switch (code) {
            case 0x8E -> TAKEN_OVER;
            case 0x88, 0x89, 0x8B, 0x93, 0x96, 0x97, 0x9F -> BUSY;
            case 0x81,
                    0x82,
                    0x83,
                    0x84,
                    0x85,
                    0x86,
                    0x87,
                    0x8A,
                    0x8C,
                    0x8F,
                    0x90,
                    0x95,
                    0x99,
                    0x9A,
                    0x9B,
                    0x9E,
                    0xA1,
                    0xA2 ->
                    REFUSED;
            default -> NETWORK;
        };
    }

    /// What it means that there is no line, or no more, where the broker gave no reason. A refused
    /// certificate or key needs a person; the same words from a dead line do not.
    public static Trouble of(Throwable thrown) {
        if (thrown instanceof UncheckedIOException || thrown instanceof IllegalArgumentException) {
            return REFUSED; // The password's file, or a setting that the client does not take.
        }
        // Before there was a line: our own certificates.
        boolean tls = thrown instanceof GeneralSecurityException || thrown instanceof IOException;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateNotYetValidException) {
                return CLOCK;
            }
            tls |=
                    cause instanceof SSLHandshakeException
                            || cause instanceof CertificateException
                            || cause instanceof CertPathValidatorException
                            || (cause instanceof SSLException
                                    && String.valueOf(cause.getMessage()).contains("alert"));
        }
        return tls ? TLS : NETWORK;
    }

    /// The same for a person; the words are ours where a library's would not say what to do.
    static String words(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Failed told) {
            return told.words().en();
        }
        if (cause instanceof SSLException
                && String.valueOf(cause.getMessage()).contains("protocol_version")) {
            return "the broker must speak TLS 1.3, but does not; bring it up to date: " + cause;
        }
        return cause.toString();
    }
}
