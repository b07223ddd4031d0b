//! What can happen on a random day, and how often.

use proptest::prelude::*;
use trading::{OrderType, Product, Side};

/// One thing that happens, in terms that fit any moment.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Time passes, in seconds.
    Wait(u32),
    /// Time passes to the next bell of the day.
    ToTheBell,
    /// A stock trades so many ticks away, so many shares.
    Trade { stock: usize, ticks: i64, traded: i64, shown: bool },
    /// An order is written.
    Place {
        stock: usize,
        side: Side,
        product: Product,
        kind: OrderType,
        ioc: bool,
        quantity: i64,
        ticks: i64,
    },
    /// The nth order is cancelled.
    Cancel(usize),
    /// The nth order is changed.
    Change { order: usize, quantity: i64, ticks: i64, kind: Option<OrderType> },
    /// Shares of the day change their product.
    Convert { stock: usize, quantity: i64, to: Product },
    /// A trigger is written, or one on either side of the market.
    Gtt { stock: usize, side: Side, quantity: i64, ticks: i64, both: bool },
    /// Everything is cancelled, or every position closed.
    All { exit: bool },
    /// The next trading day begins, before the pre-open or with continuous trading.
    NextDay { early: bool },
    /// A month goes by.
    NextMonth,
    /// Rights of a stock are used, or given up.
    Right { stock: usize, quantity: i64, give_up: bool },
    /// A profile is copied and chosen, or an own one changed: its shares in thousandths of a percent, its sums in paise.
    Charge { own: u32, choose: bool, share: i64, least: i64, most: Option<i64>, flat: i64, dp: i64 },
    /// The next trading day begins with another symbol for a stock.
    Rename { stock: usize },
    /// The next trading day begins with a corporate action of a stock.
    ExDay { stock: usize, kind: ExKind, new: i64, old: i64 },
}

/// The kinds of corporate action.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ExKind {
    /// So many paise a share for `new`.
    Dividend,
    /// New shares for old.
    Split,
    /// New shares beside the old.
    Bonus,
    /// Rights.
    Rights,
    /// Into the first other stock, by a person.
    Merger,
    /// A part of it becomes the first other stock, by a person.
    Demerger,
}

/// The place of the trade-to-trade stock among the symbols in their order.
const SLOW: usize = 2;

/// A few days of steps.
pub(crate) fn plans() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(steps(), 1..80)
}

fn steps() -> impl Strategy<Value = Step> {
    let change = (nth(), quantity(), ticks(), prop::option::of(kinds()))
        .prop_map(|(order, quantity, ticks, kind)| Step::Change { order, quantity, ticks, kind });
    prop_oneof![
        16 => place(),
        24 => trade(),
        3 => change,
        1 => nth().prop_map(Step::Cancel),
        2 => convert(),
        1 => gtt(),
        1 => prop::bool::weighted(0.7).prop_map(|exit| Step::All { exit }),
        2 => (0..3_600_u32).prop_map(Step::Wait),
        1 => Just(Step::ToTheBell),
        1 => prop::bool::weighted(0.3).prop_map(|early| Step::NextDay { early }),
        1 => ex_day(),
        1 => right(),
        2 => charge(),
        1 => prop_oneof![Just(Step::NextMonth), stock().prop_map(|stock| Step::Rename { stock })],
    ]
}

fn place() -> impl Strategy<Value = Step> {
    let side = prop_oneof![3 => Just(Side::Buy), 2 => Just(Side::Sell)];
    let product = prop_oneof![Just(Product::Cnc), Just(Product::Mis)];
    let ioc = prop::bool::weighted(0.1);
    (stock(), side, product, kinds(), ioc, quantity(), ticks()).prop_map(
        |(stock, side, product, kind, ioc, quantity, ticks)| {
            // Mostly what makes sense: stops on their side of the market, delivery where there is nothing else.
            let odd = quantity % 7 == 0;
            let ticks = if kind.has_trigger() && !odd { (ticks.abs() + 1) * side.sign() } else { ticks };
            let product = if stock == SLOW && !odd { Product::Cnc } else { product };
            Step::Place { stock, side, product, kind, ioc, quantity, ticks }
        },
    )
}

fn convert() -> impl Strategy<Value = Step> {
    let to = prop_oneof![Just(Product::Cnc), Just(Product::Mis)];
    (stock(), quantity(), to).prop_map(|(stock, quantity, to)| Step::Convert { stock, quantity, to })
}

fn gtt() -> impl Strategy<Value = Step> {
    let side = prop_oneof![Just(Side::Buy), Just(Side::Sell)];
    (stock(), side, quantity(), 1..8_i64, any::<bool>())
        .prop_map(|(stock, side, quantity, ticks, both)| Step::Gtt { stock, side, quantity, ticks, both })
}

fn ex_day() -> impl Strategy<Value = Step> {
    let kind = prop_oneof![
        3 => Just(ExKind::Dividend),
        3 => Just(ExKind::Split),
        2 => Just(ExKind::Bonus),
        2 => Just(ExKind::Rights),
        1 => Just(ExKind::Merger),
        1 => Just(ExKind::Demerger),
    ];
    (stock(), kind, 1..8_i64, 1..8_i64).prop_map(|(stock, kind, new, old)| Step::ExDay {
        stock,
        kind,
        new,
        old,
    })
}

fn charge() -> impl Strategy<Value = Step> {
    let share = prop_oneof![1 => Just(0_i64), 4 => 1..600_i64];
    let most = prop::option::of(0..5_000_i64);
    let sums = (0..1_000_i64, most, prop_oneof![Just(0_i64), 1..3_000_i64], 0..2_500_i64);
    (0..4_u32, any::<bool>(), share, sums).prop_map(|(own, choose, share, (least, most, flat, dp))| {
        Step::Charge { own, choose, share, least, most, flat, dp }
    })
}

fn right() -> impl Strategy<Value = Step> {
    (stock(), 1..40_i64, prop::bool::weighted(0.2)).prop_map(|(stock, quantity, give_up)| Step::Right {
        stock,
        quantity,
        give_up,
    })
}

fn trade() -> impl Strategy<Value = Step> {
    let traded = prop_oneof![1 => Just(0_i64), 3 => 1..50_i64, 4 => 50..5_000_i64];
    (stock(), ticks(), traded, prop::bool::weighted(0.2))
        .prop_map(|(stock, ticks, traded, shown)| Step::Trade { stock, ticks, traded, shown })
}

fn stock() -> impl Strategy<Value = usize> {
    prop_oneof![5 => Just(1), 5 => Just(0), 2 => Just(SLOW), 2 => Just(3)]
}

fn nth() -> impl Strategy<Value = usize> {
    1..16_usize
}

fn kinds() -> impl Strategy<Value = OrderType> {
    prop_oneof![
        3 => Just(OrderType::Market),
        3 => Just(OrderType::Limit),
        1 => Just(OrderType::Sl),
        1 => Just(OrderType::SlM)
    ]
}

fn ticks() -> impl Strategy<Value = i64> {
    prop_oneof![6 => -6..=6_i64, 1 => -400..=400_i64]
}

fn quantity() -> impl Strategy<Value = i64> {
    prop_oneof![12 => (1..=12_i64).prop_map(|tens| tens * 10), 2 => 1..400_i64, 1 => -1..100_001_i64]
}
