//! The market against the exchange's own file of the day.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use crate::room::Room;

/// A row of the recorded file: series, previous close and close in paise.
type Recorded = BTreeMap<String, (String, i64, i64)>;

/// The equities of a day in the exchange's file; none where the recorded files are not at hand.
fn recorded(day: &str) -> Option<Recorded> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let file = format!("../shared/recorded/udiff_bhavcopy/BhavCopy_NSE_CM_0_0_0_{day}_F_0000.csv");
    let Ok(text) = std::fs::read_to_string(root.join(file)) else {
        println!("did not run: ../shared/recorded is not here");
        return None;
    };
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next()?.split(',').collect();
    let column = |name: &str| header.iter().position(|title| *title == name).unwrap();
    let (symbol, series) = (column("TckrSymb"), column("SctySrs"));
    let (close, before) = (column("ClsPric"), column("PrvsClsgPric"));
    let traded = ["EQ", "BE", "BZ", "SM", "ST", "SZ", "IV", "RR", "GB", "E1", "P1", "W1"];
    let rows = lines.map(|line| line.split(',').collect::<Vec<_>>());
    let rows = rows.filter(|row| traded.contains(&row[series]));
    Some(
        rows.map(|row| (row[symbol].into(), (row[series].into(), paise(row[before]), paise(row[close]))))
            .collect(),
    )
}

fn paise(rupees: &str) -> i64 {
    let (whole, fraction) = rupees.split_once('.').unwrap_or((rupees, "0"));
    whole.parse::<i64>().unwrap() * 100 + format!("{fraction:0<2}").parse::<i64>().unwrap()
}

