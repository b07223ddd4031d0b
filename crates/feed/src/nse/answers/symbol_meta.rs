//! `GetQuoteApi?functionName=getMetaData`: in which series a symbol trades, and what it is. Yes and no are texts.

use serde::Deserialize;
use trading::{Isin, Series, Symbol};

use crate::answer::{Cell, List, Misread, Row, Undecodable, open, parse};

/// What a symbol is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymbolMeta {
    /// NSE's symbol.
    pub symbol: Symbol,
    /// The company's name.
    pub name: Option<String>,
    /// The international number.
    pub isin: Option<Isin>,
    /// The series that it trades in now, of those that Lakh trades: the first is the one to ask quotes for.
    pub series: Vec<Series>,
    /// Whether it has derivatives, and so no fixed price band.
    pub has_derivatives: Option<bool>,
    /// Whether its trading is suspended.
    pub suspended: Option<bool>,
    /// Whether it is no longer listed.
    pub delisted: Option<bool>,
    /// Whether it is an exchange-traded fund.
    pub is_fund: Option<bool>,
}

/// Reads the answer.
///
/// # Errors
/// When it is no data, or not in the known shape.
pub fn decode(bytes: &[u8]) -> Result<SymbolMeta, Undecodable> {
    let answer: Answer<'_> = parse(open(bytes)?)?;
    let series = answer.active_series.settle_any()?.read;
    Ok(SymbolMeta {
        symbol: answer.symbol.symbol("symbol")?,
        name: answer.company_name.text("companyName")?.map(Into::into),
        isin: answer.isin.isin("isin")?,
        series,
        has_derivatives: answer.has_derivatives.flag("isFNOSec")?,
        suspended: answer.is_suspended.flag("isSuspended")?,
        delisted: answer.is_delisted.flag("isDelisted")?,
        is_fund: answer.is_fund.flag("isETFSec")?,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    #[serde(borrow, default)]
    symbol: Cell<'a>,
    #[serde(borrow, default)]
    company_name: Cell<'a>,
    #[serde(borrow, default)]
    isin: Cell<'a>,
    #[serde(borrow, default)]
    active_series: List<Letters<'a>>,
    #[serde(borrow, default, rename = "isFNOSec")]
    has_derivatives: Cell<'a>,
    #[serde(borrow, default)]
    is_suspended: Cell<'a>,
    #[serde(borrow, default)]
    is_delisted: Cell<'a>,
    #[serde(borrow, default, rename = "isETFSec")]
    is_fund: Cell<'a>,
}

/// A series by its letters.
#[derive(Deserialize)]
struct Letters<'a>(#[serde(borrow)] Cell<'a>);

impl Row for Letters<'_> {
    type Read = Series;

    fn read(self) -> Result<Option<Series>, Misread> {
        self.0.series("activeSeries")
    }
}
