//! An account: the sum of its events. `apply` makes an event so; everything else here only reads.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use borsh::{BorshDeserialize, BorshSerialize};

use crate::book::{Order, Trade};
use crate::carry::{BuyIn, Short};
use crate::charges::{ChargeName, Charges};
use crate::charging::Charging;
use crate::convert::Moved;
use crate::corporate::{Application, CashDue, ExDate, ExEffect, RightsStep, RightsTerms};
use crate::event::{Event, Market};
use crate::floor::Floor;
use crate::gtt::{Gtt, GttId};
use crate::identity::Renaming;
use crate::instrument::Symbol;
use crate::moment::{Day, Moment};
use crate::money::Paise;
use crate::note::Note;
use crate::order::{OrderId, Product, TradeId};
use crate::position::{Holding, Intraday};
use crate::posting::Book;
use crate::rates::RateCard;
use crate::tally::{Chargeable, DayTally};
use crate::tax::FinancialYear;
use crate::year::YearResult;

/// One account of one user, as its events have made it.
#[derive(Debug, Clone, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Account {
    pub(crate) market: Option<Market>,
    pub(crate) archived: bool,
    pub(crate) balances: BTreeMap<Book, Paise>,
    pub(crate) years: BTreeMap<FinancialYear, YearResult>,
    pub(crate) orders: Vec<Order>,
    pub(crate) trades: Vec<Trade>,
    pub(crate) working: HashMap<Symbol, Floor>,
    pub(crate) open: BTreeSet<OrderId>,
    pub(crate) gtts: Vec<Gtt>,
    pub(crate) waiting_gtts: BTreeMap<Symbol, Vec<GttId>>,
    pub(crate) own_volumes: HashMap<Symbol, OwnVolume>,
    pub(crate) holdings: BTreeMap<Symbol, Holding>,
    pub(crate) intraday: BTreeMap<Symbol, Intraday>,
    pub(crate) owed: BTreeMap<Day, Owed>,
    pub(crate) tally: Option<(Day, DayTally)>,
    pub(crate) notes: Vec<Note>,
    pub(crate) debited: HashMap<Symbol, Day>,
    pub(crate) moved: Vec<Moved>,
    pub(crate) shorts: BTreeMap<(Day, Symbol), Short>,
    pub(crate) buy_ins: Vec<(Moment, BuyIn)>,
    pub(crate) forced: BTreeMap<Symbol, i64>,
    pub(crate) ex_dates: Vec<(Moment, ExDate)>,
    pub(crate) ex_effects: Vec<ExEffect>,
    pub(crate) cash_due: Vec<CashDue>,
    pub(crate) rights: BTreeMap<Symbol, RightsTerms>,
    pub(crate) applications: Vec<Application>,
    pub(crate) rights_steps: Vec<(Moment, RightsStep)>,
    pub(crate) renamings: Vec<Renaming>,
    pub(crate) charging: Charging,
    pub(crate) last_event_at: Option<Moment>,
}

/// Shares of one stock that the account itself traded, bought and sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct OwnVolume {
    /// At its last fill.
    pub(crate) at: Moment,
    /// On the day of it.
    pub(crate) of_day: i64,
    /// At the very moment of it.
    pub(crate) of_moment: i64,
}

/// What one day's trades still owe, either way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Owed {
    /// To the user.
    pub(crate) received: Paise,
    /// By the user.
    pub(crate) paid: Paise,
    /// Of `received`, what may be used on the day itself.
    pub(crate) usable: Paise,
    /// Of `received`, intraday profit: usable only once it is settled.
    pub(crate) intraday: Paise,
}

/// Cash and what is owed, in paise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Funds {
    /// What the account was opened with.
    pub capital: Paise,
    /// Money at hand, without what is blocked.
    pub cash: Paise,
    /// What a new order may use today.
    pub available: Paise,
    /// Set aside for orders and intraday positions.
    pub blocked: Paise,
    /// Owed to the user: for sales until settlement, by companies until they pay.
    pub receivable: Paise,
    /// Owed by the user until settlement.
    pub payable: Paise,
    /// All charges since the account was opened.
    pub charges: Charges,
    /// Profit realised since the account was opened, before charges.
    pub realised: Paise,
    /// Dividends since the account was opened, before tax.
    pub dividends: Paise,
    /// Tax withheld from them: a credit against the year's tax.
    pub withheld: Paise,
    /// The financial year of today.
    pub year: FinancialYear,
    /// What it came to so far.
    pub of_year: YearResult,
}

