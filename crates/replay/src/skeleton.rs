//! The bones of a busy stock's continuous trading: blocks of one or five minutes, each with its prices, shares
//! and value, so that any block's trades can be made without the others'.

use crate::block::on_grid;
use crate::body::Block;
use crate::dice::Dice;
use crate::pins::{Aim, Flow};
use crate::plan::{LOTS_A_TRADE, Plan};
use crate::shape::{WHOLE, rates};
use crate::shares::{divided, level_of, mean_level};
use crate::state::{Totals, small};
use crate::tail::{HALF_AN_HOUR, Tail, steer_all};
use crate::walk::{Knot, TOP, square_root, walk};

/// The fewest trades of a block.
const LEAST: i64 = 6;

/// A block while it is made.
struct Draft {
    from: i64,
    to: i64,
    count: i64,
    lots: i64,
    open: i64,
    high: i64,
    low: i64,
    close: i64,
    /// Value above the low, in ticks times lots.
    value: i64,
}

/// How many minutes a block of this plan has; none when the trades are too few for blocks.
pub(crate) fn width(plan: &Plan) -> Option<i64> {
    let minutes = (plan.to - plan.from) / 60_000;
    let enough = |width: i64| plan.count * width >= 2 * LEAST * minutes;
    let fits = plan.count >= crate::plan::IN_BLOCKS_FROM && plan.lots >= plan.count * (LOTS_A_TRADE - 1);
    fits.then(|| [1, 5].into_iter().find(|width| enough(*width))).flatten()
}

/// The blocks of a plan, each with its sums.
pub(crate) fn blocks(plan: &Plan, width: i64, dice: &mut Dice) -> Vec<(Block, Totals)> {
    let mut drafts = drafts(plan, width, dice);
    worth(plan, &mut drafts);
    let blocks = drafts.iter().map(|draft| {
        // The last trade comes about one gap before the end.
        let gap = (draft.to - draft.from) / draft.count;
        let last_at = draft.to - 1 - dice.below(gap.max(1));
        let [open, high, low, close] = [draft.open, draft.high, draft.low, draft.close].map(small);
        let totals = Totals {
            lots: draft.lots,
            value: draft.value + draft.low * draft.lots,
            trades: small(draft.count),
            last_at: small(last_at),
            high,
            low,
            last: close,
        };
        (Block { open, high, low, close }, totals)
    });
    blocks.collect()
}

/// Blocks with prices, trades and lots, not yet with values.
fn drafts(plan: &Plan, width: i64, dice: &mut Dice) -> Vec<Draft> {
    let length = plan.to - plan.from;
    let step = width * 60_000;
    let count = (length + step - 1) / step;
    let mut spans = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
    let mut moves = Vec::with_capacity(spans.capacity());
    let mut volumes = Vec::with_capacity(spans.capacity());
    let mut tempi = Vec::with_capacity(spans.capacity());
    let span = |index: i64| (index * step, ((index + 1) * step).min(length));
    let middles = (0..count).map(|index| (span(index).0 + span(index).1) / 2);
    for ((from, to), (volume, swing)) in (0..count).map(span).zip(rates(middles, length)) {
        let bustle = dice.bustle();
        spans.push((plan.from + from, plan.from + to));
        moves.push(swing * swing * bustle);
        tempi.push(volume * (256 + bustle));
        volumes.push((volume * bustle * dice.bustle()) >> 8);
    }
    let trades: Vec<i64> = divided(plan.count - LEAST * count, &tempi).map(|part| part + LEAST).collect();
    let least = LOTS_A_TRADE / 2;
    let lots = divided(plan.lots - least * plan.count, &volumes).zip(&trades);
    let lots: Vec<i64> = lots.map(|(part, trades)| part + least * trades).collect();
    let bones = Bones::of(plan, &moves, &lots, dice);
    let sized = spans.into_iter().zip(trades).zip(lots);
    bones.drafts(plan, sized, dice)
}

/// The walk over the blocks.
struct Bones {
    levels: Vec<i64>,
    times: Vec<i64>,
    visits: Vec<Knot>,
    start: i64,
    swing: i64,
}

impl Bones {
    fn of(plan: &Plan, moves: &[i64], lots: &[i64], dice: &mut Dice) -> Self {
        let range = plan.high - plan.low;
        // A free walk's range is about 1.6 times its deviation.
        let swing = TOP / 100 * (50 + dice.below(28));
        let mut passed = 0;
        let times: Vec<i64> = divided(WHOLE, moves)
            .map(|part| {
                passed += part;
                passed
            })
            .collect();
        let start = level_of(plan.open - plan.low, range);
        let end = level_of(plan.end - plan.low, range);
        let end = if plan.closing.is_some() { nearby(dice, end) } else { end };
        let (high, low) = plan.touches();
        let late = times.len()
            - times.len() * usize::try_from(HALF_AN_HOUR).unwrap_or(0)
                / usize::try_from(plan.to - plan.from).unwrap_or(1).max(1);
        let tail = Tail::of(plan.tail, &times, late);
        let by_way = tail.map(|tail| tail.knot);
        let aim = Aim { start, end, high, low, locked: plan.locked, by_way, swing };
        let wanted = mean_level(plan.value - plan.low * plan.lots, plan.lots, range);
        let course = aim.course_near(dice, wanted, &Flow::of(&times, lots));
        let knots = course.knots(Knot { at: 0, level: start }, Knot { at: WHOLE, level: end });
        let mut levels = walk(dice, &knots, &times, swing);
        steer_all(&mut levels, lots, wanted, tail);
        Self { levels, times, visits: course.visits, start, swing }
    }

