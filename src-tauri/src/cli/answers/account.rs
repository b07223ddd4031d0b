//! Accounts, funds, holdings and positions as answers.

use desk::{AccountInfo, HoldingView, Portfolio, PositionView, ShortView, View};
use serde::Serialize;
use trading::{Day, Funds, Isin, Market, Moment, Paise, Price, Product, Side};

use super::order::product_word;
use super::{phase_code, source_code};
use crate::cli::sheet::{self, amount, change, count, percent, price, words};
use crate::show::{new_isin_words, phase_now};

/// An account.
#[derive(Debug, Serialize)]
pub(crate) struct AccountAnswer {
    name: String,
    kind: &'static str,
    day: Option<Day>,
    now: Moment,
    seed: Option<u64>,
    capital_paise: Paise,
    archived: bool,
}

impl AccountAnswer {
    /// From the desk's list.
    pub(crate) fn new(info: &AccountInfo) -> Self {
        let (kind, day, seed) = match info.market {
            Market::Live => ("live", None, None),
            Market::Practice { day, seed } => ("practice", Some(day), Some(seed)),
        };
        Self {
            name: info.name.to_string(),
            kind,
            day,
            now: info.now,
            seed,
            capital_paise: info.capital,
            archived: info.archived,
        }
    }
}

/// Accounts as a table.
pub(crate) fn accounts_sheet(accounts: &[AccountAnswer]) -> String {
    let row = |account: &AccountAnswer| {
        [
            words(&account.name),
            words(account.kind),
            words(format!("{} {}", account.now.day(), account.now.clock())),
            words(account.seed.map_or_else(String::new, |seed| seed.to_string())),
            amount(account.capital_paise),
            words(if account.archived { "archived" } else { "" }),
        ]
    };
    sheet::sheet(["Account", "Kind", "Now", "Seed", "Capital", ""], accounts.iter().map(row))
}

/// Where a clock stands, and what moving it brought about.
#[derive(Debug, Serialize)]
pub(crate) struct ClockAnswer {
    now: Moment,
    phase: &'static str,
    day: Day,
    fills: usize,
    events: usize,
    auction_phase: &'static str,
    day_over: bool,
    last_day: bool,
    #[serde(skip)]
    words: String,
}

impl ClockAnswer {
    /// The clock of a view.
    pub(crate) fn new(view: &View, fills: usize, events: usize) -> Self {
        let clock = &view.clock;
        Self {
            now: clock.now,
            phase: phase_code(clock.phase),
            day: clock.now.day(),
            fills,
            events,
            auction_phase: phase_code(clock.auction_phase),
            day_over: clock.day_over,
            last_day: clock.last_day,
            words: phase_now(clock),
        }
    }

    /// In a line.
    pub(crate) fn text(&self) -> String {
        let fills = match self.fills {
            0 => String::new(),
            1 => " · 1 fill".into(),
            many => format!(" · {many} fills"),
        };
        format!("{} {} · {}{fills}", self.day.words(), self.now.clock(), self.words)
    }
}

/// Cash and what is owed.
#[derive(Debug, Serialize)]
pub(crate) struct FundsAnswer {
    capital_paise: Paise,
    cash_paise: Paise,
    available_paise: Paise,
    blocked_paise: Paise,
    receivable_paise: Paise,
    payable_paise: Paise,
    charges_paise: Paise,
    realised_paise: Paise,
}

impl FundsAnswer {
    /// The funds of an account.
    pub(crate) fn new(funds: &Funds) -> Self {
        Self {
            capital_paise: funds.capital,
            cash_paise: funds.cash,
            available_paise: funds.available,
            blocked_paise: funds.blocked,
            receivable_paise: funds.receivable,
            payable_paise: funds.payable,
            charges_paise: funds.charges.total(),
            realised_paise: funds.realised,
        }
    }

    /// One figure a line.
    pub(crate) fn text(&self) -> String {
        sheet::list([
            ("Capital", amount(self.capital_paise)),
            ("Cash", amount(self.cash_paise)),
            ("Free for orders", amount(self.available_paise)),
            ("Blocked", amount(self.blocked_paise)),
            ("To come in", amount(self.receivable_paise)),
            ("To go out", amount(self.payable_paise)),
            ("Charges paid", amount(self.charges_paise)),
            ("Realised profit", change(Some(self.realised_paise))),
        ])
    }
}