impl Account {
    /// The account of a series of events.
    #[must_use]
    pub fn from_events<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut account = Self::default();
        for event in events {
            account.apply(event);
        }
        account
    }
}

impl Account {
    /// Which market it lives on; none before it was opened.
    #[must_use]
    pub const fn market(&self) -> Option<Market> {
        self.market
    }

    /// Whether it was put away.
    #[must_use]
    pub const fn is_archived(&self) -> bool {
        self.archived
    }

    /// When its last event was.
    #[must_use]
    pub const fn last_event_at(&self) -> Option<Moment> {
        self.last_event_at
    }

    /// Every order, oldest first.
    #[must_use]
    pub fn orders(&self) -> &[Order] {
        &self.orders
    }

    /// One order.
    #[must_use]
    pub fn order(&self, id: OrderId) -> Option<&Order> {
        self.orders.get(place_of(id.0)?)
    }

    /// Every trade, oldest first.
    #[must_use]
    pub fn trades(&self) -> &[Trade] {
        &self.trades
    }

    /// The contract notes that changed what a day was charged, oldest first.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The orders of a stock that can still trade, oldest first.
    pub fn working(&self, symbol: &Symbol) -> impl Iterator<Item = &Order> {
        let orders = self.working.get(symbol).map(|floor| floor.orders.iter());
        orders.into_iter().flatten().filter_map(|id| self.order(*id))
    }

    /// The numbers of all orders that can still trade, oldest first.
    pub(crate) fn working_ids(&self) -> impl Iterator<Item = OrderId> {
        self.open.iter().copied()
    }

    /// The stocks with a working order, a waiting trigger or an open intraday position: those whose every trade
    /// matters.
    pub fn watched_symbols(&self) -> impl Iterator<Item = &Symbol> {
        let waiting = self.waiting_gtts.keys().filter(|symbol| !self.working.contains_key(*symbol));
        let open = self.intraday.iter().filter(|(symbol, position)| {
            position.pool.quantity() > 0
                && !self.working.contains_key(*symbol)
                && !self.waiting_gtts.contains_key(*symbol)
        });
        self.working.keys().chain(waiting).chain(open.map(|(symbol, _)| symbol))
    }

    /// Every good-till-triggered order, oldest first.
    #[must_use]
    pub fn gtts(&self) -> &[Gtt] {
        &self.gtts
    }

    /// One good-till-triggered order.
    #[must_use]
    pub fn gtt(&self, id: GttId) -> Option<&Gtt> {
        self.gtts.get(place_of(id.0)?)
    }

    /// The triggers of a stock that wait, or whose order is about to be placed, oldest first.
    pub(crate) fn gtts_of(&self, symbol: &Symbol) -> impl Iterator<Item = &Gtt> {
        self.waiting_gtts.get(symbol).into_iter().flatten().filter_map(|id| self.gtt(*id))
    }

    /// The number that the next trigger gets.
    pub(crate) fn next_gtt(&self) -> GttId {
        GttId(number_after(self.gtts.len()))
    }

    /// Delivery holdings by symbol.
    #[must_use]
    pub const fn holdings(&self) -> &BTreeMap<Symbol, Holding> {
        &self.holdings
    }

    /// Intraday positions by symbol, open or closed, of the last day on which each was traded.
    #[must_use]
    pub const fn intraday(&self) -> &BTreeMap<Symbol, Intraday> {
        &self.intraday
    }

    /// What an account of the book stands at; debits positive.
    #[must_use]
    pub fn balance(&self, book: Book) -> Paise {
        self.balances.get(&book).copied().unwrap_or_default()
    }

    /// All balances.
    #[must_use]
    pub const fn balances(&self) -> &BTreeMap<Book, Paise> {
        &self.balances
    }

    /// What a new order may use on a day: cash, less what purchases still owe, with the sale proceeds that
    /// may be used again by then. Intraday profit waits for its settlement.
    #[must_use]
    pub fn available(&self, today: Day) -> Paise {
        let usable = |(day, owed): (&Day, &Owed)| {
            let received = if *day < today { owed.received - owed.intraday } else { owed.usable };
            received - owed.paid
        };
        self.balance(Book::Cash) + self.owed.iter().map(usable).sum()
    }

