/// What a scanner read: our own passes, and codes of others that a service names online; made from
/// what the site file says of both.
@NullMarked
package onecard.edge.code;

import org.jspecify.annotations.NullMarked;