/// A delivery holding.
#[derive(Debug, Serialize)]
pub(crate) struct HoldingAnswer {
    symbol: String,
    isin: Isin,
    quantity: i64,
    t1_quantity: i64,
    average_paise: Paise,
    last_paise: Option<Price>,
    invested_paise: Paise,
    value_paise: Option<Paise>,
    profit_paise: Option<Paise>,
    day_profit_paise: Option<Paise>,
    as_of: Option<Moment>,
    source: Option<&'static str>,
    stale: bool,
    today_quantity: i64,
    new_isin: Option<Isin>,
    #[serde(skip)]
    new_isin_words: Option<String>,
}

impl HoldingAnswer {
    /// A holding at its price.
    pub(crate) fn new(holding: &HoldingView) -> Self {
        let quote = &holding.quote;
        Self {
            symbol: quote.instrument.symbol.to_string(),
            isin: holding.isin.clone(),
            quantity: holding.quantity,
            t1_quantity: holding.t1_quantity,
            average_paise: holding.average,
            last_paise: quote.last(),
            invested_paise: holding.invested,
            value_paise: holding.value,
            profit_paise: holding.profit,
            day_profit_paise: holding.day_profit,
            as_of: quote.as_of(),
            source: quote.standing.as_ref().map(|standing| source_code(standing.source)),
            stale: quote.stale,
            today_quantity: holding.today_quantity,
            new_isin: holding.new_isin.clone(),
            new_isin_words: new_isin_words(holding),
        }
    }
}

/// Holdings as a table.
pub(crate) fn holdings_sheet(holdings: &[HoldingAnswer]) -> String {
    if holdings.is_empty() {
        return "No shares held.".into();
    }
    let row = |holding: &HoldingAnswer| {
        let gained = holding.profit_paise.and_then(|profit| profit.basis_points_of(holding.invested_paise));
        [
            words(&holding.symbol),
            count(holding.quantity),
            count(holding.t1_quantity),
            amount(holding.average_paise),
            price(holding.last_paise),
            amount(holding.invested_paise),
            amount(holding.value_paise),
            change(holding.profit_paise),
            percent(gained),
            change(holding.day_profit_paise),
            words(match (&holding.new_isin, holding.stale) {
                (Some(_), _) => "new ISIN",
                (None, true) => "old price",
                (None, false) => "",
            }),
        ]
    };
    let header = ["Symbol", "Qty", "T1", "Average", "Last", "Invested", "Value", "Profit", "%", "Today", ""];
    let sheet = sheet::sheet(header, holdings.iter().map(row));
    let asked = holdings.iter().filter_map(|holding| holding.new_isin_words.clone());
    std::iter::once(sheet).chain(asked).collect::<Vec<_>>().join("\n")
}

/// An intraday position.
#[derive(Debug, Serialize)]
pub(crate) struct PositionAnswer {
    symbol: String,
    isin: Isin,
    product: Product,
    side: Side,
    quantity: i64,
    open_quantity: i64,
    average_paise: Option<Paise>,
    last_paise: Option<Price>,
    invested_paise: Paise,
    value_paise: Option<Paise>,
    profit_paise: Option<Paise>,
    realised_paise: Paise,
    unrealised_paise: Option<Paise>,
    margin_paise: Paise,
    bought_in_on: Option<Day>,
    as_of: Option<Moment>,
    source: Option<&'static str>,
    stale: bool,
}

impl PositionAnswer {
    /// The positions of the day, then what was sold short and not delivered.
    pub(crate) fn all(view: &View) -> Vec<Self> {
        view.positions.iter().map(Self::new).chain(view.shorts.iter().map(Self::carried)).collect()
    }

    /// A short that the exchange will buy in.
    fn carried(short: &ShortView) -> Self {
        let quote = &short.quote;
        Self {
            symbol: quote.instrument.symbol.to_string(),
            isin: quote.instrument.isin.clone(),
            product: Product::Mis,
            side: Side::Sell,
            quantity: short.quantity,
            open_quantity: short.quantity,
            average_paise: Some(short.average()),
            last_paise: quote.price(),
            invested_paise: short.proceeds,
            value_paise: quote.price().map(|last| last.times(short.quantity)),
            profit_paise: short.unrealised,
            realised_paise: Paise::ZERO,
            unrealised_paise: short.unrealised,
            margin_paise: short.margin,
            bought_in_on: Some(short.bought_in_on),
            as_of: quote.as_of(),
            source: quote.standing.as_ref().map(|standing| source_code(standing.source)),
            stale: quote.stale,
        }
    }

