//! Bars and ticks: recorded ones counted apart from the decoder, odd ones refused row by row.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use expect_test::expect;
use feed::nse::files::decode;
use trading::{DecodedFile, Facts, FileKind, Recorded, Recording};

use crate::told::check;

/// A recorded file by its name; none where there are no recordings.
fn recorded(name: &str) -> Option<(DecodedFile, String)> {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/recorded").join(name);
    let Ok(bytes) = fs::read(&place) else {
        println!("not run: {} is not there", place.display());
        return None;
    };
    let file = decode(place.file_name().unwrap().to_str().unwrap(), &bytes).unwrap();
    Some((file, String::from_utf8(bytes).unwrap()))
}

fn recordings(file: &DecodedFile) -> &[Recording] {
    if let Facts::Recordings(list) = &file.facts { list } else { unreachable!("prices within days") }
}

#[test]
fn every_recorded_bar_is_read_and_none_is_lost() {
    for (symbol, rows, days) in [("INFY", 989, 14), ("ITC", 923, 13), ("RELIANCE", 989, 14)] {
        let Some((file, text)) = recorded(&format!("intraday_5m/{symbol}_2025-10_yahoo5m.csv")) else {
            return;
        };
        assert_eq!((file.kind, file.rows_read, file.refusals.as_slice()), (FileKind::Bars, rows, &[][..]));
        let (mut bars, mut volume, mut closes) = (0, 0, 0);
        for recording in recordings(&file) {
            let Recorded::Bars { minutes: 5, bars: of_day } = &recording.prices else {
                unreachable!("five minutes")
            };
            assert_eq!(recording.symbol.as_str(), symbol);
            bars += of_day.len();
            volume += of_day.iter().map(|bar| bar.volume).sum::<i64>();
            closes += of_day.iter().map(|bar| bar.close.paise()).sum::<i64>();
        }
        // Counted from the text: datetime,adj_close,close,high,low,open,volume,symbol,month.
        let cells = |at: usize| text.lines().skip(1).map(move |line| line.split(',').nth(at).unwrap());
        let wanted = cells(2).map(|close| (close.parse::<f64>().unwrap() * 100.0).round() as i64);
        assert_eq!((bars, closes), (rows, wanted.sum::<i64>()), "{symbol}");
        assert_eq!(volume, cells(6).map(|shares| shares.parse::<i64>().unwrap()).sum::<i64>(), "{symbol}");
        let dates: BTreeMap<_, ()> = cells(0).map(|at| (at.get(..10).unwrap(), ())).collect();
        assert_eq!((recordings(&file).len(), dates.len()), (days, days), "{symbol}");
    }
}

#[test]
fn the_first_bar_of_infosys_in_october_is_this() {
    let Some((file, _)) = recorded("intraday_5m/INFY_2025-10_yahoo5m.csv") else { return };
    let Recorded::Bars { bars, .. } = &recordings(&file)[0].prices else { unreachable!("bars") };
    assert_eq!(bars[0].from.to_string(), "2025-10-01T09:15:00+05:30");
    let prices = [bars[0].open, bars[0].high, bars[0].low, bars[0].close].map(trading::Price::paise);
    assert_eq!((prices, bars[0].volume), ([144_350, 144_560, 143_370, 143_410], 0));
}

/// A row of a tick file: time, price in paise, shares so far.
fn tick_row(line: &str) -> (&str, i64, i64) {
    let mut cells = line.split(',');
    let at = cells.next().unwrap();
    let price = (cells.next().unwrap().parse::<f64>().unwrap() * 100.0).round() as i64;
    (at, price, cells.next().unwrap().parse().unwrap())
}

