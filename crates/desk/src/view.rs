//! Everything that is true of one account at one moment, ready to be shown: computed from the account and
//! the prices, never stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use trading::{
    Account, Charging, Day, Funds, Gtt, Instrument, Isin, Market, Moment, Order, Paise, Price, Product, Side,
    Source, Standing, Symbol, Trade,
};

use crate::carried::{ShortView, bought_in_today};
use crate::clock_view::ClockView;
use crate::day_profit::{dividends, sold_today};
use crate::rights::lapsed_today;

/// One account now. Cheap to share; a new one replaces it after every event and every beat.
#[derive(Debug, Clone)]
pub struct View {
    /// Counts up with every change.
    pub revision: u64,
    /// The account's name.
    pub account: Arc<str>,
    /// Which market it lives on.
    pub market: Market,
    /// Whether it was put away.
    pub archived: bool,
    /// Its time.
    pub clock: ClockView,
    /// Its money.
    pub funds: Funds,
    /// The whole in five figures.
    pub portfolio: Portfolio,
    /// Delivery holdings by symbol.
    pub holdings: Vec<HoldingView>,
    /// Intraday positions of the day by symbol.
    pub positions: Vec<PositionView>,
    /// Shares sold short and not delivered, which the exchange will buy in.
    pub shorts: Vec<ShortView>,
    /// Working orders and those of the day, newest first.
    pub orders: Vec<Order>,
    /// The last prices of the stocks with a working order, a waiting trigger or an open intraday position.
    pub watched: BTreeMap<Symbol, Price>,
    /// Trades of the day, newest first.
    pub trades: Vec<Trade>,
    /// Triggers that live across days, newest first.
    pub gtts: Vec<Gtt>,
    /// The profiles that it is charged under.
    pub charging: Charging,
    /// Watch lists 1 to 7.
    pub lists: Vec<Vec<Quoted>>,
    /// Chosen indices; NIFTY 50 first.
    pub indices: Vec<IndexQuoted>,
}

/// A stock and where its day stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The stock.
    pub instrument: Arc<Instrument>,
    /// Its prices; none when nothing at all is known of it.
    pub standing: Option<Standing>,
    /// Whether they are older than they should be.
    pub stale: bool,
}

/// An index's level in hundredths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexQuoted {
    /// Its name, `NIFTY 50`.
    pub name: Arc<str>,
    /// Its level.
    pub last: Option<i64>,
    /// The level of the close before.
    pub previous_close: Option<i64>,
    /// When.
    pub as_of: Option<Moment>,
    /// Who says so.
    pub source: Option<Source>,
    /// Whether it is older than it should be.
    pub stale: bool,
}

/// The account in five figures; none where a missing price makes it unknowable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Portfolio {
    /// Cash, what is blocked and owed, holdings and positions at their prices.
    pub value: Option<Paise>,
    /// Money at hand, without what is blocked.
    pub cash: Paise,
    /// Delivery holdings at cost.
    pub invested: Paise,
    /// Delivery holdings at their prices.
    pub current: Option<Paise>,
    /// Current less invested.
    pub profit: Option<Paise>,
    /// Today's change of what is held and was sold today, and today's intraday profit; before charges.
    pub day_profit: Option<Paise>,
    /// Value of the holdings at the close before: what the day's percentage is of.
    pub day_base: Paise,
    /// The oldest price in it.
    pub as_of: Option<Moment>,
    /// Holdings whose price is stale or missing.
    pub stale_count: usize,
}

/// A delivery holding at its price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingView {
    /// The stock's price.
    pub quote: Quoted,
    /// The ISIN under which it is held.
    pub isin: Isin,
    /// The one under which the exchange lists the same company's share now, where that is another one and no corporate
    /// action of the account says why.
    pub new_isin: Option<Isin>,
    /// Shares in all.
    pub quantity: i64,
    /// Of these, bought on the trading day before and not delivered yet.
    pub t1_quantity: i64,
    /// Of these, bought today.
    pub today_quantity: i64,
    /// Average price, to the paisa.
    pub average: Paise,
    /// The same with what buying was charged.
    pub average_with_charges: Paise,
    /// Cost of all shares.
    pub invested: Paise,
    /// At its price.
    pub value: Option<Paise>,
    /// Value less cost.
    pub profit: Option<Paise>,
    /// Since the close before; of shares bought today, since their purchase.
    pub day_profit: Option<Paise>,
    /// What `day_profit` is a share of.
    pub day_base: Paise,
    /// Dividends whose ex-date is today, before tax: the price fell by them, so they are part of the day's profit from the
    /// day's first trade on.
    pub dividend: Paise,
    /// What it entitles to, where it is a right to buy shares.
    pub right: Option<RightView>,
}

