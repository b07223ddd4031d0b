//! How a live desk follows the exchange: rounds, bells by the wall clock, and the quotes that its orders see.

use std::collections::BTreeSet;
use std::sync::Arc;

use feed::live::Wanted;
use trading::{Account, Clock, Day, Market, Match, Moment, Phase, Quote, Seen, Series, Symbol};

use crate::course::{Came, offer, ring};
use crate::exchange::{Exchange, Wish};
use crate::heard::Heard;
use crate::hours::{can_trade_on, day_of_terms};
use crate::keeper::Keeper;
use crate::notice::Marker;
use crate::problem::Problem;
use crate::tape::Tape;

/// Where a live desk stands.
pub(crate) struct Following {
    pub(crate) exchange: Arc<Exchange>,
    wish: Wish,
    heard: Arc<Heard>,
    /// The bells up to here have rung.
    rung: Moment,
}

impl Following {
    /// From where the bells last rang.
    pub(crate) fn new(exchange: &Arc<Exchange>, rung: Moment) -> Self {
        Self { wish: exchange.wish(), heard: exchange.heard(), exchange: Arc::clone(exchange), rung }
    }

    /// What the desk has heard.
    pub(crate) const fn heard(&self) -> &Arc<Heard> {
        &self.heard
    }
}

/// The live market at a moment, as far as it was heard.
pub(crate) async fn live_tape(
    exchange: &Exchange,
    heard: Arc<Heard>,
    now: Moment,
) -> Result<Arc<Tape>, Problem> {
    let terms = exchange.terms(day_of_terms(now)).await?;
    Ok(Arc::new(Tape::live(terms, heard)))
}

impl Keeper {
    /// Takes in what was heard since: bells that were due before it, then the quotes, then what waited for a price.
    /// Gives whether anything is new.
    pub(crate) async fn follow(&mut self) -> Result<bool, Problem> {
        let Some(following) = &self.following else { return Ok(false) };
        let (exchange, before) = (Arc::clone(&following.exchange), Arc::clone(&following.heard));
        self.now = self.wall.now();
        let heard = exchange.heard();
        let new = !Arc::ptr_eq(&heard, &before);
        let turned = self.tape.day() != day_of_terms(self.now);
        if new || turned {
            self.tape = live_tape(&exchange, Arc::clone(&heard), self.now).await?;
        }
        let marker = Marker::of(self.seat.account());
        let mut came = Came::default();
        if let Some(round) = heard.round_at.filter(|round| *round < self.now && new) {
            self.ring_until(round, &mut came).await?;
        }
        if new {
            self.offer_quotes(&heard, &before, &mut came).await?;
        }
        self.ring_until(self.now, &mut came).await?;
        if new && heard.is_on() {
            ring(&mut self.seat, &self.tape, self.now, &mut came).await?;
        }
        if let Some(following) = &mut self.following {
            following.heard = heard;
        }
        marker.tell(self.seat.account(), &self.out.notices);
        Ok(new || turned || came.events > 0)
    }

    /// Tells the exchange what the next round is for.
    pub(crate) fn wish(&self) {
        let Some(following) = &self.following else { return };
        let of_market = |symbol: &Symbol| {
            let instrument = self.tape.instrument(symbol)?;
            Some((instrument.symbol.clone(), instrument.series))
        };
        let all: BTreeSet<(Symbol, Series)> =
            self.symbols_of_interest().iter().filter_map(of_market).collect();
        let account = self.seat.account();
        let depth = account.watched_symbols().chain(&self.looking.symbol).filter_map(of_market).collect();
        following.wish.change(Wanted { symbols: all, depth, board: self.looking.board });
    }

    /// Rings every bell since the last one, in order; those of days that the program was off by the terms of their
    /// own day.
    async fn ring_until(&mut self, until: Moment, came: &mut Came) -> Result<(), Problem> {
        let Some(following) = &self.following else { return Ok(()) };
        let (exchange, from) = (Arc::clone(&following.exchange), following.rung);
        let mut day = from.day();
        let mut rang = false;
        while day <= until.day() {
            let due = |clock: Clock| Some(day.at(clock)).filter(|bell| *bell > from && *bell <= until);
            let bells: Vec<Moment> = Account::bells(day).into_iter().filter_map(due).collect();
            if !bells.is_empty() {
                let tape = self.tape_of_day(&exchange, day).await?;
                for bell in bells {
                    ring(&mut self.seat, &tape, bell, came).await?;
                    rang = true;
                }
            }
            day = day.plus(1);
        }
        if let Some(following) = &mut self.following {
            following.rung = following.rung.max(until);
        }
        if rang {
            self.seat.keep_clock(until).await?;
        }
        Ok(())
    }

