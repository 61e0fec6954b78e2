package onecard.hal.purse;

/// A debit that was made, as its purse proves it: MAC2 was checked, TAC is for the issuer.
///
/// @param intent which debit: its amount, balances, and the sequences of card and terminal
/// @param tac what the issuer pays for; nobody here can check it
public record DebitProof(Intent intent, Mac tac) {}
