package onecard.edge.intake;

import onecard.access.Token;
import onecard.money.Fen;

/// The purse on a card that was presented.
///
/// @param card its pseudonym
/// @param holds by its own word, as it came
/// @param at the reader, while it lies there
public record PurseShown(Token card, Fen holds, PurseCard at) {}
