//! Today as a market: the day's terms from the newest facts of the archive, the prices from live quotes.

use std::sync::{Arc, OnceLock};

use feed::live::FixedBand;
use store::{Archive, DayFacts, MarketDay};
use trading::{
    Announcement, Band, BandKind, BandRule, Calendar, Clock, Day, DueAction, Glance, Instrument, Listing,
    Moment, Price, Refusal, Renaming, Seen, Series, Session, Source, Standing, Symbol, band_of, base_after,
    fund_band_of, mis_leverage_on, tick_of, usual_band,
};

use crate::archive_day::ArchiveDay;
use crate::bands::proved;
use crate::due::due;
use crate::heard::Heard;
use crate::hours::{beats, can_trade_on, is_current, is_last_close, is_open, last_close};
use crate::names::named_otherwise;
use crate::problem::Problem;
use crate::view::{IndexQuoted, Quoted};

/// What the law says of every stock on a day, as far as it is known before the day's prices. Shared by all live desks.
pub(crate) struct LiveTerms {
    facts: DayFacts,
    /// The newest day that is published: the day before, or in the evening the day itself.
    newest: ArchiveDay,
    instruments: Vec<Arc<Instrument>>,
    due: Vec<DueAction>,
    /// Shares that traded until yesterday and that the list of equities names under another symbol.
    moved: Vec<Renaming>,
}

impl LiveTerms {
    /// The terms of a day.
    ///
    /// # Errors
    /// When the archive holds no day before it.
    pub(crate) async fn load(archive: &Archive, day: Day) -> Result<Self, Problem> {
        let facts = archive.facts_of(day).await?;
        let newest = facts.published.as_ref().unwrap_or(&facts.before).day();
        let newest = ArchiveDay::load(archive, newest, None).await?;
        let market = newest.market();
        let traded = market.stocks().iter().map(|stock| &stock.instrument);
        let quiet = market.quiet_stocks().iter().map(|quiet| &quiet.instrument);
        let all = traded.chain(quiet).chain(&facts.unseen);
        let mut instruments: Vec<_> = all.map(|instrument| Arc::new(instrument.clone())).collect();
        instruments.sort_by(|one, other| one.symbol.cmp(&other.symbol));
        instruments.dedup_by(|one, other| one.symbol == other.symbol);
        // From the close before: only where that is of the trading day before is it the one that the action changes.
        let of_the_day = facts.actions.iter().filter(|action| action.ex_day == day);
        let is_next = facts.before.day() == Calendar::nse().previous_trading_day(day);
        let before = &facts.before;
        let known = |symbol: &Symbol| {
            (close_of(before, symbol).filter(|_| is_next), before.instrument(symbol.as_str()))
        };
        let due = due(of_the_day, known);
        let moved = named_otherwise(&facts, market, day);
        Ok(Self { due, moved, facts, newest, instruments })
    }

    /// The day.
    pub(crate) const fn day(&self) -> Day {
        self.facts.day
    }

    /// A stock by its symbol.
    pub(crate) fn instrument(&self, symbol: &Symbol) -> Option<&Arc<Instrument>> {
        self.place_of(symbol).and_then(|place| self.instruments.get(place))
    }

    /// The fixed bands of the day, for the client to set aside what cannot be. Only where the close before is of the
    /// trading day before: a band around an older one says nothing. Never narrower than the day before proved: then the list of
    /// bands at hand is older than that day, and would take true prices for impossible.
    pub(crate) fn fixed_bands(&self) -> Vec<((Symbol, Series), FixedBand)> {
        if self.newest.day() < Calendar::nse().previous_trading_day(self.day()) {
            return Vec::new();
        }
        let fixed = self.instruments.iter().filter_map(|instrument| {
            let listing = self.listing_of(Arc::clone(instrument), None, None)?;
            let listed = (listing.band.rule == BandKind::Fixed).then_some(listing.band.percent())?;
            let percent = match proved(self.newest.market(), &instrument.symbol) {
                Some(BandRule::NoBand) => return None,
                Some(BandRule::Percent(proved)) => listed.max(proved),
                None => listed,
            };
            let key = (instrument.symbol.clone(), instrument.series);
            Some((key, FixedBand { base: listing.band.base(), percent, tick: listing.tick }))
        });
        fixed.collect()
    }

    fn place_of(&self, symbol: &Symbol) -> Option<usize> {
        self.instruments.binary_search_by(|instrument| instrument.symbol.cmp(symbol)).ok()
    }

