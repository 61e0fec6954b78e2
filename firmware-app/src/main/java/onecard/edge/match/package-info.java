/// Who is it? Engines that make a template of a sample and compare templates, and how sure a score
/// is. Everything here runs on the one `match` thread: nothing of it is asked on the edge loop.
@NullMarked
package onecard.edge.match;

import org.jspecify.annotations.NullMarked;
