/// Who stands at a sensor without a card, among those who may come there now: nobody where two
/// people are alike.
@NullMarked
package onecard.edge.bio.recognise;

import org.jspecify.annotations.NullMarked;
