package onecard.edge.watch;

/// What the JDK's HTTP server may be made to wait for and to hold, at every port that the site file
/// names. It reads these once, at the first server: each of ours says them before it makes one.
public final class HttpLimits {

    /// A request, and the taking of its answer, are over by then, or its connection is: whoever
    /// sends byte by byte holds nobody up.
    private static final int SECONDS = 5;

    /// Connections to one port: a camera and a scraper have one or two.
    public static final int CONNECTIONS = 32;

    /// Connections that wait for another request: of a camera, and of a scraper.
    private static final int IDLE = 4;

    /// Bytes of all that stands before a body: a request of ours has some hundred.
    private static final int HEADER_BYTES = 8_192;

    private static final int HEADERS = 40;

    /// Of a body that nobody read, what is read on before its connection is given up.
    private static final int DRAIN_BYTES = 4_096;

    private static boolean streams;

    private HttpLimits() {}

    /// Of a process that answers, and is done.
    public static synchronized void apply() {
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(SECONDS));
        if (!streams) {
            System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(SECONDS));
        }
        System.setProperty("sun.net.httpserver.idleInterval", Integer.toString(SECONDS));
        System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(IDLE));
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", Integer.toString(HEADER_BYTES));
        System.setProperty("sun.net.httpserver.maxReqHeaders", Integer.toString(HEADERS));
        System.setProperty("sun.net.httpserver.drainAmount", Integer.toString(DRAIN_BYTES));
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
    }

    /// The same of a process whose answers may go on as long as somebody listens: one on loopback,
    /// for the page of this machine alone.
    public static synchronized void applyForStreams() {
        streams = true;
        System.clearProperty("sun.net.httpserver.maxRspTime");
        apply();
    }
}