    /// A position at its price.
    pub(crate) fn new(position: &PositionView) -> Self {
        let quote = &position.quote;
        Self {
            symbol: quote.instrument.symbol.to_string(),
            isin: quote.instrument.isin.clone(),
            product: position.product,
            side: position.side,
            quantity: position.open_quantity,
            open_quantity: position.open_quantity,
            average_paise: position.average,
            last_paise: quote.last(),
            invested_paise: position.entered_at,
            value_paise: quote.last().map(|last| last.times(position.open_quantity)),
            profit_paise: position.profit(),
            realised_paise: position.realised,
            unrealised_paise: position.unrealised,
            margin_paise: position.margin,
            bought_in_on: None,
            as_of: quote.as_of(),
            source: quote.standing.as_ref().map(|standing| source_code(standing.source)),
            stale: quote.stale,
        }
    }
}

/// Positions as a table.
pub(crate) fn positions_sheet(positions: &[PositionAnswer]) -> String {
    if positions.is_empty() {
        return "No intraday positions today.".into();
    }
    let row = |position: &PositionAnswer| {
        [
            words(&position.symbol),
            words(product_word(position.product)),
            words(match (position.open_quantity, position.side) {
                _ if position.bought_in_on.is_some() => "short, not delivered",
                (0, _) => "closed",
                (_, Side::Buy) => "long",
                (_, Side::Sell) => "short",
            }),
            count(position.open_quantity),
            amount(position.average_paise),
            price(position.last_paise),
            change(Some(position.realised_paise)),
            change(position.profit_paise),
            words(&match position.bought_in_on {
                Some(day) => format!("the exchange buys in on {}", day.words()),
                None => if position.stale { "old price" } else { "" }.into(),
            }),
        ]
    };
    let header = ["Symbol", "Product", "", "Open", "Average", "Last", "Realised", "Profit", ""];
    sheet::sheet(header, positions.iter().map(row))
}

/// The account in a few figures.
#[derive(Debug, Serialize)]
pub(crate) struct PortfolioAnswer {
    value_paise: Option<Paise>,
    cash_paise: Paise,
    invested_paise: Paise,
    current_paise: Option<Paise>,
    profit_paise: Option<Paise>,
    day_profit_paise: Option<Paise>,
    as_of: Option<Moment>,
    stale_count: usize,
    holdings: Vec<HoldingAnswer>,
    positions: Vec<PositionAnswer>,
    #[serde(skip)]
    title: String,
}

impl PortfolioAnswer {
    /// The portfolio of a view.
    pub(crate) fn new(view: &View) -> Self {
        let Portfolio { value, cash, invested, current, profit, day_profit, as_of, stale_count, .. } =
            view.portfolio;
        let now = view.clock.now;
        Self {
            value_paise: value,
            cash_paise: cash,
            invested_paise: invested,
            current_paise: current,
            profit_paise: profit,
            day_profit_paise: day_profit,
            as_of,
            stale_count,
            holdings: view.holdings.iter().map(HoldingAnswer::new).collect(),
            positions: PositionAnswer::all(view),
            title: format!(
                "{} · {} {} · {}",
                view.account,
                now.day().words(),
                now.clock(),
                phase_now(&view.clock)
            ),
        }
    }

    /// The figures, then what is held.
    pub(crate) fn text(&self) -> String {
        let figures = sheet::list([
            ("Value", amount(self.value_paise)),
            ("Cash", amount(self.cash_paise)),
            ("Invested", amount(self.invested_paise)),
            ("Current", amount(self.current_paise)),
            ("Profit", change(self.profit_paise)),
            ("Today", change(self.day_profit_paise)),
        ]);
        let mut parts = vec![self.title.clone(), figures];
        if !self.holdings.is_empty() {
            parts.push(holdings_sheet(&self.holdings));
        }
        if !self.positions.is_empty() {
            parts.push(positions_sheet(&self.positions));
        }
        parts.join("\n\n")
    }
}
