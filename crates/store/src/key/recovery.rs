//! The recovery code: printed once, kept on paper, opens a ledger whose password was forgotten.

use std::fmt;
use std::str::FromStr;

use secrecy::ExposeSecret;
use zeroize::Zeroizing;

use crate::key::Secret;

/// 160 random bits, written as eight groups of four letters and digits. It is shown only by [`RecoveryCode::words`].
pub struct RecoveryCode(Zeroizing<[u8; BYTES]>);

/// A text that is no recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A recovery code has eight groups of four letters and digits")]
pub struct NotACode;

impl RecoveryCode {
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// Reads a code as a person typed it.
    ///
    /// # Errors
    /// When it is none.
    pub fn typed(text: &Secret) -> Result<Self, NotACode> {
        text.expose_secret().parse()
    }

    /// The code as it is printed: `XXXX-XXXX-…`, eight groups, no letter that looks like a digit.
    #[must_use]
    pub fn words(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LETTERS_LONG + LETTERS_LONG / 4));
        let mut kept: u32 = 0;
        let mut bits = 0;
        let mut written = 0;
        for byte in self.0.iter() {
            kept = (kept << 8 | u32::from(*byte)) & 0xfff;
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                if written > 0 && written % 4 == 0 {
                    text.push('-');
                }
                let place = usize::try_from(kept >> bits & 31).unwrap_or_default();
                text.push(LETTERS.get(place).copied().map_or('0', char::from));
                written += 1;
            }
        }
        text
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl FromStr for RecoveryCode {
    type Err = NotACode;

    /// Reads a code as a person types it: either case, with or without dashes and spaces, `O` for `0`, `I` and
    /// `L` for `1`.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        let mut places = bytes.iter_mut();
        let (mut kept, mut bits, mut letters): (u32, u32, usize) = (0, 0, 0);
        for letter in text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
            let upper = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = LETTERS.iter().position(|known| char::from(*known) == upper).ok_or(NotACode)?;
            kept = (kept << 5 | u32::try_from(value).map_err(|_| NotACode)?) & 0xfff;
            bits += 5;
            letters += 1;
            if bits >= 8 {
                bits -= 8;
                *places.next().ok_or(NotACode)? = u8::try_from(kept >> bits & 0xff).map_err(|_| NotACode)?;
            }
        }
        if letters != LETTERS_LONG {
            return Err(NotACode);
        }
        Ok(Self(bytes))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryCode(…)")
    }
}

const BYTES: usize = 20;
const LETTERS_LONG: usize = 32;
/// Crockford's base 32: no I, L, O or U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
