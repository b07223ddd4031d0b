//! The trades of a path between two moments, made as they are asked for.

use trading::Quote;

use crate::block::Deal;
use crate::path::Path;

/// Trades in order, made block by block.
#[derive(Debug)]
pub struct Trades<'path> {
    path: &'path Path,
    after: i64,
    to: i64,
    next_piece: usize,
    deals: std::vec::IntoIter<Deal>,
    volume: i64,
}

impl<'path> Trades<'path> {
    pub(crate) fn of(path: &'path Path, after: i64, to: i64) -> Self {
        let next_piece = path.piece_from(after);
        Self { path, after, to, next_piece, deals: Vec::new().into_iter(), volume: 0 }
    }

    /// The next trade as the path keeps it, with the shares traded up to it.
    pub(crate) fn next_deal(&mut self) -> Option<(Deal, i64)> {
        loop {
            while let Some(deal) = self.deals.next() {
                self.volume += deal.shares;
                if deal.at > self.to {
                    self.deals = Vec::new().into_iter();
                    self.next_piece = usize::MAX;
                    return None;
                }
                if deal.at > self.after {
                    return Some((deal, self.volume));
                }
            }
            if self.path.piece_begins(self.next_piece)? > self.to {
                return None;
            }
            let (deals, before) = self.path.piece(self.next_piece)?;
            (self.deals, self.volume) = (deals.into_iter(), before);
            self.next_piece += 1;
        }
    }
}

impl Iterator for Trades<'_> {
    type Item = Quote;

    fn next(&mut self) -> Option<Quote> {
        let (deal, volume) = self.next_deal()?;
        self.path.quote(&deal, volume)
    }
}
