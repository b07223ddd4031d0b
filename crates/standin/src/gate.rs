//! Who is let in: the cookies and headers that the real sources demand.

use hyper::HeaderMap;
use hyper::header::{ACCEPT, ACCEPT_LANGUAGE, COOKIE, REFERER, USER_AGENT};

/// What is missing from a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A header that every browser sends: it looks like a robot.
    Header,
    /// The cookie of a session that has not ended.
    Session,
}

/// Whether a call of the website comes from a browser with a session.
pub(crate) fn call(headers: &HeaderMap, session: u64) -> Result<(), Missing> {
    browser(headers)?;
    let referred = headers.contains_key(REFERER) && headers.contains_key("sec-fetch-mode");
    if !referred {
        return Err(Missing::Header);
    }
    let wanted = format!("nsit={session}");
    let cookies = headers.get_all(COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let known = cookies.flat_map(|line| line.split(';')).any(|cookie| cookie.trim() == wanted);
    if known { Ok(()) } else { Err(Missing::Session) }
}

/// Whether a request comes from a browser at all.
pub(crate) fn browser(headers: &HeaderMap) -> Result<(), Missing> {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let well = agent.starts_with("Mozilla/5.0 ")
        && headers.contains_key(ACCEPT)
        && headers.contains_key(ACCEPT_LANGUAGE);
    if well { Ok(()) } else { Err(Missing::Header) }
}
