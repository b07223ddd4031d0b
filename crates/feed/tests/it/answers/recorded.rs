//! Every recorded answer of NSE's website, each number held against a count of the raw JSON.

use feed::nse::answers::market_status::MarketWord;
use feed::nse::answers::{
    all_indices, band_hitters, constituents, corporate_actions, day_chart, holidays, market_status, pre_open,
    symbol_meta, year_extremes,
};
use trading::{BandRule, Series};

use super::{json, list, paise, plain, recording, sum, times, words};

#[test]
fn the_nifty_50_and_its_members_are_read_to_the_paisa() {
    let Some(bytes) = recording("index_constituents/equity-stock-indices_NIFTY50_2026-08-14.json") else {
        return;
    };
    let (answer, raw) = (constituents::decode(&bytes).unwrap(), json(&bytes));
    let rows = &list(&raw, "/data")[1..];
    let members = &answer.members;
    assert_eq!((members.read.len(), members.refused.len(), members.skipped), (rows.len(), 0, 0));
    for (member, row) in members.read.iter().zip(rows) {
        assert_eq!(member.symbol.as_str(), words(&row["symbol"]));
        let told = [member.open, member.high, member.low, Some(member.last), Some(member.previous_close)];
        let wanted = ["open", "dayHigh", "dayLow", "lastPrice", "previousClose"].map(|key| paise(&row[key]));
        assert_eq!(told.map(plain), wanted, "{}", member.symbol);
        assert_eq!(
            [member.year_high, member.year_low].map(plain),
            ["yearHigh", "yearLow"].map(|key| paise(&row[key]))
        );
        assert_eq!(Some(member.volume), row["totalTradedVolume"].as_i64());
        assert_eq!(member.turnover.0, paise(&row["totalTradedValue"]), "{}", member.symbol);
    }
    let index = answer.index.unwrap();
    assert_eq!((index.name.as_str(), index.last, index.previous_close), ("NIFTY 50", 2_436_600, 2_439_585));
    assert_eq!(index.as_of.unwrap().to_string(), "2026-08-14T15:39:59+05:30");
    assert_eq!(answer.as_of.unwrap().to_string(), "2026-08-14T16:00:00+05:30");
    assert_eq!(answer.market, Some(MarketWord::Closed));
    let airtel = members.read.iter().find(|member| member.symbol.as_str() == "BHARTIARTL").unwrap();
    assert_eq!((airtel.last.paise(), airtel.volume), (199_210, 12_282_580));
    assert_eq!(airtel.as_of.unwrap().to_string(), "2026-08-14T16:00:27+05:30");
}

#[test]
fn the_older_list_whose_prices_are_texts_is_read_to_the_paisa() {
    let Some(bytes) = recording("equity_stock_indices/equity-stockIndices_SECURITIES-IN-FNO_2025-11-17.json")
    else {
        return;
    };
    let (answer, raw) = (constituents::decode(&bytes).unwrap(), json(&bytes));
    let rows = list(&raw, "/data");
    assert_eq!((answer.members.read.len(), answer.members.refused.len()), (209, 0));
    assert!(answer.index.is_none());
    for (member, row) in answer.members.read.iter().zip(rows) {
        let told = [member.open, member.high, member.low, Some(member.last), Some(member.previous_close)];
        let wanted = ["open", "dayHigh", "dayLow", "lastPrice", "previousClose"].map(|key| paise(&row[key]));
        assert_eq!(told.map(plain), wanted, "{}", member.symbol);
        assert_eq!(member.isin.as_ref().unwrap().as_str(), words(&row["meta"]["isin"]));
        assert_eq!(member.name.as_deref().unwrap(), words(&row["meta"]["companyName"]).trim());
    }
    let volume: i64 = answer.members.read.iter().map(|member| member.volume).sum();
    assert_eq!(volume, rows.iter().map(|row| row["totalTradedVolume"].as_i64().unwrap()).sum::<i64>());
    let breadth = answer.breadth.unwrap();
    assert_eq!((breadth.advances, breadth.declines, breadth.unchanged), (146, 62, 1));
    assert_eq!(answer.as_of.unwrap().to_string(), "2025-11-17T15:30:19+05:30");
    let exact = answer.members.read.iter().find(|member| member.symbol.as_str() == "M&M");
    assert!(exact.is_some(), "M&M stands in the list under its own name");
}

