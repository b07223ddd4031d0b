//! Every stock of the recorded days. They stand beside the repository where it is developed; elsewhere these
//! tests say that they did not run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use replay::Path;
use trading::{
    BandRule, Clock, Day, DayFigures, Match, Moment, Paise, Price, Quote, Series, Session, Symbol,
};

use crate::check::{agrees, passes_through, turnover};

/// One stock's recorded day.
pub(crate) struct Row {
    pub(crate) symbol: Symbol,
    pub(crate) series: Series,
    is_fund: bool,
    lot: i64,
    pub(crate) figures: DayFigures,
}

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/recorded/udiff_bhavcopy");
    if !folder.is_dir() {
        println!("did not run: no recorded days beside the repository");
        return None;
    }
    Some(folder)
}

/// The stocks of a recorded day, in the order of the file.
pub(crate) fn rows(year: i32, month: u8, day: u8) -> Option<Vec<Row>> {
    let file = format!("BhavCopy_NSE_CM_0_0_0_{year}{month:02}{day:02}_F_0000.csv");
    let mut reader = csv::Reader::from_path(folder()?.join(file)).unwrap();
    let day = Day::of(year, month, day).unwrap();
    let rows = reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap);
    let rows = rows.filter_map(|row| {
        let series: Series = row["SctySrs"].parse().ok()?;
        let price = |name: &str| Price::new(paise(&row[name])).unwrap();
        let count = |name: &str| row[name].parse::<i64>().unwrap();
        let (volume, turnover) = (count("TtlTradgVol"), paise(&row["TtlTrfVal"]));
        let figures = DayFigures {
            day,
            previous_close: price("PrvsClsgPric"),
            open: price("OpnPric"),
            high: price("HghPric"),
            low: price("LwPric"),
            last: price("LastPric"),
            close: price("ClsPric"),
            average: Price::new(turnover / volume).unwrap(),
            volume,
            turnover: Paise(turnover),
            trades: count("TtlNbOfTxsExctd"),
            deliverable: None,
            band: BandRule::Percent(20),
        };
        let is_fund = row["ISIN"].starts_with("INF");
        Some(Row {
            symbol: row["TckrSymb"].parse().unwrap(),
            series,
            is_fund,
            lot: count("NewBrdLotQty"),
            figures,
        })
    });
    Some(rows.collect())
}

/// `1,234.5` without the comma, in paise.
fn paise(text: &str) -> i64 {
    let (rupees, rest) = text.split_once('.').unwrap_or((text, ""));
    rupees.parse::<i64>().unwrap() * 100 + format!("{rest:0<2}")[..2].parse::<i64>().unwrap()
}

const DAYS: [u8; 10] = [3, 4, 5, 6, 7, 10, 11, 12, 13, 14];

/// The ticks of August 2026, from the closes of 31 July.
pub(crate) fn ticks() -> Option<BTreeMap<Symbol, i64>> {
    let ticks = rows(2026, 7, 31)?.into_iter().map(|row| {
        let tick = match row.figures.close.paise() {
            // Funds keep the paisa, and so do the trusts and the gold bonds by the recorded prices.
            _ if row.is_fund || matches!(row.series, Series::Rr | Series::Iv | Series::Gb) => 1,
            _ if row.series.is_sme() => 5,
            ..=24_999 => 1,
            25_000..=100_000 => 5,
            100_001..=500_000 => 10,
            500_001..=1_000_000 => 50,
            1_000_001..=2_000_000 => 100,
            _ => 500,
        };
        (row.symbol, tick)
    });
    Some(ticks.collect())
}

/// Stocks whose close was the last price on every recorded day and whose trades are many: near enough those
/// with a closing auction.
fn with_auction() -> Option<BTreeSet<Symbol>> {
    let mut counts: BTreeMap<Symbol, u32> = BTreeMap::new();
    for day in DAYS {
        let same = rows(2026, 8, day)?
            .into_iter()
            .filter(|row| row.figures.close == row.figures.last && row.figures.trades > 5_000);
        same.for_each(|row| *counts.entry(row.symbol).or_default() += 1);
    }
    Some(counts.into_iter().filter(|(_, count)| *count > 8).map(|(symbol, _)| symbol).collect())
}

