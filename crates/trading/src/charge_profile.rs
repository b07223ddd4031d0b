//! What a broker takes and how it computes: the part of the charges that differs from one broker to another, and
//! that a person may copy and change. What the state and the exchange take is law and stands in `rates`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::money::{Paise, Rate};
use crate::refusal::Refusal;

/// A broker's charges under a name, in one of their versions. A version never changes: an edit is the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct ChargeProfile {
    /// What orders and fills keep.
    pub id: ChargeProfileId,
    /// Counted from 1.
    pub version: u32,
    /// The name that people read.
    pub name: Cow<'static, str>,
    /// Brokerage of a delivery order.
    pub delivery: Fee,
    /// Brokerage of an intraday order.
    pub intraday: Fee,
    /// What the goods and services tax is of.
    pub gst_base: GstBase,
    /// The depository's debit, once a stock and day of delivery sale, before GST.
    pub dp: Paise,
    /// Closing an intraday position for the client, once an order, before GST.
    pub square_off: Paise,
    /// Who says so.
    pub source: Cow<'static, str>,
}

/// Which profile: one that comes with Lakh, or one of the account's own by its number. Its text is stable:
/// `discount-broker-2026`, `own-1`.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(try_from = "String", into = "String")]
pub enum ChargeProfileId {
    /// Zerodha's list of 2026: the default.
    #[default]
    DiscountBroker2026,
    /// The same for an account whose first holder is a woman.
    DiscountBroker2026Women,
    /// Zerodha's calculator of 2023.
    DiscountBroker2023,
    /// GST on brokerage and the exchange's charges alone.
    SebiUntaxed,
    /// The account's own, counted from 1.
    Own(u32),
}

/// A brokerage: a share of the executed order's value, between a least and a most, and a sum beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Fee {
    /// Share of the value.
    pub share: Rate,
    /// The least that the share comes to.
    pub least: Paise,
    /// The most that the share comes to, where there is one.
    pub most: Option<Paise>,
    /// Paid by every executed order on top, whatever its value.
    pub flat: Paise,
}

/// What the goods and services tax is of, beside brokerage and transaction charge. Brokers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct GstBase {
    /// How SEBI's fee is taxed.
    pub sebi: SebiGst,
    /// Whether the investor protection fund is in the base.
    pub ipft: bool,
}

/// How SEBI's fee is taxed and where the tax is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum SebiGst {
    /// In the base of the GST line.
    InTheBase,
    /// Its tax stands in the line of SEBI's fee ("₹10 a crore + GST").
    InItsOwnLine,
    /// Not taxed.
    Untaxed,
}

/// What a person writes of a profile: all that can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileTerms {
    /// The name that people read.
    pub name: String,
    /// Brokerage of a delivery order.
    pub delivery: Fee,
    /// Brokerage of an intraday order.
    pub intraday: Fee,
    /// What the goods and services tax is of.
    pub gst_base: GstBase,
    /// The depository's debit before GST.
    pub dp: Paise,
    /// Closing an intraday position for the client, before GST.
    pub square_off: Paise,
}

/// A text that names no profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text} is no charge profile; write one of the list, such as discount-broker-2026 or own-1")]
pub struct NotAProfile {
    text: String,
}

impl ChargeProfile {
    /// The longest name, in characters.
    pub const LONGEST_NAME: usize = 40;
    /// The largest share of an order's value: 2.5 %, which NSE lets a broker take at most.
    pub const LARGEST_SHARE: Rate = Rate(25_000_000);
    /// The largest sum that an order pays.
    pub const LARGEST_FEE: Paise = Paise::rupees(10_000);
    /// The largest debit of the depository and the largest square-off fee.
    pub const LARGEST_DEBIT: Paise = Paise::rupees(1_000);

