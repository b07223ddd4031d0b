//! The connections: headers, cookies, and what an answer is judged by before anybody reads it.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::time::Duration;

use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, REFERER,
    UPGRADE_INSECURE_REQUESTS, USER_AGENT,
};
use reqwest::{Response, StatusCode, redirect};

use super::ask::{Ask, Due};
use super::failed::Failed;
use super::web::Web;

/// The connections to all sources: one kind that keeps cookies, for NSE's website, and one that keeps none.
#[derive(Debug)]
pub(crate) struct Connections {
    site: reqwest::Client,
    plain: reqwest::Client,
    warm: BTreeSet<String>,
}

/// What is wrong with an answer, before it is known what it says.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The session has ended.
    Session,
    /// The source said no.
    Refused,
    /// Likely to pass within seconds.
    Passing(Failed),
    /// Not so.
    Lasting(Failed),
}

const CONNECT: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_secs(55);

impl Connections {
    /// No connection yet; the first request makes one. Never through a proxy, and nowhere that a redirect names: what is
    /// asked of the exchange is asked of the exchange.
    pub(crate) fn open() -> Result<Self, String> {
        Ok(Self { site: client(true)?, plain: client(false)?, warm: BTreeSet::new() })
    }

    /// Begins a new session: no cookies, no connection of the old one.
    pub(crate) fn forget(&mut self) -> Result<(), String> {
        self.warm.clear();
        self.site = client(true)?;
        Ok(())
    }

    /// Whether a page was fetched, so that its cookies are here.
    pub(crate) fn is_warm(&self, page: &str) -> bool {
        self.warm.contains(page)
    }

    /// A page was fetched.
    pub(crate) fn warmed(&mut self, page: &str) {
        self.warm.insert(page.to_owned());
    }

    /// Sends a request and reads its answer as far as it may be read.
    pub(crate) async fn send(&self, ask: &Ask, patience: Duration) -> Result<Vec<u8>, Fault> {
        // Open as long as the request is under way, whoever drops it: a log shows what takes its time.
        let _under_way = tracing::trace_span!("request", web = %ask.web, what = %ask.what);
        let client = match ask.web {
            Web::Nse => &self.site,
            Web::NseArchives | Web::Yahoo => &self.plain,
        };
        let request = client.get(&ask.url).timeout(patience).headers(headers(ask));
        let response = request.send().await.map_err(|error| fault_of(ask, &error))?;
        judge(ask, &response)?;
        let bytes = body(ask, response).await?;
        match ask.due {
            Due::Page | Due::File => Ok(bytes),
            Due::Json if bytes.trim_ascii().is_empty() && ask.web == Web::Nse => Err(Fault::Session),
            Due::Json if bytes.trim_ascii_start().starts_with(b"<") => Err(Fault::Refused),
            Due::Json => Ok(bytes),
        }
    }
}

fn client(cookies: bool) -> Result<reqwest::Client, String> {
    let builder = reqwest::Client::builder()
        .no_proxy()
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT)
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(1)
        .cookie_store(cookies);
    builder.build().map_err(|error| words_of(&error))
}

/// What the status and the kind of an answer say.
fn judge(ask: &Ask, response: &Response) -> Result<(), Fault> {
    let (web, status) = (ask.web, response.status());
    let something_else =
        |why: String| Fault::Lasting(Failed::Unreadable { web, what: ask.what.clone(), why });
    match status {
        StatusCode::OK => {}
        StatusCode::UNAUTHORIZED if web == Web::Nse => return Err(Fault::Session),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(Fault::Refused),
        // Yahoo's way of saying that a computer has asked too much; asking again makes it longer.
        StatusCode::TOO_MANY_REQUESTS if web == Web::Yahoo => return Err(Fault::Refused),
        StatusCode::NOT_FOUND | StatusCode::GONE if ask.due != Due::Page => {
            return Err(Fault::Lasting(Failed::NotThere { web, what: ask.what.clone() }));
        }
        StatusCode::TOO_MANY_REQUESTS => return Err(Fault::Passing(overloaded(web, status))),
        _ if status.is_server_error() => return Err(Fault::Passing(overloaded(web, status))),
        // A page may be gone, or send a browser on to another; its cookies have come with it.
        _ if ask.due == Due::Page => {}
        _ if status.is_redirection() => {
            return Err(something_else("it sends us elsewhere, and Lakh does not go".to_owned()));
        }
        _ => return Err(something_else(format!("status {}", status.as_u16()))),
    }
    let html = response.headers().get(CONTENT_TYPE).is_some_and(is_html);
    match ask.due {
        Due::Json if html => Err(Fault::Refused),
        Due::File if html => Err(something_else("it is a web page".to_owned())),
        Due::Page | Due::Json | Due::File => Ok(()),
    }
}

