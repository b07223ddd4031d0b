//! `v7/finance/spark`: the closes of a day of several stocks at once. Each is a chart without its candles' other prices.

use serde::Deserialize;

use super::chart::{Body, Chart, Failure};
use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};

/// Reads the answer: one chart a stock that Yahoo knows. A stock that it does not know is refused by its name.
///
/// # Errors
/// When Yahoo refuses as a whole, it is no data, or not in the known shape.
pub fn decode(bytes: &[u8]) -> Result<Rows<Chart>, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    let Some(spark) = answer.spark.or(answer.finance) else {
        return Err(Misread::missing("spark", "a list of stocks").into());
    };
    if let Some(failure) = spark.error {
        return Err(failure.into());
    }
    spark.result.settle_some("spark.result")
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    spark: Option<Outer<'a>>,
    #[serde(borrow)]
    finance: Option<Outer<'a>>,
}

#[derive(Deserialize)]
struct Outer<'a> {
    #[serde(borrow, default)]
    result: List<Line<'a>>,
    #[serde(borrow)]
    error: Option<Failure<'a>>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    symbol: Cell<'a>,
    #[serde(borrow, default)]
    response: List<Body<'a>>,
}

impl Row for Line<'_> {
    type Read = Chart;

    fn read(self) -> Result<Option<Chart>, Misread> {
        let name = self.symbol.words("symbol")?;
        let unknown = || Misread::of("response", &name, "a stock that Yahoo has prices of");
        let responses = self.response.settle_any().map_err(|_| unknown())?;
        responses.read.into_iter().next().map(Some).ok_or_else(unknown)
    }
}
