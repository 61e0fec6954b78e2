/// Everything the command line says to people, in Chinese and English side by side: the place to
/// translate, or to find where a sentence comes from.
@NullMarked
package onecard.edge.words;

import org.jspecify.annotations.NullMarked;
