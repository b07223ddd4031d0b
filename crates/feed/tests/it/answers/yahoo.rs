//! Yahoo's answers: short binary fractions, nulls, errors.

use feed::nse::answers::Undecodable;
use feed::yahoo::{chart, name_of, spark, symbol_of};

use super::{json, list, paise, plain, recording};

#[test]
fn candles_are_rounded_to_the_paisa() {
    let Some(bytes) = recording("yahoo/v8_chart_TCS.NS_3bars_5m_2026-07-30_EXCERPT.json") else { return };
    let (answer, raw) = (chart::decode(&bytes).unwrap(), json(&bytes));
    assert_eq!((answer.candles.len(), answer.holes, answer.refused.len()), (3, 0, 0));
    assert_eq!(answer.symbol.unwrap().as_str(), "TCS");
    let column = |key: &str| {
        list(&raw, &format!("/chart/result/0/indicators/quote/0/{key}")).iter().map(paise).collect::<Vec<_>>()
    };
    let told = |of: fn(&chart::Candle) -> trading::Price| {
        answer.candles.iter().map(|candle| of(candle).paise()).collect::<Vec<_>>()
    };
    assert_eq!(told(|candle| candle.open), column("open"));
    assert_eq!(told(|candle| candle.high), column("high"));
    assert_eq!(told(|candle| candle.low), column("low"));
    assert_eq!(told(|candle| candle.close), column("close"));
    // 2436.199951171875 is 2,436.20; the column of volumes is not there, which is not the same as no shares.
    assert_eq!((answer.candles[0].open.paise(), answer.candles[0].volume), (243_620, None));
    assert_eq!(answer.candles[0].from.to_string(), "2026-07-30T09:15:00+05:30");
    assert_eq!((plain(answer.price), plain(answer.previous_close)), (243_090, 246_000));
}

#[test]
fn a_candle_with_a_null_price_is_a_hole_and_not_a_zero() {
    let Some(bytes) = recording("yahoo/v8_chart_INR=X_5d_1d_2026-05-26.json") else { return };
    let answer = chart::decode(&bytes).unwrap();
    assert_eq!((answer.candles.len(), answer.holes, answer.refused.len()), (5, 1, 0));
    assert_eq!((answer.symbol, answer.name.as_str()), (None, "INR=X"));
    assert_eq!(
        answer.candles.iter().map(|candle| candle.close.paise()).collect::<Vec<_>>(),
        [9657, 9653, 9617, 9572, 9567]
    );
    assert_eq!(answer.as_of.unwrap().to_string(), "2026-05-26T21:16:21+05:30");
}

#[test]
fn yahoo_s_own_error_is_told_in_its_words() {
    let missing = br#"{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}"#;
    let wanted = Undecodable::Refused {
        code: "Not Found".into(),
        words: "No data found, symbol may be delisted".into(),
    };
    assert_eq!(chart::decode(missing), Err(wanted.clone()));
    let gateway = br#"{"finance":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}"#;
    assert_eq!(spark::decode(gateway), Err(wanted));
}

#[test]
fn lists_of_unequal_length_are_refused_because_no_value_can_be_told_from_its_neighbour_s() {
    let short = br#"{"chart":{"result":[{"meta":{"symbol":"TCS.NS"},"timestamp":[1,2],"indicators":{"quote":[{"close":[1]}]}}]}}"#;
    assert_eq!(
        chart::decode(short).unwrap_err().to_string(),
        "row 1, close: \"1\" is not as many values as there are times: the source may have changed its answer; nothing of it was used"
    );
}

#[test]
fn a_spark_is_a_chart_of_closes_for_each_stock_that_yahoo_knows() {
    let text = br#"{"spark":{"result":[
        {"symbol":"M&M.NS","response":[{"meta":{"symbol":"M&M.NS","regularMarketPrice":3100.550048828125,"previousClose":3090,"regularMarketTime":1785383700},
         "timestamp":[1785383100,1785383400],"indicators":{"quote":[{"close":[3100.10009765625,null]}]}}]},
        {"symbol":"GONE.NS","response":[]}],"error":null}}"#;
    let charts = spark::decode(text).unwrap();
    let [chart] = charts.read.as_slice() else { unreachable!("one stock is known") };
    assert_eq!(chart.symbol.as_ref().unwrap().as_str(), "M&M");
    assert_eq!(
        (plain(chart.price), plain(chart.previous_close), chart.candles.len(), chart.holes),
        (310_055, 309_000, 0, 2)
    );
    let (at, close) = chart.last_close.unwrap();
    assert_eq!((at.to_string().as_str(), close.paise()), ("2026-07-30T09:15:00+05:30", 310_010));
    assert_eq!(
        charts.refused[0].to_string(),
        "row 2, response: \"GONE.NS\" is not a stock that Yahoo has prices of"
    );
}

#[test]
fn yahoo_s_names_are_nse_s_with_an_ending() {
    for name in ["M&M", "BAJAJ-AUTO", "NAM-INDIA"] {
        let symbol = name.parse().unwrap();
        assert_eq!(symbol_of(&name_of(&symbol)), Some(symbol));
    }
    assert_eq!([symbol_of("^NSEI"), symbol_of("INR=X"), symbol_of("TCS.BO")], [None, None, None]);
}