fn symbols(rows: &Value) -> Vec<String> {
    rows.as_array().unwrap().iter().map(|row| row["symbol"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_list_names_every_equity_of_the_day_with_its_close_of_the_recorded_file() {
    let Some(recorded) = recorded("20260803") else { return };
    let room = Room::new();
    let list = room.json(&["market", "list", "--day", "2026-08-03"]);
    let listed: BTreeSet<String> = symbols(&list).into_iter().collect();
    assert_eq!(listed, recorded.keys().cloned().collect());
    for row in list.as_array().unwrap() {
        let (series, _, close) = &recorded[row["symbol"].as_str().unwrap()];
        assert_eq!(
            (row["series"].as_str().unwrap(), row["last_paise"].as_i64().unwrap()),
            (series.as_str(), *close)
        );
    }
}

#[test]
fn the_movers_are_the_largest_changes_of_the_recorded_file_in_series_eq() {
    let Some(recorded) = recorded("20260803") else { return };
    let room = Room::practising();
    room.json(&["practice", "advance", "--close"]);
    let movers = room.json(&["market", "movers", "--top", "5"]);
    let mut rows: Vec<_> = recorded.iter().filter(|(_, (series, ..))| series == "EQ").collect();
    // change a ÷ before a > change b ÷ before b, without dividing
    rows.sort_by(|(_, (_, a_before, a)), (_, (_, b_before, b))| (b * a_before).cmp(&(a * b_before)));
    let names = |rows: Vec<&(&String, &(String, i64, i64))>| -> Vec<String> {
        rows.into_iter().take(5).map(|(symbol, _)| (*symbol).clone()).collect()
    };
    assert_eq!(symbols(&movers["gainers"]), names(rows.iter().collect()));
    assert_eq!(symbols(&movers["losers"]), names(rows.iter().rev().collect()));
    assert_eq!(movers["universe"], "series EQ, traded on the day");
    let (_, before, close) = &recorded[&symbols(&movers["gainers"])[0]];
    assert_eq!(movers["gainers"][0]["change_paise"], close - before);
    // Half away from zero, to the hundredth of a percent.
    let points = ((close - before) * 20_000 + before) / (2 * before);
    assert_eq!(movers["gainers"][0]["change_percent"], format!("{}.{:02}", points / 100, points % 100));
}

#[test]
fn before_the_first_trade_a_stock_has_no_price_rather_than_nought() {
    let room = Room::practising();
    let quote = room.json(&["market", "quote", "reliance", "M&M"]);
    assert_eq!(symbols(&quote), ["RELIANCE", "M&M"]);
    assert_eq!(quote[0]["last_paise"], Value::Null);
    assert_eq!(quote[0]["change_percent"], Value::Null);
    assert_eq!(quote[0]["previous_close_paise"], 130_780);
    assert_eq!(room.fails(1, &["market", "quote", "NOSUCH"])["refusal"]["code"], "unknown_symbol");
}

#[test]
fn ten_days_are_built_in_and_candles_end_where_the_account_stands() {
    let room = Room::practising();
    let days = room.json(&["market", "days"]);
    let names: Vec<_> = days.as_array().unwrap().iter().map(|day| day["day"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 10);
    assert_eq!((names[0], names[9]), ("2026-08-03", "2026-08-14"));
    room.json(&["practice", "advance", "--next-day"]);
    let candles = room.json(&["market", "candles", "RELIANCE"]);
    let last = candles.as_array().unwrap().last().unwrap();
    assert_eq!((&last["day"], &last["close_paise"]), (&"2026-08-03".into(), &131_900.into()));
}

#[test]
fn a_search_finds_by_symbol_first_and_by_name() {
    let room = Room::new();
    assert_eq!(symbols(&room.json(&["market", "search", "rel"]))[0], "RELIANCE");
    assert!(symbols(&room.json(&["market", "search", "mahindra"])).contains(&"M&M".to_owned()));
    assert!(symbols(&room.json(&["market", "search", "bajaj-auto"])).contains(&"BAJAJ-AUTO".to_owned()));
    let indices = room.json(&["market", "indices"]);
    assert!(indices.as_array().unwrap().iter().any(|index| index["name"] == "NIFTY 50"));
}

#[test]
fn a_file_of_the_exchange_is_taken_in_and_what_is_none_is_told() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/recorded/udiff_bhavcopy");
    let day = root.join("BhavCopy_NSE_CM_0_0_0_20260731_F_0000.csv");
    if !day.exists() {
        println!("did not run: ../shared/recorded is not here");
        return;
    }
    let room = Room::new();
    let other = room.path().join("notes.csv");
    std::fs::write(&other, "dear diary\n").unwrap();
    let answer = room.fails(2, &["market", "import", day.to_str().unwrap(), other.to_str().unwrap()]);
    assert_eq!(answer["files"][0]["kind"], "bhavcopy");
    assert_eq!(answer["files"][0]["day"], "2026-07-31");
    assert!(answer["files"][0]["rows_read"].as_u64().unwrap() > 3_000);
    assert_eq!(answer["files"][1]["kind"], Value::Null);
    assert!(!answer["files"][1]["error"].as_str().unwrap().is_empty());
    assert_eq!(room.json(&["market", "days"])[0]["day"], "2026-07-31");
    let candles = room.json(&["market", "candles", "RELIANCE"]);
    assert_eq!(candles.as_array().unwrap().len(), 11);
}

#[test]
fn live_sources_are_off_until_enabled_and_the_switch_is_kept() {
    let room = Room::practising();
    let on = |name: &str| {
        let sources = room.json(&["source", "list"]);
        let found = sources.as_array().unwrap().iter().find(|source| source["name"] == name).unwrap();
        (found["enabled"].as_bool().unwrap(), found["state"].as_str().unwrap().to_owned())
    };
    assert_eq!(on("nse"), (false, "off".into()));
    room.json(&["source", "enable", "nse"]);
    assert_eq!((on("nse"), on("yahoo")), ((true, "not asked yet".into()), (false, "off".into())));
    room.json(&["source", "disable", "nse"]);
    assert_eq!(on("nse"), (false, "off".into()));
    room.fails(2, &["source", "enable", "bse"]);
}

#[test]
fn imported_bars_are_what_a_practice_day_runs_through() {
    let room = Room::practising();
    let bars = room.path().join("TCS_5m.csv");
    let rows = "datetime,open,high,low,close,volume\n\
                2026-08-03 10:00:00+05:30,3000,3010,2999,3005,500\n\
                2026-08-03 10:05:00+05:30,3005,3005,3001,3002,700\n\
                1970-01-01 05:30:00+05:30,1,1,1,1,0\n";
    std::fs::write(&bars, rows).unwrap();
    for _twice in 0..2 {
        let answer = room.json(&["market", "import", bars.to_str().unwrap()]);
        let file = &answer["files"][0];
        assert_eq!(
            (&file["kind"], &file["rows_read"], &file["rows_refused"]),
            (&"bars".into(), &3.into(), &1.into())
        );
        assert!(file["refusals"][0]["reason"].as_str().unwrap().starts_with("datetime: "));
    }
    let days = room.json(&["market", "days"]);
    assert_eq!((&days[0]["day"], &days[0]["has_ticks"]), (&"2026-08-03".into(), &true.into()));
    assert_eq!(days[1]["has_ticks"], false);
    room.json(&["practice", "advance", "--to", "10:04:59"]);
    let quote = room.json(&["market", "quote", "TCS"]);
    assert_eq!((&quote[0]["last_paise"], &quote[0]["source"]), (&300_500.into(), &"recorded_bars".into()));
    assert_eq!((&quote[0]["high_paise"], &quote[0]["low_paise"]), (&301_000.into(), &299_900.into()));
}

/// RELIANCE under another ISIN at half the price, on a day that the file tells and no list of actions.
const HALVED: &str = "\
TradDt,BizDt,Sgmt,Src,FinInstrmTp,FinInstrmId,ISIN,TckrSymb,SctySrs,XpryDt,FininstrmActlXpryDt,StrkPric,OptnTp,FinInstrmNm,OpnPric,HghPric,LwPric,ClsPric,LastPric,PrvsClsgPric,UndrlygPric,SttlmPric,OpnIntrst,ChngInOpnIntrst,TtlTradgVol,TtlTrfVal,TtlNbOfTxsExctd,SsnId,NewBrdLotQty,Rmks,Rsvd1,Rsvd2,Rsvd3,Rsvd4
2026-08-17,2026-08-17,CM,NSE,STK,2885,INE002A01026,RELIANCE,EQ,,,,,RELIANCE INDUSTRIES LTD,660.00,670.00,655.00,665.00,665.00,660.00,,665.00,,,1000000,662000000.00,20000,F1,1,,,,,
";

#[test]
fn a_holding_under_a_new_isin_says_so_until_the_split_is_entered() {
    let room = Room::new();
    let file = room.path().join("bhavcopy.csv");
    std::fs::write(&file, HALVED).unwrap();
    room.json(&["market", "import", file.to_str().unwrap()]);
    room.json(&["profile", "create", "asha"]);
    room.json(&["account", "open", "august", "--practice", "--day", "2026-08-14", "--seed", "7"]);
    room.json(&["practice", "advance", "--to", "09:30"]);
    room.json(&["buy", "RELIANCE", "10"]);
    room.json(&["practice", "advance", "--next-day"]);
    let held = room.json(&["holdings"]);
    assert_eq!((&held[0]["isin"], &held[0]["new_isin"]), (&"INE002A01018".into(), &"INE002A01026".into()));
    let said = room.lakh(&["holdings"]).out;
    assert!(said.contains("RELIANCE is listed as INE002A01026 now, and you hold INE002A01018."), "{said}");
    let refused = room.fails(1, &["corporate", "dividend", "RELIANCE", "--rupees", "0"]);
    assert_eq!(refused["refusal"]["code"], "terms_impossible");
    room.json(&["corporate", "split", "RELIANCE", "--ratio", "2:1", "--ex-date", "2026-08-17"]);
    let held = room.json(&["holdings"]);
    assert_eq!(
        (&held[0]["isin"], &held[0]["new_isin"], &held[0]["quantity"]),
        (&"INE002A01026".into(), &Value::Null, &20.into())
    );
    assert!(!room.lakh(&["holdings"]).out.contains("is listed as"));
    assert_eq!(room.json(&["ledger", "verify"])["ok"], true);
}
