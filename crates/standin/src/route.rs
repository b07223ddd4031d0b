//! Which request is answered with what.

use std::collections::BTreeMap;

use hyper::header::{LOCATION, SET_COOKIE};
use hyper::{HeaderMap, StatusCode};
use percent_encoding::percent_decode_str;

use crate::answers::View;
use crate::body::{self, Answer, CSV, HTML, JSON, answer, put};
use crate::fault::Fault;
use crate::files;
use crate::gate::{self, Missing};
use crate::ledger::Site;

/// A request, taken apart.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) site: Site,
    /// Path and query without the site's part.
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
}

impl Request {
    /// A request to the stand-in: NSE at the root, the archives and Yahoo below it.
    pub(crate) fn of(path: &str, headers: HeaderMap) -> Self {
        let (site, path) = if let Some(rest) = path.strip_prefix("/archives") {
            (Site::Archives, rest)
        } else if let Some(rest) = path.strip_prefix("/yahoo") {
            (Site::Yahoo, rest)
        } else {
            (Site::Nse, path)
        };
        Self { site, path: path.to_owned(), headers }
    }

    /// Whether it is of a page that sets cookies.
    pub(crate) fn is_page(&self) -> bool {
        self.site == Site::Nse && !self.path.starts_with("/api/") && !self.path.starts_with("/v1/")
    }

    fn bare_path(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    fn query(&self) -> BTreeMap<String, String> {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        pairs.map(|(name, value)| (decoded(name), decoded(value))).collect()
    }
}

/// The honest answer, unless the fault is one of the content.
pub(crate) fn respond(view: &View<'_>, request: &Request, session: u64) -> Answer {
    match request.site {
        Site::Nse if request.is_page() => page(request, session),
        Site::Nse => match gate::call(&request.headers, session) {
            Ok(()) => served(nse(view, request), request),
            Err(Missing::Header) => body::denied(),
            Err(Missing::Session) => {
                answer(StatusCode::UNAUTHORIZED, HTML, "<html><title>401</title></html>")
            }
        },
        Site::Archives => match gate::browser(&request.headers) {
            Ok(()) => match files::file(view.market, view.at, request.bare_path()) {
                Some(bytes) => answer(StatusCode::OK, CSV, bytes),
                None => not_found(),
            },
            Err(_) => body::denied(),
        },
        Site::Yahoo => match gate::browser(&request.headers) {
            Ok(()) => yahoo(view, request),
            Err(_) => answer(StatusCode::TOO_MANY_REQUESTS, HTML, "Too Many Requests"),
        },
    }
}

fn page(request: &Request, session: u64) -> Answer {
    if gate::browser(&request.headers).is_err() {
        return body::denied();
    }
    let html = "<!doctype html><html><head><title>NSE stand-in</title></head><body></body></html>";
    let cookie = format!("nsit={session}; Path=/; HttpOnly");
    put(answer(StatusCode::OK, HTML, html), SET_COOKIE, &cookie)
}

fn served(found: Option<String>, request: &Request) -> Answer {
    let Some(text) = found else { return not_found() };
    let accepts = request.headers.get("accept-encoding").and_then(|accepts| accepts.to_str().ok());
    if accepts.is_some_and(|accepts| accepts.contains("gzip")) {
        body::gzipped(JSON, text.as_bytes())
    } else {
        answer(StatusCode::OK, JSON, text)
    }
}

fn nse(view: &View<'_>, request: &Request) -> Option<String> {
    let query = request.query();
    let get = |name: &str| query.get(name).map(String::as_str);
    match request.bare_path() {
        "/api/live-analysis-stocksTraded" => Some(view.whole_market()),
        "/api/equity-stock-indices" => view.members(get("index")?),
        "/api/NextApi/apiClient/GetQuoteApi" if get("functionName") == Some("getSymbolData") => {
            view.quote(get("symbol")?, get("series")?)
        }
        "/api/NextApi/apiClient/GetQuoteApi" if get("functionName") == Some("getMetaData") => {
            view.meta(get("symbol")?)
        }
        "/api/allIndices" => Some(view.indices()),
        "/api/marketStatus" => Some(view.status()),
        "/api/market-data-pre-open" => Some(view.pre_open()),
        "/api/holiday-master" => Some(view.holidays()),
        "/api/live-analysis-variations" => view.movers(get("index")?),
        "/api/corporates-corporateActions" => Some(view.actions(get("from_date")?, get("to_date")?)),
        "/v1/exchanges/symbolsDynamic" => Some(view.chart_tokens(get("symbol")?)),
        "/v1/charts/symbolHistoricalData" => {
            let number = |name| get(name)?.parse::<i64>().ok();
            let minutes = get("timeInterval")?.parse().ok()?;
            view.candles(get("token")?, (number("fromDate")?, number("toDate")?), minutes)
        }
        _ => None,
    }
}

fn yahoo(view: &View<'_>, request: &Request) -> Answer {
    let query = request.query();
    let minutes =
        query.get("interval").and_then(|interval| interval.strip_suffix('m')?.parse().ok()).unwrap_or(5);
    let told = if let Some(name) = request.bare_path().strip_prefix("/v8/finance/chart/") {
        view.yahoo_chart(&percent_decode_str(name).decode_utf8_lossy(), minutes)
    } else {
        query.get("symbols").map(|names| view.spark(names))
    };
    match told {
        Some(told) => answer(StatusCode::OK, JSON, told),
        None => {
            let error = r#"{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}"#;
            answer(StatusCode::NOT_FOUND, JSON, error)
        }
    }
}

fn not_found() -> Answer {
    answer(StatusCode::NOT_FOUND, HTML, "<html><title>404</title><body>Resource not found</body></html>")
}

/// The answer of a fault that needs no content; the rest are told by the content itself. None for a fault without any
/// answer, whose connection is closed.
pub(crate) fn misbehaved(fault: Fault, honest: impl FnOnce() -> Vec<u8>, path: &str) -> Option<Answer> {
    let html = |status| answer(status, HTML, "<html><title>No</title></html>");
    Some(match fault {
        Fault::Forbidden => body::denied(),
        Fault::Unauthorized => html(StatusCode::UNAUTHORIZED),
        Fault::Empty => answer(StatusCode::OK, JSON, ""),
        Fault::Truncated => {
            let mut half = honest();
            half.truncate(half.len() / 2);
            answer(StatusCode::OK, JSON, half)
        }
        Fault::WrongGzip => {
            put(answer(StatusCode::OK, JSON, honest()), hyper::header::CONTENT_ENCODING, "gzip")
        }
        Fault::SlowDrip => body::dripping(honest()),
        Fault::TooMany => html(StatusCode::TOO_MANY_REQUESTS),
        Fault::Unavailable => html(StatusCode::SERVICE_UNAVAILABLE),
        Fault::RedirectLoop => put(html(StatusCode::FOUND), LOCATION, path),
        Fault::WrongType => answer(StatusCode::OK, HTML, honest()),
        Fault::Maintenance => {
            answer(StatusCode::OK, HTML, "<!doctype html><title>Scheduled maintenance</title>")
        }
        Fault::Huge => body::huge(),
        Fault::Bomb => body::bomb(),
        Fault::Gone => not_found(),
        Fault::Hang | Fault::Reset | Fault::OldStamps | Fault::Frozen | Fault::OutOfBand | Fault::Missing => {
            return None;
        }
    })
}
