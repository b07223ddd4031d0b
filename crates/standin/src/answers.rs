//! The answers of NSE's website at a moment of the day, in the shapes that are documented for 2026.

use std::fmt::Write as _;

use replay::State;
use trading::{BandRule, Calendar, Day, Moment, Phase, Price};

use crate::fault::Fault;
use crate::market::{Market, Stock};
use crate::number::{Hundredths, Scaled, date, percent, plain_stamp, stamp};
use crate::pack;

/// The market as an answer shows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) market: &'a Market,
    /// The moment that is told.
    pub(crate) at: Moment,
    /// How it is told wrongly.
    pub(crate) fault: Option<Fault>,
}

/// One stock of an answer.
pub(crate) struct Told<'a> {
    pub(crate) stock: &'a Stock,
    pub(crate) state: State,
    /// The last price, or the official close once there is one.
    pub(crate) last: Price,
}

impl<'a> View<'a> {
    /// A stock, if it has traded.
    pub(crate) fn told(&self, stock: &'a Stock) -> Option<Told<'a>> {
        let state = self.market.state(stock, self.at);
        let last = state.close.or(state.last)?;
        let seventh = stock.token().is_multiple_of(7);
        match self.fault {
            Some(Fault::Missing) if seventh => None,
            Some(Fault::OutOfBand) if seventh => Some(Told { stock, state, last: wild(stock, last) }),
            _ => Some(Told { stock, state, last }),
        }
    }

    /// `live-analysis-stocksTraded`: everything that has traded. Shares in lakhs, values in crores.
    pub(crate) fn whole_market(&self) -> String {
        let told: Vec<Told<'_>> = self.market.stocks().iter().filter_map(|stock| self.told(stock)).collect();
        let [up, down] = [1, -1].map(|sign| {
            told.iter().filter(|one| (one.last.paise() - one.stock.base.paise()).signum() == sign).count()
        });
        let mut out = format!(
            r#"{{"total":{{"count":{{"Advances":{up},"Unchange":{},"Declines":{down},"Total":{}}},"data":["#,
            told.len() - up - down,
            told.len()
        );
        for (place, one) in told.iter().enumerate() {
            let Told { stock, state, last } = one;
            let (last, base) = (last.paise(), stock.base.paise());
            let comma = if place == 0 { "" } else { "," };
            let _ = write!(
                out,
                r#"{comma}{{"identifier":"{}","symbol":"{}","series":"{}","marketType":"N","pchange":{},"change":{},"basePrice":{},"previousClose":{},"lastPrice":{},"totalTradedVolume":{},"totalTradedValue":{},"issuedCap":10000000,"totalMarketCap":{}}}"#,
                stock.identifier(),
                stock.instrument.symbol,
                stock.instrument.series,
                percent(last, base),
                Hundredths(last - base),
                Hundredths(base),
                Hundredths(stock.figures.previous_close.paise()),
                Hundredths(last),
                Scaled(state.volume, 5),
                Scaled(state.turnover.0, 9),
                Scaled(last.saturating_mul(10_000_000), 9),
            );
        }
        out.push_str("]}}");
        out
    }

    /// `equity-stock-indices`: an index and its members with open, high and low. None for an index that is not known.
    pub(crate) fn members(&self, index: &str) -> Option<String> {
        let members: Vec<Told<'_>> =
            self.market.members(index)?.filter_map(|stock| self.told(stock)).collect();
        let level = self.market.indices().iter().find(|one| one.row.name == index);
        let level = level.and_then(|one| Some((one, self.market.level(one, self.at)?)));
        let mut out = r#"{"data":["#.to_owned();
        if let Some((one, [last, open, high, low])) = level {
            let before = one.row.close - one.row.change.unwrap_or(0);
            let _ = write!(
                out,
                r#"{{"priority":1,"symbol":"{index}","identifier":"{index}","series":null,"open":{},"dayHigh":{},"dayLow":{},"lastPrice":{},"previousClose":{},"change":{},"pChange":{},"ffmc":null,"totalTradedVolume":0,"totalTradedValue":0,"lastUpdateTime":"{}"}}"#,
                Hundredths(open),
                Hundredths(high),
                Hundredths(low),
                Hundredths(last),
                Hundredths(before),
                Hundredths(last - before),
                percent(last, before),
                stamp(self.at),
            );
        }
        for one in &members {
            if !out.ends_with('[') {
                out.push(',');
            }
            self.member(&mut out, one);
        }
        let _ = write!(
            out,
            r#"],"marketStatus":{{"market":"Capital Market","marketStatus":"{}","marketStatusMessage":""}},"timestamp":"{}"}}"#,
            self.status_word(),
            stamp(self.at)
        );
        Some(out)
    }

    fn member(&self, out: &mut String, one: &Told<'_>) {
        let Told { stock, state, last } = one;
        let price = |price: Option<Price>| Hundredths(price.unwrap_or(*last).paise());
        let before = stock.figures.previous_close.paise();
        let _ = write!(
            out,
            r#"{{"priority":0,"symbol":"{}","identifier":"{}","series":"{}","marketType":"N","open":{},"dayHigh":{},"dayLow":{},"lastPrice":{},"previousClose":{},"change":{},"pChange":{},"totalTradedVolume":{},"totalTradedValue":{},"stockIndClosePrice":0,"ffmc":1,"yearHigh":{},"yearLow":{},"nearWKH":"-","nearWKL":null,"perChange365d":"-","lastUpdateTime":"{}"}}"#,
            stock.instrument.symbol,
            stock.identifier(),
            stock.instrument.series,
            price(state.open),
            price(state.high),
            price(state.low),
            Hundredths(last.paise()),
            Hundredths(before),
            Hundredths(last.paise() - before),
            percent(last.paise(), before),
            state.volume,
            Hundredths(state.turnover.0),
            Hundredths(last.paise() * 3 / 2),
            Hundredths(last.paise() / 2),
            plain_stamp(state.last_trade_at.unwrap_or(self.at)),
        );
    }

    /// `GetQuoteApi` of `getSymbolData`: one stock with five levels of depth.
    pub(crate) fn quote(&self, symbol: &str, series: &str) -> Option<String> {
        let stock = self.market.stock(symbol).filter(|one| one.instrument.series.code() == series)?;
        let told = self.told(stock)?;
        let (state, last) = (&told.state, told.last.paise());
        let open = stock.in_phase(self.at, &[Phase::Continuous]);
        let mut book = String::new();
        for level in 1..=5 {
            let away = level * stock.tick.paise();
            let shares = if open { stock.instrument.lot * (11 - level) * 10 } else { 0 };
            let [bid, offer] = [last - away, last + away].map(|price| if open { price.max(0) } else { 0 });
            let _ = write!(
                book,
                r#""buyPrice{level}":{},"buyQuantity{level}":{shares},"sellPrice{level}":{},"sellQuantity{level}":{shares},"#,
                Hundredths(bid),
                Hundredths(offer),
            );
        }
        let price = |price: Option<Price>| Hundredths(price.unwrap_or(told.last).paise());
        let before = stock.figures.previous_close.paise();
        let (low, high) = self.told_band(stock, told.last);
        Some(format!(
            r#"{{"equityResponse":[{{"orderBook":{{{book}"lastPrice":{last},"totalBuyQuantity":4000,"totalSellQuantity":4000,"perBuyQty":50,"perSellQty":50}},"metaData":{{"identifier":"{id}","companyName":{name},"isinCode":"{isin}","symbol":"{symbol}","series":"{series}","marketType":"N","open":{open},"dayHigh":{dayhigh},"dayLow":{daylow},"previousClose":{before},"averagePrice":{average},"change":{change},"pChange":{pchange},"basePrice":{base},"closePrice":{close},"indicativeClose":0,"symbolStatus":"NM"}},"tradeInfo":{{"totalTradedVolume":{volume},"totalTradedValue":{value},"lastPrice":{last},"issuedSize":10000000,"faceValue":1,"marketLot":null}},"priceInfo":{{"yearHigh":{yearhigh},"yearLow":{yearlow},"cmDailyVolatility":"1.34","tickSize":{tick},"priceBand":"{low}-{high}","ppriceBand":"{words}"}},"secInfo":{{"secStatus":"Listed","isSuspended":"Active"}},"lastUpdateTime":"{time}"}}]}}"#,
            last = Hundredths(last),
            id = stock.identifier(),
            name = serde_json::Value::from(&*stock.instrument.name),
            isin = stock.instrument.isin,
            open = price(state.open),
            dayhigh = price(state.high),
            daylow = price(state.low),
            before = Hundredths(before),
            average = Hundredths(state.turnover.0 / state.volume.max(1)),
            change = Hundredths(last - before),
            pchange = percent(last, before),
            base = Hundredths(stock.base.paise()),
            close = state.close.map_or(Hundredths(0), |close| Hundredths(close.paise())),
            volume = state.volume,
            value = Hundredths(state.turnover.0),
            yearhigh = Hundredths(last * 3 / 2),
            yearlow = Hundredths(last / 2),
            tick = Hundredths(stock.tick.paise()),
            words = stock.band_words(),
            time = stamp(state.last_trade_at.unwrap_or(self.at)),
        ))
    }

    /// `GetQuoteApi` of `getMetaData`: what a symbol is, and the series that it trades in. Yes and no are texts.
    pub(crate) fn meta(&self, symbol: &str) -> Option<String> {
        let instrument = &self.market.stock(symbol)?.instrument;
        Some(format!(
            r#"{{"symbol":"{symbol}","companyName":{},"activeSeries":["{}"],"isFNOSec":"false","isSuspended":"false","isDelisted":"false","isETFSec":"{}","isin":"{}"}}"#,
            serde_json::Value::from(&*instrument.name),
            instrument.series,
            instrument.is_fund(),
            instrument.isin,
        ))
    }

    /// The band of the day; after the close already that of the next day, as the exchange does it.
    fn told_band(&self, stock: &Stock, last: Price) -> (Hundredths, Hundredths) {
        let after = stock.in_phase(self.at, &[Phase::PostClose, Phase::Closed]) && self.at.clock() > NOON;
        let band = if after { trading::band_of(last, stock.figures.band, stock.tick) } else { stock.band };
        (Hundredths(band.low.paise()), Hundredths(band.high.paise()))
    }

    /// `allIndices`.
    pub(crate) fn indices(&self) -> String {
        let mut out = r#"{"data":["#.to_owned();
        for index in self.market.indices() {
            let Some([last, open, high, low]) = self.market.level(index, self.at) else { continue };
            let before = index.row.close - index.row.change.unwrap_or(0);
            if !out.ends_with('[') {
                out.push(',');
            }
            let _ = write!(
                out,
                r#"{{"key":"INDICES","index":"{name}","indexSymbol":"{name}","last":{},"variation":{},"percentChange":{},"open":{},"high":{},"low":{},"previousClose":{},"yearHigh":{},"yearLow":{},"indicativeClose":0,"pe":"20.37","pb":"3.23","dy":"1.32","declines":"23","advances":"27","unchanged":"0"}}"#,
                Hundredths(last),
                Hundredths(last - before),
                percent(last, before),
                Hundredths(open),
                Hundredths(high),
                Hundredths(low),
                Hundredths(before),
                Hundredths(high * 3 / 2),
                Hundredths(low / 2),
                name = index.row.name,
            );
        }
        let _ =
            write!(out, r#"],"timestamp":"{}","advances":27,"declines":23,"unchanged":0}}"#, stamp(self.at));
        out
    }

    /// `marketStatus`.
    pub(crate) fn status(&self) -> String {
        format!(
            r#"{{"marketState":[{{"market":"Capital Market","marketStatus":"{}","tradeDate":"{}","index":"NIFTY 50","last":"","variation":"","percentChange":"","marketStatusMessage":""}}]}}"#,
            self.status_word(),
            stamp(self.at),
        )
    }

    /// `holiday-master`: the closed days of the year.
    pub(crate) fn holidays(&self) -> String {
        let (year, ..) = self.at.day().parts();
        let calendar = Calendar::nse();
        let closed = calendar.notices().iter().filter(|notice| notice.day.parts().0 == year);
        let closed = closed.filter(|notice| !calendar.is_trading_day(notice.day));
        let rows: Vec<String> = closed
            .zip(1..)
            .map(|(notice, number)| {
                format!(
                    r#"{{"tradingDate":"{}","weekDay":"","description":{},"morning_session":"Closed","evening_session":"Closed","Sr_no":{number}}}"#,
                    date(notice.day),
                    serde_json::Value::from(&*notice.words),
                )
            })
            .collect();
        format!(r#"{{"CM":[{}]}}"#, rows.join(","))
    }

    /// `corporates-corporateActions` between two dates (`DD-MM-YYYY`).
    pub(crate) fn actions(&self, from: &str, to: &str) -> String {
        let day = |text: &str| {
            let mut parts = text.split('-').map(str::parse::<u16>);
            let (date, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
            Day::of(i32::from(year), u8::try_from(month).ok()?, u8::try_from(date).ok()?)
        };
        let (Some(from), Some(to)) = (day(from), day(to)) else { return "[]".to_owned() };
        let shift = self.market.day().since(self.market.recorded());
        let rows = pack::actions(from.plus(-shift), to.plus(-shift)).into_iter();
        let rows: Vec<String> = rows
            .map(|(ex_day, symbol, isin, face, subject)| {
                format!(
                    r#"{{"symbol":"{symbol}","series":"EQ","ind":"-","faceVal":"{}","subject":"{subject}","exDate":"{}","recDate":"-","bcStartDate":"-","bcEndDate":"-","ndStartDate":"-","ndEndDate":"-","comp":"{symbol}","isin":"{isin}","caBroadcastDate":null}}"#,
                    Hundredths(face),
                    date(ex_day.plus(shift)),
                )
            })
            .collect();
        format!("[{}]", rows.join(","))
    }

    fn status_word(&self) -> &'static str {
        let phase = Calendar::nse().session(self.market.recorded(), false);
        match phase.map_or(Phase::Closed, |session| session.phase_at(self.at.clock())) {
            Phase::Continuous
            | Phase::AuctionReference
            | Phase::AuctionEntry
            | Phase::AuctionLimitOnly
            | Phase::AuctionMatch => "Open",
            Phase::PreOpenEntry | Phase::PreOpenLimitOnly | Phase::PreOpenMatch | Phase::Buffer => "PreOpen",
            Phase::Closed | Phase::PostClose => "Closed",
        }
    }
}

const NOON: trading::Clock = trading::Clock::of(12, 0, 0);

/// A price that cannot be: beyond a fixed band by a tick, and twice what it is where there is none.
fn wild(stock: &Stock, last: Price) -> Price {
    match stock.figures.band {
        BandRule::Percent(_) => stock.tick.above(stock.band.high),
        BandRule::NoBand => last.moved(last.paise()).unwrap_or(last),
    }
}
