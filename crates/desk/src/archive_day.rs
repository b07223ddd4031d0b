//! A day of the archive as a market: every stock's terms and its modelled path, made when first looked at.

use std::sync::{Arc, OnceLock};

use replay::{IndexPath, Levels, Path};
use store::{Archive, MarketDay, StockDay};
use trading::{
    Announced, Band, Calendar, Clock, CorporateAction, Day, DayFigures, DueAction, Glance, Instrument,
    Listing, Moment, Phase, Price, Quote, Refusal, Session, Source, Standing, Symbol, band_of, day_ends,
    fund_band_of, mis_leverage_on, tick_of,
};

use crate::bands::stages;
use crate::due::{close_before, due_actions};
use crate::hours::closes;
use crate::problem::Problem;
use crate::view::{IndexQuoted, Quoted};

/// One day of the market. In practice its prices follow modelled paths; without a seed only the day's own
/// figures are known, and nothing can be traded on them.
pub(crate) struct ArchiveDay {
    market: Arc<MarketDay>,
    seed: Option<u64>,
    instruments: Vec<Arc<Instrument>>,
    stocks: Vec<OnceLock<Option<Stock>>>,
    indices: Vec<OnceLock<Option<IndexPath>>>,
    due: Vec<DueAction>,
}

/// A stock's terms and path.
struct Stock {
    /// From the day's beginning, and from each moment at which its band became wider.
    listings: Vec<(Moment, Listing)>,
    path: Path,
}

impl Stock {
    fn listing_at(&self, at: Moment) -> Option<&Listing> {
        let held = self.listings.iter().rfind(|(from, _)| *from <= at).or(self.listings.first());
        held.map(|(_, listing)| listing)
    }
}

impl ArchiveDay {
    /// Loads a day of the archive; with a seed it can be practised on.
    ///
    /// # Errors
    /// When the archive does not have the day.
    pub(crate) async fn load(archive: &Archive, day: Day, seed: Option<u64>) -> Result<Self, Problem> {
        let market = archive.market_day(day).await?;
        let instruments = market.stocks().iter().map(|stock| Arc::new(stock.instrument.clone())).collect();
        let stocks = market.stocks().iter().map(|_| OnceLock::new()).collect();
        let indices = market.indices().iter().map(|_| OnceLock::new()).collect();
        Ok(Self { due: due_actions(&market), market, seed, instruments, stocks, indices })
    }

    /// The day.
    pub(crate) fn day(&self) -> Day {
        self.market.day()
    }

    /// The seed of its paths.
    pub(crate) const fn seed(&self) -> Option<u64> {
        self.seed
    }

    /// Who its prices come from.
    pub(crate) fn source(&self) -> Source {
        self.seed.map_or(Source::Archive, |seed| Source::Modelled { seed })
    }

    /// The day's facts.
    pub(crate) fn market(&self) -> &MarketDay {
        &self.market
    }

    /// The corporate actions whose ex-date is the day, as far as they are understood, dividends first.
    pub(crate) fn due_actions(&self) -> &[DueAction] {
        &self.due
    }

    /// The close of a stock before the day, as it was published.
    pub(crate) fn close_before(&self, symbol: &Symbol) -> Option<Price> {
        close_before(&self.market, symbol)
    }

    /// A stock, whether it traded on the day or not.
    pub(crate) fn instrument(&self, symbol: &Symbol) -> Option<Arc<Instrument>> {
        if let Some(traded) = self.place_of(symbol).and_then(|place| self.instruments.get(place)) {
            return Some(Arc::clone(traded));
        }
        self.market.quiet_stock(symbol.as_str()).map(|quiet| Arc::new(quiet.instrument.clone()))
    }

    /// A stock that is known of other days only.
    pub(crate) fn elsewhere(&self, symbol: &Symbol) -> Option<&Instrument> {
        let all = self.market.elsewhere();
        all.binary_search_by(|other| other.symbol.cmp(symbol)).ok().and_then(|place| all.get(place))
    }

    /// A stock's terms at a moment of the day.
    pub(crate) fn listing(&self, symbol: &Symbol, at: Moment) -> Option<&Listing> {
        self.stock(symbol)?.listing_at(at)
    }

