//! The rates that trades are charged at: what the state and the exchange levy from a day on, and that together with
//! what a broker takes by its profile as the card of a day.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use time::Month::{April, March, October};

use crate::charge_profile::{ChargeProfile, Fee};
use crate::dated::{in_force, on};
use crate::instrument::Isin;
use crate::moment::Day;
use crate::money::{Paise, Rate};
use crate::order::{Product, Side};

/// What the state, the exchange and the regulator take, from a day on. Rates are shares of the trade's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levies {
    /// The first day.
    pub from: Day,
    /// Securities transaction tax on delivery purchases.
    pub stt_delivery_purchase: Rate,
    /// Securities transaction tax on delivery sales.
    pub stt_delivery_sale: Rate,
    /// Securities transaction tax on intraday sales.
    pub stt_intraday_sale: Rate,
    /// NSE's transaction charge, both sides.
    pub transaction: Rate,
    /// NSE's investor protection fund, both sides.
    pub ipft: Rate,
    /// SEBI's turnover fee, both sides.
    pub sebi: Rate,
    /// Stamp duty on delivery purchases.
    pub stamp_delivery: Rate,
    /// Stamp duty on intraday purchases.
    pub stamp_intraday: Rate,
    /// Goods and services tax.
    pub gst: Rate,
    /// Who says so, line by line.
    pub sources: Sources,
}

/// Who says so, for each levy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// Of the securities transaction tax.
    pub stt: Cow<'static, str>,
    /// Of NSE's transaction charge and investor protection fund.
    pub exchange: Cow<'static, str>,
    /// Of SEBI's fee.
    pub sebi: Cow<'static, str>,
    /// Of the stamp duty.
    pub stamp: Cow<'static, str>,
    /// Of the goods and services tax.
    pub gst: Cow<'static, str>,
}

/// All rates of a day under a profile. Cheap to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateCard<'a> {
    /// The broker's part.
    pub profile: &'a ChargeProfile,
    /// The law's part.
    pub levies: &'a Levies,
}

impl Levies {
    /// What is levied on trades in shares on a day. Days before the table are charged by its first row.
    #[must_use]
    pub fn on(day: Day) -> &'static Self {
        in_force(&OLDEST, LATER, day, |levies| levies.from)
    }

    /// The same for what an ISIN names: shares; units of a fund, whose STT is another; or bonds of the state.
    #[must_use]
    pub fn for_isin(day: Day, isin: &Isin) -> &'static Self {
        if isin.is_fund() {
            Self::of_funds(day)
        } else if isin.is_of_the_state() {
            Self::of_gold_bonds(day)
        } else {
            Self::on(day)
        }
    }

    /// The same for units of funds (ETFs). Equity-oriented ones pay STT on the sale alone; gold, silver, gilt,
    /// liquid and some international ones pay none. Which those are no file of the exchange says that is read here, so
    /// all are charged as equity-oriented: ₹1 a lakh at most too much.
    #[must_use]
    pub fn of_funds(day: Day) -> &'static Self {
        static OF_UNITS: LazyLock<Vec<Levies>> = LazyLock::new(|| every_row(Levies::for_units));
        row_on(&OF_UNITS, day)
    }

    /// The same for gold bonds, bonds of the state: what shares are charged. Of which levies the state's own bonds are free
    /// stands in no source at hand, and shares are charged the most.
    #[must_use]
    pub fn of_gold_bonds(day: Day) -> &'static Self {
        static OF_BONDS: LazyLock<Vec<Levies>> = LazyLock::new(|| every_row(Levies::for_gold_bonds));
        row_on(&OF_BONDS, day)
    }

    fn for_units(mut self) -> Self {
        self.stt_delivery_purchase = NOTHING;
        self.stt_delivery_sale = Rate(10_000);
        self.sources.stt = Cow::Borrowed(
            "Finance (No. 2) Act 2004, section 98: units of equity-oriented funds; Zerodha's page on the STT of ETFs",
        );
        self
    }

    fn for_gold_bonds(mut self) -> Self {
        self.sources.stt = Cow::Borrowed(AS_SHARES);
        self.sources.stamp = Cow::Borrowed(AS_SHARES);
        self
    }
}

/// The rows of all days, each made into another.
fn every_row(made: fn(Levies) -> Levies) -> Vec<Levies> {
    [&OLDEST].into_iter().chain(LATER).cloned().map(made).collect()
}

fn row_on(rows: &'static [Levies], day: Day) -> &'static Levies {
    rows.iter().rev().find(|row| row.from <= day).or_else(|| rows.first()).unwrap_or(&OLDEST)
}

impl RateCard<'static> {
    /// The card of a day for shares under the default profile, "Discount broker 2026".
    #[must_use]
    pub fn on(day: Day) -> Self {
        Self { profile: ChargeProfile::discount_broker_2026(), levies: Levies::on(day) }
    }

    /// The same for units of funds.
    #[must_use]
    pub fn of_funds(day: Day) -> Self {
        Self { levies: Levies::of_funds(day), ..Self::on(day) }
    }

    /// The same for what an ISIN names: shares, units of a fund, or gold bonds.
    #[must_use]
    pub fn for_isin(day: Day, isin: &Isin) -> Self {
        Self { levies: Levies::for_isin(day, isin), ..Self::on(day) }
    }
}

