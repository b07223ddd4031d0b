//! Whether a quote can be true, and what time it is of.

use trading::{Calendar, Moment, Paise, Phase, Price, Series, Symbol, Tick, Touch};

use super::round::Why;
use super::web::Web;

/// What an answer says of one stock.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) symbol: Symbol,
    pub(crate) series: Option<Series>,
    pub(crate) web: Web,
    pub(crate) how: How,
    pub(crate) last: Option<Price>,
    pub(crate) previous_close: Option<Price>,
    /// The close before, adjusted on an ex-day, where the answer tells it.
    pub(crate) base: Option<Price>,
    pub(crate) open: Option<Price>,
    pub(crate) high: Option<Price>,
    pub(crate) low: Option<Price>,
    pub(crate) volume: Option<i64>,
    pub(crate) turnover: Option<Paise>,
    /// The exchange's time, where the answer tells it.
    pub(crate) stated: Option<Moment>,
    pub(crate) touch: Option<Touch>,
    pub(crate) band: Option<(Price, Price)>,
    pub(crate) tick: Option<Tick>,
    /// Lowest and highest price of 52 weeks.
    pub(crate) year: Option<(Price, Price)>,
}

/// Which answer it stood in: each counts in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// The whole market: shares in lakhs, no time.
    Market,
    /// The members of an index: with open, high, low and the time of each.
    Members,
    /// One stock with its depth.
    Quote,
    /// The pre-open.
    PreOpen,
    /// Yahoo.
    Yahoo,
}

/// What is known of a stock from one source.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) said: Said,
    /// The exchange's time of the last price, as far as it is known.
    pub(crate) as_of: Option<Moment>,
    /// When the request was sent that last confirmed it.
    pub(crate) asked_at: Moment,
    /// Price and shares as the answer of the whole market last told them today: it may round what others tell in full.
    pub(crate) market: Option<(Option<Price>, Option<i64>)>,
}

/// What becomes of a quote.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It is taken; its time.
    Taken(Option<Moment>),
    /// It is older than what is known.
    Older,
    /// It cannot be true.
    Impossible(Why),
}

/// How much two answers of one moment may differ in a day's shares: lakhs may be rounded to two places.
const ROUNDING: i64 = 1_000;
/// How far the exchange's clock may be ahead of this computer's.
const AHEAD_MILLIS: i64 = 120_000;

impl Said {
    /// Judges it against what is known of the stock from the same source (`kept`), the day's fixed band, and the moment
    /// when it was asked for.
    pub(crate) fn judge(
        &self,
        kept: Option<&Kept>,
        band: Option<(Price, Price)>,
        asked_at: Moment,
    ) -> Verdict {
        let today = kept.filter(|kept| kept.asked_at.day() == asked_at.day());
        if let Some(older) = today.and_then(|kept| self.is_older_than(kept)) {
            return older;
        }
        if let Some(why) = self.impossible(today, band, asked_at) {
            return Verdict::Impossible(why);
        }
        Verdict::Taken(self.time(kept, asked_at))
    }

    fn is_older_than(&self, kept: &Kept) -> Option<Verdict> {
        let stamped = self.stated.zip(kept.said.stated);
        if stamped.is_some_and(|(said, known)| said < known) {
            return Some(Verdict::Older);
        }
        if let Some((known, said)) = self.market_fell(kept) {
            return Some(Verdict::Impossible(Why::VolumeFell { known, said }));
        }
        if kept.market == Some(self.words()) && self.how == How::Market && self.last != kept.said.last {
            return Some(Verdict::Older);
        }
        let (said, known) = self.volume.zip(kept.said.volume)?;
        if said + ROUNDING >= known {
            return None;
        }
        // With a later time stamp it contradicts itself; without, another answer may lie a little behind.
        let fell = Verdict::Impossible(Why::VolumeFell { known, said });
        Some(if stamped.is_some() { fell } else { Verdict::Older })
    }

    /// Price and shares, as they stand.
    pub(crate) const fn words(&self) -> (Option<Price>, Option<i64>) {
        (self.last, self.volume)
    }

    /// The shares that the answer of the whole market told before and tells now, when they became fewer.
    pub(crate) fn market_fell(&self, kept: &Kept) -> Option<(i64, i64)> {
        let known = kept.market.filter(|_| self.how == How::Market).and_then(|(_, volume)| volume)?;
        self.volume.filter(|said| *said < known).map(|said| (known, said))
    }