    /// The last close that the archive knows of a stock before the day, adjusted for what happened since.
    fn base(&self, symbol: &Symbol) -> Option<Price> {
        let close = close_of(&self.facts.before, symbol)?;
        Some(base_after(close, self.facts.actions.iter().filter(|action| action.symbol == *symbol)))
    }

    /// The close before as a quote saw it, where the archive does not have that day yet; adjusted for the morning.
    fn close_seen(&self, seen: &Seen) -> Option<Price> {
        let day = self.day();
        let published = self.facts.before.day() == Calendar::nse().previous_trading_day(day);
        let morning = day.at(Clock::MIDNIGHT);
        let after_close = seen.asked_at < morning && seen.asked_at >= last_close(morning);
        let last = seen.standing.last.filter(|_| after_close && !published)?;
        let of_today = self.facts.actions.iter().filter(|action| action.ex_day == day);
        Some(base_after(last, of_today.filter(|action| action.symbol == seen.symbol)))
    }

    /// A stock's band as the day begins, and its session, to follow the band from.
    pub(crate) fn opened(&self, seen: &Seen) -> Option<(Band, Session)> {
        let listing = self.listing_of(
            Arc::clone(self.instrument(&seen.symbol)?),
            Some(&Seen { band: None, ..seen.clone() }),
            None,
        )?;
        Some((listing.band, listing.session))
    }

    /// A stock's terms: what the quote says of the day goes before what the archive makes of the day before. A band that
    /// was followed from the morning on is `flexed`.
    fn listing_of(
        &self,
        instrument: Arc<Instrument>,
        seen: Option<&Seen>,
        flexed: Option<Band>,
    ) -> Option<Listing> {
        let (day, symbol) = (self.day(), &instrument.symbol);
        let after_the_close = seen.and_then(|seen| self.close_seen(seen));
        let seen = seen.filter(|seen| seen.asked_at.day() == day);
        let told = seen.and_then(|seen| seen.standing.previous_close);
        let previous_close = told.or(after_the_close).or_else(|| self.base(symbol))?;
        let tick_base = self.facts.tick_base(symbol).or_else(|| self.base(symbol));
        let tick = seen.and_then(|seen| seen.tick).unwrap_or_else(|| tick_of(day, &instrument, tick_base));
        let listed = self.facts.band(symbol, instrument.series);
        let band_rule = listed.unwrap_or_else(|| usual_band(instrument.series));
        let fund = fund_band_of(day, previous_close, tick).filter(|_| instrument.is_fund());
        let mut band = fund.unwrap_or_else(|| band_of(previous_close, band_rule, tick));
        let auction = self.facts.has_closing_auction(symbol);
        let session =
            Calendar::nse().session(day, auction).unwrap_or_else(|| Session::full_day(day, auction));
        if let Some(flexed) = flexed {
            band = flexed;
        }
        // After the close a source tells the band of the next day.
        if let Some((low, high)) =
            seen.filter(|seen| is_open(&session, seen.asked_at)).and_then(|seen| seen.band)
        {
            (band.low, band.high) = (low, high);
        }
        let leverage = mis_leverage_on(day, &instrument, band_rule, None);
        Some(Listing { session, tick, band, band_rule, previous_close, leverage, instrument })
    }
}

/// The last close of a stock up to a day, as it was published.
fn close_of(market: &MarketDay, symbol: &Symbol) -> Option<Price> {
    let traded = market.stock(symbol.as_str()).map(|stock| stock.figures.close);
    traded.or_else(|| market.quiet_stock(symbol.as_str()).map(|quiet| quiet.close))
}

/// Today as far as it has come. It never changes; the next round makes the next one.
pub(crate) struct LiveDay {
    terms: Arc<LiveTerms>,
    heard: Arc<Heard>,
    listings: Vec<OnceLock<Option<Listing>>>,
}

impl LiveDay {
    pub(crate) fn new(terms: Arc<LiveTerms>, heard: Arc<Heard>) -> Self {
        let listings = terms.instruments.iter().map(|_| OnceLock::new()).collect();
        Self { terms, heard, listings }
    }

    pub(crate) fn day(&self) -> Day {
        self.terms.day()
    }

    pub(crate) const fn heard(&self) -> &Arc<Heard> {
        &self.heard
    }

    pub(crate) fn source(&self) -> Source {
        if self.heard.is_on() { Source::Nse } else { Source::Archive }
    }

    pub(crate) fn market(&self) -> &MarketDay {
        self.terms.newest.market()
    }

    pub(crate) fn due_actions(&self) -> &[DueAction] {
        &self.terms.due
    }

