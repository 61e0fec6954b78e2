/// Text for people, in both languages at once.
@NullMarked
package onecard.words;

import org.jspecify.annotations.NullMarked;
