//! A floor in a temporary directory, with the built-in market and one profile at a practice desk.

use std::sync::Arc;

use desk::{Action, Advance, Desk, Floor, NewPractice, Problem, Receipt, WallClock};
use store::{Cost, NewProfile, Session};
use tempfile::TempDir;
use trading::{Clock, Day, Moment, OrderType, Paise, Product, Side, Symbol, Ticket, Validity};

pub(crate) struct Room {
    pub(crate) dir: TempDir,
    pub(crate) floor: Arc<Floor>,
    pub(crate) session: Session,
}

pub(crate) fn wall() -> WallClock {
    WallClock::starting_at("2026-11-22T10:00:00+05:30".parse::<Moment>().unwrap())
}

impl Room {
    pub(crate) async fn open() -> Self {
        let dir = TempDir::new().unwrap();
        let floor = Floor::open_at_cost(dir.path(), wall(), Cost::for_tests()).await.unwrap();
        floor.fill_archive(|_, _| {}).await.unwrap();
        let session = floor.create_profile(newcomer("Asha")).await.unwrap().session;
        Self { dir, floor, session }
    }

    /// A practice desk on 3 August 2026 with seed 7.
    pub(crate) async fn practice(&self) -> Desk {
        let wanted = NewPractice { name: "practice".into(), day: None, seed: Some(7), capital: None };
        self.floor.open_practice(&self.session, wanted).await.unwrap();
        self.sit("practice").await
    }

    pub(crate) async fn sit(&self, account: &str) -> Desk {
        self.floor.sit_down(&self.session, Some(account)).await.unwrap()
    }
}

/// Someone without a password.
pub(crate) fn newcomer(name: &str) -> NewProfile<'_> {
    NewProfile { name, admin: false, password: None, by: None }
}

pub(crate) fn market(side: Side, symbol: &str, quantity: i64) -> Ticket {
    Ticket {
        symbol: symbol.parse::<Symbol>().unwrap(),
        side,
        product: Product::Cnc,
        kind: OrderType::Market,
        validity: Validity::Day,
        quantity,
        price: None,
        trigger: None,
        disclosed: None,
        amo: false,
        note: String::new(),
    }
}

pub(crate) fn limit(side: Side, symbol: &str, quantity: i64, paise: i64) -> Ticket {
    Ticket { kind: OrderType::Limit, price: Some(Paise(paise)), ..market(side, symbol, quantity) }
}

pub(crate) async fn place(desk: &Desk, ticket: Ticket) -> Result<Receipt, Problem> {
    desk.act(Action::Place(ticket)).await
}

pub(crate) async fn to(desk: &Desk, hour: u32, minute: u32) -> Receipt {
    advance(desk, Advance::To(Clock::of(hour, minute, 0))).await
}

pub(crate) async fn advance(desk: &Desk, how: Advance) -> Receipt {
    desk.act(Action::Advance(how)).await.unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}
