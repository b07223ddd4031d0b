//! The tick: the step that prices of a stock move in, by the day and by its close of the month before.

use time::Month::{April, June};

use crate::dated::{in_force, on};
use crate::instrument::{Instrument, Series};
use crate::moment::Day;
use crate::money::{Paise, Price};

/// The step of a stock's prices on a day, and the rule that it follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tick {
    paise: i64,
    /// The rule in words.
    pub rule: &'static str,
    /// Who says so.
    pub source: &'static str,
}

/// The tick of a stock on a day. `month_end_close` is its close on the last trading day of the month before
/// (`Calendar::last_trading_day_of_month_before`); for a stock listed since, the price that it was first
/// traded from (its issue price, the previous close of its first day); the tick stays for the month whatever
/// the price does. With neither known the tick is 0.05, which lies on every finer grid.
#[must_use]
pub fn tick_of(day: Day, instrument: &Instrument, month_end_close: Option<Price>) -> Tick {
    if instrument.series.is_sme() {
        return SME;
    }
    if instrument.is_fund() {
        return FUND;
    }
    match instrument.series {
        Series::Iv | Series::Rr => return TRUST,
        Series::Gb => return GOLD_BOND,
        Series::Eq | Series::Be | Series::Bz | Series::Sm | Series::St | Series::Sz => {}
        Series::E1 | Series::P1 | Series::W1 => {}
    }
    let Some(close) = month_end_close else { return UNKNOWN };
    let table = in_force(&OLDEST, LATER, day, |table| table.from);
    table.steps.iter().find(|step| close.paise() <= step.up_to).map_or(UNKNOWN, |step| step.tick)
}

/// The ticks of a day, row by row of its table, each with the first day of that table; and those that hold at every
/// price whatever the day.
pub(crate) fn ticks_on(day: Day) -> impl Iterator<Item = (Tick, Option<Day>)> {
    let table = in_force(&OLDEST, LATER, day, |table| table.from);
    let of_the_table = table.steps.iter().map(|step| (step.tick, Some(table.from)));
    of_the_table.chain([FUND, TRUST, GOLD_BOND, SME].map(|tick| (tick, None)))
}

impl Tick {
    /// A tick that a source states itself, such as a live quote's `tickSize`; none when it is not positive.
    #[must_use]
    pub const fn stated(paise: i64) -> Option<Self> {
        if paise > 0 {
            Some(tick(paise, "Stated by the exchange with the quote", "NSE, tickSize of the quote"))
        } else {
            None
        }
    }

    /// The step in paise.
    #[must_use]
    pub const fn paise(self) -> i64 {
        self.paise
    }

    /// Whether a price is a multiple of the tick.
    #[must_use]
    pub const fn is_on_tick(self, price: Price) -> bool {
        price.paise() % self.paise == 0
    }

    /// The nearest price of the grid below a price, never the price itself; none below one tick.
    #[must_use]
    pub const fn below(self, price: Price) -> Option<Price> {
        Price::new((price.paise() - 1) / self.paise * self.paise)
    }

    /// The nearest price of the grid above a price, never the price itself.
    #[must_use]
    pub fn above(self, price: Price) -> Price {
        let next = price.paise() / self.paise * self.paise + self.paise;
        Price::new(next).unwrap_or(price)
    }

    /// The price itself when it lies on the grid, else the nearest one below; none below one tick.
    #[must_use]
    pub const fn down(self, price: Price) -> Option<Price> {
        if self.is_on_tick(price) { Some(price) } else { self.below(price) }
    }

    /// The price itself when it lies on the grid, else the nearest one above.
    #[must_use]
    pub fn up(self, price: Price) -> Price {
        if self.is_on_tick(price) { price } else { self.above(price) }
    }
}

/// A table of ticks from a day on.
struct Table {
    from: Day,
    steps: &'static [Step],
}

/// One row of a table: closes up to and including `up_to` paise.
struct Step {
    up_to: i64,
    tick: Tick,
}

const fn tick(paise: i64, rule: &'static str, source: &'static str) -> Tick {
    Tick { paise, rule, source }
}

const fn step(up_to: i64, paise: i64, rule: &'static str, source: &'static str) -> Step {
    Step { up_to, tick: tick(paise, rule, source) }
}

/// Closes below so many rupees.
const fn below(rupees: i64) -> i64 {
    Paise::rupees(rupees).0 - 1
}

/// Closes of so many rupees and less.
const fn up_to(rupees: i64) -> i64 {
    Paise::rupees(rupees).0
}

const SME: Tick =
    tick(5, "SME stocks: 0.05 at every price", "NSE's SME market; recorded prices of August 2026");
const FUND: Tick = tick(1, "ETFs: 0.01 at every price", "NSE's list of ETFs; recorded prices of August 2026");
const TRUST: Tick = tick(
    1,
    "Units of investment trusts: 0.01 at every price",
    "NSE's tick table names EQ, BE, BZ, BO, RL, AF and T0, not the trusts (IV, RR); recorded prices of August 2026",
);
const GOLD_BOND: Tick = tick(
    1,
    "Gold bonds: 0.01 at every price",
    "NSE's tick table does not name series GB; the gold bonds' prices on the recorded days of 2024 to 2026",
);
const UNKNOWN: Tick =
    tick(5, "No close of the month before is known: 0.05", "A decision: 0.05 lies on every finer grid");

const OF_OLD: &str = "NSE capital market regulations, in force until 9 June 2024";
const OF_2024: &str = "NSE circular of 24 May 2024, in force from 10 June 2024";
const OF_2025: &str = "NSE circular on the revision of tick sizes, in force from 15 April 2025";

static OLDEST: Table =
    Table { from: on(2000, April, 3), steps: &[step(i64::MAX, 5, "0.05 at every price", OF_OLD)] };

static LATER: &[Table] = &[
    Table {
        from: on(2024, June, 10),
        steps: &[
            step(below(250), 1, "Close of the month before below 250: 0.01", OF_2024),
            step(i64::MAX, 5, "Close of the month before of 250 and more: 0.05", OF_2024),
        ],
    },
    Table {
        from: on(2025, April, 15),
        steps: &[
            step(below(250), 1, "Close of the month before below 250: 0.01", OF_2025),
            step(up_to(1_000), 5, "Close of the month before of 250 to 1,000: 0.05", OF_2025),
            step(up_to(5_000), 10, "Close of the month before above 1,000 to 5,000: 0.10", OF_2025),
            step(up_to(10_000), 50, "Close of the month before above 5,000 to 10,000: 0.50", OF_2025),
            step(up_to(20_000), 100, "Close of the month before above 10,000 to 20,000: 1.00", OF_2025),
            step(i64::MAX, 500, "Close of the month before above 20,000: 5.00", OF_2025),
        ],
    },
];