    /// Cash and debts on a day.
    #[must_use]
    pub fn funds(&self, today: Day) -> Funds {
        Funds {
            capital: -self.balance(Book::Capital),
            cash: self.balance(Book::Cash),
            available: self.available(today),
            blocked: self.balance(Book::Blocked),
            receivable: self.balance(Book::Receivable),
            payable: -self.balance(Book::Payable),
            charges: self.charges(),
            realised: -(self.balance(Book::RealisedCnc) + self.balance(Book::RealisedMis)),
            dividends: -self.balance(Book::Dividends),
            withheld: self.balance(Book::TaxWithheld),
            year: FinancialYear::of(today),
            of_year: self.year(FinancialYear::of(today)),
        }
    }

    /// All charges so far, by name.
    #[must_use]
    pub fn charges(&self) -> Charges {
        let of = |name| self.balance(Book::Charge(name));
        Charges {
            brokerage: of(ChargeName::Brokerage),
            stt: of(ChargeName::Stt),
            transaction: of(ChargeName::Transaction),
            sebi: of(ChargeName::Sebi),
            stamp: of(ChargeName::Stamp),
            gst: of(ChargeName::Gst),
            ipft: of(ChargeName::Ipft),
            dp: of(ChargeName::Dp),
            square_off: of(ChargeName::SquareOff),
        }
    }

    /// Shares of a stock that a delivery sale could sell on a day, beside those already offered for sale and rights
    /// already used.
    /// Trade-to-trade shares wait for their settlement, shares of a corporate action for their credit.
    #[must_use]
    pub fn sellable(&self, symbol: &Symbol, trade_to_trade: bool, today: Day) -> i64 {
        self.unoffered(symbol, trade_to_trade, today).max(0)
    }

    /// The same, below zero where more is offered than can be sold: an order of the evening whose stock moved to a
    /// trade-to-trade series overnight.
    pub(crate) fn unoffered(&self, symbol: &Symbol, trade_to_trade: bool, today: Day) -> i64 {
        let Some(holding) = self.holdings.get(symbol) else { return 0 };
        let offered = self.offered(symbol, Product::Cnc);
        let waits = if trade_to_trade { holding.unsettled(today) } else { holding.uncredited(today) };
        holding.pool.quantity() - waits - offered - self.applied(symbol)
    }

    /// Trades of a day that still owe money, with what comes in and what goes out.
    pub(crate) fn unsettled_days(&self) -> impl Iterator<Item = (Day, Paise, Paise)> {
        self.owed.iter().map(|(day, owed)| (*day, owed.received, owed.paid))
    }

    /// Shares of a stock that the account itself has traded on a day, bought and sold.
    pub(crate) fn own_volume(&self, symbol: &Symbol, day: Day) -> i64 {
        self.own_volumes.get(symbol).filter(|own| own.at.day() == day).map_or(0, |own| own.of_day)
    }

    /// Of them, those of a moment: what an observation has already given.
    pub(crate) fn own_volume_at(&self, symbol: &Symbol, at: Moment) -> i64 {
        self.own_volumes.get(symbol).filter(|own| own.at == at).map_or(0, |own| own.of_moment)
    }

    /// What one more trade is charged, given its day so far.
    pub(crate) fn charge(&self, day: Day, card: RateCard<'_>, trade: &Chargeable) -> Charges {
        match &self.tally {
            Some((of, tally)) if *of == day => tally.charge(card, trade),
            Some(_) | None => DayTally::default().charge(card, trade),
        }
    }

    /// Whether shares of a stock were sold from delivery on a day: the depository charges that once.
    pub(crate) fn sold_delivery(&self, symbol: &Symbol, day: Day) -> bool {
        self.debited.get(symbol) == Some(&day)
    }

    /// The number that the next order gets.
    pub(crate) fn next_order(&self) -> OrderId {
        OrderId(number_after(self.orders.len()))
    }

    /// The number that the next trade gets.
    pub(crate) fn next_trade(&self) -> TradeId {
        TradeId(number_after(self.trades.len()))
    }
}

/// Orders and trades are numbered from 1 and kept in their order.
pub(crate) fn place_of(number: u64) -> Option<usize> {
    usize::try_from(number).ok()?.checked_sub(1)
}

fn number_after(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX).saturating_add(1)
}
