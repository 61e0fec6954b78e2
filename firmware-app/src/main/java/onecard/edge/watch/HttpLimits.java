package onecard.edge.watch;

/// What the JDK's HTTP server may be made to wait for and to hold, at every port that the site file
/// names. It reads these once, at the first server: each of ours says them before it makes one.
public final class HttpLimits {

    /// A request, and the taking of its answer, are over by then, or its connection is: whoever
    /// sends byte by byte holds nobody up.
    private static final int SECONDS = 5;

    /// Connections to one port: a camera and a scraper have one or two.
    public static final int CONNECTIONS = 32;

    private HttpLimits() {}

    public static void apply() {
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(SECONDS));
        System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(SECONDS));
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
    }
}