#[test]
fn a_list_of_an_index_alone_has_no_members() {
    let Some(bytes) = recording("samples/listEquityStocksByIndex.json") else { return };
    let answer = constituents::decode(&bytes).unwrap();
    assert_eq!((answer.members.read.len(), answer.members.refused.len()), (0, 0));
    assert_eq!((answer.index.unwrap().last, answer.market), (2_394_480, Some(MarketWord::Open)));
}

#[test]
fn lists_of_movers_kept_by_others_are_members_too() {
    for (path, first, last) in
        [("samples/gainers.json", "CIPLA", 121_455), ("samples/losers.json", "BAJFINANCE", 785_400)]
    {
        let Some(bytes) = recording(path) else { return };
        // The sample is the list alone; the answer has it under `data`.
        let wrapped = format!("{{\"data\":{}}}", String::from_utf8(bytes.clone()).unwrap());
        let members = constituents::decode(wrapped.as_bytes()).unwrap().members;
        let raw = json(&bytes);
        assert_eq!((members.read.len(), members.refused.len()), (raw.as_array().unwrap().len(), 0));
        assert_eq!((members.read[0].symbol.as_str(), members.read[0].last.paise()), (first, last));
    }
}

#[test]
fn the_pre_open_of_every_stock_is_read_with_its_book() {
    let Some(bytes) = recording("pre_open/market-data-pre-open_ALL_2025-11-17.json") else { return };
    let (answer, raw) = (pre_open::decode(&bytes).unwrap(), json(&bytes));
    let rows = list(&raw, "/data");
    let stocks = &answer.stocks;
    assert_eq!((stocks.read.len(), stocks.refused.len(), stocks.skipped), (2734, 0, 0));
    for (stock, row) in stocks.read.iter().zip(rows) {
        let market = &row["detail"]["preOpenMarket"];
        assert_eq!(stock.symbol.as_str(), words(&row["metadata"]["symbol"]));
        assert_eq!(stock.previous_close.paise(), paise(&market["prevClose"]), "{}", stock.symbol);
        assert_eq!(plain(stock.equilibrium), paise(&row["metadata"]["iep"]), "{}", stock.symbol);
        let counts = [stock.matched, stock.market_buy, stock.market_sell, stock.total_buy, stock.total_sell];
        let keys = ["finalQuantity", "atoBuyQty", "atoSellQty", "totalBuyQuantity", "totalSellQuantity"];
        assert_eq!(counts, keys.map(|key| market[key].as_i64().unwrap()), "{}", stock.symbol);
    }
    let levels = rows.iter().flat_map(|row| list(row, "/detail/preOpenMarket/preopen"));
    let real: Vec<_> = levels.filter(|level| level["price"].as_f64() != Some(0.0)).collect();
    let wanted = |key: &str| real.iter().map(|level| level[key].as_i64().unwrap()).sum::<i64>();
    let book = || stocks.read.iter().flat_map(|stock| &stock.book);
    assert_eq!(book().count(), real.len());
    let bought: i64 = book().map(|level| level.buy).sum();
    let sold: i64 = book().map(|level| level.sell).sum();
    assert_eq!((bought, sold), (wanted("buyQty"), wanted("sellQty")));
    assert_eq!(
        book().map(|level| level.price.paise()).sum::<i64>(),
        real.iter().map(|level| paise(&level["price"])).sum::<i64>()
    );
    let value = rows.iter().map(|row| paise(&row["metadata"]["totalTurnover"])).sum::<i64>();
    assert_eq!(sum(stocks.read.iter().filter_map(|stock| stock.turnover)), value);
    let breadth = answer.breadth.unwrap();
    assert_eq!((breadth.advances, breadth.declines, breadth.unchanged), (1306, 578, 850));
    assert_eq!(answer.as_of.unwrap().to_string(), "2025-11-17T09:07:41+05:30");
    let infrastructure = stocks.read.iter().filter(|stock| stock.series == Series::Iv).count();
    assert_eq!(infrastructure, 19);
}