impl RateCard<'_> {
    /// The version that people and programs name: `discount-broker-2026/1@2026-03-01`, the profile with its version and
    /// the first day of the law's rates.
    #[must_use]
    pub fn version(&self) -> String {
        self.under().to_string()
    }

    /// The brokerage of a product.
    #[must_use]
    pub const fn brokerage(&self, product: Product) -> Fee {
        match product {
            Product::Cnc => self.profile.delivery,
            Product::Mis => self.profile.intraday,
        }
    }

    /// The securities transaction tax of a side.
    #[must_use]
    pub const fn stt(&self, product: Product, side: Side) -> Rate {
        match (product, side) {
            (Product::Cnc, Side::Buy) => self.levies.stt_delivery_purchase,
            (Product::Cnc, Side::Sell) => self.levies.stt_delivery_sale,
            (Product::Mis, Side::Sell) => self.levies.stt_intraday_sale,
            (Product::Mis, Side::Buy) => NOTHING,
        }
    }

    /// The stamp duty of a side.
    #[must_use]
    pub const fn stamp(&self, product: Product, side: Side) -> Rate {
        match (product, side) {
            (Product::Cnc, Side::Buy) => self.levies.stamp_delivery,
            (Product::Mis, Side::Buy) => self.levies.stamp_intraday,
            (Product::Cnc | Product::Mis, Side::Sell) => NOTHING,
        }
    }

    /// The depository's debit of one stock and day, with GST.
    #[must_use]
    pub fn dp_with_gst(&self) -> Paise {
        self.profile.dp + self.profile.dp.share_to_paisa(self.levies.gst)
    }

    /// The broker's fee for closing an intraday position, with GST.
    #[must_use]
    pub fn square_off_with_gst(&self) -> Paise {
        self.profile.square_off + self.profile.square_off.share_to_paisa(self.levies.gst)
    }
}

impl fmt::Display for Rate {
    /// A percentage with as many digits as it has: `0.1 %`, `0.0030699 %`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:07}", self.0 % 10_000_000);
        match digits.trim_end_matches('0') {
            "" => write!(out, "{} %", self.0 / 10_000_000),
            digits => write!(out, "{}.{digits} %", self.0 / 10_000_000),
        }
    }
}

/// A text that is no percentage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write a percentage with at most seven decimals, such as 0.03")]
pub struct NotAPercentage;

impl FromStr for Rate {
    type Err = NotAPercentage;

    /// Reads a percentage: `0.03`, `2.5 %`, `-1`. Whether one makes sense is for the rules to say.
    fn from_str(text: &str) -> Result<Self, NotAPercentage> {
        let text = text.trim().trim_end_matches('%').trim_end();
        let (sign, text) = text.strip_prefix(['-', '−']).map_or((1, text), |rest| (-1, rest));
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || whole.len() > 4 || part.len() > 7 {
            return Err(NotAPercentage);
        }
        let parts: i64 = format!("{whole}{part:0<7}").parse().map_err(|_| NotAPercentage)?;
        Ok(Self(sign * parts))
    }
}

const NOTHING: Rate = Rate(0);

const AS_SHARES: &str = "A decision: no source at hand says what the state's gold bonds are free of, so they are charged as shares";

/// The law of March 2026; earlier rows say where they differ.
const fn levies(
    from: Day,
    exchange: (Rate, Rate, &'static str),
    sebi: (Rate, &'static str),
    stamp: (Rate, Rate, &'static str),
) -> Levies {
    Levies {
        from,
        stt_delivery_purchase: Rate(1_000_000),
        stt_delivery_sale: Rate(1_000_000),
        stt_intraday_sale: Rate(250_000),
        transaction: exchange.0,
        ipft: exchange.1,
        sebi: sebi.0,
        stamp_delivery: stamp.0,
        stamp_intraday: stamp.1,
        gst: Rate(180_000_000),
        sources: Sources {
            stt: Cow::Borrowed(
                "Finance (No. 2) Act 2004, chapter VII; unchanged for shares by the Finance Act 2026",
            ),
            exchange: Cow::Borrowed(exchange.2),
            sebi: Cow::Borrowed(sebi.1),
            stamp: Cow::Borrowed(stamp.2),
            gst: Cow::Borrowed("GST on financial services, 18 %, since 1 July 2017"),
        },
    }
}

const SEBI_TEN: (Rate, &str) = (Rate(1_000), "SEBI fees regulations, ₹10 a crore since 1 April 2021");
const STAMP_2020: (Rate, Rate, &str) =
    (Rate(150_000), Rate(30_000), "Indian Stamp Act as amended by the Finance Act 2019, since 1 July 2020");

static OLDEST: Levies = levies(
    on(2021, April, 1),
    (Rate(34_500), Rate(1), "NSE: ₹345 and ₹0.01 a crore from 1 January 2021 to 31 March 2023"),
    SEBI_TEN,
    STAMP_2020,
);

static LATER: &[Levies] = &[
    levies(
        on(2023, April, 1),
        (Rate(32_500), Rate(1_000), "NSE statement of 24 March 2023: ₹325 and ₹10 a crore from 1 April 2023"),
        SEBI_TEN,
        STAMP_2020,
    ),
    levies(
        on(2024, April, 1),
        (Rate(32_200), Rate(1_000), "NSE: charges 1 % lower, ₹322 and ₹10 a crore from 1 April 2024"),
        SEBI_TEN,
        STAMP_2020,
    ),
    levies(
        on(2024, October, 1),
        (Rate(29_700), Rate(1_000), "NSE circular FA/64323: ₹297 and ₹10 a crore from 1 October 2024"),
        SEBI_TEN,
        STAMP_2020,
    ),
    levies(
        on(2026, March, 1),
        (Rate(30_699), Rate(1), "NSE circular FA73061: ₹306.99 and ₹0.01 a crore from 1 March 2026"),
        SEBI_TEN,
        STAMP_2020,
    ),
];
