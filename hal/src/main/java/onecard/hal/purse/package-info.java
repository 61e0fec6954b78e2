/// Electronic purses on cards: money that the card itself holds, and what became of a debit.
@NullMarked
package onecard.hal.purse;

import org.jspecify.annotations.NullMarked;
