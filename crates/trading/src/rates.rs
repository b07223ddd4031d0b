//! The rates that trades are charged at: what the state and the exchange levy from a day on, what a broker
//! takes by its profile, and the two together as the card of a day.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use time::Month::{April, March, October};

use crate::dated::{in_force, on};
use crate::instrument::{Instrument, Isin};
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

/// What a broker takes and how it computes: the part that differs from one broker to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// A short name that fills keep: `discount-broker-2026`.
    pub id: Cow<'static, str>,
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

/// A brokerage: a share of the executed order's value, up to a most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// Share of the value.
    pub share: Rate,
    /// The most that an order pays.
    pub most: Paise,
    /// Paid by every executed order on top, whatever its value.
    pub flat: Paise,
}

/// What the goods and services tax is of, beside brokerage and transaction charge. Brokers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GstBase {
    /// How SEBI's fee is taxed.
    pub sebi: SebiGst,
    /// Whether the investor protection fund is in the base.
    pub ipft: bool,
}

/// How SEBI's fee is taxed and where the tax is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SebiGst {
    /// In the base of the GST line.
    InTheBase,
    /// Its tax stands in the line of SEBI's fee ("₹10 a crore + GST").
    InItsOwnLine,
    /// Not taxed.
    Untaxed,
}

/// All rates of a day under a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateCard {
    /// The broker's part.
    pub profile: Profile,
    /// The law's part.
    pub levies: Levies,
}

impl RateCard {
    /// The card of a day under the default profile, "Discount broker 2026". Days before the table are charged by
    /// its first row.
    #[must_use]
    pub fn on(day: Day) -> &'static Self {
        in_force(&OLDEST, LATER, day, |card| card.levies.from)
    }

    /// The card of a day for a stock: shares, or units of a fund, whose STT is another.
    #[must_use]
    pub fn for_stock(day: Day, instrument: &Instrument) -> &'static Self {
        Self::for_isin(day, &instrument.isin)
    }

    /// The card of a day for what an ISIN names: shares, or units of a fund.
    #[must_use]
    pub fn for_isin(day: Day, isin: &Isin) -> &'static Self {
        if isin.is_fund() { Self::of_funds(day) } else { Self::on(day) }
    }

    /// The card of a day for units of funds (ETFs). Equity-oriented ones pay STT on the sale alone; gold, silver, gilt,
    /// liquid and some international ones pay none. Which those are no file of the exchange says that is read here, so
    /// all are charged as equity-oriented: ₹1 a lakh at most too much.
    #[must_use]
    pub fn of_funds(day: Day) -> &'static Self {
        static CARDS: LazyLock<Vec<RateCard>> = LazyLock::new(|| {
            [&OLDEST].into_iter().chain(LATER).map(|card| card.clone().for_units()).collect()
        });
        let cards = CARDS.iter().rev();
        cards.into_iter().find(|card| card.levies.from <= day).or_else(|| CARDS.first()).unwrap_or(&OLDEST)
    }

    fn for_units(mut self) -> Self {
        self.levies.stt_delivery_purchase = NOTHING;
        self.levies.stt_delivery_sale = Rate(10_000);
        self.levies.sources.stt = Cow::Borrowed(
            "Finance (No. 2) Act 2004, section 98: units of equity-oriented funds; Zerodha's page on the STT of ETFs",
        );
        self
    }

    /// The card of a day under another profile.
    #[must_use]
    pub fn of(profile: Profile, day: Day) -> Self {
        Self { profile, levies: Self::on(day).levies.clone() }
    }

    /// The version that fills keep: `discount-broker-2026@2026-03-01`.
    #[must_use]
    pub fn version(&self) -> String {
        format!("{}@{}", self.profile.id, self.levies.from)
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

impl Profile {
    /// The default: nothing on delivery, the smaller of 0.03 % and ₹20 on an intraday order.
    pub const DISCOUNT_BROKER_2026: Self = Self {
        id: Cow::Borrowed("discount-broker-2026"),
        name: Cow::Borrowed("Discount broker 2026"),
        delivery: Fee::NONE,
        intraday: Fee { share: Rate(300_000), most: Paise::rupees(20), flat: Paise::ZERO },
        gst_base: GstBase { sebi: SebiGst::InTheBase, ipft: true },
        dp: Paise::rupees(13),
        square_off: Paise::rupees(50),
        source: Cow::Borrowed("Zerodha's list of charges, 2026"),
    };
}

impl Fee {
    /// No brokerage.
    pub const NONE: Self = Self { share: NOTHING, most: Paise::ZERO, flat: Paise::ZERO };
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

const NOTHING: Rate = Rate(0);

/// The law of March 2026; earlier rows say where they differ.
const fn levies(
    from: Day,
    exchange: (Rate, Rate, &'static str),
    sebi: (Rate, &'static str),
    stamp: (Rate, Rate, &'static str),
) -> RateCard {
    RateCard {
        profile: Profile::DISCOUNT_BROKER_2026,
        levies: Levies {
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
        },
    }
}

const SEBI_TEN: (Rate, &str) = (Rate(1_000), "SEBI fees regulations, ₹10 a crore since 1 April 2021");
const STAMP_2020: (Rate, Rate, &str) =
    (Rate(150_000), Rate(30_000), "Indian Stamp Act as amended by the Finance Act 2019, since 1 July 2020");

static OLDEST: RateCard = levies(
    on(2021, April, 1),
    (Rate(34_500), Rate(1), "NSE: ₹345 and ₹0.01 a crore from 1 January 2021 to 31 March 2023"),
    SEBI_TEN,
    STAMP_2020,
);

static LATER: &[RateCard] = &[
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