    /// The profiles that come with Lakh, the default first.
    #[must_use]
    pub fn built_in() -> &'static [Self] {
        &BUILT_IN
    }

    /// "Discount broker 2026": nothing on delivery, the smaller of 0.03 % and ₹20 on an intraday order.
    #[must_use]
    pub const fn discount_broker_2026() -> &'static Self {
        &BUILT_IN[0]
    }

    /// What of it can be changed.
    #[must_use]
    pub fn terms(&self) -> ProfileTerms {
        ProfileTerms {
            name: self.name.clone().into_owned(),
            delivery: self.delivery,
            intraday: self.intraday,
            gst_base: self.gst_base,
            dp: self.dp,
            square_off: self.square_off,
        }
    }

    /// Its name with its version, as people read it: `Discount broker 2026, version 1`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}, version {}", self.name, self.version)
    }
}

impl ChargeProfileId {
    /// Whether it is the account's own, which alone can be changed.
    #[must_use]
    pub const fn is_own(self) -> bool {
        match self {
            Self::Own(_) => true,
            Self::DiscountBroker2026
            | Self::DiscountBroker2026Women
            | Self::DiscountBroker2023
            | Self::SebiUntaxed => false,
        }
    }
}

impl Fee {
    /// No brokerage.
    pub const NONE: Self = Self { share: Rate(0), least: Paise::ZERO, most: None, flat: Paise::ZERO };

    /// What an executed order of a value pays, to the paisa.
    #[must_use]
    pub fn of(self, value: Paise) -> Paise {
        let share = value.share_to_paisa(self.share).max(self.least);
        self.flat + self.most.map_or(share, |most| share.min(most))
    }

    /// A fee without a share has neither a least nor a most of it.
    fn tidied(self) -> Self {
        if self.share == Rate(0) { Self { flat: self.flat, ..Self::NONE } } else { self }
    }

    fn check(self, line: &str) -> Result<(), Refusal> {
        let share = (Rate(0)..=ChargeProfile::LARGEST_SHARE).contains(&self.share);
        let most = ChargeProfile::LARGEST_SHARE;
        outside(share, &format!("{line}, share of the value"), || format!("0 % to {most}"))?;
        within(self.flat, ChargeProfile::LARGEST_FEE, &format!("{line}, sum an order"))?;
        within(self.least, ChargeProfile::LARGEST_FEE, &format!("{line}, least an order"))?;
        let Some(most) = self.most else { return Ok(()) };
        within(most, ChargeProfile::LARGEST_FEE, &format!("{line}, most an order"))?;
        let fits = most > Paise::ZERO && most >= self.least;
        outside(fits, &format!("{line}, most an order"), || {
            format!("₹{} or more, or no most at all", self.least.max(Paise(1)))
        })
    }
}

impl ProfileTerms {
    /// The same as it is kept: the name without blanks around it, fees without a share with nothing of one.
    #[must_use]
    pub fn tidied(self) -> Self {
        Self {
            name: self.name.trim().to_owned(),
            delivery: self.delivery.tidied(),
            intraday: self.intraday.tidied(),
            ..self
        }
    }

    /// Whether a profile can say that.
    ///
    /// # Errors
    /// The refusal, which says what is accepted.
    pub fn check(&self) -> Result<(), Refusal> {
        let length = self.name.chars().count();
        let named =
            (1..=ChargeProfile::LONGEST_NAME).contains(&length) && !self.name.chars().any(char::is_control);
        outside(named, "Name", || format!("1 to {} characters in one line", ChargeProfile::LONGEST_NAME))?;
        self.delivery.check("Delivery brokerage")?;
        self.intraday.check("Intraday brokerage")?;
        within(self.dp, ChargeProfile::LARGEST_DEBIT, "DP charge")?;
        within(self.square_off, ChargeProfile::LARGEST_DEBIT, "Square-off fee")
    }
}

fn within(amount: Paise, most: Paise, line: &str) -> Result<(), Refusal> {
    outside((Paise::ZERO..=most).contains(&amount), line, || format!("₹0.00 to ₹{most}"))
}

