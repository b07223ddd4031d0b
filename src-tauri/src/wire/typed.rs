//! A secret on its way from a field of the window to where it is used.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// What a person typed into a field for secrets: shown by no formatting, wiped from memory when dropped, and never
/// on its way back.
pub struct Typed(store::Secret);

impl Typed {
    /// The secret itself.
    pub(crate) fn secret(self) -> store::Secret {
        self.0
    }
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() > LONGEST {
            return Err(D::Error::custom("that is longer than anyone types"));
        }
        Ok(Self(text.into()))
    }
}

/// In bytes: 256 characters of any script.
const LONGEST: usize = 1024;

impl std::fmt::Debug for Typed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Typed(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Typed;
    use crate::wire::AdminAct;

    #[test]
    fn a_secret_is_shown_by_no_formatting() {
        let typed: Typed = serde_json::from_str("\"open sesame\"").unwrap();
        let act = AdminAct::Create { name: "Ravi".into(), password: Some(typed), admin: false };
        assert!(!format!("{act:?}").contains("sesame"));
    }
}
