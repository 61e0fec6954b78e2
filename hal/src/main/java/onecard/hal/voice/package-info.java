/// A voice made by a program of the distribution. Sentences are made up of amounts and names, so
/// recordings would have to be joined, and somebody would have to record them in two languages.
@NullMarked
package onecard.hal.voice;

import org.jspecify.annotations.NullMarked;
