//! What can be asked of the sources: one constructor a request, with the page that makes the call on the site.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use trading::{Day, Moment, Series, Symbol};

use super::daily::DailyFile;
use super::questions::MoversList;
use super::web::{Addresses, Web};

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// Who is asked.
    pub(crate) web: Web,
    /// The whole address.
    pub(crate) url: String,
    /// The page that makes this call on the site.
    pub(crate) referer: Option<String>,
    /// The page whose cookies the call needs.
    pub(crate) page: Option<String>,
    /// What is asked for, in words.
    pub(crate) what: String,
    /// What is due.
    pub(crate) due: Due,
    /// The most bytes that are read, unpacked.
    pub(crate) most: usize,
}

/// What an answer must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// A page, for its cookies only.
    Page,
    /// JSON.
    Json,
    /// A file of the archives.
    File,
}

const MEGABYTE: usize = 1 << 20;
/// What needs no percent sign in an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

impl Ask {
    /// The last price of every security that traded today.
    pub(crate) fn whole_market(at: &Addresses) -> Self {
        let path = "/api/live-analysis-stocksTraded";
        Self::site(at, path, "/market-data/stocks-traded", "the prices of all stocks", 16)
    }

    /// The pre-open of every stock.
    pub(crate) fn pre_open(at: &Addresses) -> Self {
        let page = "/market-data/pre-open-market-cm-and-emerge-market";
        Self::site(at, "/api/market-data-pre-open?key=ALL", page, "the pre-open", 32)
    }

    /// Every index.
    pub(crate) fn indices(at: &Addresses) -> Self {
        Self::site(at, "/api/allIndices", "/market-data/index-performances", "the indices", 4)
    }

    /// An index and its members, with the day's open, high and low.
    pub(crate) fn members(at: &Addresses, index: &str) -> Self {
        let path = format!("/api/equity-stock-indices?index={}", encoded(index));
        let what = format!("the members of {index}");
        Self::site(at, &path, "/market-data/live-equity-market", &what, 8)
    }

    /// One stock with its depth.
    pub(crate) fn quote(at: &Addresses, symbol: &Symbol, series: Series) -> Self {
        let path = format!(
            "/api/NextApi/apiClient/GetQuoteApi?functionName=getSymbolData&marketType=N&series={series}&symbol={}",
            encoded(symbol.as_str())
        );
        let page = format!("/get-quote/equity/{}", encoded(symbol.as_str()));
        Self::site(at, &path, &page, &format!("the quote of {symbol}"), 1)
    }

    /// The closed days of the year.
    pub(crate) fn holidays(at: &Addresses) -> Self {
        let page = "/resources/exchange-communication-holidays";
        Self::site(at, "/api/holiday-master?type=trading", page, "the list of holidays", 1)
    }

    /// Whether the exchange is open.
    pub(crate) fn market_status(at: &Addresses) -> Self {
        Self::site(at, "/api/marketStatus", "/", "the state of the market", 1)
    }

    /// The exchange's own gainers or losers.
    pub(crate) fn movers(at: &Addresses, list: MoversList) -> Self {
        let (word, what) = match list {
            MoversList::Gainers => ("gainers", "its own gainers"),
            // The exchange writes it so.
            MoversList::Losers => ("loosers", "its own losers"),
        };
        let path = format!("/api/live-analysis-variations?index={word}");
        Self::site(at, &path, "/market-data/top-gainers-losers", what, 2)
    }

    /// In which series a symbol trades now.
    pub(crate) fn meta(at: &Addresses, symbol: &Symbol) -> Self {
        let name = encoded(symbol.as_str());
        let path = format!("/api/NextApi/apiClient/GetQuoteApi?functionName=getMetaData&symbol={name}");
        Self::site(at, &path, &format!("/get-quote/equity/{name}"), &format!("the series of {symbol}"), 1)
    }

    /// Which number NSE's charts know a stock by.
    pub(crate) fn chart_token(at: &Addresses, symbol: &Symbol) -> Self {
        let path = format!("/v1/exchanges/symbolsDynamic?symbol={}&segment=", encoded(symbol.as_str()));
        Self::charting(at, &path, &format!("the chart of {symbol}"))
    }

    /// A stock's candles of a day. The charts know IST only, written as if it were UTC.
    pub(crate) fn candles(
        at: &Addresses,
        (symbol, series): (&Symbol, Series),
        token: &str,
        (from, to): (Moment, Moment),
        minutes: u32,
    ) -> Self {
        let path = format!(
            "/v1/charts/symbolHistoricalData?token={}&fromDate={}&toDate={}&symbol={}-{series}&symbolType=Equity&chartType=I&timeInterval={minutes}",
            encoded(token),
            from.millis().div_euclid(1000) + IST_SECONDS,
            to.millis().div_euclid(1000) + IST_SECONDS,
            encoded(symbol.as_str()),
        );
        Self::charting(at, &path, &format!("the chart of {symbol}"))
    }

