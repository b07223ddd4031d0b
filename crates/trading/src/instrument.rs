//! What can be traded: its names, its series and what the series permits.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::moment::Day;
use crate::money::Paise;

/// NSE's symbol of a security, in capitals: `RELIANCE`, `M&M`, `BAJAJ-AUTO`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Symbol(SmolStr);

/// The twelve-character international number of a security. Changes on a split; the symbol stays.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Isin(SmolStr);

/// The series of the cash market that Lakh trades, by NSE's own letters ("Legend of series", NSE).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Series {
    /// Normal: delivery and intraday.
    Eq,
    /// Trade-to-trade: every trade is delivered.
    Be,
    /// Trade-to-trade, for companies that broke the listing rules.
    Bz,
    /// SME, in lots.
    Sm,
    /// SME, trade-to-trade, in lots.
    St,
    /// SME, for companies that broke the listing rules.
    Sz,
    /// Infrastructure investment trust.
    Iv,
    /// Real-estate investment trust.
    Rr,
    /// Sovereign gold bonds: the state's debt, a gram of gold a bond.
    Gb,
    /// Partly paid shares.
    E1,
    /// Preference shares.
    P1,
    /// Warrants.
    W1,
}

/// A security as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The company's or fund's name.
    pub name: Arc<str>,
    /// The international number.
    pub isin: Isin,
    /// Its series on the day that is spoken of.
    pub series: Series,
    /// Shares that an order must be a multiple of: 1, but hundreds or thousands for SME.
    pub lot: i64,
    /// The face value of one share, where known.
    pub face_value: Option<Paise>,
    /// The day of listing, where known.
    pub listed_on: Option<Day>,
}

impl Symbol {
    /// The symbol as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Isin {
    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is of a unit of a fund: those begin with `INF`.
    #[must_use]
    pub fn is_fund(&self) -> bool {
        self.0.starts_with("INF")
    }

    /// Whether it is of a rights entitlement: a company's (`INE`), of security type 20 in the eighth and ninth place.
    /// All thirteen entitlements of the recorded days are so, and no other security of the equity series.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.0.starts_with("INE") && self.0.get(7..9) == Some("20")
    }

    /// Whether it is of a security of the central government: those begin with `IN00`, as all gold bonds do.
    #[must_use]
    pub fn is_of_the_state(&self) -> bool {
        self.0.starts_with("IN00")
    }

    /// Whether both are of one issuer: the first seven characters, in which the country, the kind and the issuer stand,
    /// are the same. A share and the right to buy it are.
    #[must_use]
    pub fn is_of_issuer(&self, other: &Self) -> bool {
        self.0.get(..7) == other.0.get(..7)
    }
}

impl Series {
    /// Every series, in the order in which lists show them.
    pub const ALL: [Self; 12] = [
        Self::Eq,
        Self::Be,
        Self::Bz,
        Self::Sm,
        Self::St,
        Self::Sz,
        Self::Iv,
        Self::Rr,
        Self::Gb,
        Self::E1,
        Self::P1,
        Self::W1,
    ];

    /// NSE's letters.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Eq => "EQ",
            Self::Be => "BE",
            Self::Bz => "BZ",
            Self::Sm => "SM",
            Self::St => "ST",
            Self::Sz => "SZ",
            Self::Iv => "IV",
            Self::Rr => "RR",
            Self::Gb => "GB",
            Self::E1 => "E1",
            Self::P1 => "P1",
            Self::W1 => "W1",
        }
    }

    /// Whether shares bought may be sold the same day and MIS is allowed at all. Trade-to-trade series
    /// (BE, BZ, ST, SZ) settle every trade by delivery, without netting.
    #[must_use]
    pub const fn is_trade_to_trade(self) -> bool {
        match self {
            Self::Be | Self::Bz | Self::St | Self::Sz => true,
            Self::Eq | Self::Sm | Self::Iv | Self::Rr | Self::Gb | Self::E1 | Self::P1 | Self::W1 => false,
        }
    }

    /// Whether it is what people mean by a company's symbol: its shares, or the units of a fund or trust. Where its partly paid
    /// shares, preference shares or warrants trade under the same symbol, that is another security.
    #[must_use]
    pub const fn is_ordinary(self) -> bool {
        match self {
            Self::Eq
            | Self::Be
            | Self::Bz
            | Self::Sm
            | Self::St
            | Self::Sz
            | Self::Iv
            | Self::Rr
            | Self::Gb => true,
            Self::E1 | Self::P1 | Self::W1 => false,
        }
    }

    /// Whether it belongs to the SME platform (tick always 0.05, lots).
    #[must_use]
    pub const fn is_sme(self) -> bool {
        match self {
            Self::Sm | Self::St | Self::Sz => true,
            Self::Eq
            | Self::Be
            | Self::Bz
            | Self::Iv
            | Self::Rr
            | Self::Gb
            | Self::E1
            | Self::P1
            | Self::W1 => false,
        }
    }
}