#[test]
fn every_index_is_read_in_hundredths() {
    for path in ["all_indices/allIndices_2026-05-20_EXCERPT.json", "samples/listIndices.json"] {
        let Some(bytes) = recording(path) else { return };
        let (answer, raw) = (all_indices::decode(&bytes).unwrap(), json(&bytes));
        let rows = list(&raw, "/data");
        assert_eq!((answer.indices.read.len(), answer.indices.refused.len()), (rows.len(), 0));
        for (index, row) in answer.indices.read.iter().zip(rows) {
            assert_eq!(index.name, words(&row["index"]));
            let told = [Some(index.last), index.open, index.high, index.low, Some(index.previous_close)];
            let wanted = ["last", "open", "high", "low", "previousClose"].map(|key| paise(&row[key]));
            assert_eq!(told.map(Option::unwrap), wanted, "{}", index.name);
            assert_eq!(
                index.breadth.map(|breadth| breadth.advances),
                row["advances"].as_str().map(|n| n.parse().unwrap())
            );
        }
    }
}

#[test]
fn the_state_of_every_market_is_read() {
    for path in ["market_status/marketState_list_2023-10-16.json", "samples/status.json"] {
        let Some(bytes) = recording(path) else { return };
        // The list alone, and the answer that it stands in.
        let wrapped = format!("{{\"marketState\":{}}}", String::from_utf8(bytes.clone()).unwrap());
        let answer = market_status::decode(&bytes).unwrap();
        assert_eq!(answer, market_status::decode(wrapped.as_bytes()).unwrap());
        assert_eq!((answer.markets.read.len(), answer.markets.refused.len()), (5, 0));
        let shares = answer.shares().unwrap();
        assert_eq!(
            (&shares.word, shares.trade_day.unwrap().to_string()),
            (&MarketWord::Closed, "2023-10-16".into())
        );
    }
}

#[test]
fn holidays_of_the_market_of_shares_are_read() {
    let Some(bytes) = recording("samples/holidays.json") else { return };
    let holidays = holidays::decode(&bytes).unwrap();
    assert_eq!(holidays.read.len(), list(&json(&bytes), "/CM").len());
    assert_eq!(
        (holidays.read[0].day.to_string().as_str(), holidays.read[0].name.as_str()),
        ("2023-01-26", "Republic Day")
    );
}

#[test]
fn corporate_actions_are_read_as_the_website_answers_them() {
    let mut announced = 0;
    for day in ["03", "04", "05", "06", "07", "10", "11", "12", "13", "14"] {
        let Some(bytes) = recording(&format!("corporate_actions/corporate_actions_2026-08-{day}.json"))
        else {
            return;
        };
        let answer = corporate_actions::decode(&bytes).unwrap();
        let rows = json(&bytes).as_array().unwrap().len();
        assert_eq!((answer.refused.len(), answer.skipped), (0, 0));
        assert!(answer.announced.len() >= rows);
        announced += rows;
    }
    assert_eq!(announced, 195);
    for path in ["quote/getCorpAction_TCS_2026-06-02.json", "samples/actions.json"] {
        let answer = corporate_actions::decode(&recording(path).unwrap()).unwrap();
        assert_eq!((answer.announced.len(), answer.refused.len()), (1, 0));
    }
}

