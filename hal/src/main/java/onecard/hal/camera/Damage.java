package onecard.hal.camera;

/// Why a file is no picture.
enum Damage {
    /// Neither a binary PGM nor a binary PPM.
    FORMAT,
    /// No number stands where one must.
    NUMBER,
    /// No pixel, or more than any sensor gives.
    SIZE,
    /// Not one byte a value, with 255 as the brightest.
    DEPTH,
    /// More comment than picture.
    HEAD,
    /// Something follows the picture.
    TRAILING,
    /// It may not be read.
    DENIED
}
