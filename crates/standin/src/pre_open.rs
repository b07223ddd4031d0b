//! `market-data-pre-open`: all day long what the morning's one price was; while orders collect, what it would be.

use std::fmt::Write as _;

use trading::{Match, Phase};

use crate::answers::View;
use crate::number::{Hundredths, percent, stamp};

impl View<'_> {
    /// The pre-open of every stock.
    pub(crate) fn pre_open(&self) -> String {
        let mut out = r#"{"advances":0,"declines":0,"unchanged":0,"data":["#.to_owned();
        for stock in self.market.stocks() {
            let path = self.market.path(stock);
            let midnight = path.day().at(trading::Clock::MIDNIGHT);
            let first = path.next_trade(midnight).filter(|trade| trade.matched == Match::PreOpen);
            let matched = first.filter(|trade| trade.at <= self.market.inwards(self.at));
            let before = stock.figures.previous_close.paise();
            let collecting = stock.in_phase(self.at, &[Phase::PreOpenEntry, Phase::PreOpenLimitOnly]);
            let would_be = if collecting { stock.figures.open.paise() } else { 0 };
            let iep = matched.as_ref().map_or(would_be, |trade| trade.last.paise());
            let shares = matched.as_ref().map_or(0, |trade| trade.traded);
            let last = if iep == 0 { before } else { iep };
            if !out.ends_with('[') {
                out.push(',');
            }
            let _ = write!(
                out,
                r#"{{"metadata":{{"symbol":"{symbol}","identifier":"{id}","series":"{series}","purpose":null,"lastPrice":{last},"change":{change},"pChange":{pchange},"previousClose":{before},"finalQuantity":{shares},"totalTurnover":{turnover},"marketCap":"-","yearHigh":{high},"yearLow":{low},"iep":{iep}}},"detail":{{"preOpenMarket":{{"preopen":[{{"price":{iep},"buyQty":100,"sellQty":100,"iep":true}}],"ato":{{"totalBuyQuantity":0,"totalSellQuantity":0}},"IEP":{iep},"totalTradedVolume":{shares},"finalPrice":{iep},"finalQuantity":{shares},"lastUpdateTime":"{time}","totalSellQuantity":100,"totalBuyQuantity":100,"atoBuyQty":0,"atoSellQty":0,"Change":{change},"perChange":{pchange},"prevClose":{before}}}}}}}"#,
                symbol = stock.instrument.symbol,
                id = stock.identifier(),
                series = stock.instrument.series,
                last = Hundredths(last),
                change = Hundredths(last - before),
                pchange = percent(last, before),
                before = Hundredths(before),
                turnover = Hundredths(iep * shares),
                high = Hundredths(last * 3 / 2),
                low = Hundredths(last / 2),
                iep = Hundredths(iep),
                time = stamp(matched.as_ref().map_or(self.at, |trade| self.market.outwards(trade.at))),
            );
        }
        let _ = write!(
            out,
            r#"],"timestamp":"{}","totalTradedValue":0,"totalTradedVolume":0,"totalmarketcap":0}}"#,
            stamp(self.at)
        );
        out
    }
}
