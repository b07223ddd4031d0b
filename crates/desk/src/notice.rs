//! What is worth a toast: fills and ends that the user did not cause this very moment.

use tokio::sync::broadcast;
use trading::{Account, Ending, Order, Trade};

/// Something that came about.
#[derive(Debug, Clone)]
pub enum Notice {
    /// Shares changed hands.
    Filled(Box<Trade>),
    /// An order ended short of being filled.
    Ended(Box<Order>, Ending),
    /// The desk could not go on.
    Trouble {
        /// What went wrong.
        message: String,
        /// What to do.
        next_step: String,
    },
}

/// Where an account stood, to tell later what is new.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marker {
    trades: usize,
    orders: usize,
    ended: usize,
}

impl Marker {
    pub(crate) fn of(account: &Account) -> Self {
        Self { trades: account.trades().len(), orders: account.orders().len(), ended: ended(account).count() }
    }

    /// Tells what came about since.
    pub(crate) fn tell(self, account: &Account, notices: &broadcast::Sender<Notice>) {
        for trade in account.trades().iter().skip(self.trades) {
            let _ = notices.send(Notice::Filled(Box::new(trade.clone())));
        }
        if ended(account).count() == self.ended {
            return;
        }
        let newest = account.orders().iter().map(|order| order.updated_at).max();
        for (order, how) in ended(account).filter(|(order, _)| Some(order.updated_at) == newest) {
            let _ = notices.send(Notice::Ended(Box::new(order.clone()), how));
        }
        debug_assert!(account.orders().len() >= self.orders, "an order book only grows");
    }
}

fn ended(account: &Account) -> impl Iterator<Item = (&Order, Ending)> {
    account.orders().iter().filter_map(|order| order.ending.map(|how| (order, how)))
}