    /// A file of a day.
    pub(crate) fn daily(at: &Addresses, file: &DailyFile, day: Day) -> Self {
        let (year, month, date) = day.parts();
        let forwards = format!("{year:04}{month:02}{date:02}");
        let backwards = format!("{date:02}{month:02}{year:04}");
        let path = match file {
            DailyFile::EquityList => "/content/equities/EQUITY_L.csv".to_owned(),
            DailyFile::PriceBands => format!("/content/equities/sec_list_{backwards}.csv"),
            DailyFile::Bhavcopy => format!("/content/cm/BhavCopy_NSE_CM_0_0_0_{forwards}_F_0000.csv.zip"),
            DailyFile::Deliveries => format!("/products/content/sec_bhavdata_full_{backwards}.csv"),
            DailyFile::IndexClose => format!("/content/indices/ind_close_all_{backwards}.csv"),
            DailyFile::BandChanges => format!("/content/equities/eq_band_changes_{backwards}.csv"),
            DailyFile::IndexMembers(index) => format!("/content/indices/ind_{}list.csv", encoded(index)),
            DailyFile::CorporateActions => return Self::corporate_actions(at, day),
        };
        Self {
            web: Web::NseArchives,
            url: format!("{}{path}", at.nse_archives),
            referer: None,
            page: None,
            what: format!("{file} of {}", day.words()),
            due: Due::File,
            most: 32 * MEGABYTE,
        }
    }

    /// The page whose cookies a call needs.
    pub(crate) fn page(web: Web, page: &str) -> Self {
        Self {
            web,
            url: page.to_owned(),
            referer: None,
            page: None,
            what: "a session".to_owned(),
            due: Due::Page,
            most: 4 * MEGABYTE,
        }
    }

    /// Several stocks of Yahoo in one call.
    pub(crate) fn spark(at: &Addresses, symbols: &[Symbol]) -> Self {
        let names: Vec<String> =
            symbols.iter().map(|symbol| format!("{}.NS", encoded(symbol.as_str()))).collect();
        let path = format!("/v7/finance/spark?symbols={}&range=1d&interval=5m", names.join(","));
        Self::yahoo(at, &path, "the prices of several stocks")
    }

    /// A stock's candles of Yahoo.
    pub(crate) fn yahoo_chart(
        at: &Addresses,
        symbol: &Symbol,
        (from, to): (Moment, Moment),
        minutes: u32,
    ) -> Self {
        let path = format!(
            "/v8/finance/chart/{}.NS?interval={minutes}m&period1={}&period2={}&includePrePost=false&events=div,split",
            encoded(symbol.as_str()),
            from.millis().div_euclid(1000),
            to.millis().div_euclid(1000),
        );
        Self::yahoo(at, &path, &format!("the chart of {symbol}"))
    }

    fn corporate_actions(at: &Addresses, day: Day) -> Self {
        let written = |day: Day| {
            let (year, month, date) = day.parts();
            format!("{date:02}-{month:02}-{year:04}")
        };
        let path = format!(
            "/api/corporates-corporateActions?index=equities&from_date={}&to_date={}",
            written(day.plus(-7)),
            written(day.plus(28)),
        );
        let page = "/companies-listing/corporate-filings-actions";
        Self::site(at, &path, page, "the corporate actions", 8)
    }

    fn site(at: &Addresses, path: &str, page: &str, what: &str, megabytes: usize) -> Self {
        Self {
            web: Web::Nse,
            url: format!("{}{path}", at.nse),
            referer: Some(format!("{}{page}", at.nse)),
            page: Some(format!("{}/", at.nse)),
            what: what.to_owned(),
            due: Due::Json,
            most: megabytes * MEGABYTE,
        }
    }

    fn charting(at: &Addresses, path: &str, what: &str) -> Self {
        Self {
            web: Web::Nse,
            url: format!("{}{path}", at.charting),
            referer: Some(format!("{}/", at.charting)),
            page: Some(format!("{}/", at.charting)),
            what: what.to_owned(),
            due: Due::Json,
            most: 4 * MEGABYTE,
        }
    }

    fn yahoo(at: &Addresses, path: &str, what: &str) -> Self {
        Self {
            web: Web::Yahoo,
            url: format!("{}{path}", at.yahoo),
            referer: None,
            page: None,
            what: what.to_owned(),
            due: Due::Json,
            most: 4 * MEGABYTE,
        }
    }
}

/// Text as a part of an address: `M%26M`, `NIFTY%2050`.
fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

const IST_SECONDS: i64 = 19_800;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_with_signs_do_not_break_an_address() {
        let symbol = "M&M".parse().unwrap();
        let ask = Ask::quote(&Addresses::default(), &symbol, Series::Eq);
        assert!(ask.url.ends_with("&series=EQ&symbol=M%26M"), "{}", ask.url);
        assert_eq!(ask.referer.unwrap(), "https://www.nseindia.com/get-quote/equity/M%26M");
        let ask = Ask::spark(&Addresses::default(), &[symbol, "BAJAJ-AUTO".parse().unwrap()]);
        assert!(ask.url.contains("?symbols=M%26M.NS,BAJAJ-AUTO.NS&"), "{}", ask.url);
        let ask = Ask::members(&Addresses::default(), "SECURITIES IN F&O");
        assert!(ask.url.ends_with("?index=SECURITIES%20IN%20F%26O"), "{}", ask.url);
    }

    #[test]
    fn a_day_s_files_are_asked_for_under_their_names() {
        let day = "2026-08-03".parse().unwrap();
        let url = |file: DailyFile| Ask::daily(&Addresses::default(), &file, day).url;
        assert!(
            url(DailyFile::Bhavcopy).ends_with("/content/cm/BhavCopy_NSE_CM_0_0_0_20260803_F_0000.csv.zip")
        );
        assert!(url(DailyFile::Deliveries).ends_with("/products/content/sec_bhavdata_full_03082026.csv"));
        assert!(url(DailyFile::CorporateActions).ends_with("&from_date=27-07-2026&to_date=31-08-2026"));
        assert!(
            url(DailyFile::IndexMembers("nifty50".to_owned()))
                .ends_with("/content/indices/ind_nifty50list.csv")
        );
    }
}
