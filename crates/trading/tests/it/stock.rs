//! A stock of a script and where its day stands.

use trading::{Calendar, Clock, Day, Glance, Listing, Paise, Price, Quote, band_of};

/// A stock and where its day stands.
#[derive(Clone)]
pub(crate) struct Stock {
    pub(crate) listing: Listing,
    pub(crate) last: Option<Price>,
    pub(crate) volume: i64,
    open: Option<Price>,
    high: Option<Price>,
    /// What traded from 15:00 to 15:15: value and shares.
    before_the_auction: (Paise, i64),
    auction: bool,
}

impl Stock {
    pub(crate) const fn new(listing: Listing, auction: bool) -> Self {
        Self {
            listing,
            last: None,
            volume: 0,
            open: None,
            high: None,
            before_the_auction: (Paise::ZERO, 0),
            auction,
        }
    }

    /// Begins another day: the last price becomes the previous close.
    pub(crate) fn begin(&mut self, day: Day) {
        let old = &self.listing;
        let previous = self.last.unwrap_or(old.previous_close);
        let band = band_of(previous, old.band_rule, old.tick);
        let session = Calendar::nse().session(day, self.auction).unwrap();
        let listing = Listing { session, band, previous_close: previous, ..old.clone() };
        *self = Self::new(listing, self.auction);
    }

    /// Takes in a trade of the market.
    pub(crate) fn see(&mut self, quote: &Quote) {
        (self.last, self.volume) = (Some(quote.last), quote.volume);
        self.open = self.open.or(self.last);
        self.high = self.high.max(self.last);
        if (Clock::of(15, 0, 0)..Clock::of(15, 15, 0)).contains(&quote.at.clock()) {
            let (value, shares) = self.before_the_auction;
            self.before_the_auction = (value + quote.last.times(quote.traded), shares + quote.traded);
        }
    }

    pub(crate) fn glance(&self) -> Glance<'_> {
        let (value, shares) = self.before_the_auction;
        let reference =
            (shares > 0).then(|| value.portion(1, shares)).and_then(|average| Price::new(average.0));
        Glance {
            listing: &self.listing,
            last: self.last,
            open: self.open,
            high: self.high,
            reference,
            volume: self.volume,
        }
    }
}
