package onecard.edge.audit;

/// What must be true of an export, by what it is seen to be broken.
public enum Rule {
    /// Each line is one event in canonical form, of one device, named after its place.
    LINE,
    /// The hash of a record is the hash of what it says.
    HASH,
    /// It begins with the device's first record; else what was sold before is not in it.
    BEGINNING,
    /// Each record follows the one before it, by place and by hash; an epoch begins signed.
    CHAIN,
    /// Epochs and checkpoints are signed with the device's key.
    SIGNATURE,
    /// The record that is known outside is in it.
    HEAD,
    /// A sale says all of itself: who, what, when, how much, nothing of it below zero.
    SALE,
    /// What the wallets pay is more than nothing each, each wallet once, and adds up.
    LEGS,
    /// All records of one sale say the same of it.
    CONTENT,
    /// A sale is meant before it is done, and ends once; it is void only after that.
    LIFE,
    /// The numbers of a till's sales and refunds begin at one and leave none out.
    NUMBER,
    /// What is given back is of a sale that is done and not taken back, to whoever paid it, and no
    /// more than each wallet did.
    REFUND,
    /// A settlement says what its batch comes to, each batch has one, and nothing moves it after.
    BATCH
}