    /// The blocks' prices along the walk.
    fn drafts(
        &self,
        plan: &Plan,
        sized: impl Iterator<Item = (((i64, i64), i64), i64)>,
        dice: &mut Dice,
    ) -> Vec<Draft> {
        let range = plan.high - plan.low;
        let last = self.levels.len().saturating_sub(1);
        let mut before = Point { time: 0, level: self.start, ticks: on_grid(dice, self.start, range) };
        let points = self.levels.iter().zip(&self.times).zip(sized).enumerate();
        let drafts = points.map(|(index, ((level, time), (((from, to), count), lots)))| {
            let exact_close = index == last && plan.closing.is_none();
            let ticks = if exact_close { plan.end - plan.low } else { on_grid(dice, *level, range) };
            let point = Point { time: *time, level: *level, ticks };
            let hop = (before.ticks + dice.below(3) - 1).clamp(0, range);
            let open = if index == 0 && plan.opening.is_none() { plan.open - plan.low } else { hop };
            let (open, high, low) = self.between(&before, &point, open, range, dice);
            before = point;
            let [open, high, low, close] = [open, high, low, ticks].map(|ticks| plan.low + ticks);
            Draft { from, to, count, lots, open, high, low, close, value: 0 }
        });
        drafts.collect()
    }

    /// Open, high and low of a block between two points of the walk, given its open in ticks.
    fn between(&self, from: &Point, to: &Point, open: i64, range: i64, dice: &mut Dice) -> (i64, i64, i64) {
        if to.rests_since(from) {
            return (to.ticks, to.ticks, to.ticks);
        }
        // How far the price swings beyond the two ends.
        let deviation = (square_root(to.time - from.time) * self.swing) >> 15;
        let [above, below, _] = dice.normals().map(|normal| ((normal.abs() * deviation) >> 7) * 9 / 16);
        // Chance alone does not bring a price to its extreme again and again, unless the range is narrow.
        let spare = i64::from(range > 8);
        let (top, bottom) = (open.max(to.ticks), open.min(to.ticks));
        let ticks = |height: i64| (height * range + TOP / 2) >> 24;
        let high = (top + ticks(above)).min(range - spare).max(top);
        let low = (bottom - ticks(below)).max(spare).min(bottom);
        let visited = |edge: i64| {
            self.visits.iter().any(|visit| visit.level == edge && from.time < visit.at && visit.at <= to.time)
        };
        // Bid and offer are a tick apart: no minute of a busy stock stands still.
        let high = if high == low && range > 8 { (low + 1).min(range - spare).max(top) } else { high };
        (open, if visited(TOP) { range } else { high }, if visited(0) { 0 } else { low })
    }
}

/// A point of the walk at the end of a block.
struct Point {
    time: i64,
    level: i64,
    ticks: i64,
}

impl Point {
    /// Whether the walk rests at an extreme from the other point to this one: locked at the band.
    fn rests_since(&self, before: &Self) -> bool {
        self.level == before.level && (self.level == 0 || self.level == TOP)
    }
}

/// A height near the closing auction's price, where continuous trading ends.
fn nearby(dice: &mut Dice, end: i64) -> i64 {
    let [draw, _, _] = dice.normals();
    let off = draw * (TOP >> 12);
    if (0..=TOP).contains(&(end + off)) { end + off } else { (end - off).clamp(0, TOP) }
}

/// Gives every block its value: what its prices suggest, moved so that the whole comes to the real turnover.
/// A block's mean stays between a quarter and three quarters of its range, which its trades can always meet.
fn worth(plan: &Plan, drafts: &mut [Draft]) {
    let mut missing = i128::from(plan.value);
    for draft in drafts.iter_mut() {
        let range = draft.high - draft.low;
        let mean = draft.open + draft.high + draft.low + draft.close - 4 * draft.low;
        let most = draft.most();
        draft.value = (draft.lots * mean / 4).clamp(draft.lots * range - most, most);
        missing -= i128::from(draft.value) + i128::from(draft.low) * i128::from(draft.lots);
    }
    let slack =
        |draft: &Draft| if missing > 0 { draft.most() - draft.value } else { draft.value - draft.least() };
    let total: i128 = drafts.iter().map(|draft| i128::from(slack(draft))).sum();
    let mut left = missing.abs().min(total);
    let force = if total == 0 { 0 } else { (left << 20) / total };
    let sign = if missing > 0 { 1 } else { -1 };
    for draft in drafts.iter_mut() {
        let part = i64::try_from((i128::from(slack(draft)) * force) >> 20).unwrap_or(0);
        draft.value += sign * part;
        left -= i128::from(part);
    }
    // Rounding left less than one unit a block.
    for draft in drafts.iter_mut() {
        let part = i64::try_from(left.min(i128::from(slack(draft)))).unwrap_or(0);
        draft.value += sign * part;
        left -= i128::from(part);
    }
}

impl Draft {
    /// The largest value above the low that the trades can always meet.
    fn most(&self) -> i64 {
        self.lots * (self.high - self.low) - self.least()
    }

    /// The smallest.
    fn least(&self) -> i64 {
        (self.lots * (self.high - self.low) + 3) / 4
    }
}
