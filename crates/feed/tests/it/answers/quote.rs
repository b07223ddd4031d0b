//! The quote with depth: its levels, its band and the trap in it, its nulls.

use feed::nse::answers::Undecodable;
use feed::nse::answers::symbol_data::{SymbolData, decode};
use trading::{BandRule, Series};

use super::{json, paise, plain, recording};

/// The recorded quote and the element of its answer as JSON. Some recordings are the element alone.
fn quote(path: &str) -> Option<(SymbolData, serde_json::Value)> {
    let bytes = recording(path)?;
    let raw = json(&bytes);
    if raw.get("equityResponse").is_some() {
        return Some((decode(&bytes).unwrap(), raw["equityResponse"][0].clone()));
    }
    let wrapped = serde_json::json!({ "equityResponse": [raw] });
    Some((decode(wrapped.to_string().as_bytes()).unwrap(), raw))
}

#[test]
fn a_quote_is_read_to_the_paisa_with_five_levels_either_side() {
    for path in ["quote/getSymbolData_VEDL_2026-02-04_live.json", "samples/quote.json"] {
        let Some((quote, raw)) = quote(path) else { return };
        let (book, head, trading) = (&raw["orderBook"], &raw["metaData"], &raw["tradeInfo"]);
        let depth = quote.depth.as_ref().unwrap();
        for (side, price, quantity) in
            [(&depth.bids, "buyPrice", "buyQuantity"), (&depth.offers, "sellPrice", "sellQuantity")]
        {
            let told: Vec<_> = side.iter().map(|level| (level.price.paise(), level.quantity)).collect();
            let level = |n: usize| {
                (paise(&book[format!("{price}{n}")]), book[format!("{quantity}{n}")].as_i64().unwrap())
            };
            assert_eq!(told, (1..=5).map(level).collect::<Vec<_>>());
        }
        assert_eq!(depth.total_buy, book["totalBuyQuantity"].as_i64());
        let told = [quote.open, quote.high, quote.low, quote.previous_close, quote.base, quote.average];
        let keys = ["open", "dayHigh", "dayLow", "previousClose", "basePrice", "averagePrice"];
        assert_eq!(told.map(plain), keys.map(|key| paise(&head[key])));
        assert_eq!(
            (plain(quote.last), quote.volume),
            (paise(&trading["lastPrice"]), trading["totalTradedVolume"].as_i64())
        );
        assert_eq!(quote.turnover.unwrap().0, paise(&trading["totalTradedValue"]));
        assert_eq!((quote.series, quote.band_rule), (Series::Eq, Some(BandRule::NoBand)));
        assert_eq!((quote.tick.unwrap().paise(), quote.close, quote.suspended), (5, None, Some(false)));
        assert!(quote.band_of_today().is_some(), "during the session the band is today's");
    }
}

#[test]
fn vedanta_in_the_morning_is_this() {
    let Some((quote, _)) = quote("quote/getSymbolData_VEDL_2026-02-04_live.json") else { return };
    assert_eq!(quote.as_of.to_string(), "2026-02-04T09:45:59+05:30");
    let touch = quote.depth.unwrap().touch();
    assert_eq!(touch.bid.map(|(price, shares)| (price.paise(), shares)), Some((68_950, 388)));
    assert_eq!(touch.offer.map(|(price, shares)| (price.paise(), shares)), Some((68_955, 41)));
    let band = quote.band.unwrap();
    assert_eq!((band.low.paise(), band.high.paise(), quote.margin), (60_810, 74_320, Some(1707)));
}

#[test]
fn after_the_close_the_stated_band_is_the_next_day_s_and_the_depth_is_nobody() {
    let Some((quote, _)) = quote("samples/getDetailedScripData.json") else { return };
    assert_eq!((plain(quote.close), quote.symbol.as_str()), (26_945, "ETERNAL"));
    let band = quote.band.unwrap();
    assert_eq!((band.low.paise(), band.high.paise(), band.of_today), (24_255, 29_635, false));
    assert_eq!(quote.band_of_today(), None);
    let depth = quote.depth.unwrap();
    assert_eq!((depth.bids.len(), depth.offers.len(), depth.touch().bid), (0, 0, None));
}

#[test]
fn a_suspended_stock_s_nulls_are_no_data() {
    let Some(bytes) = recording("quote/getSymbolData_DSFCL_2026-08-18_null_sections.json") else { return };
    assert_eq!(decode(&bytes), Err(Undecodable::NoData));
}

#[test]
fn web_pages_in_place_of_a_quote_are_told_by_their_titles() {
    for (path, wanted) in [
        ("quote/akamai_403_access_denied.html", "Access Denied"),
        ("quote/nse_404_resource_not_found.html", "Resource not found"),
    ] {
        let Some(bytes) = recording(path) else { return };
        assert_eq!(decode(&bytes), Err(Undecodable::Html { title: wanted.into() }));
    }
}