    /// The market of a day that may have gone by: as it was published, else its terms without prices.
    async fn tape_of_day(&self, exchange: &Exchange, day: Day) -> Result<Arc<Tape>, Problem> {
        if day >= self.tape.day() || !needs_stocks(self.seat.account()) {
            return Ok(Arc::clone(&self.tape));
        }
        if exchange.archive.days().await?.iter().any(|held| held.day == day) {
            return Ok(Arc::new(Tape::load(&self.archive, day, None).await?));
        }
        let terms = crate::live_day::LiveTerms::load(&self.archive, day).await?;
        Ok(Arc::new(Tape::live(Arc::new(terms), Arc::default())))
    }

    /// Lets the orders see what the round brought of their stocks, in order of the exchange's time.
    async fn offer_quotes(&mut self, heard: &Heard, before: &Heard, came: &mut Came) -> Result<(), Problem> {
        if !heard.is_on() {
            return Ok(());
        }
        let news = |symbol: &Symbol| {
            let seen = heard.quote(symbol)?;
            let last = before.quote(symbol);
            if last.is_some_and(|last| Arc::ptr_eq(last, seen)) {
                return None;
            }
            self.observation(seen, last.map(AsRef::as_ref))
        };
        let mut quotes: Vec<Quote> = self.seat.account().watched_symbols().filter_map(news).collect();
        quotes.sort_by(|one, other| (one.at, &one.symbol).cmp(&(other.at, &other.symbol)));
        for quote in quotes {
            // What is older than the account's last event would turn its order of time around.
            if self.seat.account().last_event_at().is_none_or(|last| last <= quote.at) {
                offer(&mut self.seat, &self.tape, &quote, came).await?;
            }
        }
        Ok(())
    }

    /// A quote as the orders see it; none where it is not of now, or of a phase in which nothing trades.
    fn observation(&self, seen: &Seen, before: Option<&Seen>) -> Option<Quote> {
        let listing = self.tape.listing(&seen.symbol, self.now)?;
        let session = &listing.session;
        let standing = &seen.standing;
        let (last, at, volume) = (standing.last?, standing.as_of?, standing.volume?);
        let of_now = can_trade_on(seen.asked_at, session, self.now) && seen.asked_at.day() == self.now.day();
        if !of_now || at.day() != self.now.day() || at > self.now {
            return None;
        }
        let matched = match session.phase(at) {
            Phase::Continuous => Match::Continuous,
            Phase::PreOpenMatch | Phase::Buffer => Match::PreOpen,
            Phase::AuctionMatch => Match::ClosingAuction,
            Phase::Closed
            | Phase::PreOpenEntry
            | Phase::PreOpenLimitOnly
            | Phase::AuctionReference
            | Phase::AuctionEntry
            | Phase::AuctionLimitOnly
            | Phase::PostClose => return None,
        };
        // Shares since the sample before; of a stock that was not sampled yet today, and of a day that began while
        // the program was off, none can be told.
        let sampled = before.and_then(|before| {
            let of_today = before.asked_at.day() == seen.asked_at.day();
            if of_today { before.standing.volume } else { self.began_today(session.spans().first()?.from) }
        });
        let traded = sampled.map_or(0, |sampled| (volume - sampled).max(0));
        // An auction's price is new only once shares have traded at it.
        if matched != Match::Continuous && traded == 0 {
            return None;
        }
        Some(Quote {
            symbol: seen.symbol.clone(),
            at,
            last,
            traded,
            volume,
            matched,
            touch: seen.touch,
            source: standing.source,
        })
    }

    /// Nothing had traded today when the program began to listen, if that was before the day's first phase.
    fn began_today(&self, first: Clock) -> Option<i64> {
        (self.began < self.now.day().at(first)).then_some(0)
    }

    pub(crate) const fn is_live(&self) -> bool {
        match self.market {
            Market::Live => true,
            Market::Practice { .. } => false,
        }
    }
}

/// Whether the passing of time needs to know a stock: orders work, positions are open, or shares are held that a
/// company may do something to.
fn needs_stocks(account: &Account) -> bool {
    account.watched_symbols().next().is_some()
        || account.shorts().next().is_some()
        || !account.holdings().is_empty()
}
