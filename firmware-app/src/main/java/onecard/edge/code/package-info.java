/// What a scanner read: our own passes, and codes of others that a service names online.
@NullMarked
package onecard.edge.code;

import org.jspecify.annotations.NullMarked;
