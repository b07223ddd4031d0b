//! The five best prices on either side.

use trading::{Price, Touch};

/// The best prices and how much is wanted and offered there. A side with nobody on it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Depth {
    /// What is wanted, the highest price first; up to five.
    pub bids: Vec<DepthLevel>,
    /// What is offered, the lowest price first; up to five.
    pub offers: Vec<DepthLevel>,
    /// All shares wanted.
    pub total_buy: Option<i64>,
    /// All shares offered.
    pub total_sell: Option<i64>,
}

/// One price and the shares that stand at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DepthLevel {
    /// The price.
    pub price: Price,
    /// The shares.
    pub quantity: i64,
}

impl Depth {
    /// The best bid and offer.
    #[must_use]
    pub fn touch(&self) -> Touch {
        let best = |side: &[DepthLevel]| side.first().map(|level| (level.price, level.quantity));
        Touch { bid: best(&self.bids), offer: best(&self.offers) }
    }
}
