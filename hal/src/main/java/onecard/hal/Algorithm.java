package onecard.hal;

/// The symmetric algorithm of a social security card's keys.
public enum Algorithm {
    /// Triple DES with two keys.
    DES,
    /// Not public: only a module of the issuer's can answer for it.
    SSF33,
    SM4;

    /// Third-generation cards use SM4, and they alone.
    public boolean fits(int generation) {
        return (this == SM4) == (generation == 3);
    }
}
