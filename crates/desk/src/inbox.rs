//! Everything that can come to a desk, in one closed list.

use std::sync::Arc;

use store::Verification;
use tokio::sync::oneshot;
use trading::{Account, OrderId, Ticket};

use crate::action::{Action, Receipt};
use crate::basket::BasketEstimate;
use crate::estimate::Estimate;
use crate::problem::Problem;

/// What the loop is told or asked. It takes them one at a time, in the order in which they come.
#[derive(Debug)]
pub(crate) enum Input {
    /// A person acts.
    Act(Action, Reply<Result<Receipt, Problem>>),
    /// A person asks; nothing changes.
    Ask(Question),
    /// The wall clock moved on.
    Pulse,
    /// The live sources were heard.
    Round,
    /// The desk is to be left in order.
    Close(Reply<()>),
}

/// What can be asked of the account.
#[derive(Debug)]
pub(crate) enum Question {
    /// What an order would cost, perhaps in place of a working one.
    Estimate(Ticket, Option<OrderId>, Reply<Estimate>),
    /// What several orders would cost together.
    Basket(Vec<Ticket>, Reply<BasketEstimate>),
    /// What placing it would do, as an order that does not exist.
    Preview(Ticket, Reply<trading::Event>),
    /// The whole account.
    Account(Reply<Arc<Account>>),
    /// Whether the record proves itself.
    Verify(Reply<Result<Verification, Problem>>),
}

/// Where an answer goes. A caller who no longer waits is no failure.
pub(crate) type Reply<T> = oneshot::Sender<T>;
