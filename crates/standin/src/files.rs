//! The archives' files, written from the day's facts in the exchange's columns.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use trading::{BandRule, Calendar, Clock, Day, DayFigures, Instrument, Moment, Paise};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::market::{Market, days};
use crate::number::{date, digits};
use crate::pack;

/// When a day's files are published.
const PUBLISHED: Clock = Clock::of(18, 30, 0);

/// The file at a path of the archives; none for one that is not there, or not yet.
pub(crate) fn file(market: &Market, at: Moment, path: &str) -> Option<Vec<u8>> {
    let name = path.rsplit('/').next()?;
    let day_of = |prefix: &str, suffix: &str| {
        let text = name.strip_prefix(prefix)?.strip_suffix(suffix)?;
        published(market, at)
            .find(|(told, _)| text == digits(*told) || text == told.to_string().replace('-', ""))
    };
    if name == "EQUITY_L.csv" {
        return Some(equity_list(market).into_bytes());
    }
    if let Some((told, real)) = day_of("BhavCopy_NSE_CM_0_0_0_", "_F_0000.csv.zip") {
        return zipped(name.strip_suffix(".zip")?, &bhavcopy(told, real));
    }
    if let Some((told, real)) = day_of("sec_bhavdata_full_", ".csv") {
        return Some(deliveries(told, real).into_bytes());
    }
    if let Some((told, real)) = day_of("ind_close_all_", ".csv") {
        return Some(index_close(told, real).into_bytes());
    }
    if let Some((_, real)) = day_of("sec_list_", ".csv") {
        return Some(price_bands(real).into_bytes());
    }
    // Of a day and of the next: what changes is told the evening before.
    let tomorrow = || {
        let text = name.strip_prefix("eq_band_changes_")?.strip_suffix(".csv")?;
        published(market, at).find(|(told, _)| text == digits(Calendar::nse().next_trading_day(*told)))
    };
    if day_of("eq_band_changes_", ".csv").or_else(tomorrow).is_some() {
        return Some(b"Sr. No,Symbol,Series,Security Name,From,To\n".to_vec());
    }
    let index = name.strip_prefix("ind_")?.strip_suffix("list.csv")?;
    members(market, index).map(String::into_bytes)
}

/// The days whose files are out: the date that each bears, and the day that it really tells.
fn published(market: &Market, at: Moment) -> impl Iterator<Item = (Day, Day)> {
    let own = (market.day(), market.recorded());
    let shifted = own.0 != own.1;
    let earlier = days().into_iter().filter(move |day| !shifted && *day != own.0).map(|day| (day, day));
    earlier.chain([own]).filter(move |(told, _)| at >= told.at(PUBLISHED))
}

fn rows(day: Day) -> impl Iterator<Item = (Instrument, DayFigures)> {
    let instruments = pack::instruments(day);
    pack::figures(day)
        .into_iter()
        .filter_map(move |(symbol, figures, _)| Some((instruments.get(&symbol)?.clone(), figures)))
}

fn bhavcopy(told: Day, real: Day) -> String {
    let mut out = "TradDt,BizDt,Sgmt,Src,FinInstrmTp,FinInstrmId,ISIN,TckrSymb,SctySrs,XpryDt,FininstrmActlXpryDt,StrkPric,OptnTp,FinInstrmNm,OpnPric,HghPric,LwPric,ClsPric,LastPric,PrvsClsgPric,UndrlygPric,SttlmPric,OpnIntrst,ChngInOpnIntrst,TtlTradgVol,TtlTrfVal,TtlNbOfTxsExctd,SsnId,NewBrdLotQty,Rmks,Rsvd1,Rsvd2,Rsvd3,Rsvd4\n".to_owned();
    for (number, (instrument, figures)) in (1..).zip(rows(real)) {
        let Instrument { symbol, isin, series, lot, .. } = &instrument;
        let _ = writeln!(
            out,
            "{told},{told},CM,NSE,STK,{number},{isin},{symbol},{series},,,,,{},{},{},{},{},{},{},,{},,,{},{},{},F1,{lot},,,,,",
            plain(&instrument.name).to_uppercase(),
            rupees(figures.open.paise()),
            rupees(figures.high.paise()),
            rupees(figures.low.paise()),
            rupees(figures.close.paise()),
            rupees(figures.last.paise()),
            rupees(figures.previous_close.paise()),
            rupees(figures.close.paise()),
            figures.volume,
            rupees(figures.turnover.0),
            figures.trades,
        );
    }
    out
}