    pub(crate) fn close_before(&self, symbol: &Symbol) -> Option<Price> {
        close_of(&self.terms.facts.before, symbol)
    }

    pub(crate) fn actions(&self) -> &[Announcement] {
        &self.terms.facts.actions
    }

    /// Every stock that is listed, by symbol.
    pub(crate) fn instruments(&self) -> impl Iterator<Item = &Instrument> {
        self.terms.instruments.iter().map(AsRef::as_ref)
    }

    pub(crate) fn instrument(&self, symbol: &Symbol) -> Option<Arc<Instrument>> {
        let known = self.terms.instrument(symbol)?;
        Some(self.in_series(known, self.heard.quote(symbol).map(AsRef::as_ref)))
    }

    /// A stock moves between series overnight: the quote knows first.
    fn in_series(&self, known: &Arc<Instrument>, seen: Option<&Seen>) -> Arc<Instrument> {
        let of_today = seen.filter(|seen| seen.asked_at.day() == self.day());
        match of_today.and_then(|seen| seen.series).filter(|series| *series != known.series) {
            Some(series) => Arc::new(Instrument { series, ..known.as_ref().clone() }),
            None => Arc::clone(known),
        }
    }

    pub(crate) fn listing(&self, symbol: &Symbol) -> Option<&Listing> {
        let place = self.terms.place_of(symbol)?;
        let seen = self.heard.quote(symbol).map(AsRef::as_ref);
        let make = || {
            let instrument = self.in_series(self.terms.instruments.get(place)?, seen);
            let flexed = self.heard.band_of(symbol, self.day());
            self.terms.listing_of(instrument, seen, flexed)
        };
        self.listings.get(place)?.get_or_init(make).as_ref()
    }

    /// Where the list of equities names a share under another symbol, and the day's quotes come under that one and not
    /// under the old: the change that the evening's bhavcopy will tell.
    pub(crate) fn renamings_seen(&self) -> Vec<Renaming> {
        let of_today = |symbol: &Symbol| {
            let seen = self.heard.quote(symbol);
            seen.is_some_and(|seen| {
                seen.asked_at.day() == self.day() && seen.standing.volume.is_some_and(|volume| volume > 0)
            })
        };
        let moved = self.terms.moved.iter();
        moved.filter(|named| of_today(&named.to) && !of_today(&named.from)).cloned().collect()
    }