/// A holding that is a right to buy shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightView {
    /// The share that it buys.
    pub share: Symbol,
    /// What the company asks for one.
    pub price: Price,
    /// Rights of the holding that are used already, and wait for their shares.
    pub applied: i64,
    /// The last day on which one can be used; then it is worth nothing.
    pub closes_on: Day,
    /// When shares that are applied for are allotted.
    pub allotted_on: Day,
    /// Whether the exchange lists it; until then its symbol is Lakh's own and it cannot be sold.
    pub listed: bool,
}

/// An intraday position at its price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionView {
    /// The stock's price.
    pub quote: Quoted,
    /// CNC or MIS.
    pub product: Product,
    /// Long or short.
    pub side: Side,
    /// Shares open.
    pub open_quantity: i64,
    /// Average entry of what is open.
    pub average: Option<Paise>,
    /// Cost (or proceeds) of what is open.
    pub entered_at: Paise,
    /// Realised today, before charges.
    pub realised: Paise,
    /// Not yet realised.
    pub unrealised: Option<Paise>,
    /// Margin blocked.
    pub margin: Paise,
}

impl Quoted {
    /// A stock without a price: it is known of other days only.
    pub(crate) fn elsewhere(instrument: &Instrument) -> Self {
        Self { instrument: Arc::new(instrument.clone()), standing: None, stale: true }
    }

    /// Last price.
    #[must_use]
    pub fn last(&self) -> Option<Price> {
        self.standing.as_ref()?.last
    }

    /// The close before.
    #[must_use]
    pub fn previous_close(&self) -> Option<Price> {
        self.standing.as_ref()?.previous_close
    }

    /// The price that a holding is shown at: the last, or before the first trade of the day the close before.
    #[must_use]
    pub fn price(&self) -> Option<Price> {
        self.last().or(self.previous_close())
    }

    /// Change since the close before.
    #[must_use]
    pub fn change(&self) -> Option<Paise> {
        Some(Paise(self.last()?.paise() - self.previous_close()?.paise()))
    }

    /// The change in basis points, rounded half away from zero.
    #[must_use]
    pub fn change_bp(&self) -> Option<i32> {
        self.change()?.basis_points_of(self.previous_close()?.times(1))
    }

    /// The exchange's time of the last price.
    #[must_use]
    pub fn as_of(&self) -> Option<Moment> {
        self.standing.as_ref()?.as_of
    }
}

impl IndexQuoted {
    /// Change since the close before, in hundredths of a point.
    #[must_use]
    pub fn change(&self) -> Option<i64> {
        Some(self.last? - self.previous_close?)
    }

    /// The change in basis points.
    #[must_use]
    pub fn change_bp(&self) -> Option<i32> {
        Paise(self.change()?).basis_points_of(Paise(self.previous_close?))
    }
}

impl HoldingView {
    /// A holding at a price.
    #[must_use]
    pub fn of(holding: &trading::Holding, quote: Quoted, today: Day, dividend: Paise) -> Self {
        let pool = &holding.pool;
        let (quantity, invested) = (pool.quantity(), pool.cost());
        let today_quantity = holding.bought_since(today);
        let value = quote.price().map(|price| price.times(quantity));
        let (base, known) = day_base(holding, &quote, today);
        Self {
            isin: holding.isin.clone(),
            new_isin: unexplained(&holding.isin, &quote.instrument.isin),
            quantity,
            t1_quantity: holding.unsettled(today) - today_quantity,
            today_quantity,
            average: pool.average().unwrap_or_default(),
            average_with_charges: holding.average_with_charges().unwrap_or_default(),
            invested,
            value,
            profit: value.map(|value| value - invested),
            day_profit: value.filter(|_| known).map(|value| {
                let fell = if quote.last().is_some() { dividend } else { Paise::ZERO };
                value - base + fell
            }),
            day_base: base,
            dividend,
            quote,
            right: None,
        }
    }
}

