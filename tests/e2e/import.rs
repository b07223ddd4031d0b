//! Files of the exchange in the real window: dropped on it as a file manager drops them, and chosen in Settings.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::filer::Dragged;
use crate::first_trade::begin;
use crate::home::Home;
use crate::window::Window;

/// Five-minute bars of a built-in day, the last of them of no day that can be.
const BARS: &str = "datetime,open,high,low,close,volume\n\
    2026-08-03 10:00:00+05:30,3000,3010,2999,3005,500\n\
    2026-08-03 10:05:00+05:30,3005,3005,3001,3002,700\n\
    1970-01-01 05:30:00+05:30,1,1,1,1,0\n";

const HANGING: &str = "Drop files of the exchange to import them";

#[tokio::test]
#[ignore = "needs a screen: cargo xtask test e2e"]
async fn files_dropped_on_the_window_are_read_each_refused_row_is_told_and_a_second_time_changes_nothing() {
    let (home, folder) = (Home::new(), TempDir::new().unwrap());
    let files = written(folder.path());
    let window = home.open().await;
    begin(&window).await;
    hang_and_leave(&window, &files).await;
    let once = drop_on(&home, &window, &files).await;
    window.picture("41-files-were-dropped").await;
    window
        .script("document.querySelectorAll('details').forEach((rows) => (rows.open = true))", json!([]))
        .await;
    window.read("datetime: ").await;
    window.picture("42-refused-rows").await;
    assert_eq!(drop_on(&home, &window, &files).await, once, "the same files twice change nothing");
    window.click("link", "Practice").await;
    window.read("Recorded").await;
    window.read("03 Aug 2026 was recorded within the day for some stocks").await;
    window.picture("43-a-recorded-day").await;
    window.close().await;
}

#[tokio::test]
#[ignore = "needs a screen: cargo xtask test e2e"]
async fn files_are_chosen_in_settings() {
    let (home, folder) = (Home::new(), TempDir::new().unwrap());
    let files = written(folder.path());
    let window = home.open().await;
    begin(&window).await;
    window.click("link", "Settings").await;
    window.choose("Files of the exchange", &files[0]).await;
    window.read("3 rows read, 0 not traded here, 1 refused").await;
    assert_eq!(recorded_days(&home), ["2026-08-03"]);
    window.close().await;
}

/// A file of which a row is refused, the same of another stock compressed, of two more in one archive, and a file that is none of
/// the exchange's.
fn written(folder: &Path) -> Vec<PathBuf> {
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(BARS.as_bytes()).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["bars/INFY_5m.csv", "bars/RELIANCE_5m.csv"] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(BARS.as_bytes()).unwrap();
    }
    // A name as people give them: a blank, a sign, another script.
    vec![
        file("TCS_5m.csv", BARS.as_bytes()),
        file("M&M_5m.csv.gz", &gz.finish().unwrap()),
        file("two.zip", &zip.finish().unwrap().into_inner()),
        file("my notes ₹.csv", b"dear diary\n"),
    ]
}

/// While files hang over the window it says what would become of them, and no longer when they are taken away.
async fn hang_and_leave(window: &Window, files: &[PathBuf]) {
    let dragged = Dragged::take(files, window.program());
    // A hand is never quite still: the window is asked again for as long as the files hang over it.
    let says = async || {
        dragged.hover();
        window.text().await.contains(HANGING).then_some(())
    };
    window.awaited("word of what may be dropped", says).await;
    window.picture("40-files-hang-over-the-window").await;
    dragged.leave();
    let silent = async || {
        dragged.serve();
        (!window.text().await.contains(HANGING)).then_some(())
    };
    window.awaited("end of the drag", silent).await;
}

/// Answers with the market's days as the command line tells them afterwards.
async fn drop_on(home: &Home, window: &Window, files: &[PathBuf]) -> Value {
    Dragged::take(files, window.program()).drop_here();
    window.see("heading", "Files of the exchange").await;
    let done = async || {
        (window.text().await.matches("3 rows read, 0 not traded here, 1 refused").count() == 4).then_some(())
    };
    window.awaited("report of each file", done).await;
    window.read("two.zip/bars/RELIANCE_5m.csv").await;
    window.read("my notes ₹.csv").await;
    window.read("Not read: ").await;
    assert_eq!(recorded_days(home), ["2026-08-03"]);
    json!([home.ask(&["market", "days"]), home.ask(&["market", "candles", "TCS"])])
}

fn recorded_days(home: &Home) -> Vec<String> {
    let days = home.ask(&["market", "days"]);
    let recorded = days.as_array().unwrap().iter().filter(|day| day["has_ticks"] == true);
    recorded.map(|day| day["day"].as_str().unwrap().to_owned()).collect()
}
