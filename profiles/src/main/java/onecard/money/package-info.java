/// Money as a terminal counts it: whole fen, a sale split over a person's wallets, and the meal
/// that it belongs to. Pure values; who pays, and whether, is asked elsewhere.
@NullMarked
package onecard.money;

import org.jspecify.annotations.NullMarked;
