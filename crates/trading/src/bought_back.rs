//! Shares that were sold out of the holdings and bought back on the same day. The exchange nets the two, so they never
//! left the demat account: in the evening the lots are as they were before the sale, and what was won or lost is the
//! day's, between the sale and the purchase.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::book::Trade;
use crate::corporate::CostLot;
use crate::instrument::Symbol;
use crate::moment::Day;
use crate::money::Paise;
use crate::note::{Netted, Note};
use crate::order::{Product, Side};
use crate::position::taken_from;

/// Shares that netted with a purchase of the day on which they were sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct BoughtBack {
    /// The stock.
    pub symbol: Symbol,
    /// The lots that were sold, oldest first; they are held again.
    pub lots: Vec<CostLot>,
    /// What the average counted for them, and counts again.
    pub cost: Paise,
    /// What the purchase cost that they netted with; its lots are gone.
    pub paid: Paise,
}

impl BoughtBack {
    /// Shares.
    #[must_use]
    pub fn quantity(&self) -> i64 {
        self.lots.iter().map(|lot| lot.quantity).sum()
    }
}

impl Account {
    /// Of what netted on a day, the shares that were sold before they were bought. What leaves the demat account is the
    /// oldest, so those that stay are the last that were sold.
    pub(crate) fn bought_back(&self, day: Day, netted: &[Netted]) -> Vec<BoughtBack> {
        netted.iter().filter_map(|netted| self.bought_back_of(day, netted)).collect()
    }

    fn bought_back_of(&self, day: Day, netted: &Netted) -> Option<BoughtBack> {
        let holding = self.holdings().get(&netted.symbol)?;
        let there = holding.shares(|lot| lot.was_bought_on(day)).min(netted.quantity);
        let (mut left, mut lots, mut cost) = (there, Vec::new(), Paise::ZERO);
        let newest = self.trades().iter().rev().skip_while(|trade| trade.at.day() > day);
        for trade in
            newest.take_while(|trade| trade.at.day() == day).filter(|trade| trade.sold(&netted.symbol))
        {
            for lot in trade.lots.iter().rev().filter(|lot| lot.acquired_on < day) {
                let Some(kept) = taken_from(&mut lot.clone(), &mut left) else { continue };
                cost += trade.fill.entered_at.portion(kept.quantity, trade.fill.quantity);
                lots.push(kept);
            }
        }
        lots.sort_by_key(|lot| lot.acquired_on);
        let mut taken = there - left;
        let newest = holding.lots.iter().rev().filter(|lot| lot.was_bought_on(day));
        let paid =
            newest.filter_map(|lot| taken_from(&mut lot.clone(), &mut taken)).map(|lot| lot.cost).sum();
        (!lots.is_empty()).then(|| BoughtBack { symbol: netted.symbol.clone(), lots, cost, paid })
    }

    pub(crate) fn take_note(&mut self, note: &Note) {
        for back in &note.bought_back {
            let Some(holding) = self.holdings.get_mut(&back.symbol) else { continue };
            let bought = holding.put_back(note.day, back);
            self.net_sales(note.day, &back.symbol, bought);
        }
        self.notes.push(note.clone());
    }

    /// The sales of a day were of these shares, and not of the older ones that they were booked from.
    fn net_sales(&mut self, day: Day, symbol: &Symbol, mut bought: Vec<CostLot>) {
        let newest = self.trades.iter_mut().rev().skip_while(|trade| trade.at.day() > day);
        for trade in newest.take_while(|trade| trade.at.day() == day).filter(|trade| trade.sold(symbol)) {
            let mut lots = Vec::new();
            for lot in trade.lots.iter_mut().rev().filter(|lot| lot.acquired_on < day) {
                for other in bought.iter_mut().filter(|other| other.quantity > 0) {
                    let (mut left, mut gone) = (lot.quantity, lot.quantity.min(other.quantity));
                    lots.extend(taken_from(other, &mut left));
                    taken_from(lot, &mut gone);
                }
            }
            trade.lots.retain(|lot| lot.quantity > 0);
            lots.append(&mut trade.lots);
            trade.lots = lots;
        }
    }
}

impl Trade {
    /// Whether it sold delivery shares of a stock, where purchases and sales net.
    fn sold(&self, symbol: &Symbol) -> bool {
        let fill = &self.fill;
        (fill.product, fill.side) == (Product::Cnc, Side::Sell)
            && fill.symbol == *symbol
            && !fill.trade_to_trade
    }
}
