//! How fast the whole market's answer becomes typed rows and quotes in the cache, beside serde_json on the same bytes.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use feed::Quotes;
use feed::nse::answers::stocks_traded;
use serde::Deserialize;
use trading::{Day, Moment, Source, Standing};

/// Securities that trade in a day, as the recorded days count them.
const ROWS: i64 = 3_400;

fn main() {
    let text = market();
    let as_of = Day::of(2026, 8, 3).unwrap().at("10:00".parse().unwrap());
    println!("the whole market: {ROWS} rows, {} bytes", text.len());
    let plain = best_of(200, || {
        black_box(serde_json::from_slice::<Answer<'_>>(black_box(text.as_bytes())).unwrap());
    });
    let decoded = best_of(200, || {
        black_box(stocks_traded::decode(black_box(text.as_bytes())).unwrap());
    });
    let quotes = Quotes::new(None);
    let mut second = 0;
    let cached = best_of(200, || {
        second += 1;
        into_cache(&quotes, text.as_bytes(), as_of.plus_millis(second * 1000));
    });
    println!("serde_json to typed structs and nothing else: {plain:?}");
    println!("decoded to typed rows: {decoded:?}, {:.2} times serde_json", times(decoded, plain));
    println!(
        "decoded and in the cache: {cached:?}, {:.2} times serde_json; wanted under 5 ms",
        times(cached, plain)
    );
}

fn times(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// The shortest of some times: what else the machine does only ever makes it longer.
fn best_of(rounds: u32, mut work: impl FnMut()) -> Duration {
    let mut once = || {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    (0..rounds).map(|_| once()).min().unwrap()
}

fn into_cache(quotes: &Quotes, bytes: &[u8], as_of: Moment) {
    for stock in stocks_traded::decode(bytes).unwrap().stocks.read {
        let standing = Standing {
            last: Some(stock.last),
            previous_close: Some(stock.previous_close),
            open: None,
            high: None,
            low: None,
            volume: Some(stock.volume),
            turnover: Some(stock.turnover),
            as_of: Some(as_of),
            source: Source::Nse,
        };
        quotes.take(&stock.symbol, standing);
    }
}

/// Made-up securities in the documented shape.
fn market() -> String {
    let mut out = String::from(
        "{\"total\":{\"count\":{\"Advances\":1700,\"Unchange\":50,\"Declines\":1650,\"Total\":3400},\"data\":[",
    );
    for nth in 0..ROWS {
        let comma = if nth > 0 { "," } else { "" };
        let series =
            ["EQ", "EQ", "EQ", "EQ", "EQ", "BE", "SM", "GS"].get(usize::try_from(nth % 8).unwrap()).unwrap();
        let paise = 1_000 + nth * 7_919 % 400_000;
        let (last, change) = (paise / 5 * 5, nth % 977 - 488);
        let (shares, value) = (nth * 104_729 % 90_000_000 + 1, last * (nth * 31 % 1_000_000 + 1));
        write!(
            out,
            "{comma}{{\"identifier\":\"STOCK{nth}{series}N\",\"symbol\":\"STOCK{nth}\",\"series\":\"{series}\",\"marketType\":\"N\",\"pchange\":{}.{:02},\"change\":{}.{:02},\"basePrice\":{}.{:02},\"previousClose\":{}.{:02},\"lastPrice\":{}.{:02},\"totalTradedVolume\":{}.{:05},\"totalTradedValue\":{}.{:09},\"issuedCap\":{},\"totalMarketCap\":{}.{:02}}}",
            change / 100, change.abs() % 100, change / 100, change.abs() % 100, paise / 100, paise % 100,
            paise / 100, paise % 100, last / 100, last % 100, shares / 100_000, shares % 100_000,
            value / 1_000_000_000, value % 1_000_000_000, shares * 9, paise * 3, paise % 100,
        )
        .unwrap();
    }
    out + "]}}"
}

/// The answer as serde_json alone would read it: floats and borrowed texts.
#[derive(Deserialize)]
#[expect(dead_code, reason = "read to be measured")]
struct Answer<'a> {
    #[serde(borrow)]
    total: Total<'a>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read to be measured")]
struct Total<'a> {
    #[serde(borrow)]
    data: Vec<Row<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read to be measured")]
struct Row<'a> {
    symbol: &'a str,
    series: &'a str,
    base_price: f64,
    previous_close: f64,
    last_price: f64,
    total_traded_volume: f64,
    total_traded_value: f64,
    total_market_cap: f64,
}
