//! JSON that is no file of a day: named for what it is, so that the refusal is of use.

use super::refused::FileError;

/// How far to look for the words that tell.
const HEAD: usize = 4_000;

/// What the words of an answer tell it to be, the surest first.
const SIGNS: [(&str, &str); 16] = [
    ("\"equityResponse\"", "a quote of one stock"),
    ("\"orderBook\"", "a quote of one stock"),
    ("\"marketDeptOrderBook\"", "a quote of one stock"),
    ("\"priceInfo\"", "a quote of one stock"),
    ("\"grapthData\"", "the prices of one stock's day as points, without shares"),
    ("\"preOpenMarket\"", "the pre-open"),
    ("\"new52WHL\"", "a list of new highs or lows of 52 weeks"),
    ("\"priceBand\"", "a list of stocks at their price bands"),
    ("\"indexSymbol\"", "a list of indices as they stand"),
    ("\"lastPrice\"", "a list of stocks as they stand"),
    ("\"ltp\"", "a list of stocks as they stand"),
    ("\"regularMarketPrice\"", "a chart of Yahoo's"),
    ("\"marketStatus\"", "the state of the markets"),
    ("holidays\"", "a list of holidays"),
    ("\"tradingDate\"", "a list of holidays"),
    ("\"activeSeries\"", "what a symbol is"),
];

/// The refusal that names an answer by its words; none when they are not known.
pub(super) fn named(text: &str) -> Option<FileError> {
    let head = text.get(..HEAD).unwrap_or(text);
    // An answer cut in the middle of a letter is looked at whole: it is small.
    let known = SIGNS.iter().find(|(sign, _)| head.contains(sign));
    known.map(|(_, what)| FileError::Answer { what })
}
