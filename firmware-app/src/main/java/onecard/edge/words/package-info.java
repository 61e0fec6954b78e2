/// Everything the device says to people, in Chinese and English side by side: the place to
/// translate, or to find where a sentence comes from. What panels, displays and voices say, and
/// what is told of each reason, stands in one file a language among the resources; what commands
/// say, in [Message] and [Help].
@NullMarked
package onecard.edge.words;

import org.jspecify.annotations.NullMarked;
