//! Orders to the stand-in itself, over HTTP at `/standin/...`, so that a person can make it misbehave by hand.
//!
//! * `/standin` tells the time, the fault that is on, and what was asked so far.
//! * `/standin/fault/forbidden?site=nse&for=60` misbehaves so, for so many seconds; `/standin/fault/none` behaves again.
//! * `/standin/clock?at=10:30&speed=10` puts its clock.
//! * `/standin/forget` ends all sessions.

use std::collections::BTreeMap;
use std::time::Duration;

use hyper::StatusCode;
use tokio::time::Instant;
use trading::Clock;

use crate::body::{Answer, answer};
use crate::clock::Course;
use crate::exchange::Shared;
use crate::fault::{Fault, Misbehaviour, Scope};
use crate::ledger::Site;

/// Obeys an order.
pub(crate) fn obey(shared: &Shared, order: &str) -> Answer {
    let (path, query) = order.split_once('?').unwrap_or((order, ""));
    let query: BTreeMap<&str, &str> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let obeyed = match path.trim_matches('/').split_once('/') {
        None if path.trim_matches('/').is_empty() => Ok(shared.told()),
        None if path.trim_matches('/') == "clock" => clock(shared, &query),
        None if path.trim_matches('/') == "forget" => {
            shared.forget_sessions();
            Ok("all sessions have ended\n".to_owned())
        }
        Some(("fault", "none")) => {
            shared.behave();
            Ok("behaves\n".to_owned())
        }
        Some(("fault", name)) => fault(shared, name, &query),
        None | Some(_) => Err(format!("no such order: {order}\n")),
    };
    match obeyed {
        Ok(words) => answer(StatusCode::OK, "text/plain", words),
        Err(words) => answer(StatusCode::BAD_REQUEST, "text/plain", words),
    }
}

fn clock(shared: &Shared, query: &BTreeMap<&str, &str>) -> Result<String, String> {
    let at: Option<Clock> =
        query.get("at").map(|at| at.parse()).transpose().map_err(|wrong| format!("{wrong}\n"))?;
    let speed: Option<u32> =
        query.get("speed").map(|speed| speed.parse()).transpose().map_err(|wrong| format!("{wrong}\n"))?;
    let now = shared.now();
    let at = at.map_or(now, |clock| now.day().at(clock));
    shared.put_clock(Course::from(at, speed.unwrap_or(1)));
    Ok(format!("{}\n", shared.now()))
}

fn fault(shared: &Shared, name: &str, query: &BTreeMap<&str, &str>) -> Result<String, String> {
    let fault: Fault = name.parse().map_err(|wrong| format!("{wrong}\n"))?;
    let site = match query.get("site").copied() {
        None => None,
        Some("nse") => Some(Site::Nse),
        Some("archives") => Some(Site::Archives),
        Some("yahoo") => Some(Site::Yahoo),
        Some(other) => return Err(format!("{other} is no site; choose nse, archives or yahoo\n")),
    };
    let seconds: Option<u64> =
        query.get("for").map(|seconds| seconds.parse()).transpose().map_err(|wrong| format!("{wrong}\n"))?;
    let path = query.get("path").copied().unwrap_or_default().to_owned();
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    shared.misbehave(Misbehaviour {
        fault,
        scope: Scope { site, path, pages: true },
        from: shared.now(),
        until,
    });
    Ok(format!("{name}\n"))
}
