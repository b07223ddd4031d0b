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

fn main() {
    let Some((day, stocks)) = Day::of(2026, 8, 3).map(|day| (day, board(day))) else { return };
    let noon = |second: i64| day.at(Clock::of(12, 0, 0)).plus_millis(second * 1_000);
    for (_, trades) in BOARD {
        let of_kind: Vec<&Stock> = stocks.iter().filter(|stock| stock.figures.trades == trades).collect();
        let (cold, paths) = cold(&of_kind, noon(0));
        let warm = warm(&paths, noon(7));
        let each = |time: Duration| time.as_nanos() / u128::try_from(of_kind.len()).unwrap_or(1).max(1);
        println!("{trades:>7} trades: cold {:>6} ns, warm {:>6} ns a stock", each(cold), each(warm));
    }
    let all: Vec<&Stock> = stocks.iter().collect();
    let (cold, paths) = cold(&all, noon(0));
    println!("board of {} stocks: cold {cold:?}, warm {:?}", all.len(), warm(&paths, noon(7)));
    if let Some(busiest) = paths.last() {
        let begun = Instant::now();
        let count = busiest.trades(noon(-90_000), noon(90_000)).count();
        println!("all {count} trades of the busiest: {:?}", begun.elapsed());
        let begun = Instant::now();
        let bars = busiest.bars(1, noon(90_000)).len();
        println!("its {bars} bars: {:?}", begun.elapsed());
    }
}

/// Makes every path and asks its state; the fastest of several rounds.
fn cold(stocks: &[&Stock], at: Moment) -> (Duration, Vec<Path>) {
    let mut fastest = Duration::MAX;
    let mut paths = Vec::new();
    for seed in 0..9 {
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
    let rounds = (0..9).map(|_| {
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