#[test]
fn every_recorded_stock_and_day_is_passed_through_exactly() {
    let (Some(ticks), Some(auctions)) = (ticks(), with_auction()) else { return };
    assert!((150..260).contains(&auctions.len()), "{} stocks with an auction", auctions.len());
    let (mut paths, mut off_tick, mut exact) = (0, Vec::new(), 0);
    let (mut misses, mut tails) = (Vec::new(), Vec::new());
    for day in DAYS {
        for row in rows(2026, 8, day).unwrap() {
            let session = Session::full_day(row.figures.day, auctions.contains(&row.symbol));
            let tick = ticks.get(&row.symbol).copied().unwrap_or(1);
            let path = Path::in_lots(7, &row.symbol, &row.figures, &session, tick, row.lot);
            let trades = passes_through(&path, &row.figures, &session);
            let at = |hour, minute, second| row.figures.day.at(Clock::of(hour, minute, second));
            for moment in
                [at(9, 8, 30), at(9, 15, 4), at(11, 7, 13), at(15, 14, 59), at(15, 31, 0), at(18, 0, 0)]
            {
                agrees(&path, &trades, moment);
            }
            paths += 1;
            if path.tick_paise() != tick {
                off_tick.push(row.symbol.clone());
            }
            tails.extend(tail_miss(&row, &trades, at(15, 0, 0)));
            assert!(trades.iter().all(|trade| trade.traded % row.lot == 0), "{}: whole lots", row.symbol);
            let miss = (turnover(&trades) - row.figures.turnover).abs();
            exact += usize::from(miss.is_zero());
            misses.push(miss.0 * 1_000_000 / row.figures.turnover.0);
        }
    }
    misses.sort_unstable();
    let part = |percent: usize| misses[(misses.len() - 1) * percent / 100];
    println!("{paths} paths, turnover exact in {exact}; missed by parts in a million:");
    println!("median {}, 90 % {}, 99 % {}, most {}", part(50), part(90), part(99), part(100));
    tails.sort_unstable();
    let tail = |percent: usize| tails[(tails.len() - 1) * percent / 100];
    println!(
        "last half hour's average off the close, in thousandths of the day's range, {} stocks:",
        tails.len()
    );
    println!("median {}, 90 % {}, 99 % {}", tail(50), tail(90), tail(99));
    assert!(tail(90) < 100, "nine of ten closes within a tenth of the range");
    off_tick.sort_unstable();
    off_tick.dedup();
    assert!(off_tick.is_empty(), "off the tick of the month: {off_tick:?}");
    assert!(part(90) < 1_000, "nine of ten turnovers within 0.1 %");
}

/// How far the average of the last half hour is from the close, in thousandths of the day's range, where the
/// stock trades enough and has no closing auction.
fn tail_miss(row: &Row, trades: &[Quote], from: Moment) -> Option<i64> {
    let late: Vec<Quote> = trades.iter().filter(|trade| trade.at >= from).cloned().collect();
    let range = row.figures.high.paise() - row.figures.low.paise();
    if late.len() < 10 || range == 0 || late.iter().any(|trade| trade.matched == Match::ClosingAuction) {
        return None;
    }
    let average = turnover(&late).0 / late.iter().map(|trade| trade.traded).sum::<i64>();
    Some((average - row.figures.close.paise()).abs() * 1_000 / range)
}

#[test]
fn states_agree_with_trades_at_every_trade_of_a_day() {
    let (Some(rows), Some(ticks)) = (rows(2026, 8, 3), ticks()) else { return };
    for row in rows.iter().step_by(97) {
        let session = Session::full_day(row.figures.day, row.figures.trades > 100_000);
        let path =
            Path::new(11, &row.symbol, &row.figures, &session, ticks.get(&row.symbol).copied().unwrap_or(1));
        let trades = crate::check::all(&path);
        let step = (trades.len() / 200).max(1);
        for trade in trades.iter().step_by(step) {
            agrees(&path, &trades, trade.at);
            agrees(&path, &trades, trade.at.plus_millis(-1));
            let next = trades.iter().find(|later| later.at > trade.at).cloned();
            assert_eq!(path.next_trade(trade.at), next);
        }
        assert_eq!(path.next_trade(Moment::from_millis(0)).as_ref(), trades.first());
    }
}
