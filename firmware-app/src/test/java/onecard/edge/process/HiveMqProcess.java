package onecard.edge.process;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// HiveMQ CE in a process of its own, all in memory but for the file that holds its id. It ends
/// with a word to its clients.
public final class HiveMqProcess {

    /// It says of itself that it tells its maker how it is used, unless it is told not to.
    private static final String CONFIGURATION =
            """
            <?xml version="1.0"?>
            <hivemq>
              <listeners>
                <tcp-listener><port>%s</port><bind-address>127.0.0.1</bind-address></tcp-listener>
              </listeners>
              <persistence><mode>in-memory</mode></persistence>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
            </hivemq>
            """;

    private HiveMqProcess() {}

    /// `MQTT_PORT DIRECTORY`
    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[1]);
        var configuration = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(
                configuration.resolve("config.xml"), CONFIGURATION.formatted(arguments[0]));
        var broker =
                EmbeddedHiveMQ.builder()
                        .withConfigurationFolder(configuration)
                        .withDataFolder(directory.resolve("data"))
                        .withExtensionsFolder(
                                Files.createDirectories(directory.resolve("extensions")))
                        .withoutLoggingBootstrap()
                        .build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> broker.stop().join(), "goodbye"));
        broker.start().join();
        new CountDownLatch(1).await();
    }
}