    /// What an order needs to know: nothing is traded, and nothing set aside, on a price that is not of now.
    pub(crate) fn glance(&self, symbol: &Symbol, at: Moment) -> Result<Glance<'_>, Refusal> {
        if !self.heard.is_on() {
            return Err(Refusal::LiveQuotesOff);
        }
        if self.terms.instrument(symbol).is_none() {
            return Err(Refusal::UnknownSymbol);
        }
        let old = || {
            let as_of = self.standing(symbol, at).and_then(|standing| standing.as_of);
            Refusal::PriceTooOld { as_of: as_of.map(|as_of| as_of.to_string()) }
        };
        let listing = self.listing(symbol).ok_or_else(old)?;
        if let Some(seen) = self.tradable(symbol, listing, at) {
            return Ok(self.glance_at(listing, seen, at));
        }
        // In the evening and on holidays the exchange's own close is as good as a quote of it.
        let close = self.close_of(symbol, at).filter(|_| !is_open(&listing.session, at)).ok_or_else(old)?;
        Ok(Glance::at(listing, Some(close), 0))
    }

    /// What the time itself needs to know: the terms at any rate, a price only where one of now is known.
    pub(crate) fn at_the_bell(&self, symbol: &Symbol, at: Moment) -> Option<Glance<'_>> {
        let listing = self.listing(symbol)?;
        if let Some(seen) = self.tradable(symbol, listing, at) {
            return Some(self.glance_at(listing, seen, at));
        }
        let close = self.close_of(symbol, at).filter(|_| !is_open(&listing.session, at));
        Some(Glance::at(listing, close, 0))
    }

    fn tradable(&self, symbol: &Symbol, listing: &Listing, at: Moment) -> Option<&Seen> {
        let seen = self.heard.quote(symbol)?;
        can_trade_on(seen.asked_at, &listing.session, at).then_some(seen)
    }

    /// Of a day that has begun without the stock, the quote of the evening before says nothing.
    fn glance_at<'a>(&'a self, listing: &'a Listing, seen: &Seen, at: Moment) -> Glance<'a> {
        let Standing { last, open, high, volume, .. } = seen.standing;
        let of_today = seen.asked_at.day() == at.day() && volume.is_none_or(|volume| volume > 0);
        Glance {
            listing,
            last: last.filter(|_| of_today || !is_open(&listing.session, at)),
            open: open.filter(|_| of_today),
            high: high.filter(|_| of_today),
            reference: None,
            volume: volume.filter(|_| of_today).unwrap_or_default(),
        }
    }

    /// The official close, where the archive's newest day is the one that ended last.
    fn close_of(&self, symbol: &Symbol, at: Moment) -> Option<Price> {
        let newest = &self.terms.newest;
        let close = newest.market().stock(symbol.as_str())?.figures.close;
        if newest.day() == self.day() {
            return (at.clock() >= Clock::of(15, 30, 0) || at.day() > self.day()).then_some(close);
        }
        (newest.day() == last_close(at).day()).then(|| self.terms.base(symbol)).flatten()
    }

    /// Where a stock's day stands: by the quote, unless the archive knows something newer.
    pub(crate) fn standing(&self, symbol: &Symbol, at: Moment) -> Option<Standing> {
        let newest = &self.terms.newest;
        let traded = newest.market().stock(symbol.as_str()).is_some();
        let seen = self.heard.quote(symbol).filter(|seen| {
            let of = seen.asked_at.day();
            of > newest.day() || (of == newest.day() && !traded)
        });
        if let Some(seen) = seen {
            let own = seen.standing.clone();
            let base = || self.terms.base(symbol).filter(|_| seen.asked_at.day() == self.day());
            return Some(Standing { previous_close: own.previous_close.or_else(base), ..own });
        }
        let known = newest.standing(symbol, at)?;
        if !self.heard.is_on() || newest.day() == self.day() || !(beats(at) && at.day() == self.day()) {
            return Some(known);
        }
        // The day has begun, and nothing was heard of the stock yet.
        Some(Standing {
            last: None,
            previous_close: self.terms.base(symbol),
            open: None,
            high: None,
            low: None,
            volume: None,
            turnover: None,
            ..known
        })
    }

    /// The day whose prices are told: today from the pre-open on, else the last that anything is known of.
    pub(crate) fn day_told(&self, at: Moment) -> Day {
        let newest = self.terms.newest.day();
        if beats(at) && self.heard.is_on() {
            return at.day();
        }
        self.heard.newest_price().map_or(newest, |at| at.day().max(newest))
    }

    pub(crate) fn quoted(&self, symbol: &Symbol, at: Moment) -> Option<Quoted> {
        let instrument = self.instrument(symbol)?;
        let standing = self.standing(symbol, at);
        Some(Quoted { stale: self.is_stale(symbol, standing.as_ref(), at), instrument, standing })
    }

    pub(crate) fn all(&self, at: Moment) -> impl Iterator<Item = Quoted> {
        self.terms.instruments.iter().filter_map(move |instrument| self.quoted(&instrument.symbol, at))
    }

    fn is_stale(&self, symbol: &Symbol, standing: Option<&Standing>, at: Moment) -> bool {
        let current = match standing.map(|standing| (standing.source, standing.as_of)) {
            Some((Source::Nse | Source::Yahoo, _)) => {
                self.heard.quote(symbol).is_some_and(|seen| is_current(seen.asked_at, at))
            }
            Some((
                Source::Archive
                | Source::Modelled { .. }
                | Source::RecordedBars { .. }
                | Source::RecordedTicks,
                Some(as_of),
            )) => is_last_close(as_of, at),
            Some((
                Source::Archive
                | Source::Modelled { .. }
                | Source::RecordedBars { .. }
                | Source::RecordedTicks,
                None,
            ))
            | None => false,
        };
        !(self.heard.is_on() && current)
    }

    pub(crate) fn index(&self, name: &str, at: Moment) -> Option<IndexQuoted> {
        let known = self.terms.newest.index(name, at);
        let heard = self.heard.indices.get(name);
        let newest = self.terms.newest.day();
        let Some(heard) = heard.filter(|heard| known.is_none() || heard.asked_at.day() > newest) else {
            let current = |known: &IndexQuoted| known.as_of.is_some_and(|as_of| is_last_close(as_of, at));
            return known
                .map(|known| IndexQuoted { stale: !(self.heard.is_on() && current(&known)), ..known });
        };
        Some(IndexQuoted {
            name: heard.name.as_str().into(),
            last: Some(heard.last),
            previous_close: heard.previous_close,
            as_of: Some(heard.as_of),
            source: Some(heard.source),
            stale: !self.heard.is_on() || !is_current(heard.asked_at, at),
        })
    }
}
