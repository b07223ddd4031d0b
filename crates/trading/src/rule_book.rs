//! The rule book of a day, to be read: every rule in force with its first day, as far as it has one, and who says so.

mod behind;
mod changes;
mod ex_dates;
mod orders;
mod profiles;

pub use changes::{RuleChange, rule_changes};

use std::borrow::Cow;

use time::Month::December;

use crate::band::{Band, band_of, closing_auction_band_of, fund_band_of};
use crate::calendar::{Calendar, Notice, NoticeKind};
use crate::charge_profile::ChargeProfile;
use crate::charges::{ChargeName, Charges};
use crate::cost_lines::cost_lines;
use crate::dated::on;
use crate::instrument::Series;
use crate::leverage::{NEW_LISTING_DAYS, mis_leverage};
use crate::moment::{Clock, Day};
use crate::money::{Paise, Price};
use crate::order::{Product, Side};
use crate::quote::BandRule;
use crate::rates::{Levies, RateCard};
use crate::session::{Phase, Session};
use crate::tax::{GainsLaw, WithheldLaw};
use crate::tick::{Tick, ticks_on};

/// One rule as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The name that a refusal, a fill or a charge refers to it by; several rules of a kind share one.
    pub name: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// The rule in words.
    pub words: String,
    /// Since when, where the rule has a date.
    pub from: Option<Day>,
    /// Who says so.
    pub source: Cow<'static, str>,
}

/// What rules are about, in the order of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Whether and when the exchange trades.
    Session,
    /// When trades settle.
    Settlement,
    /// The step of prices.
    Tick,
    /// The prices that are accepted.
    Band,
    /// What an order may be, change and set aside.
    Order,
    /// At what price an order trades.
    Fill,
    /// Intraday leverage.
    Leverage,
    /// Intraday positions: closing, converting, carrying them.
    Position,
    /// What a delivery trade costs.
    DeliveryCharges,
    /// What an intraday trade costs.
    IntradayCharges,
    /// What brokers take, by profile.
    ChargeProfiles,
    /// What the ex-date of a corporate action does.
    CorporateActions,
    /// Tax on gains and dividends.
    Tax,
}

/// The rules of a day, topic by topic; of a day on which the exchange is shut only why it is. Charges are those of the
/// default profile.
#[must_use]
pub fn rules_on(calendar: &Calendar, day: Day) -> Vec<Rule> {
    rules_under(calendar, day, ChargeProfile::discount_broker_2026())
}

/// The same where orders are charged under this profile.
#[must_use]
pub fn rules_under(calendar: &Calendar, day: Day, profile: &ChargeProfile) -> Vec<Rule> {
    let mut rules = sessions(calendar, day);
    if !calendar.is_trading_day(day) {
        return rules;
    }
    rules.push(settlement(calendar, day));
    rules.extend(
        ticks_on(day).map(|(tick, from)| Rule::new("tick", Topic::Tick, tick.rule, from, tick.source)),
    );
    rules.extend(bands(day));
    rules.extend(orders::orders(day));
    rules.extend(leverages());
    rules.extend(orders::positions(day));
    rules.extend(charges(day, profile));
    rules.extend(profiles::profiles(profile));
    rules.extend(ex_dates::corporate_actions(day));
    rules.extend(ex_dates::rights_and_names());
    rules.extend(taxes(day));
    rules
}

impl Topic {
    /// The topic's name.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Session => "Session",
            Self::Settlement => "Settlement",
            Self::Tick => "Tick",
            Self::Band => "Price band",
            Self::Order => "Orders",
            Self::Fill => "Fills",
            Self::Leverage => "Intraday leverage",
            Self::Position => "Intraday positions",
            Self::DeliveryCharges => "Charges, delivery (CNC)",
            Self::IntradayCharges => "Charges, intraday (MIS)",
            Self::ChargeProfiles => "Charge profiles",
            Self::CorporateActions => "Corporate actions",
            Self::Tax => "Tax",
        }
    }
}

impl Rule {
    fn new(
        name: &'static str,
        topic: Topic,
        words: impl Into<String>,
        from: Option<Day>,
        source: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { name, topic, words: words.into(), from, source: source.into() }
    }
}

