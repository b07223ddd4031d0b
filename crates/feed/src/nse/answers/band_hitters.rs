//! `live-analysis-price-band-hitter`: stocks at their upper or lower price band. Prices are padded texts, volume is in
//! lakhs of shares, turnover in crores of rupees.

use serde::Deserialize;
use trading::{BandRule, Paise, Price, Series, Symbol};

use super::{CRORES_OF_RUPEES, LAKHS};
use crate::answer::{Cell, List, Misread, Row, Rows, Undecodable, open, parse};
use crate::nse::bands::band_rule;

/// The stocks at their bands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandHitters {
    /// At the upper band; when the answer is one list alone, those.
    pub upper: Rows<BandHitter>,
    /// At the lower band.
    pub lower: Rows<BandHitter>,
    /// At both in one day.
    pub both: Rows<BandHitter>,
}

/// One stock that met its band today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandHitter {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The series that it trades in.
    pub series: Series,
    /// Last price.
    pub last: Price,
    /// The change over the close before, in hundredths of a rupee; may be negative.
    pub change: Option<Paise>,
    /// The band.
    pub band: BandRule,
    /// Highest price so far.
    pub high: Price,
    /// Lowest price so far.
    pub low: Price,
    /// Shares traded.
    pub volume: i64,
    /// Value traded.
    pub turnover: Option<Paise>,
}

/// Reads the answer: three sides, each with the list of all securities, or that list of one side alone.
///
/// # Errors
/// When it is no data, not in the known shape, or most of its rows cannot be read.
pub fn decode(bytes: &[u8]) -> Result<BandHitters, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    let told = [answer.upper.is_some(), answer.lower.is_some(), answer.both.is_some(), answer.all.is_some()];
    if told == [false; 4] {
        return Err(Misread::missing("AllSec", "a list").into());
    }
    let side = |side: Option<Side<'_>>| side.and_then(|side| side.all).unwrap_or_default().data.settle_any();
    let alone = answer.all.unwrap_or_default().data.settle_any()?;
    let upper = side(answer.upper)?;
    Ok(BandHitters {
        upper: if told == [false, false, false, true] { alone } else { upper },
        lower: side(answer.lower)?,
        both: side(answer.both)?,
    })
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    upper: Option<Side<'a>>,
    #[serde(borrow)]
    lower: Option<Side<'a>>,
    #[serde(borrow)]
    both: Option<Side<'a>>,
    #[serde(borrow, rename = "AllSec")]
    all: Option<Group<'a>>,
}

#[derive(Deserialize)]
struct Side<'a> {
    #[serde(borrow, rename = "AllSec")]
    all: Option<Group<'a>>,
}

#[derive(Deserialize, Default)]
struct Group<'a> {
    #[serde(borrow, default)]
    data: List<Line<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Line<'a> {
    #[serde(borrow)]
    symbol: Cell<'a>,
    #[serde(borrow)]
    series: Cell<'a>,
    #[serde(borrow)]
    ltp: Cell<'a>,
    #[serde(borrow)]
    change: Cell<'a>,
    #[serde(borrow)]
    price_band: Cell<'a>,
    #[serde(borrow)]
    high_price: Cell<'a>,
    #[serde(borrow)]
    low_price: Cell<'a>,
    #[serde(borrow)]
    total_traded_vol: Cell<'a>,
    #[serde(borrow)]
    turnover: Cell<'a>,
}

impl Row for Line<'_> {
    type Read = BandHitter;

    fn read(self) -> Result<Option<BandHitter>, Misread> {
        let Some(series) = self.series.series("series")? else { return Ok(None) };
        Ok(Some(BandHitter {
            symbol: self.symbol.symbol("symbol")?,
            series,
            last: self.ltp.must_price("ltp")?,
            change: self.change.hundredths("change")?.map(Paise),
            band: self.price_band.must(
                "priceBand",
                "a price band (2, 5, 10, 20, 40 or No Band)",
                band_rule,
            )?,
            high: self.high_price.must_price("highPrice")?,
            low: self.low_price.must_price("lowPrice")?,
            volume: self.total_traded_vol.must_count("totalTradedVol", LAKHS)?,
            turnover: self.turnover.amount("turnover", CRORES_OF_RUPEES)?,
        }))
    }
}
