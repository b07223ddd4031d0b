//! Names that people choose, for profiles and accounts: in any script, unique without regard to case.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

const LONGEST: usize = 40;

/// A name as it is shown: trimmed, 1 to 40 characters, none of them a control character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(String);

/// Why a text cannot be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Nothing but spaces.
    #[error("A name cannot be empty")]
    Empty,
    /// More than 40 characters.
    #[error("A name has at most 40 characters")]
    TooLong,
    /// A character that cannot be seen or that turns the text around.
    #[error("A name has no line breaks or other control characters")]
    Control,
}

impl Name {
    /// The name as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names that differ only in case, or only in how their marks are encoded, have in common.
    ///
    /// Capitals first: `ß` and `SS`, `ς` and `σ` meet only there.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.nfkc().collect::<String>().to_uppercase().to_lowercase().nfkc().collect()
    }
}

impl FromStr for Name {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let name: String = text.trim().nfc().collect();
        if name.is_empty() {
            return Err(BadName::Empty);
        }
        if name.chars().any(is_unfit) {
            return Err(BadName::Control);
        }
        if name.chars().count() > LONGEST {
            return Err(BadName::TooLong);
        }
        // Joiners shape letters in several Indian scripts and may stand in a name, but cannot be one.
        if name.chars().all(|letter| matches!(letter, '\u{200c}' | '\u{200d}') || letter.is_whitespace()) {
            return Err(BadName::Empty);
        }
        Ok(Self(name))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Control characters, line separators, and the marks that reorder text or cannot be seen at all: a name made
/// of them would look like another's.
fn is_unfit(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{00ad}' | '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}
