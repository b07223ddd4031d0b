//! Answers that are none, cut short, changed or too large: each is told apart, and nothing becomes 0.

use expect_test::{Expect, expect};
use feed::nse::answers::stocks_traded::decode;
use feed::nse::answers::{
    LARGEST, Undecodable, candles, constituents, corporate_actions, day_chart, market_status, pre_open,
    symbol_data, variations, year_extremes,
};

/// A row of the whole market with one field replaced.
fn market(field: &str, value: &str) -> String {
    let fields = [
        ("symbol", "\"TCS\""),
        ("series", "\"EQ\""),
        ("lastPrice", "2314.5"),
        ("previousClose", "2297.4"),
        ("totalTradedVolume", "1.5"),
        ("totalTradedValue", "34.71"),
    ];
    let told = fields.iter().map(|(name, usual)| match (*name == field, value) {
        (true, "") => String::from("\"unknown\":1"),
        (true, value) => format!("\"{name}\":{value}"),
        (false, _) => format!("\"{name}\":{usual}"),
    });
    format!("{{\"total\":{{\"data\":[{{{}}}]}}}}", told.collect::<Vec<_>>().join(","))
}

fn check(answer: &str, expected: &Expect) {
    expected.assert_eq(&match decode(answer.as_bytes()) {
        Ok(market) => format!(
            "{:?}",
            market.stocks.read.iter().map(|stock| (stock.last, stock.volume)).collect::<Vec<_>>()
        ),
        Err(error) => error.to_string(),
    });
}

