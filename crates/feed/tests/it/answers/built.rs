//! The whole market in one answer. No recording of it was found, so it is built here from a recorded UDiFF file in the
//! shape and the units that are documented (volume in lakhs of shares, value in crores of rupees).

use std::fmt::Write as _;

use feed::nse::answers::stocks_traded::{Traded, decode};

use super::recording;

/// One row of the bhavcopy, by its columns' places.
struct Line<'a>(Vec<&'a str>);

impl Line<'_> {
    /// A column as an integer of 10⁻ᵖˡᵃᶜᵉˢ.
    fn number(&self, column: usize, places: usize) -> i64 {
        let (whole, fraction) = self.0[column].split_once('.').unwrap_or((self.0[column], ""));
        format!("{whole}{fraction:0<places$}").parse().unwrap()
    }

    fn symbol(&self) -> &str {
        self.0[7]
    }

    fn series(&self) -> &str {
        self.0[8]
    }
}

const CLOSE: usize = 17;
const LAST: usize = 18;
const PREVIOUS: usize = 19;
const VOLUME: usize = 24;
const VALUE: usize = 25;

/// An integer of 10⁻ᵖˡᵃᶜᵉˢ as JSON writes it, without needless zeros.
fn decimal(number: i64, places: usize) -> String {
    let digits = format!("{number:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let text = format!("{whole}.{fraction}");
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// The answer that the exchange would have given at the end of the day.
fn built(lines: &[Line<'_>]) -> String {
    let mut out = String::from(
        "{\"total\":{\"count\":{\"Advances\":1,\"Unchange\":2,\"Declines\":3,\"Total\":6},\"data\":[",
    );
    for (place, line) in lines.iter().enumerate() {
        let (last, previous) = (decimal(line.number(LAST, 2), 2), decimal(line.number(PREVIOUS, 2), 2));
        let comma = if place > 0 { "," } else { "" };
        write!(
            out,
            "{comma}{{\"identifier\":\"{0}{1}N\",\"symbol\":\"{0}\",\"series\":\"{1}\",\"marketType\":\"N\",\"pchange\":-0.52,\"change\":-1.45,\"basePrice\":{previous},\"previousClose\":{previous},\"lastPrice\":{last},\"totalTradedVolume\":{2},\"totalTradedValue\":{3},\"issuedCap\":1353,\"totalMarketCap\":18.5}}",
            line.symbol(), line.series(), decimal(line.number(VOLUME, 0), 5), decimal(line.number(VALUE, 2), 9),
        )
        .unwrap();
    }
    out + "]}}"
}

#[test]
fn the_whole_market_is_read_exactly_from_lakhs_and_crores() {
    let Some(bytes) = recording("udiff_bhavcopy/BhavCopy_NSE_CM_0_0_0_20260814_F_0000.csv") else { return };
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<_> = text.lines().skip(1).map(|line| Line(line.split(',').collect())).collect();
    assert_eq!(lines.len(), 3464);
    let market = decode(built(&lines).as_bytes()).unwrap();
    assert_eq!(market.stocks.refused, []);
    assert_eq!(
        market.stocks.read.len() + market.stocks.skipped,
        lines.len(),
        "nothing is dropped in silence"
    );
    let traded = ["EQ", "BE", "BZ", "SM", "ST", "SZ", "IV", "RR", "GB", "E1", "P1", "W1"];
    let mut wanted: Vec<_> = lines.iter().filter(|line| traded.contains(&line.series())).collect();
    // A symbol in two series is the stock of the first of them.
    let place = |line: &Line<'_>| traded.iter().position(|series| *series == line.series());
    let all = wanted.clone();
    wanted.retain(|line| {
        all.iter().all(|other| other.symbol() != line.symbol() || place(other) >= place(line))
    });
    assert_eq!(market.stocks.read.len(), wanted.len());
    for (stock, line) in market.stocks.read.iter().zip(wanted) {
        let told =
            (stock.symbol.as_str(), stock.series.code(), stock.last.paise(), stock.previous_close.paise());
        assert_eq!(told, (line.symbol(), line.series(), line.number(LAST, 2), line.number(PREVIOUS, 2)));
        assert_eq!(
            (stock.volume, stock.turnover.0),
            (line.number(VOLUME, 0), line.number(VALUE, 2)),
            "{}",
            stock.symbol
        );
    }
    let moved = |up: bool| {
        let of =
            |stock: &&Traded| (stock.last > stock.previous_close) == up && stock.last != stock.previous_close;
        market.stocks.read.iter().filter(of).count()
    };
    assert!(moved(true) > 800 && moved(false) > 1300, "{} {}", moved(true), moved(false));
    assert!(lines[0].number(CLOSE, 2) > 0);
}

#[test]
fn binary_noise_behind_lakhs_and_crores_is_no_share_and_no_paisa() {
    let row = r#"{"symbol":"M&M","series":"EQ","lastPrice":"3,104.05","previousClose":3090.0,"totalTradedVolume":3.0347200000000003,"totalTradedValue":31.558053280000003}"#;
    let market = decode(format!("{{\"total\":{{\"data\":[{row}]}}}}").as_bytes()).unwrap();
    let [stock] = market.stocks.read.as_slice() else { unreachable!("one stock") };
    assert_eq!((stock.symbol.as_str(), stock.last.paise()), ("M&M", 310_405));
    assert_eq!((stock.volume, stock.turnover.0), (303_472, 31_558_053_280));
}