fn sessions(calendar: &Calendar, day: Day) -> Vec<Rule> {
    let notice = calendar.notice(day);
    let mut rules: Vec<Rule> = notice.map(notice_rule).into_iter().collect();
    let (year, ..) = day.parts();
    if !calendar.knows(year) {
        let words = format!("The holidays of {year} are not known; only weekends are closed");
        rules.push(Rule::new(
            "session",
            Topic::Session,
            words,
            None,
            "NSE announces a year's holidays in December before",
        ));
    }
    let special = notice.filter(|notice| matches!(notice.kind, NoticeKind::SpecialSession { .. }));
    let hours = |stocks, session: &Session| {
        let source = special.map_or(Cow::Borrowed(session.source()), |special| special.source.clone());
        Rule::new("session", Topic::Session, hours(stocks, session), None, source)
    };
    match (calendar.session(day, false), calendar.session(day, true)) {
        (Some(plain), Some(auction)) if plain == auction => rules.push(hours("All stocks", &plain)),
        (Some(plain), Some(auction)) => {
            rules.push(hours("Stocks without a closing auction", &plain));
            rules.push(hours("Stocks with a closing auction", &auction));
        }
        (None, _) | (_, None) if notice.is_none() => {
            let why = calendar.why_closed(day).unwrap_or_default();
            rules.push(Rule::new(
                "session",
                Topic::Session,
                format!("Closed: {why}"),
                None,
                "NSE trades Monday to Friday",
            ));
        }
        (None, _) | (_, None) => {}
    }
    if special.is_none() && calendar.is_trading_day(day) {
        rules.push(block_windows(day));
    }
    rules
}

/// The windows in which large buyers and sellers meet: told, never traded in.
fn block_windows(day: Day) -> Rule {
    let large = on(2025, December, 8);
    let of = if day >= large { " from ₹25 crore, within 3 % of the reference price" } else { "" };
    Rule::new(
        "block_window",
        Topic::Session,
        format!("Block deals{of}: 08:45–09:00 and 14:05–14:20; for information, Lakh takes no orders there"),
        (day >= large).then_some(large),
        "SEBI circular of 8 October 2025 on block deals, in force after two months; NSE's timings",
    )
}

fn notice_rule(notice: &Notice) -> Rule {
    let (topic, what) = match notice.kind {
        NoticeKind::Closed => (Topic::Session, "Closed"),
        NoticeKind::SettlementHoliday => (Topic::Settlement, "Trading without settlement"),
        NoticeKind::SpecialSession { .. } => (Topic::Session, "Special session"),
    };
    Rule::new("session", topic, format!("{what}: {}", notice.words), None, notice.source.clone())
}

fn hours(stocks: &str, session: &Session) -> String {
    let spans = session.spans().iter();
    let spans: Vec<String> = spans
        .map(|span| {
            format!("{}–{} {}", span.from.short(), span.to.short(), span.phase.words().to_lowercase())
        })
        .collect();
    let square_off = session.square_off().map(Clock::short).unwrap_or_default();
    format!("{stocks}: {}; intraday positions are squared off at {square_off}", spans.join("; "))
}

fn settlement(calendar: &Calendar, day: Day) -> Rule {
    let words = format!("Trades of {} settle on {}", day.words(), calendar.settles_on(day).words());
    Rule::new(
        "settlement",
        Topic::Settlement,
        words,
        None,
        "SEBI circular of 7 September 2021 (T+1); NSE Clearing's holidays",
    )
}

fn bands(day: Day) -> Vec<Rule> {
    let Some((hundred, tick)) = Price::new(10_000).zip(Tick::stated(1)) else { return Vec::new() };
    let rule = |band: &Band| {
        Rule::new(
            "band",
            Topic::Band,
            format!("{}: {}–{}", band.words(), band.low, band.high),
            None,
            band.source(),
        )
    };
    let auction = Session::full_day(day, true);
    let has_auction = auction.span(Phase::AuctionMatch).is_some();
    let bands = [band_of(hundred, BandRule::Percent(5), tick), band_of(hundred, BandRule::NoBand, tick)];
    let later =
        [fund_band_of(day, hundred, tick), has_auction.then(|| closing_auction_band_of(hundred, tick))];
    bands.iter().chain(later.iter().flatten()).map(rule).collect()
}