impl Instrument {
    /// Whether it is a unit of a fund (an ETF): ISINs of funds begin with `INF`.
    #[must_use]
    pub fn is_fund(&self) -> bool {
        self.isin.is_fund()
    }
}

/// A symbol, ISIN or series that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not {wanted}")]
pub struct NotAName {
    text: String,
    wanted: &'static str,
}

impl FromStr for Symbol {
    type Err = NotAName;

    /// Reads a symbol in any case; letters, digits and `& - _ . $` up to 24 characters.
    fn from_str(text: &str) -> Result<Self, NotAName> {
        let text = text.trim();
        let fits = (1..=24).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"&-_.$".contains(&byte));
        if !fits {
            return Err(NotAName { text: text.into(), wanted: "an NSE symbol such as RELIANCE or M&M" });
        }
        // A whole market is read every few seconds, and the exchange writes capitals.
        let capitals = !text.bytes().any(|byte| byte.is_ascii_lowercase());
        Ok(Self(if capitals { SmolStr::new(text) } else { text.to_ascii_uppercase().into() }))
    }
}

impl FromStr for Isin {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let text = text.trim();
        if text.len() != 12 || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(NotAName { text: text.into(), wanted: "an ISIN of twelve letters and digits" });
        }
        Ok(Self(text.into()))
    }
}

impl FromStr for Series {
    type Err = NotAName;

    /// Reads NSE's letters; debt and other series that Lakh does not trade are refused.
    fn from_str(text: &str) -> Result<Self, NotAName> {
        let code = text.trim();
        let found = Self::ALL.into_iter().find(|series| series.code() == code);
        found.ok_or_else(|| NotAName { text: code.into(), wanted: "a series that Lakh trades" })
    }
}

impl Borrow<str> for Symbol {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// What a symbol or an ISIN takes at most, in bytes.
const LONGEST: usize = 24;

/// A short text behind its length in a byte: a derived state holds hundreds of thousands of them.
fn write_short(text: &str, to: &mut impl borsh::io::Write) -> borsh::io::Result<()> {
    let length = u8::try_from(text.len()).map_err(|_| borsh::io::ErrorKind::InvalidData)?;
    to.write_all(&[length])?;
    to.write_all(text.as_bytes())
}

fn read_short(from: &mut impl borsh::io::Read) -> borsh::io::Result<SmolStr> {
    let invalid = || borsh::io::Error::from(borsh::io::ErrorKind::InvalidData);
    let mut length = [0];
    from.read_exact(&mut length)?;
    let mut room = [0; LONGEST];
    let text = room.get_mut(..usize::from(u8::from_le_bytes(length))).ok_or_else(invalid)?;
    from.read_exact(text)?;
    std::str::from_utf8(text).map(SmolStr::new).map_err(|_| invalid())
}

impl BorshSerialize for Symbol {
    fn serialize<W: borsh::io::Write>(&self, to: &mut W) -> borsh::io::Result<()> {
        write_short(&self.0, to)
    }
}

impl BorshDeserialize for Symbol {
    fn deserialize_reader<R: borsh::io::Read>(from: &mut R) -> borsh::io::Result<Self> {
        read_short(from).map(Self)
    }
}

impl BorshSerialize for Isin {
    fn serialize<W: borsh::io::Write>(&self, to: &mut W) -> borsh::io::Result<()> {
        write_short(&self.0, to)
    }
}

impl BorshDeserialize for Isin {
    fn deserialize_reader<R: borsh::io::Read>(from: &mut R) -> borsh::io::Result<Self> {
        read_short(from).map(Self)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Display for Isin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Display for Series {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl TryFrom<String> for Symbol {
    type Error = NotAName;
    fn try_from(text: String) -> Result<Self, NotAName> {
        text.parse()
    }
}

impl TryFrom<String> for Isin {
    type Error = NotAName;
    fn try_from(text: String) -> Result<Self, NotAName> {
        text.parse()
    }
}

impl From<Symbol> for String {
    fn from(symbol: Symbol) -> Self {
        symbol.0.into()
    }
}

impl From<Isin> for String {
    fn from(isin: Isin) -> Self {
        isin.0.into()
    }
}