/// The body of an answer, unpacked, read only as far as an honest one goes.
async fn body(ask: &Ask, mut response: Response) -> Result<Vec<u8>, Fault> {
    let too_large =
        || Fault::Lasting(Failed::TooLarge { web: ask.web, what: ask.what.clone(), most: ask.most });
    if response.content_length().is_some_and(|length| length > ask.most as u64) {
        return if ask.due == Due::Page { Ok(Vec::new()) } else { Err(too_large()) };
    }
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| fault_of(ask, &error))? {
        if bytes.len() + piece.len() > ask.most {
            return if ask.due == Due::Page { Ok(Vec::new()) } else { Err(too_large()) };
        }
        // Of a page only the cookies are wanted.
        if ask.due != Due::Page {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}

fn overloaded(web: Web, status: StatusCode) -> Failed {
    Failed::Overloaded { web, status: status.as_u16() }
}

/// What the network says.
fn fault_of(ask: &Ask, error: &reqwest::Error) -> Fault {
    let web = ask.web;
    if error.is_timeout() {
        Fault::Passing(Failed::TimedOut { web })
    } else if error.is_decode() {
        Fault::Lasting(Failed::Unreadable { web, what: ask.what.clone(), why: words_of(error) })
    } else if error.is_builder() {
        Fault::Lasting(Failed::Impossible { web, why: words_of(error) })
    } else {
        Fault::Passing(Failed::Unreachable { web, why: words_of(error) })
    }
}

/// The innermost cause, which says most.
fn words_of(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut words = None;
    while let Some(inner) = cause {
        words = Some(inner.to_string());
        cause = inner.source();
    }
    words.unwrap_or_else(|| error.to_string())
}

fn is_html(value: &HeaderValue) -> bool {
    value.to_str().is_ok_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/html"))
}

/// The headers of a request: those of a browser that opens the page, or whose page makes the call.
fn headers(ask: &Ask) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(USER_AGENT, AGENT);
    put(ACCEPT_LANGUAGE, "en-US,en;q=0.9");
    if ask.web == Web::Nse {
        for (name, value) in CLIENT_HINTS {
            put(HeaderName::from_static(name), value);
        }
    }
    match ask.due {
        Due::Page => {
            put(
                ACCEPT,
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8",
            );
            put(UPGRADE_INSECURE_REQUESTS, "1");
            for (name, value) in OF_A_PAGE {
                put(HeaderName::from_static(name), value);
            }
        }
        Due::Json => {
            put(ACCEPT, "application/json, text/plain, */*");
            if ask.web == Web::Nse {
                for (name, value) in OF_A_CALL {
                    put(HeaderName::from_static(name), value);
                }
            }
        }
        Due::File => put(ACCEPT, "*/*"),
    }
    if let Some(referer) = ask.referer.as_ref().and_then(|referer| HeaderValue::from_str(referer).ok()) {
        headers.insert(REFERER, referer);
    }
    headers
}

/// What the site's own pages are opened with; other agents are refused by both NSE and Yahoo.
const AGENT: &str = if cfg!(target_os = "windows") {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
} else if cfg!(target_os = "macos") {
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
} else {
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
};
const PLATFORM: &str = if cfg!(target_os = "windows") {
    "\"Windows\""
} else if cfg!(target_os = "macos") {
    "\"macOS\""
} else {
    "\"Linux\""
};
const CLIENT_HINTS: [(&str, &str); 3] = [
    ("sec-ch-ua", "\"Chromium\";v=\"142\", \"Not_A Brand\";v=\"99\""),
    ("sec-ch-ua-mobile", "?0"),
    ("sec-ch-ua-platform", PLATFORM),
];
const OF_A_PAGE: [(&str, &str); 4] = [
    ("sec-fetch-dest", "document"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-site", "none"),
    ("sec-fetch-user", "?1"),
];
const OF_A_CALL: [(&str, &str); 3] =
    [("sec-fetch-dest", "empty"), ("sec-fetch-mode", "cors"), ("sec-fetch-site", "same-origin")];
