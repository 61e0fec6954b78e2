package onecard.edge.store.registry;

import onecard.access.CredentialKind;
import onecard.access.Token;

/// Somebody who is known by their body, and the card that stands for them when nothing else does:
/// whatever the lists say of that card is said of them.
///
/// @param person their token
/// @param kind of the card
/// @param card its token; the person's own where theirs was given to somebody else since
public record Enrolled(Token person, CredentialKind kind, Token card) {}
