package onecard.edge.doctor;

import static onecard.edge.words.Message.BROKER_ONLINE;
import static onecard.edge.words.Message.BROKER_OPEN;
import static onecard.edge.words.Message.BROKER_SILENT;
import static onecard.edge.words.Message.BROKER_TROUBLE;
import static onecard.edge.words.Message.CERTIFICATE_ENDS_NEXT;
import static onecard.edge.words.Message.CERTIFICATE_WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import onecard.access.Reason;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Trouble;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import onecard.words.Words;

/// The way to the broker. Where a daemon runs, what it says; else one connection, by a name of its
/// own: the device's would put the daemon off, wherever one runs.
public final class BrokerCheck {

    private static final String PART = "uplink";
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Look look;
    private final Optional<Running> daemon;

    /// The broker as the site file has it.
    @FunctionalInterface
    public interface Look {
        /// @throws IOException if a secret's file is not where it should be
        Broker broker() throws IOException;
    }

    /// @param daemon that runs, and is connected or not
    public BrokerCheck(Look look, Optional<Running> daemon) {
        this.look = look;
        this.daemon = daemon;
    }

    /// The connection, and a warning where our certificate ends soon.
    public List<Finding> check(SiteProfile site) {
        var url = site.uplink().url();
        var findings = new ArrayList<Finding>();
        try {
            var broker = look.broker();
            findings.add(
                    daemon.isPresent()
                            ? told(daemon.get(), url)
                            : tried(broker, "oc-" + site.site() + "-" + site.device(), url));
            broker.warning()
                    .map(
                            ends ->
                                    new Finding.Warn(
                                            PART + ".cert",
                                            CERTIFICATE_WARNING.with(ends),
                                            CERTIFICATE_ENDS_NEXT.with()))
                    .ifPresent(findings::add);
        } catch (IOException failed) {
            findings.add(
                    new Finding.Fail(
                            PART,
                            BROKER_TROUBLE.with(url, String.valueOf(failed.getMessage())),
                            next(Trouble.TLS)));
        }
        return findings;
    }

    private static Finding told(Running daemon, Object url) {
        return daemon.trouble()
                .map(why -> trouble(url, why, daemon.detail()))
                .orElseGet(() -> new Finding.Ok(PART, BROKER_ONLINE.with(url)));
    }

    private static Finding tried(Broker broker, String device, Object url) {
        var end = new CompletableFuture<Finding>();
        var hello = new Broker.Hello(device + "-doctor", Optional.empty(), DEADLINE);
        var link = broker.open(hello, new Once(end, url));
        try {
            return end.get(DEADLINE.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return new Finding.Warn(
                    PART,
                    BROKER_TROUBLE.with(url, BROKER_SILENT.with(DEADLINE.toSeconds()).en()),
                    next(Trouble.NETWORK));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Finding.Warn(PART, BROKER_TROUBLE.with(url, "-"), next(Trouble.NETWORK));
        } finally {
            link.disconnect();
            link.abandon();
        }
    }

    /// Doors work without a broker, so what may come back by itself is a warning.
    private static Finding trouble(Object url, Trouble trouble, String detail) {
        var found = BROKER_TROUBLE.with(url, detail);
        return switch (trouble) {
            case NETWORK, BUSY -> new Finding.Warn(PART, found, next(trouble));
            case REFUSED, TAKEN_OVER, TLS, CLOCK -> new Finding.Fail(PART, found, next(trouble));
        };
    }

    private static Words next(Trouble trouble) {
        return switch (trouble) {
            case NETWORK -> Message.BROKER_NETWORK_NEXT.with();
            case BUSY -> Message.BROKER_BUSY_NEXT.with();
            case REFUSED -> Message.BROKER_REFUSED_NEXT.with();
            case TAKEN_OVER -> Message.BROKER_TAKEN_NEXT.with();
            case TLS -> Message.BROKER_TLS_NEXT.with();
            case CLOCK -> Advice.of(Reason.CLOCK_UNTRUSTED);
        };
    }

    /// The first thing that becomes of an attempt.
    private record Once(CompletableFuture<Finding> end, Object url) implements Broker.Events {

        @Override
        public void connected(int receiveMaximum) {
            end.complete(new Finding.Ok(PART, BROKER_OPEN.with(url)));
        }

        @Override
        public void down(Trouble trouble, String detail) {
            end.complete(trouble(url, trouble, detail));
        }

        @Override
        public void subscribed(long ticket, List<Integer> reasonCodes) {}

        @Override
        public void published(long ticket, int reasonCode) {}

        @Override
        public void unpublished(long ticket, String why) {}

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {}
    }
}
