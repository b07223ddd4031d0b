//! How long a day's file takes to get into the archive, and a year of them, and whether memory stays.
//!
//! The day is the recorded UDiFF of 14 August 2026 where the recordings are at hand, else one of made-up stocks; the
//! days of the year are the same rows with their dates shifted.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use feed::nse::files::decode;
use store::Archive;
use trading::{Calendar, Day};

/// Trading days of a year.
const YEAR: usize = 250;
/// Stocks of a made-up day.
const STOCKS: i64 = 3_464;
const RECORDED: &str = "../../../shared/recorded/udiff_bhavcopy/BhavCopy_NSE_CM_0_0_0_20260814_F_0000.csv";
const HEADER: &str = "TradDt,Sgmt,ISIN,TckrSymb,SctySrs,FinInstrmNm,OpnPric,HghPric,LwPric,ClsPric,LastPric,PrvsClsgPric,TtlTradgVol,TtlTrfVal,TtlNbOfTxsExctd,NewBrdLotQty";

#[tokio::main]
async fn main() {
    let (first, text) = day_file();
    println!("a day of {} rows, {} bytes", text.lines().count() - 1, text.len());
    let directory = tempfile::TempDir::new().unwrap();
    let mut best = Duration::MAX;
    for round in 0..5 {
        let own = directory.path().join(round.to_string());
        fs::create_dir_all(&own).unwrap();
        let archive = Archive::open(&own).await.unwrap();
        best = best.min(import(&archive, &text).await);
    }
    println!("one day into an empty archive: {best:?}; wanted under 250 ms");
    let own = directory.path().join("year");
    fs::create_dir_all(&own).unwrap();
    let archive = Archive::open(&own).await.unwrap();
    year(&archive, first, &text).await;
}

/// A year of days, one after the other; what memory they leave behind.
async fn year(archive: &Archive, first: Day, text: &str) {
    let begun = Instant::now();
    let (mut day, mut after_some) = (first, None);
    for nth in 0..YEAR {
        import(archive, &text.replace(&first.to_string(), &day.to_string())).await;
        day = Calendar::nse().next_trading_day(day);
        if nth == YEAR / 10 {
            after_some = resident();
        }
    }
    println!("{YEAR} days: {:.1} s; wanted under 60 s", begun.elapsed().as_secs_f64());
    if let (Some(before), Some(after)) = (after_some, resident()) {
        println!("resident after a tenth of them: {before} kB, after all: {after} kB");
    }
}

async fn import(archive: &Archive, text: &str) -> Duration {
    let begun = Instant::now();
    let file = decode("BhavCopy.csv", text.as_bytes()).unwrap();
    let report = archive.import("BhavCopy.csv", &file).await.unwrap();
    assert_eq!(report.rows_refused, 0, "{:?}", report.refusals.first());
    begun.elapsed()
}

fn day_file() -> (Day, String) {
    let recorded = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(RECORDED);
    if let Ok(text) = fs::read_to_string(recorded) {
        return ("2026-08-14".parse().unwrap(), text);
    }
    println!("the recorded day is not at hand: made-up stocks instead");
    let mut text = format!("{HEADER}\n");
    for nth in 0..STOCKS {
        let rupees = 10 + nth % 3_000;
        writeln!(
            text,
            "2026-08-14,CM,INE{nth:06}017,STOCK{nth},EQ,STOCK {nth} LTD,{rupees}.00,{}.00,{rupees}.00,{rupees}.50,{rupees}.50,{rupees}.00,{},{}.00,{},1",
            rupees + 1,
            nth + 1,
            (nth + 1) * rupees,
            nth % 50 + 1,
        )
        .unwrap();
    }
    ("2026-08-14".parse().unwrap(), text)
}

/// Memory of this process in kilobytes, where the system tells it.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find(|line| line.starts_with("VmRSS:"))?.split_whitespace().nth(1)?.parse().ok()
}