    /// What an order on a stock needs to know.
    ///
    /// # Errors
    /// The refusal, when there is no such stock or nothing can be traded here.
    pub(crate) fn glance(&self, symbol: &Symbol, at: Moment) -> Result<Glance<'_>, Refusal> {
        if self.seed.is_none() {
            return Err(Refusal::LiveQuotesOff);
        }
        let terms = self.stock(symbol).and_then(|stock| Some((stock, stock.listing_at(at)?)));
        let Some((stock, listing)) = terms else {
            let known = self.instrument(symbol).is_some() || self.elsewhere(symbol).is_some();
            return Err(if known { Refusal::NotTraded } else { Refusal::UnknownSymbol });
        };
        let state = stock.path.state_at(at);
        // The post-close session trades at the official close, which need not be the last trade.
        let after = listing.session.span(Phase::PostClose).is_some_and(|span| at.clock() >= span.from);
        let last = state.close.filter(|_| after).or(state.last);
        let reference = reference_price(listing, &stock.path, at);
        Ok(Glance { listing, last, open: state.open, high: state.high, reference, volume: state.volume })
    }

    /// What the time itself needs to know of a stock: on a day whose path is not modelled its close, once it is known.
    pub(crate) fn at_the_bell(&self, symbol: &Symbol, at: Moment) -> Option<Glance<'_>> {
        if self.seed.is_some() {
            return self.glance(symbol, at).ok();
        }
        let listing = self.listing(symbol, at)?;
        let figures = &self.market.stock(symbol.as_str())?.figures;
        let over = at.day() > self.day() || at.clock() >= closes(&listing.session);
        let (last, volume) = if over { (Some(figures.close), figures.volume) } else { (None, 0) };
        let (open, high) = (last.map(|_| figures.open), last.map(|_| figures.high));
        Some(Glance { listing, last, open, high, reference: None, volume })
    }

    /// A stock's modelled trades after a moment and up to another.
    pub(crate) fn trades(&self, symbol: &Symbol, after: Moment, to: Moment) -> Vec<Quote> {
        self.stock(symbol).map(|stock| stock.path.trades(after, to).collect()).unwrap_or_default()
    }

    /// Where a stock's day stands at a moment.
    pub(crate) fn standing(&self, symbol: &Symbol, at: Moment) -> Option<Standing> {
        match self.place_of(symbol) {
            Some(place) => self.standing_at(place, at),
            None => self.quiet_standing(symbol),
        }
    }

    /// A stock with its prices at a moment.
    pub(crate) fn quoted(&self, symbol: &Symbol, at: Moment) -> Option<Quoted> {
        let instrument = self.instrument(symbol)?;
        let stale = self.seed.is_none() || self.place_of(symbol).is_none();
        Some(Quoted { instrument, standing: self.standing(symbol, at), stale })
    }

    /// Every stock with its prices at a moment, by symbol.
    pub(crate) fn all(&self, at: Moment) -> impl Iterator<Item = Quoted> {
        (0..self.stocks.len()).filter_map(move |place| self.quoted_at(place, at))
    }

    /// The path of a stock, for its chart.
    pub(crate) fn path(&self, symbol: &Symbol) -> Option<&Path> {
        self.stock(symbol).map(|stock| &stock.path)
    }

    /// An index at a moment.
    pub(crate) fn index(&self, name: &str, at: Moment) -> Option<IndexQuoted> {
        let place = self.market.indices().iter().position(|index| index.level.name == name)?;
        let index = self.market.indices().get(place)?;
        let last = match self.seed {
            Some(_) => self.index_at(place).and_then(|path| path.at(at)).map(|now| now.last),
            None => Some(index.level.close),
        };
        Some(IndexQuoted {
            name: index.level.name.as_str().into(),
            last,
            previous_close: index.previous.or(index.level.change.map(|change| index.level.close - change)),
            as_of: last.map(|_| self.clamp(at)),
            source: last.map(|_| self.source()),
            stale: self.seed.is_none(),
        })
    }

    fn quoted_at(&self, place: usize, at: Moment) -> Option<Quoted> {
        let instrument = Arc::clone(self.instruments.get(place)?);
        Some(Quoted { instrument, standing: self.standing_at(place, at), stale: self.seed.is_none() })
    }

    fn standing_at(&self, place: usize, at: Moment) -> Option<Standing> {
        let stock = self.market.stocks().get(place)?;
        if self.seed.is_none() {
            return Some(self.final_standing(stock));
        }
        let made = self.made(place)?;
        let state = made.path.state_at(at);
        let traded = state.last.is_some();
        let as_of = if state.close.is_some() { Some(self.clamp(at)) } else { state.last_trade_at };
        Some(Standing {
            last: state.close.or(state.last),
            previous_close: made.listing_at(at).map(|listing| listing.previous_close),
            open: state.open,
            high: state.high,
            low: state.low,
            volume: traded.then_some(state.volume),
            turnover: traded.then_some(state.turnover),
            as_of,
            source: made.path.source(),
        })
    }

    /// The day as it ended.
    fn final_standing(&self, stock: &StockDay) -> Standing {
        let figures = &stock.figures;
        Standing {
            last: Some(figures.close),
            previous_close: Some(self.previous_close(stock)),
            open: Some(figures.open),
            high: Some(figures.high),
            low: Some(figures.low),
            volume: Some(figures.volume),
            turnover: Some(figures.turnover),
            as_of: Some(self.day().at(
                self.session(stock.closing_auction).map_or(day_ends(self.day()), |session| closes(&session)),
            )),
            source: Source::Archive,
        }
    }

    /// A stock that did not trade on the day: its last close, as old as it is.
    fn quiet_standing(&self, symbol: &Symbol) -> Option<Standing> {
        let quiet = self.market.quiet_stock(symbol.as_str())?;
        Some(Standing {
            last: None,
            previous_close: Some(quiet.close),
            open: None,
            high: None,
            low: None,
            volume: None,
            turnover: None,
            as_of: Some(quiet.as_of.at(Clock::of(15, 30, 0))),
            source: Source::Archive,
        })
    }

    /// The close before, adjusted where a split, bonus or rights issue of the day changed the share, so that
    /// nothing looks like a loss that is none.
    fn previous_close(&self, stock: &StockDay) -> Price {
        let changes = |action: &CorporateAction| match action {
            CorporateAction::Split(_) | CorporateAction::Bonus(_) | CorporateAction::Rights { .. } => true,
            CorporateAction::Dividend { .. } => false,
        };
        let changed = self.market.actions().iter().any(|announced| match &announced.action {
            Announced::Known(action) => announced.symbol == stock.instrument.symbol && changes(action),
            Announced::Unknown { .. } => false,
        });
        if changed { stock.band_base } else { stock.figures.previous_close }
    }

    fn place_of(&self, symbol: &Symbol) -> Option<usize> {
        self.instruments.binary_search_by(|instrument| instrument.symbol.cmp(symbol)).ok()
    }

    /// A moment drawn back to the day's close: what is known after it is the close.
    fn clamp(&self, at: Moment) -> Moment {
        let close = self.session(true).map_or(day_ends(self.day()), |session| closes(&session));
        at.min(self.day().at(close))
    }

    fn session(&self, closing_auction: bool) -> Option<Session> {
        Calendar::nse().session(self.day(), closing_auction)
    }

    fn stock(&self, symbol: &Symbol) -> Option<&Stock> {
        self.made(self.place_of(symbol)?)
    }

    fn made(&self, place: usize) -> Option<&Stock> {
        let slot = self.stocks.get(place)?;
        let day_stock = self.market.stocks().get(place)?;
        slot.get_or_init(|| self.make(place, day_stock)).as_ref()
    }

    fn make(&self, place: usize, stock: &StockDay) -> Option<Stock> {
        let listing = self.listing_of(Arc::clone(self.instruments.get(place)?), stock);
        let (seed, symbol) = (self.seed.unwrap_or_default(), &stock.instrument.symbol);
        let (tick, lot) = (listing.tick.paise(), listing.instrument.lot);
        let recorded = self.market.recorded(symbol);
        let through = recorded.and_then(|prices| {
            Path::through(seed, symbol, &stock.figures, &listing.session, (tick, lot), prices)
        });
        let path = through
            .unwrap_or_else(|| Path::in_lots(seed, symbol, &stock.figures, &listing.session, tick, lot));
        // Of a day that is only looked at, the widest band that it had is known, and when it became so is not.
        let listings = match self.seed {
            Some(_) => stages(&listing, &path),
            None => {
                let band = reaching(listing.band, &stock.figures);
                vec![(self.day().at(Clock::MIDNIGHT), Listing { band, ..listing })]
            }
        };
        Some(Stock { listings, path })
    }

    /// What the law of the day says of a stock.
    fn listing_of(&self, instrument: Arc<Instrument>, stock: &StockDay) -> Listing {
        let (day, band_rule) = (self.day(), stock.figures.band);
        let tick = tick_of(day, &instrument, Some(stock.tick_base));
        let fund_band = fund_band_of(day, stock.band_base, tick).filter(|_| instrument.is_fund());
        let session = self.session(stock.closing_auction);
        Listing {
            session: session.unwrap_or_else(|| Session::full_day(day, stock.closing_auction)),
            tick,
            band: fund_band.unwrap_or_else(|| band_of(stock.band_base, band_rule, tick)),
            band_rule,
            previous_close: self.previous_close(stock),
            leverage: mis_leverage_on(day, &instrument, band_rule, None),
            instrument,
        }
    }

    fn index_at(&self, place: usize) -> Option<&IndexPath> {
        let level = &self.market.indices().get(place)?.level;
        let make = || {
            let (open, high, low) = (level.open?, level.high?, level.low?);
            let levels = Levels { open, high, low, close: level.close };
            IndexPath::new(self.seed.unwrap_or_default(), &level.name, &levels, &self.session(true)?)
        };
        self.indices.get(place)?.get_or_init(make).as_ref()
    }
}

/// The closing auction's reference price once it is computed: the volume-weighted price of the quarter of an hour before.
fn reference_price(listing: &Listing, path: &Path, at: Moment) -> Option<Price> {
    let computed = listing.session.span(Phase::AuctionReference).filter(|span| at.clock() >= span.from)?;
    let to = listing.day().at(computed.from).plus_millis(-1);
    let (before, after) = (path.state_at(to.plus_millis(-15 * 60_000)), path.state_at(to));
    let shares = after.volume - before.volume;
    let average = (shares > 0).then(|| (after.turnover - before.turnover).portion(1, shares))?;
    Price::new(average.0)
}

/// A band that the exchange widened on the day, as wide as it became; a fixed band stays.
fn reaching(band: Band, figures: &DayFigures) -> Band {
    let steps = [figures.high, figures.low].into_iter().filter_map(|price| band.flexes_to_reach(price)).max();
    steps.map_or(band, |steps| band.flexed(steps))
}
