package onecard.edge.uplink;

import java.util.Collections;
import java.util.Enumeration;
import org.eclipse.paho.mqttv5.client.MqttClientPersistence;
import org.eclipse.paho.mqttv5.common.MqttPersistable;
import org.eclipse.paho.mqttv5.common.MqttPersistenceException;

/// Where Paho would keep what is in flight: nowhere. Each client object is for one connection, and
/// the journal holds every event until its answer has come.
final class NoPersistence implements MqttClientPersistence {

    @Override
    public void open(String clientId) {}

    @Override
    public void close() {}

    @Override
    public void put(String key, MqttPersistable persistable) {}

    @Override
    public MqttPersistable get(String key) throws MqttPersistenceException {
        throw new MqttPersistenceException();
    }

    @Override
    public void remove(String key) {}

    @Override
    public Enumeration<String> keys() {
        return Collections.emptyEnumeration();
    }

    @Override
    public void clear() {}

    @Override
    public boolean containsKey(String key) {
        return false;
    }
}