fn outside(fits: bool, line: &str, accepted: impl Fn() -> String) -> Result<(), Refusal> {
    if fits { Ok(()) } else { Err(Refusal::ChargeOutside { line: line.into(), accepted: accepted() }) }
}

impl fmt::Display for ChargeProfileId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DiscountBroker2026 => out.write_str("discount-broker-2026"),
            Self::DiscountBroker2026Women => out.write_str("discount-broker-2026-women"),
            Self::DiscountBroker2023 => out.write_str("discount-broker-2023"),
            Self::SebiUntaxed => out.write_str("sebi-untaxed"),
            Self::Own(number) => write!(out, "own-{number}"),
        }
    }
}

impl FromStr for ChargeProfileId {
    type Err = NotAProfile;

    fn from_str(text: &str) -> Result<Self, NotAProfile> {
        let built_in = BUILT_IN.iter().map(|profile| profile.id).find(|id| id.to_string() == text);
        let own = || {
            let number = text.strip_prefix("own-").and_then(|number| number.parse().ok())?;
            // One way to write each: `own-01` is none.
            Some(Self::Own(number)).filter(|id| number > 0 && id.to_string() == text)
        };
        built_in.or_else(own).ok_or_else(|| NotAProfile { text: text.into() })
    }
}

impl TryFrom<String> for ChargeProfileId {
    type Error = NotAProfile;

    fn try_from(text: String) -> Result<Self, NotAProfile> {
        text.parse()
    }
}

impl From<ChargeProfileId> for String {
    fn from(id: ChargeProfileId) -> Self {
        id.to_string()
    }
}

const SMALLER_OF_20: Fee =
    Fee { share: Rate(300_000), least: Paise::ZERO, most: Some(Paise::rupees(20)), flat: Paise::ZERO };

/// The profiles whose figures a broker's page or published example gives (market-rules 8.9 and 8.10).
static BUILT_IN: [ChargeProfile; 4] = [
    ChargeProfile {
        id: ChargeProfileId::DiscountBroker2026,
        version: 1,
        name: Cow::Borrowed("Discount broker 2026"),
        delivery: Fee::NONE,
        intraday: SMALLER_OF_20,
        gst_base: GstBase { sebi: SebiGst::InTheBase, ipft: true },
        dp: Paise::rupees(13),
        square_off: Paise::rupees(50),
        source: Cow::Borrowed("Zerodha's list of charges, 2026"),
    },
    ChargeProfile {
        id: ChargeProfileId::DiscountBroker2026Women,
        version: 1,
        name: Cow::Borrowed("Discount broker 2026, women"),
        delivery: Fee::NONE,
        intraday: SMALLER_OF_20,
        gst_base: GstBase { sebi: SebiGst::InTheBase, ipft: true },
        dp: Paise(12_75),
        square_off: Paise::rupees(50),
        source: Cow::Borrowed("Zerodha's list of charges, 2026: a lower DP charge where a woman holds first"),
    },
    ChargeProfile {
        id: ChargeProfileId::DiscountBroker2023,
        version: 1,
        name: Cow::Borrowed("Discount broker 2023"),
        delivery: Fee::NONE,
        intraday: SMALLER_OF_20,
        gst_base: GstBase { sebi: SebiGst::InItsOwnLine, ipft: false },
        dp: Paise(13_50),
        square_off: Paise::rupees(50),
        source: Cow::Borrowed(
            "A copy of Zerodha's calculator of 2023 (heidelbergsusa.com); its DP charge before the present one",
        ),
    },
    ChargeProfile {
        id: ChargeProfileId::SebiUntaxed,
        version: 1,
        name: Cow::Borrowed("Discount broker, SEBI fee untaxed"),
        delivery: Fee::NONE,
        intraday: SMALLER_OF_20,
        gst_base: GstBase { sebi: SebiGst::Untaxed, ipft: true },
        dp: Paise::rupees(13),
        square_off: Paise::rupees(50),
        source: Cow::Borrowed(
            "thincredblu.com's example and the contract note in Kite's documentation; DP and square-off as Zerodha",
        ),
    },
];