/// A share that was split or consolidated gets another ISIN of the same issuer, and the action in the account takes it
/// over: where it is still another, the action is missing. Without it a split would look like a loss.
fn unexplained(held: &Isin, listed: &Isin) -> Option<Isin> {
    let differs = held != listed && held.is_of_issuer(listed) && !held.is_right() && !listed.is_right();
    differs.then(|| listed.clone())
}

/// What a holding stood at when the day began for it: yesterday's shares, and what corporate actions gave for them, at
/// the close before, adjusted; today's purchases at what they cost. The second is whether it is known.
fn day_base(holding: &trading::Holding, quote: &Quoted, today: Day) -> (Paise, bool) {
    let mut base = Paise::ZERO;
    let mut known = true;
    for lot in &holding.lots {
        let close = quote.previous_close().map(|price| price.times(lot.quantity));
        let began = if lot.was_bought_since(today) { Some(lot.cost) } else { close };
        known &= began.is_some();
        base += began.unwrap_or_default();
    }
    (base, known)
}

impl PositionView {
    /// A position at a price.
    #[must_use]
    pub fn of(position: &trading::Intraday, quote: Quoted) -> Self {
        let open = position.pool.quantity();
        let unrealised = match (open, quote.last()) {
            (0, _) => Some(Paise::ZERO),
            (_, last) => last.map(|last| position.unrealised(last)),
        };
        Self {
            product: Product::Mis,
            side: position.side,
            open_quantity: open,
            average: position.pool.average(),
            entered_at: position.pool.cost(),
            realised: position.realised,
            unrealised,
            margin: position.margin,
            quote,
        }
    }

    /// Realised and not, together.
    #[must_use]
    pub fn profit(&self) -> Option<Paise> {
        Some(self.realised + self.unrealised?)
    }
}

/// The figures of an account from its holdings, positions and carried shorts at their prices.
#[must_use]
pub fn portfolio(
    account: &Account,
    today: Day,
    holdings: &[HoldingView],
    positions: &[PositionView],
    shorts: &[ShortView],
    previous_close: impl Fn(&Symbol) -> Option<Price>,
) -> Portfolio {
    let funds = account.funds(today);
    let invested = holdings.iter().map(|holding| holding.invested).sum();
    let current: Option<Paise> = holdings.iter().map(|holding| holding.value).sum();
    let intraday: Option<Paise> = positions.iter().map(|position| position.unrealised).sum();
    let owed: Option<Paise> = shorts.iter().map(|short| short.unrealised).sum();
    let money = funds.cash + funds.blocked + funds.receivable - funds.payable;
    let today_of_held: Option<Paise> = holdings.iter().map(|holding| holding.day_profit).sum();
    let today_of_intraday: Option<Paise> = positions.iter().map(PositionView::profit).sum();
    let (sold, sold_base) = sold_today(account, today, &previous_close);
    let of_sold = dividends(account, today, |symbol| !account.holdings().contains_key(symbol));
    let lapsed = lapsed_today(account, today, &previous_close);
    let today_of_shorts: Option<Paise> = shorts.iter().map(|short| short.day_profit).sum();
    let bought_in = bought_in_today(account, today, &previous_close);
    let parts = [today_of_held, today_of_intraday, sold, Some(of_sold - lapsed), today_of_shorts, bought_in];
    let day_profit = parts.into_iter().sum();
    let ages = holdings.iter().filter_map(|holding| holding.quote.as_of());
    Portfolio {
        value: [Some(money), current, intraday, owed].into_iter().sum(),
        cash: funds.cash,
        invested,
        current,
        profit: current.map(|current| current - invested),
        day_profit,
        day_base: holdings.iter().map(|holding| holding.day_base).sum::<Paise>() + sold_base,
        as_of: ages.min(),
        stale_count: holdings.iter().filter(|held| held.quote.stale || held.quote.price().is_none()).count(),
    }
}
