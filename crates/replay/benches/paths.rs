//! What a board of paths costs: `cargo bench -p replay`. Prints; judges nothing.
#![expect(clippy::print_stdout, reason = "it prints what it measured")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use replay::Path;
use trading::{BandRule, Clock, Day, DayFigures, Moment, Price, Session, Symbol};

/// Trades of a day, spread over a board of 2,400 stocks as on the exchange: (stocks, trades of each).
const BOARD: [(usize, i64); 8] = [
    (600, 60),
    (500, 500),
    (300, 1_500),
    (400, 4_000),
    (300, 12_000),
    (150, 40_000),
    (100, 120_000),
    (50, 400_000),
];

struct Stock {
    symbol: Symbol,
    figures: DayFigures,
    session: Session,
}

/// So few stocks at a time that a round is seldom interrupted on a busy machine.
const BATCH: usize = 25;

fn main() {
    let Some((day, stocks)) = Day::of(2026, 8, 3).map(|day| (day, board(day))) else { return };
    let noon = |second: i64| day.at(Clock::of(12, 0, 0)).plus_millis(second * 1_000);
    let (mut cold_board, mut warm_board) = (Duration::ZERO, Duration::ZERO);
    for (count, trades) in BOARD {
        let of_kind = stocks.iter().filter(|stock| stock.figures.trades == trades);
        let of_kind: Vec<&Stock> = of_kind.take(BATCH).collect();
        let (cold, paths) = cold(&of_kind, noon(0));
        let warm = warm(&paths, noon(7));
        let [cold, warm] = [cold, warm].map(|time| time / u32::try_from(of_kind.len()).unwrap_or(1).max(1));
        println!("{trades:>7} trades: cold {cold:>10?}, warm {warm:>10?} a stock");
        let count = u32::try_from(count).unwrap_or(0);
        cold_board += cold * count;
        warm_board += warm * count;
    }
    println!("a board of {} stocks: cold {cold_board:?}, warm {warm_board:?}", stocks.len());
    if let Some(busiest) = stocks.last() {
        let path = Path::new(1, &busiest.symbol, &busiest.figures, &busiest.session, 5);
        let begun = Instant::now();
        let count = path.trades(noon(-90_000), noon(90_000)).count();
        println!("all {count} trades of the busiest: {:?}", begun.elapsed());
        let begun = Instant::now();
        let bars = path.bars(1, noon(90_000)).len();
        println!("its {bars} bars: {:?}", begun.elapsed());
    }
}

/// Makes every path and asks its state; the fastest of several rounds.
fn cold(stocks: &[&Stock], at: Moment) -> (Duration, Vec<Path>) {
    let mut fastest = Duration::MAX;
    let mut paths = Vec::new();
    for seed in 0..60 {
        let begun = Instant::now();
        paths.clear();
        for stock in stocks {
            let path = Path::new(seed, &stock.symbol, &stock.figures, &stock.session, 5);
            black_box(path.state_at(at));
            paths.push(path);
        }
        fastest = fastest.min(begun.elapsed());
    }
    (fastest, paths)
}

/// Asks every path its state again.
fn warm(paths: &[Path], at: Moment) -> Duration {
    let rounds = (0..60).map(|_| {
        let begun = Instant::now();
        for path in paths {
            black_box(path.state_at(at));
        }
        begun.elapsed()
    });
    rounds.min().unwrap_or_default()
}

fn board(day: Day) -> Vec<Stock> {
    let kinds = BOARD.into_iter().flat_map(|(stocks, trades)| (0..stocks).map(move |_| trades));
    let stocks = kinds.zip(0..).filter_map(|(trades, number)| {
        let price = |paise: i64| Price::new(50_000 + paise * 5);
        let average = price(60 + number % 50)?;
        let figures = DayFigures {
            day,
            previous_close: price(40)?,
            open: price(50 + number % 31)?,
            high: price(250)?,
            low: price(0)?,
            last: price(90 + number % 97)?,
            close: price(90 + number % 97)?,
            average,
            volume: trades * 60,
            turnover: average.times(trades * 60),
            trades,
            deliverable: None,
            band: BandRule::Percent(20),
        };
        let symbol = format!("STOCK{number}").parse().ok()?;
        Some(Stock { symbol, figures, session: Session::full_day(day, trades > 100_000) })
    });
    stocks.collect()
}
