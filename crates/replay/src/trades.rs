//! The trades of a path between two moments, made as they are asked for.

use std::borrow::Cow;

use trading::Quote;

use crate::path::Path;
use crate::state::Deal;

/// Trades in order, made part by part.
#[derive(Debug)]
pub struct Trades<'path> {
    path: &'path Path,
    after: i64,
    to: i64,
    next_part: usize,
    deals: Cow<'path, [Deal]>,
    next_deal: usize,
    lots: i64,
}

impl<'path> Trades<'path> {
    pub(crate) fn of(path: &'path Path, after: i64, to: i64) -> Self {
        let next_part = if after < to { path.part_at(after) } else { usize::MAX };
        Self { path, after, to, next_part, deals: Cow::Borrowed(&[]), next_deal: 0, lots: 0 }
    }

    /// The next trade as the path keeps it, with the lots traded up to it.
    pub(crate) fn next_deal(&mut self) -> Option<(Deal, i64)> {
        loop {
            while let Some(deal) = self.deals.get(self.next_deal).copied() {
                if i64::from(deal.at) > self.to {
                    return None;
                }
                self.next_deal += 1;
                self.lots += deal.lots;
                if i64::from(deal.at) > self.after {
                    return Some((deal, self.lots));
                }
            }
            if self.next_part >= self.path.parts() {
                return None;
            }
            self.deals = self.path.deals(self.next_part);
            self.lots = self.path.before(self.next_part).lots;
            self.next_deal = 0;
            self.next_part += 1;
        }
    }
}

impl Iterator for Trades<'_> {
    type Item = Quote;

    fn next(&mut self) -> Option<Quote> {
        let (deal, lots) = self.next_deal()?;
        self.path.quote(&deal, lots)
    }
}
