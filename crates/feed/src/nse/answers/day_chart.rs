//! `getSymbolChartData` of the quote gateway: the prices of a day as points, without volume. Its times are India's wall
//! clock written as if it were UTC's.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use trading::{Moment, Price};

use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// The prices of a stock's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayChart {
    /// NSE's identifier: symbol, series and `N`: `TCSEQN`.
    pub identifier: String,
    /// The points in the order of their times.
    pub points: Rows<Point>,
    /// The close that the chart is drawn against.
    pub close: Option<Price>,
}

/// One price at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// When.
    pub at: Moment,
    /// The price.
    pub price: Price,
    /// Whether it is of the pre-open (`PO`).
    pub pre_open: bool,
}

/// Reads the answer.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its points cannot be read.
pub fn decode(bytes: &[u8]) -> Result<DayChart, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    Ok(DayChart {
        identifier: answer.identifier.words("identifier")?,
        points: answer.points.settle_some("grapthData")?,
        close: answer.close.price("closePrice")?,
    })
}

#[derive(serde::Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default)]
    identifier: Cell<'a>,
    // NSE's spelling; the right one, should they ever mend it.
    #[serde(borrow, default, rename = "grapthData", alias = "graphData")]
    points: List<Line<'a>>,
    #[serde(borrow, default, rename = "closePrice")]
    close: Cell<'a>,
}

/// A point as it stands there: a list of the time, the price, the part of the day, and more.
struct Line<'a>([Cell<'a>; 3]);

impl<'de: 'a, 'a> Deserialize<'de> for Line<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(First)
    }
}

struct First;

impl<'de> Visitor<'de> for First {
    type Value = Line<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a point as a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Line<'de>, A::Error> {
        let mut cells = [Cell::default(); 3];
        for cell in &mut cells {
            *cell = list.next_element()?.unwrap_or_default();
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Line(cells))
    }
}

impl Row for Line<'_> {
    type Read = Point;

    fn read(self) -> Result<Option<Point>, Misread> {
        let [at, price, part] = self.0;
        Ok(Some(Point {
            at: at.wall_clock_millis("grapthData[0]")?,
            price: price.must_price("grapthData[1]")?,
            pre_open: part.text("grapthData[2]")?.is_some_and(|part| part == "PO"),
        }))
    }
}
