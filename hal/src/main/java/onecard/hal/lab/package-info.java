/// Readers put to the test with software cards that go wrong.
@NullMarked
package onecard.hal.lab;

import org.jspecify.annotations.NullMarked;
