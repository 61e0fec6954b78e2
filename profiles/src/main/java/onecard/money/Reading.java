package onecard.money;

/// How much of a sale was drawn, as a meter says: what a power cut leaves to go by.
///
/// @param sale that it was paid by
/// @param pulses of the meter since its valve was opened
/// @param drawn what they cost; at most what was paid
public record Reading(SaleId sale, long pulses, Fen drawn) {}
