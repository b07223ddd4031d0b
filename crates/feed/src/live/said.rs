//! What each answer says, stock by stock, in one shape.

use trading::{IndexSeen, Moment, Series, Symbol};

use super::judge::{How, Said};
use super::web::Web;
use crate::nse::answers::{
    Undecodable, all_indices, all_indices::IndexNow, constituents, pre_open, stocks_traded, symbol_data,
    symbol_meta,
};
use crate::yahoo::{chart::Chart, spark};

/// The stocks of an answer, and how many of its rows could not be read.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) stocks: Vec<Said>,
    pub(crate) unread: usize,
}

/// The whole market. Before the first trade of a day it is empty.
pub(crate) fn whole_market(bytes: &[u8]) -> Result<Rows, Undecodable> {
    let Some(answer) = unless_empty(stocks_traded::decode(bytes))? else { return Ok(Rows::default()) };
    let stocks = answer.stocks.read.into_iter().map(|row| Said {
        last: Some(row.last),
        previous_close: Some(row.previous_close),
        base: row.base,
        volume: Some(row.volume),
        turnover: Some(row.turnover),
        series: Some(row.series),
        ..Said::nothing(row.symbol, Web::Nse, How::Market)
    });
    Ok(Rows { stocks: stocks.collect(), unread: answer.stocks.refused.len() })
}

/// The members of an index, and the index.
pub(crate) fn members(bytes: &[u8], asked_at: Moment) -> Result<(Rows, Option<IndexSeen>), Undecodable> {
    let Some(answer) = unless_empty(constituents::decode(bytes))? else { return Ok((Rows::default(), None)) };
    let as_of = answer.as_of;
    let stocks = answer.members.read.into_iter().map(|row| Said {
        last: Some(row.last),
        previous_close: Some(row.previous_close),
        open: row.open,
        high: row.high,
        low: row.low,
        volume: Some(row.volume),
        turnover: Some(row.turnover),
        series: Some(row.series),
        stated: row.as_of.or(as_of),
        year: row.year_low.zip(row.year_high),
        ..Said::nothing(row.symbol, Web::Nse, How::Members)
    });
    let rows = Rows { stocks: stocks.collect(), unread: answer.members.refused.len() };
    Ok((rows, answer.index.map(|index| seen(index, as_of, asked_at))))
}

/// One stock with its depth; none when the exchange has nothing to say of it.
pub(crate) fn quote(bytes: &[u8]) -> Result<Option<Said>, Undecodable> {
    let Some(quote) = unless_empty(symbol_data::decode(bytes))? else { return Ok(None) };
    let band = quote.band_of_today().map(|band| (band.low, band.high));
    Ok(Some(Said {
        last: quote.close.or(quote.last),
        previous_close: quote.previous_close,
        base: quote.base,
        open: quote.open,
        high: quote.high,
        low: quote.low,
        volume: quote.volume,
        turnover: quote.turnover,
        series: Some(quote.series),
        stated: Some(quote.as_of),
        touch: quote.depth.map(|depth| depth.touch()),
        band,
        tick: quote.tick,
        year: quote.year_low.zip(quote.year_high),
        ..Said::nothing(quote.symbol, Web::Nse, How::Quote)
    }))
}

/// The series that a symbol trades in now; none when the exchange does not know the symbol, or it trades in none that Lakh does.
pub(crate) fn series(bytes: &[u8]) -> Result<Option<Series>, Undecodable> {
    Ok(unless_empty(symbol_meta::decode(bytes))?.and_then(|meta| meta.series.first().copied()))
}

/// The pre-open: a price only for what has been matched, for until then it is only what it would be.
pub(crate) fn pre_opened(bytes: &[u8], matched: bool) -> Result<Rows, Undecodable> {
    let Some(answer) = unless_empty(pre_open::decode(bytes))? else { return Ok(Rows::default()) };
    let as_of = answer.as_of;
    let stocks = answer.stocks.read.into_iter().map(|row| {
        let price = row.equilibrium.filter(|_| matched && row.matched > 0);
        Said {
            last: price,
            previous_close: Some(row.previous_close),
            open: price,
            high: price,
            low: price,
            volume: price.map(|_| row.matched),
            turnover: price.and(row.turnover),
            series: Some(row.series),
            stated: price.and(row.as_of.or(as_of)),
            ..Said::nothing(row.symbol, Web::Nse, How::PreOpen)
        }
    });
    Ok(Rows { stocks: stocks.collect(), unread: answer.stocks.refused.len() })
}

/// Every index.
pub(crate) fn indices(bytes: &[u8], asked_at: Moment) -> Result<Vec<IndexSeen>, Undecodable> {
    let Some(answer) = unless_empty(all_indices::decode(bytes))? else { return Ok(Vec::new()) };
    let as_of = answer.as_of;
    Ok(answer.indices.read.into_iter().map(|index| seen(index, as_of, asked_at)).collect())
}

/// Several stocks of Yahoo.
pub(crate) fn sparks(bytes: &[u8]) -> Result<Rows, Undecodable> {
    let Some(answer) = unless_empty(spark::decode(bytes))? else { return Ok(Rows::default()) };
    let stocks = answer.read.into_iter().filter_map(|chart| {
        let Chart { symbol, price, as_of, previous_close, high, low, volume, .. } = chart;
        Some(Said {
            last: Some(price?),
            previous_close,
            high,
            low,
            volume,
            stated: Some(as_of?),
            ..Said::nothing(symbol?, Web::Yahoo, How::Yahoo)
        })
    });
    // A stock that Yahoo does not know is refused by name; that is no fault of the answer.
    Ok(Rows { stocks: stocks.collect(), unread: 0 })
}

impl Said {
    /// A stock of which nothing is said.
    const fn nothing(symbol: Symbol, web: Web, how: How) -> Self {
        Self {
            symbol,
            series: None,
            web,
            how,
            last: None,
            previous_close: None,
            base: None,
            open: None,
            high: None,
            low: None,
            volume: None,
            turnover: None,
            stated: None,
            touch: None,
            band: None,
            tick: None,
            year: None,
        }
    }
}

fn seen(index: IndexNow, as_of: Option<Moment>, asked_at: Moment) -> IndexSeen {
    let as_of = index.as_of.or(as_of).map(|stated| stated.min(asked_at));
    IndexSeen {
        name: index.name,
        last: index.last,
        previous_close: Some(index.previous_close),
        open: index.open,
        high: index.high,
        low: index.low,
        as_of: as_of.unwrap_or_else(|| super::judge::last_trading(asked_at)),
        asked_at,
        source: Web::Nse.source(),
    }
}

/// That there is no data is an answer, too.
fn unless_empty<T>(read: Result<T, Undecodable>) -> Result<Option<T>, Undecodable> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(Undecodable::NoData) => Ok(None),
        Err(other) => Err(other),
    }
}
