/// MQTT: the journal published row by row, and what the host answers.
@NullMarked
package onecard.edge.uplink;

import org.jspecify.annotations.NullMarked;