#[test]
fn the_tail_of_a_tick_file_that_is_stamped_1970_is_refused_row_by_row() {
    for (symbol, rows) in [("HDFCBANK", 21_560), ("INFY", 21_630), ("RELIANCE", 21_660)] {
        let Some((file, text)) = recorded(&format!("ticks/{symbol}_2021-06-11_ticks.csv")) else { return };
        assert_eq!((file.kind, file.rows_read), (FileKind::Ticks, rows));
        // Counted apart: junk of 1970, rows of the Saturday after, rows that came too late to count.
        let (mut junk, mut saturday, mut late, mut good) = (0, 0, 0, Vec::new());
        for (at, price, volume) in text.lines().skip(1).map(tick_row) {
            let before = good.last().copied().unwrap_or(("", 0, 0));
            match at {
                _ if at.starts_with("1970") => junk += 1,
                _ if at.starts_with("2021-06-12") => saturday += 1,
                _ if at < before.0 || volume < before.2 => late += 1,
                _ => good.push((at, price, volume)),
            }
        }
        let refused = |why: &str| file.refusals.iter().filter(|refusal| refusal.reason.contains(why)).count();
        assert_eq!(refused("before the exchange began"), junk, "{symbol}");
        assert_eq!(refused("12 Jun 2021 is no trading day"), saturday, "{symbol}");
        assert_eq!(
            refused("earlier than the row before") + refused("less than in the row before"),
            late,
            "{symbol}"
        );
        assert_eq!(file.refusals.len(), junk + saturday + late);
        assert!(junk > 1_000 && saturday > 500 && late > 100, "{junk} {saturday} {late}");
        let [recording] = recordings(&file) else { unreachable!("one stock, one day") };
        let Recorded::Ticks(samples) = &recording.prices else { unreachable!("samples") };
        assert_eq!((recording.symbol.as_str(), recording.day.to_string().as_str()), (symbol, "2021-06-11"));
        let told = samples.iter().map(|sample| (sample.last.paise(), sample.volume));
        assert!(told.eq(good.iter().map(|(_, price, volume)| (*price, *volume))), "{symbol}");
    }
}

#[test]
fn bars_of_any_usual_length_and_column_order_are_read() {
    check(
        "M&M_1m.csv",
        "time,open,high,low,close,volume\n2026-08-03 09:15:00,100,101.5,99.95,101,500\n2026-08-03 09:16:00,101,101,101,101,0\n",
        &expect![[r#"
            bars within days, 2026-08-03, 2 rows
            M&M on 2026-08-03, bars of 1 minutes
              09:15 100.00 101.50 99.95 101.00 shares 500
              09:16 101.00 101.00 101.00 101.00 shares 0
        "#]],
    );
}

#[test]
fn bars_that_cannot_be_true_are_refused_by_row_and_column() {
    check(
        "any.csv",
        "symbol,datetime,open,high,low,close,volume\n\
         TCS,2026-08-03 09:15:00+05:30,100,101,99,100,5\nTCS,2026-08-03 09:20:00+05:30,100,101,99,102,5\n\
         TCS,2026-08-03 09:15:00+05:30,100,101,99,100,5\nTCS,2026-08-03 09:25:00+05:30,,101,99,100,5\n\
         TCS,2026-08-03 09:30:00+05:30,100,101,99,100,-5\nTCS,03-08-2026,100,101,99,100,5\n\
         TCS,2026-08-03 04:05:00Z,100,101,99,100,5\nTCS,2026-08-03 09:40:00+05:30,100,101,99,100,6\n",
        &expect![[r#"
            bars within days, 2026-08-03, 8 rows
            TCS on 2026-08-03, bars of 5 minutes
              09:15 100.00 101.00 99.00 100.00 shares 5
              09:35 100.00 101.00 99.00 100.00 shares 5
              09:40 100.00 101.00 99.00 100.00 shares 6
            refused row 2: close: 102.00 lies outside the bar's range 99.00 to 101.00
            refused row 3: datetime: this bar stands a second time; the first counts
            refused row 4: open: is empty
            refused row 5: volume: "-5" is not a whole number
            refused row 6: datetime: "03-08-2026" is not a date with a time
        "#]],
    );
}

#[test]
fn bars_of_no_usual_length_or_of_no_stock_are_refused_as_a_file() {
    check(
        "TCS_2m.csv",
        "time,open,high,low,close,volume\n2026-08-03 09:15:00,1,1,1,1,1\n2026-08-03 09:17:00,1,1,1,1,1\n",
        &expect![[r#"
            no: the bars are 2 minutes apart; bars of 1, 3, 5, 10, 15, 30 or 60 minutes can be imported
        "#]],
    );
    check(
        "bars.csv",
        "time,open,high,low,close,volume\n2026-08-03 09:15:00,1,1,1,1,1\n",
        &expect![[r#"
            no: the file does not say which stock it is of: add a column `symbol`, or begin its name with the symbol, such as RELIANCE_ticks.csv
        "#]],
    );
}

#[test]
fn samples_that_run_backwards_are_refused() {
    check(
        "TCS_ticks.csv",
        "timestamp,ltp,volume\n2026-08-03 09:15:01,100,10\n2026-08-03 09:15:00,100,12\n2026-08-03 09:15:01,100.05,9\n2026-08-03 09:15:01,100.05,11\n",
        &expect![[r#"
            recorded trades, 2026-08-03, 4 rows
            TCS on 2026-08-03, samples
              09:15:01 100.00 shares so far 10
              09:15:01 100.05 shares so far 11
            refused row 2: timestamp: it is earlier than the row before
            refused row 3: volume: it is less than in the row before: the shares of a day only grow
        "#]],
    );
}
