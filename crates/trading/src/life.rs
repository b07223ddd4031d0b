//! An order's life: where it may stand, and what may happen to it there.

use crate::order::Status;

/// What can happen to an order that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The day or the market moved it: an auction took it in, continuous trading began, its trigger traded.
    Moved(Status),
    /// The user changed it.
    Changed(Status),
    /// Some of its shares were filled.
    FilledInPart,
    /// The last of its shares were filled.
    FilledWhole,
    /// It was cancelled, by the user or by a rule.
    Cancelled,
    /// The day ended.
    Expired,
}

impl Status {
    /// Where an order stands after a turn; none when no such turn can come.
    #[must_use]
    pub const fn after(self, turn: Turn) -> Option<Self> {
        use Status::{
            Cancelled, Expired, Filled, Open, PartlyFilled, Pending, Queued, Rejected, TriggerPending,
        };
        match (self, turn) {
            (Filled | Cancelled | Rejected | Expired, _) => None,

            (Queued, Turn::Moved(to @ (Pending | TriggerPending | Open))) => Some(to),
            (Queued, Turn::Changed(Queued)) => Some(Queued),
            (Queued, Turn::Moved(_) | Turn::Changed(_) | Turn::FilledInPart | Turn::FilledWhole) => None,

            (Pending, Turn::Moved(to @ (Open | PartlyFilled))) => Some(to),
            (Pending, Turn::Changed(Pending)) => Some(Pending),
            (Pending, Turn::Moved(_) | Turn::Changed(_)) => None,

            (TriggerPending, Turn::Moved(Open)) => Some(Open),
            (TriggerPending, Turn::Changed(to @ (TriggerPending | Open))) => Some(to),
            (TriggerPending, Turn::Moved(_) | Turn::Changed(_) | Turn::FilledInPart | Turn::FilledWhole) => {
                None
            }

            (Open, Turn::Moved(to @ (Open | Pending))) => Some(to),
            (Open, Turn::Changed(to @ (Open | TriggerPending))) => Some(to),
            (Open, Turn::Moved(_) | Turn::Changed(_)) => None,

            (PartlyFilled, Turn::Moved(to @ (PartlyFilled | Pending))) => Some(to),
            (PartlyFilled, Turn::Changed(PartlyFilled)) => Some(PartlyFilled),
            (PartlyFilled, Turn::Moved(_) | Turn::Changed(_)) => None,

            (Pending | Open | PartlyFilled, Turn::FilledInPart) => Some(PartlyFilled),
            (Pending | Open | PartlyFilled, Turn::FilledWhole) => Some(Filled),
            (Queued | Pending | TriggerPending | Open | PartlyFilled, Turn::Cancelled) => Some(Cancelled),
            (Queued | Pending | TriggerPending | Open | PartlyFilled, Turn::Expired) => Some(Expired),
        }
    }
}