fn leverages() -> impl Iterator<Item = Rule> {
    const SOURCE: &str = "Upstox's published ladder, rounded down; SEBI's peak margins since September 2021";
    let known = [BandRule::NoBand, BandRule::Percent(20), BandRule::Percent(10)];
    let rules = known.into_iter().filter_map(|band| mis_leverage(Series::Eq, band, None));
    let new = Rule::new(
        "leverage",
        Topic::Leverage,
        format!("A stock in the first {NEW_LISTING_DAYS} trading days of its listing: no intraday"),
        None,
        "A decision: as long as SEBI's circular of 20 January 2012 keeps small issues trade-to-trade",
    );
    let none = Rule::new(
        "leverage",
        Topic::Leverage,
        "Trade-to-trade series (BE, BZ, ST, SZ): no intraday",
        None,
        "NSE's legend of series",
    );
    let bonds = Rule::new(
        "leverage",
        Topic::Leverage,
        "Gold bonds (GB): no intraday",
        None,
        "A decision: the brokers' lists of margins that are at hand are of shares",
    );
    rules
        .map(|leverage| Rule::new("leverage", Topic::Leverage, leverage.why, None, SOURCE))
        .chain([none, bonds, new])
}

fn charges(day: Day, profile: &ChargeProfile) -> Vec<Rule> {
    let card = RateCard { profile, levies: Levies::on(day) };
    // A cost X-ray leaves out fees that come to nothing; here each is wanted for its words.
    let every = Charges::from_lines(|_| Paise(1));
    let mut rules = Vec::new();
    for (topic, product) in [(Topic::DeliveryCharges, Product::Cnc), (Topic::IntradayCharges, Product::Mis)] {
        let buying = cost_lines(card, Side::Buy, product, &every);
        let selling = cost_lines(card, Side::Sell, product, &every);
        for (buying, selling) in buying.into_iter().zip(selling) {
            let name = buying.name;
            let paid = [(Side::Buy, buying), (Side::Sell, selling)].into_iter();
            let mut paid = paid.filter(|(side, _)| name.is_paid_on(*side, product));
            let from = matches!(name, ChargeName::Transaction | ChargeName::Ipft).then_some(card.levies.from);
            if let Some((_, line)) = paid.next() {
                let words = format!("{}: {}", line.label, line.rate);
                rules.push(Rule::new(name.rule(), topic, words, from, line.source));
            }
        }
    }
    let units = Levies::of_funds(day);
    let words = format!("STT of units of ETFs: {} on the sale", units.stt_delivery_sale);
    let source = units.sources.stt.clone();
    rules.push(Rule::new(ChargeName::Stt.rule(), Topic::DeliveryCharges, words, None, source));
    let bonds = "Gold bonds: charged as shares; their interest is not paid here";
    let source = Levies::of_gold_bonds(day).sources.stt.clone();
    rules.push(Rule::new(ChargeName::Stt.rule(), Topic::DeliveryCharges, bonds, None, source));
    rules.sort_by_key(|rule| rule.topic);
    rules
}

fn taxes(day: Day) -> [Rule; 2] {
    let gains = GainsLaw::on(day);
    let words = format!(
        "Gains of shares held for twelve months or less {}, longer {} above what is free; units of trusts are held for long after {} months; intraday is speculative income; of units of funds, gold bonds and rights nothing is told",
        gains.short_term,
        gains.long_term,
        12 * gains.trust_years
    );
    let withheld = WithheldLaw::on(day);
    let dividends =
        format!("{} of a company's dividends above ₹{} a year are withheld", withheld.rate, withheld.free);
    [
        Rule::new("tax", Topic::Tax, words, Some(gains.from), gains.source),
        Rule::new("tax", Topic::Tax, dividends, Some(withheld.from), withheld.source),
    ]
}
