//! The continuous trading of a path as it is kept: told trade by trade, or as blocks whose trades are made when
//! they are asked for.

use std::borrow::Cow;

use crate::block::{End, Pace, Stretch};
use crate::dice::Key;
use crate::plan::Plan;
use crate::skeleton::{blocks, width};
use crate::state::{Deal, Totals};

/// Told trades are summed up in groups of so many.
const GROUP: usize = 32;

/// Continuous trading in parts: groups of trades, or blocks of time.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    /// What had happened before each part, and at last after all.
    before: Box<[Totals]>,
    parts: Parts,
}

#[derive(Debug, Clone)]
enum Parts {
    Told(Box<[Deal]>),
    Made { from: i64, to: i64, step: i64, blocks: Box<[Block]> },
}

/// The prices of a block in ticks; its sums are the difference of those before it and after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block {
    pub(crate) open: u32,
    pub(crate) high: u32,
    pub(crate) low: u32,
    pub(crate) close: u32,
}

impl Body {
    /// Without trades.
    pub(crate) fn empty() -> Self {
        Self { before: Box::new([Totals::default()]), parts: Parts::Told(Box::new([])) }
    }

    /// Of a plan, after the opening trade's sum.
    pub(crate) fn of(plan: &Plan, opening: Totals, key: &Key) -> Self {
        let mut dice = key.dice(u64::MAX);
        if plan.count == 0 {
            return Self { before: Box::new([opening]), ..Self::empty() };
        }
        let Some(width) = width(plan) else {
            return Self::told(stretch(plan).deals(&mut dice), opening);
        };
        let made = blocks(plan, width, &mut dice);
        let mut before = Vec::with_capacity(made.len() + 1);
        before.push(opening);
        let mut totals = opening;
        let mut kept = Vec::with_capacity(made.len());
        for (block, sum) in made {
            totals = totals.and_many(&sum);
            before.push(totals);
            kept.push(block);
        }
        let (from, to) = (plan.from, plan.to);
        Self {
            before: before.into(),
            parts: Parts::Made { from, to, step: width * 60_000, blocks: kept.into() },
        }
    }

    /// Of trades in order, after the opening trade's sum.
    pub(crate) fn told(deals: Vec<Deal>, opening: Totals) -> Self {
        let mut before = vec![opening];
        before.extend(deals.chunks(GROUP).scan(opening, |totals, group| {
            *totals = group.iter().fold(*totals, Totals::and);
            Some(*totals)
        }));
        Self { before: before.into(), parts: Parts::Told(deals.into()) }
    }

    /// How many parts.
    pub(crate) fn len(&self) -> usize {
        self.before.len() - 1
    }

    /// What had happened before a part; after the last, what had happened in all.
    pub(crate) fn before(&self, part: usize) -> Totals {
        self.before.get(part).or(self.before.last()).copied().unwrap_or_default()
    }

    /// The part with the trades at and right after a millisecond of continuous trading.
    pub(crate) fn part_at(&self, at: i64) -> usize {
        let part = match &self.parts {
            Parts::Told(deals) => deals.partition_point(|deal| i64::from(deal.at) <= at) / GROUP,
            Parts::Made { from, step, .. } => usize::try_from((at - from) / step).unwrap_or(0),
        };
        part.min(self.len().saturating_sub(1))
    }

    /// The trades of a part.
    pub(crate) fn deals(&self, part: usize, key: &Key) -> Cow<'_, [Deal]> {
        match &self.parts {
            Parts::Told(deals) => Cow::Borrowed(deals.chunks(GROUP).nth(part).unwrap_or_default()),
            Parts::Made { from, to, step, blocks } => {
                let number = i64::try_from(part).unwrap_or(0);
                let from = from + number * step;
                let to = (from + step).min(*to);
                let Some(block) = blocks.get(part) else { return Cow::Borrowed(&[]) };
                let stretch = block.stretch((from, to), &self.before(part), &self.before(part + 1));
                Cow::Owned(stretch.deals(&mut key.dice(1 + number.unsigned_abs())))
            }
        }
    }
}

impl Block {
    /// What its trades must come to.
    fn stretch(&self, (from, to): (i64, i64), before: &Totals, after: &Totals) -> Stretch {
        let [open, high, low, close] = [self.open, self.high, self.low, self.close].map(i64::from);
        let named = |price| price == open || price == close;
        Stretch {
            from,
            to,
            count: i64::from(after.trades - before.trades),
            lots: after.lots - before.lots,
            start: End { ticks: open, exact: true },
            end: End { ticks: close, exact: true },
            low,
            high,
            touch_low: !named(low),
            touch_high: !named(high),
            locked: false,
            value: after.value - before.value,
            tail: None,
            pace: Pace::Even(i64::from(after.last_at)),
        }
    }
}

/// The continuous trading of a quiet stock in one stretch.
fn stretch(plan: &Plan) -> Stretch {
    let (touch_high, touch_low) = plan.touches();
    Stretch {
        from: plan.from,
        to: plan.to,
        count: plan.count,
        lots: plan.lots,
        start: End { ticks: plan.open, exact: plan.opening.is_none() },
        end: End { ticks: plan.end, exact: plan.closing.is_none() },
        low: plan.low,
        high: plan.high,
        touch_low,
        touch_high,
        locked: plan.locked,
        value: plan.value,
        tail: plan.tail,
        pace: Pace::Day,
    }
}
