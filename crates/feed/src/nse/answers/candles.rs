//! `symbolHistoricalData` of NSE's charting site: candles. Its times are India's wall clock written as if it were UTC's.

use serde::Deserialize;
use trading::Bar;

use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// Reads the answer.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its rows cannot be read.
pub fn decode(bytes: &[u8]) -> Result<Rows<Bar>, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    answer.data.settle_some("data")
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow, default)]
    data: List<Line<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Line<'a> {
    #[serde(borrow)]
    time: Cell<'a>,
    #[serde(borrow)]
    open: Cell<'a>,
    #[serde(borrow)]
    high: Cell<'a>,
    #[serde(borrow)]
    low: Cell<'a>,
    #[serde(borrow)]
    close: Cell<'a>,
    #[serde(borrow)]
    volume: Cell<'a>,
}

impl Row for Line<'_> {
    type Read = Bar;

    fn read(self) -> Result<Option<Bar>, Misread> {
        let bar = Bar {
            from: self.time.wall_clock_millis("time")?,
            open: self.open.must_price("open")?,
            high: self.high.must_price("high")?,
            low: self.low.must_price("low")?,
            close: self.close.must_price("close")?,
            volume: self.volume.must_count("volume", 0)?,
        };
        let odd = [bar.open, bar.close].into_iter().find(|price| *price < bar.low || *price > bar.high);
        match odd {
            Some(price) => {
                Err(Misread::of("open, close", &price.to_string(), "between the low and the high"))
            }
            None => Ok(Some(bar)),
        }
    }
}
