//! Who acts, in what order: one loop owns an account; its tasks tell it that time passes.

mod action;
mod acts;
mod basket;
mod blank;
mod by_hand;
mod care;
mod clock;
mod course;
mod day_profit;
mod desk;
mod due;
mod entitled;
mod estimate;
mod export;
mod floor;
mod house;
mod inbox;
mod keeper;
mod notice;
mod practice;
mod problem;
mod scene;
mod seat;
mod shown;
mod tape;
mod together;
mod triggers;
mod view;

pub use action::{Action, Advance, ByHand, Change, Receipt, Speed, Terms};
pub use basket::BasketEstimate;
pub use care::Condition;
pub use clock::WallClock;
pub use desk::Desk;
pub use estimate::{AfterHours, Estimate};
pub use export::{ExportFormat, Exported};
pub use floor::{AccountInfo, Floor, LIVE_ACCOUNT, NewPractice, STARTING_CAPITAL};
pub use notice::Notice;
pub use problem::Problem;
pub use scene::{Bar, Frame, MOVERS_UNIVERSE, Movers, Scene};
pub use tape::Tape;
pub use view::{
    ClockView, HoldingView, IndexQuoted, Mode, NextUp, Portfolio, PositionView, Quoted, View, portfolio,
};
