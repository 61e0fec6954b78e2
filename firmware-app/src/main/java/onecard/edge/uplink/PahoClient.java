package onecard.edge.uplink;

import java.util.List;
import onecard.edge.uplink.Broker.Hello;
import onecard.edge.uplink.Broker.Message;

/// A client object of one of Eclipse Paho's two libraries, which are alike in all but their types:
/// here is what either protocol says in its own way, and what to do about it is the [PahoLink]'s,
/// to whom all that comes is told. No call waits for the broker but `goodbye`; an exception says
/// that nothing will come of the call.
interface PahoClient {

    void connect(Hello hello, Way way, BrokerSockets sockets) throws Exception;

    void subscribe(List<String> filters, long ticket) throws Exception;

    void unsubscribe(List<String> filters) throws Exception;

    void publish(Message message, long ticket) throws Exception;

    /// At most about a second.
    void goodbye() throws Exception;

    /// Ends reading and writing. No quiet time: what is in flight is read from the journal again.
    void cut() throws Exception;

    /// Gives back all it holds.
    void close() throws Exception;

    /// Why the broker refused, as a reason code of MQTT 5; 0 if it is no refusal of the broker's.
    int reason(Throwable thrown);
}