fn deliveries(told: Day, real: Day) -> String {
    let mut out = "SYMBOL, SERIES, DATE1, PREV_CLOSE, OPEN_PRICE, HIGH_PRICE, LOW_PRICE, LAST_PRICE, CLOSE_PRICE, AVG_PRICE, TTL_TRD_QNTY, TURNOVER_LACS, NO_OF_TRADES, DELIV_QTY, DELIV_PER\n".to_owned();
    for (instrument, figures) in rows(real) {
        let delivered = figures.deliverable.map_or("-".to_owned(), |shares| shares.to_string());
        let part = figures
            .deliverable
            .map_or("-".to_owned(), |shares| rupees(shares.saturating_mul(10_000) / figures.volume.max(1)));
        let _ = writeln!(
            out,
            "{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {delivered}, {part}",
            instrument.symbol,
            instrument.series,
            date(told),
            rupees(figures.previous_close.paise()),
            rupees(figures.open.paise()),
            rupees(figures.high.paise()),
            rupees(figures.low.paise()),
            rupees(figures.last.paise()),
            rupees(figures.close.paise()),
            rupees(figures.average.paise()),
            figures.volume,
            rupees(Paise(figures.turnover.0).portion(1, 100_000).0),
            figures.trades,
        );
    }
    out
}

fn index_close(told: Day, real: Day) -> String {
    let mut out = "Index Name,Index Date,Open Index Value,High Index Value,Low Index Value,Closing Index Value,Points Change,Change(%),Volume,Turnover (Rs. Cr.),P/E,P/B,Div Yield\n".to_owned();
    let (year, month, date) = told.parts();
    for row in pack::indices(real) {
        let maybe = |level: Option<i64>| level.map_or("-".to_owned(), rupees);
        let _ = writeln!(
            out,
            "{},{date:02}-{month:02}-{year:04},{},{},{},{},{},-,-,-,-,-,-",
            row.name,
            maybe(row.open),
            maybe(row.high),
            maybe(row.low),
            rupees(row.close),
            maybe(row.change),
        );
    }
    out
}

fn price_bands(real: Day) -> String {
    let mut out = "Symbol,Series,Security Name,Band,Remarks\n".to_owned();
    for (instrument, figures) in rows(real) {
        let band = match figures.band {
            BandRule::Percent(percent) => percent.to_string(),
            BandRule::NoBand => "No Band".to_owned(),
        };
        let Instrument { symbol, series, name, .. } = &instrument;
        let _ = writeln!(out, "{symbol},{series},{},{band},-", plain(name));
    }
    out
}

fn equity_list(market: &Market) -> String {
    let mut out =
        "SYMBOL,NAME OF COMPANY, SERIES, DATE OF LISTING, PAID UP VALUE, MARKET LOT, ISIN NUMBER, FACE VALUE\n"
            .to_owned();
    for stock in market.stocks() {
        let Instrument { symbol, name, series, isin, face_value, listed_on, .. } = &stock.instrument;
        // The exchange's list has the equities of the main board only.
        let (Some(listed_on), Some(face), "EQ" | "BE" | "BZ") = (listed_on, face_value, series.code()) else {
            continue;
        };
        let face = rupees(face.0);
        let listed = date(*listed_on).to_uppercase();
        let _ = writeln!(out, "{symbol},{},{series},{listed},{face},1,{isin},{face}", plain(name));
    }
    out
}

fn members(market: &Market, index: &str) -> Option<String> {
    let name = match index {
        "niftytotalmarket_" => "NIFTY TOTAL MARKET".to_owned(),
        _ => format!("NIFTY {}", index.strip_prefix("nifty")?.to_uppercase()),
    };
    let mut out = "Company Name,Industry,Symbol,Series,ISIN Code\n".to_owned();
    for stock in market.members(&name)? {
        let Instrument { symbol, name, series, isin, .. } = &stock.instrument;
        let _ = writeln!(out, "{},-,{symbol},{series},{isin}", plain(name));
    }
    Some(out)
}

fn zipped(name: &str, text: &str) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).ok()?;
    zip.write_all(text.as_bytes()).ok()?;
    Some(zip.finish().ok()?.into_inner())
}

/// Paise as rupees with both decimals.
fn rupees(paise: i64) -> String {
    let sign = if paise < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", paise.unsigned_abs() / 100, paise.unsigned_abs() % 100)
}

/// A name without what would end a cell.
fn plain(name: &str) -> String {
    name.replace([',', '"'], " ")
}