#[test]
fn new_extremes_of_52_weeks_are_read() {
    let Some(bytes) = recording("movers/52week-high_2026-05-20_EXCERPT.json") else { return };
    let (answer, raw) = (year_extremes::decode(&bytes).unwrap(), json(&bytes));
    let rows: Vec<_> = list(&raw, "/dataLtpGreater20").iter().chain(list(&raw, "/dataLtpLess20")).collect();
    assert_eq!((answer.stocks.read.len(), answer.stocks.refused.len()), (9, 0));
    for (stock, row) in answer.stocks.read.iter().zip(rows) {
        let told = [Some(stock.extreme), stock.before, Some(stock.last), Some(stock.previous_close)];
        let wanted = ["new52WHL", "prev52WHL", "ltp", "prevClose"].map(|key| paise(&row[key]));
        assert_eq!(told.map(plain), wanted, "{}", stock.symbol);
        assert_eq!(stock.name.as_deref(), row["comapnyName"].as_str());
    }
    assert_eq!(answer.stocks.read[0].before_on.unwrap().to_string(), "2026-05-19");
}

#[test]
fn stocks_at_their_bands_are_read_in_their_units() {
    let Some(bytes) = recording("movers/price-band-hitters_upper_2026-05-20_EXCERPT.json") else { return };
    let (answer, raw) = (band_hitters::decode(&bytes).unwrap(), json(&bytes));
    let rows = list(&raw, "/AllSec/data");
    assert_eq!((answer.upper.read.len(), answer.upper.refused.len(), answer.lower.read.len()), (9, 0, 0));
    for (stock, row) in answer.upper.read.iter().zip(rows) {
        let told = [stock.last, stock.high, stock.low].map(trading::Price::paise);
        assert_eq!(told, ["ltp", "highPrice", "lowPrice"].map(|key| paise(&row[key])), "{}", stock.symbol);
        assert_eq!(stock.volume, times(&row["totalTradedVol"], 1e5), "{}", stock.symbol);
        assert_eq!(stock.turnover.unwrap().0, times(&row["turnover"], 1e9), "{}", stock.symbol);
        assert_eq!(stock.band, BandRule::Percent(words(&row["priceBand"]).parse().unwrap()));
        assert_eq!(stock.change.unwrap().0, paise(&row["change"]));
    }
    assert_eq!((answer.upper.read[0].volume, answer.upper.read[7].volume), (4_288_294, 20_880));
}

#[test]
fn what_a_symbol_is_is_read_from_words_for_yes_and_no() {
    let Some(bytes) = recording("quote/getMetaData_TCS_2026-06-02.json") else { return };
    let meta = symbol_meta::decode(&bytes).unwrap();
    assert_eq!((meta.symbol.as_str(), meta.isin.unwrap().as_str()), ("TCS", "INE467B01029"));
    assert_eq!(
        (meta.series, meta.has_derivatives, meta.suspended),
        (vec![Series::Eq], Some(true), Some(false))
    );
    let other = symbol_meta::decode(&recording("samples/equityMetaInfo.json").unwrap()).unwrap();
    assert_eq!(
        (other.symbol.as_str(), other.delisted, other.is_fund),
        ("HDFCBANK", Some(false), Some(false))
    );
}

#[test]
fn the_points_of_a_day_are_at_india_s_clock() {
    let Some(bytes) = recording("quote/getSymbolChartData_TCS_2026-06-02_EXCERPT.json") else { return };
    let chart = day_chart::decode(&bytes).unwrap();
    let [point] = chart.points.read.as_slice() else { unreachable!("one point is recorded") };
    assert_eq!(
        (point.at.to_string().as_str(), point.price.paise(), point.pre_open),
        ("2026-06-02T09:00:59+05:30", 231_400, true)
    );
    assert_eq!((chart.identifier.as_str(), plain(chart.close)), ("TCSEQN", 229_740));
}