    fn impossible(&self, kept: Option<&Kept>, band: Option<(Price, Price)>, asked_at: Moment) -> Option<Why> {
        if let Some(as_of) = self.stated.filter(|stated| stated.since(asked_at) > AHEAD_MILLIS) {
            return Some(Why::FromTheFuture { as_of });
        }
        let last = self.last?;
        let bands = [band, self.band];
        if let Some((low, high)) = bands.into_iter().flatten().find(|(low, high)| last < *low || last > *high)
        {
            return Some(Why::OutsideBand { low, high });
        }
        let within = |price: Price| {
            self.low.is_none_or(|low| low <= price) && self.high.is_none_or(|high| price <= high)
        };
        if !within(last) || self.open.is_some_and(|open| !within(open)) {
            return Some(Why::OutsideRange);
        }
        let before = kept.and_then(|kept| kept.said.last).or(self.base).or(self.previous_close)?;
        let away = (last.paise() - before.paise()).abs();
        (away > before.paise() / 2).then_some(Why::Jumped { before })
    }

    /// The exchange's time of the last price: as it is stated; the time that was known, when nothing has changed since; else
    /// the last moment at which the price can have come about.
    fn time(&self, kept: Option<&Kept>, asked_at: Moment) -> Option<Moment> {
        self.last?;
        if let Some(stated) = self.stated {
            return Some(stated.min(asked_at));
        }
        match kept.filter(|kept| self.says_the_same(kept)) {
            Some(kept) => kept.as_of,
            None => Some(last_trading(asked_at)),
        }
    }

    /// Whether it says what was known.
    pub(crate) fn says_the_same(&self, kept: &Kept) -> bool {
        if self.how == How::Market && kept.market.is_some() {
            return kept.market == Some(self.words());
        }
        let room = if self.how == kept.said.how { 0 } else { ROUNDING };
        let volumes = match (self.volume, kept.said.volume) {
            (Some(said), Some(known)) => (said - known).abs() <= room,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        volumes && self.last == kept.said.last
    }

    /// What it leaves unsaid, filled from what was known earlier today.
    pub(crate) fn with(mut self, kept: Option<&Kept>, asked_at: Moment) -> Self {
        let Some(kept) = kept.filter(|kept| kept.asked_at.day() == asked_at.day()) else { return self };
        let known = &kept.said;
        if known.volume > self.volume || self.says_the_same(kept) {
            self.volume = known.volume;
            self.turnover = known.turnover.or(self.turnover);
        }
        self.last = self.last.or(known.last);
        self.open = self.open.or(known.open);
        self.high = self.high.or_else(|| known.high.max(known.high.and(self.last)));
        self.low = self.low.or_else(|| known.low.map(|low| self.last.map_or(low, |last| last.min(low))));
        self.base = self.base.or(known.base);
        self.previous_close = self.previous_close.or(known.previous_close);
        self.band = self.band.or(known.band);
        self.tick = self.tick.or(known.tick);
        self.year = self.year.or(known.year);
        self
    }
}

/// The last moment, at or before a moment, at which the exchange traded.
pub(crate) fn last_trading(at: Moment) -> Moment {
    let calendar = Calendar::nse();
    let trades = |phase| matches!(phase, Phase::PreOpenMatch | Phase::Continuous | Phase::AuctionMatch);
    let last_of = |day, until: Moment| {
        let sessions = [false, true].into_iter().filter_map(|auction| calendar.session(day, auction));
        let spans = sessions.flat_map(|session| session.spans().iter().copied());
        let spans = spans.filter(|span| trades(span.phase) && day.at(span.from) <= until);
        spans.map(|span| day.at(span.to).min(until)).max()
    };
    let before = calendar.previous_trading_day(at.day());
    last_of(at.day(), at).or_else(|| last_of(before, at)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ist(text: &str) -> Moment {
        format!("{text}+05:30").parse().unwrap()
    }

    #[test]
    fn the_last_trading_moment_is_never_later_than_the_market() {
        let told = |text: &str| last_trading(ist(text)).to_string();
        assert_eq!(told("2026-11-20T11:00:00"), "2026-11-20T11:00:00+05:30");
        assert_eq!(told("2026-11-20T20:00:00"), "2026-11-20T15:35:00+05:30");
        assert_eq!(told("2026-11-22T11:00:00"), "2026-11-20T15:35:00+05:30", "a Sunday");
        assert_eq!(told("2026-11-23T09:01:00"), "2026-11-20T15:35:00+05:30", "orders only collect");
    }
}
