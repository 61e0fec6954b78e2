/// Our own offline passes: a visitor's or an e-pass as a QR code that a controller verifies with
/// nothing but a public key and a clock.
///
/// A token is four characters that say its form, and base45 (RFC 9285) behind them, so it is read
/// by every scanner as alphanumeric text. Three forms, first to choose first:
///
/// **`PC1:` COSE** ([onecard.edge.pass.CosePass]): tagged COSE_Sign1 (RFC 9052) in deterministic
/// CBOR. Protected header `{1: alg, 4: kid}`, open header `{}`, payload CWT claims (RFC 8392)
///
/// ```
/// 3 aud   "SITE/POINT" or "SITE#GROUP", or an array of at most 8
/// 4 exp   first second it no longer holds        5 nbf   first second it holds
/// 6 iat   when it was issued                     7 cti   pass id, 8 bytes
/// -65537  how often it may be granted, 1..255; absent: once
/// ```
///
/// alg is -8 (EdDSA, with Ed25519) or -65537 (SM2 with SM3 and user id 1234567812345678, r and s
/// of 32 bytes each: no number is registered, this one is for private use). kid is the first 4
/// bytes of SM3 over the key's public text. No claim besides these: an unknown one may be a
/// restriction.
///
/// **`PF1:` compact** ([onecard.edge.pass.CompactPass]): 32 bytes, then the signature over `PF1:`
/// and these, 64 bytes. Most significant byte first:
///
/// ```
///  0  4  kid                        20  8  address: first bytes of SM3 over "SITE/POINT"
///  4  8  pass id                           or "SITE#GROUP"
/// 12  4  holds from, seconds        28  1  how often it may be granted, 1..255
/// 16  4  holds until, seconds       29  3  zero
/// ```
///
/// **`PR1:` rolling** ([onecard.edge.pass.RollingCode]): made by a phone, new every 30 s. 24
/// bytes, then a MAC of 16:
///
/// ```
///  0  1  kid: first byte of HMAC-SM3(secret, "kid")
///  1  8  pass id
///  9  3  holds from, minutes since 2020-01-01T00:00Z
/// 12  3  holds until, likewise
/// 15  6  address, as above
/// 21  3  step: half minutes since it holds
/// ```
///
/// The phone's key is HMAC-SM3(secret, `PR1:`, site, bytes 0 to 20), so it fits these rights and
/// no others; the MAC is the first 16 bytes of HMAC-SM3(phone's key, `PR1:`, bytes 0 to 23). The
/// phone is given both once, as a seed: `PS1:` and base45 of bytes 0 to 20 and the 32-byte key.
/// A code is taken half a minute early or late, and once. The secret is symmetric: a controller
/// that can check such codes could make them, which a signature's public key does not allow; that
/// is the price of a code half as wide.
@NullMarked
package onecard.edge.pass;

import org.jspecify.annotations.NullMarked;