#[test]
fn no_answer_a_web_page_and_no_data_are_told_apart() {
    for empty in ["", " ", "\n\r\n", "\u{feff}"] {
        assert_eq!(decode(empty.as_bytes()), Err(Undecodable::Empty), "{empty:?}");
    }
    let page = "\n <!DOCTYPE html><html><head><title>Access\nDenied</title>";
    assert_eq!(decode(page.as_bytes()), Err(Undecodable::Html { title: "Access Denied".into() }));
    let untitled = Err(Undecodable::Html { title: "without a title".into() });
    assert_eq!(decode(b"<HTML>"), untitled);
    for nothing in ["{}", "[]", "null", " {} ", r#"{"total":{"data":[]}}"#] {
        assert_eq!(decode(nothing.as_bytes()), Err(Undecodable::NoData), "{nothing}");
    }
    assert_eq!(decode(b"{\"total\":\xff}"), Err(Undecodable::NotText { at: 9 }));
    assert!(matches!(decode(b"{\"total\":{\"data\":[{\"symbol\":\"TC"), Err(Undecodable::Shape { .. })));
    assert!(matches!(decode(b"Too Many Requests"), Err(Undecodable::Shape { .. })));
    let quotes = |text: &str| symbol_data::decode(text.as_bytes());
    assert_eq!(quotes(r#"{"equityResponse":[]}"#), Err(Undecodable::NoData));
    assert_eq!(
        quotes(r#"{"equityResponse":[{"metaData":{"symbol":null},"orderBook":{}}]}"#),
        Err(Undecodable::NoData)
    );
}

#[test]
fn a_missing_field_is_named_with_its_row() {
    check(&market("none", ""), &expect!["[(Price(231450), 150000)]"]);
    check(
        &market("lastPrice", ""),
        &expect![
            "row 1, lastPrice is missing (a price above zero): the source may have changed its answer; nothing of it was used"
        ],
    );
    check(
        &market("totalTradedVolume", "null"),
        &expect![
            "row 1, totalTradedVolume is missing (a whole number of shares): the source may have changed its answer; nothing of it was used"
        ],
    );
    check(
        &market("symbol", "\"-\""),
        &expect![
            "row 1, symbol is missing (an NSE symbol): the source may have changed its answer; nothing of it was used"
        ],
    );
    check(
        r#"{"total":{}}"#,
        &expect![
            "total.data is missing (a list): the source may have changed its answer; nothing of it was used"
        ],
    );
    check(
        r#"{"data":[1]}"#,
        &expect![
            "total is missing (the whole market): the source may have changed its answer; nothing of it was used"
        ],
    );
}

#[test]
fn a_number_that_cannot_be_read_is_an_error_and_never_zero() {
    for value in [
        "\"abc\"",
        "0",
        "-5",
        "1.005",
        "true",
        "{}",
        "[1]",
        "\"1,2,3\"",
        "1e30",
        "\"NaN\"",
        "\"\"",
        "\"Infinity\"",
    ] {
        let error = decode(market("lastPrice", value).as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("row 1, lastPrice"), "{value}: {error}");
    }
    // A unit that changed would leave parts of a share.
    let error = decode(market("totalTradedVolume", "1.234567").as_bytes()).unwrap_err().to_string();
    assert!(error.contains("\"1.234567\" is not a whole number of shares"), "{error}");
}

#[test]
fn numbers_are_read_in_every_way_that_the_exchange_writes_them() {
    for value in [
        "2314.5",
        "\"2314.5\"",
        "\"  2314.50\"",
        "\"2,314.50\"",
        "2.3145E3",
        "2314.5000000000005",
        "\"\\u0032314.5\"",
    ] {
        check(&market("lastPrice", value), &expect!["[(Price(231450), 150000)]"]);
    }
}

#[test]
fn one_bad_row_does_not_blind_the_market_and_most_bad_rows_do() {
    let good = market("none", "");
    let good = good.strip_prefix(r#"{"total":{"data":["#).unwrap().strip_suffix("]}}").unwrap();
    let bad = good.replace("2314.5", "\"?\"");
    let other = good.replace("TCS", "INFY");
    let debt = good.replace("EQ", "GS");
    let answer =
        decode(format!(r#"{{"total":{{"data":[{good},{bad},{other},{debt}]}}}}"#).as_bytes()).unwrap();
    assert_eq!((answer.stocks.read.len(), answer.stocks.skipped), (2, 1));
    assert_eq!(answer.stocks.refused[0].to_string(), "row 2, lastPrice: \"?\" is not a price above zero");
    let error = decode(format!(r#"{{"total":{{"data":[{good},{bad},{bad}]}}}}"#).as_bytes()).unwrap_err();
    assert!(matches!(error, Undecodable::Misread(misread) if misread.row == Some(2)));
}

#[test]
fn a_symbol_told_twice_stands_once_in_its_first_series() {
    let row = |series: &str, price: &str| {
        format!(
            r#"{{"symbol":"RADIOCITY","series":"{series}","lastPrice":{price},"previousClose":1,"totalTradedVolume":1,"totalTradedValue":1}}"#
        )
    };
    let rows = [row("P1", "95"), row("EQ", "8"), row("EQ", "9")].join(",");
    let answer = decode(format!(r#"{{"total":{{"data":[{rows}]}}}}"#).as_bytes()).unwrap();
    let told: Vec<_> =
        answer.stocks.read.iter().map(|stock| (stock.series.code(), stock.last.paise())).collect();
    assert_eq!((told, answer.stocks.skipped), (vec![("EQ", 800)], 2));
}

#[test]
fn an_answer_larger_than_any_and_a_list_longer_than_any_are_not_read() {
    let huge = vec![b' '; LARGEST + 1];
    assert_eq!(decode(&huge), Err(Undecodable::TooLarge { bytes: LARGEST + 1 }));
    let rows = vec!["{}"; 30_000].join(",");
    let error = decode(format!(r#"{{"total":{{"data":[{rows}]}}}}"#).as_bytes()).unwrap_err().to_string();
    assert!(error.contains("a list of more than 20000 rows"), "{error}");
    let deep = "[".repeat(200_000);
    assert!(matches!(
        decode(format!(r#"{{"total":{{"data":{deep}"#).as_bytes()),
        Err(Undecodable::Shape { .. })
    ));
    assert!(matches!(
        decode(format!(r#"{{"total":{{"other":{deep}"#).as_bytes()),
        Err(Undecodable::Shape { .. })
    ));
}

#[test]
fn candles_are_at_india_s_clock_and_true() {
    // 1 June 2026, 09:15 in India, written as if it were UTC.
    let text = r#"{"status":true,"data":[{"time":1780305300000,"open":2300,"high":2310.5,"low":"2299.95","close":2305,"volume":12000},
        {"time":1780305360000,"open":2300,"high":2299,"low":2290,"close":2295,"volume":10}, {"time":1780305420000,"open":2300,"high":2300,"low":2300,"close":2300,"volume":0}]}"#;
    let candles = candles::decode(text.as_bytes()).unwrap();
    assert_eq!(candles.read[0].from.to_string(), "2026-06-01T09:15:00+05:30");
    assert_eq!((candles.read.len(), candles.read[0].low.paise()), (2, 229_995));
    assert_eq!(
        candles.refused[0].to_string(),
        "row 2, open, close: \"2,300.00\" is not between the low and the high"
    );
}

#[test]
fn lists_of_movers_are_read_group_by_group() {
    let row = |symbol: &str| {
        format!(
            r#"{{"symbol":"{symbol}","series":"EQ","open_price":100,"high_price":112.5,"low_price":99,"ltp":"112.00","prev_price":100,"net_price":12,"trade_quantity":1000,"turnover":1.05,"market_type":"N","ca_ex_dt":"-","ca_purpose":null,"perChange":12}}"#
        )
    };
    let text = format!(
        r#"{{"legends":[["NIFTY","NIFTY 50"]],"NIFTY":{{"data":[{}],"timestamp":"20-May-2026 15:13:14"}},"allSec":{{"data":[],"timestamp":"-"}}}}"#,
        row("M&M")
    );
    let groups = variations::decode(text.as_bytes()).unwrap();
    let [nifty, all] = groups.as_slice() else { unreachable!("two groups") };
    let mover = &nifty.movers.read[0];
    assert_eq!((nifty.key.as_str(), mover.symbol.as_str(), mover.last.paise()), ("NIFTY", "M&M", 11_200));
    assert_eq!((mover.turnover.unwrap().0, mover.change_percent), (10_500_000, Some(1200)));
    assert_eq!((all.movers.read.len(), all.as_of), (0, None));
    assert!(variations::decode(br#"{"legends":[]}"#).is_err());
}

#[test]
fn every_decoder_tells_a_web_page_from_nothing() {
    type Decoder = fn(&[u8]) -> Result<(), Undecodable>;
    let page = Undecodable::Html { title: "x".into() };
    let told = |result: Result<(), Undecodable>| result.unwrap_err();
    let decoders: [Decoder; 8] = [
        |bytes| constituents::decode(bytes).map(drop),
        |bytes| corporate_actions::decode(bytes).map(drop),
        |bytes| day_chart::decode(bytes).map(drop),
        |bytes| market_status::decode(bytes).map(drop),
        |bytes| pre_open::decode(bytes).map(drop),
        |bytes| symbol_data::decode(bytes).map(drop),
        |bytes| variations::decode(bytes).map(drop),
        |bytes| year_extremes::decode(bytes).map(drop),
    ];
    for decode in decoders {
        assert_eq!(told(decode(b"<title>x</title>")), page);
        assert_eq!(told(decode(b" ")), Undecodable::Empty);
        assert_eq!(told(decode(b"{}")), Undecodable::NoData);
    }
    assert_eq!(corporate_actions::decode(b"[]").unwrap().announced.len(), 0, "a day without any is well");
}
