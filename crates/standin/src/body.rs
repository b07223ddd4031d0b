//! What is sent: whole, packed, drop by drop, or too much.

use std::convert::Infallible;
use std::io::Write as _;
use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::Frame;
use hyper::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};

/// What the stand-in answers.
pub(crate) type Answer = Response<BoxBody<Bytes, Infallible>>;

pub(crate) const JSON: &str = "application/json; charset=utf-8";
pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const CSV: &str = "text/csv";

const MEGABYTE: usize = 1 << 20;
const HUGE_MEGABYTES: usize = 40;
const LARGE: usize = 200_000;

/// An answer as it should be.
pub(crate) fn answer(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(bytes.into()).boxed());
    *answer.status_mut() = status;
    put(answer, CONTENT_TYPE, kind)
}

/// The same with one more header.
pub(crate) fn put(mut answer: Answer, name: HeaderName, value: &str) -> Answer {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
    answer
}

/// An answer, gzipped.
pub(crate) fn gzipped(kind: &'static str, text: &[u8]) -> Answer {
    put(answer(StatusCode::OK, kind, gzip(text)), CONTENT_ENCODING, "gzip")
}

/// What a refusing network says.
pub(crate) fn denied() -> Answer {
    let page = "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access this server.<P>Reference #18.0</P></BODY></HTML>";
    answer(StatusCode::FORBIDDEN, HTML, page)
}

/// A byte a second.
pub(crate) fn dripping(text: Vec<u8>) -> Answer {
    let drops = stream::unfold(text.into_iter(), |mut rest| async move {
        let drop = rest.next()?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        Some((Ok(Frame::data(Bytes::copy_from_slice(&[drop]))), rest))
    });
    let mut answer = Response::new(BodyExt::boxed(StreamBody::new(drops)));
    *answer.status_mut() = StatusCode::OK;
    put(answer, CONTENT_TYPE, JSON)
}

/// Far too much, piece by piece, and no word beforehand of how much it will be.
pub(crate) fn huge() -> Answer {
    let piece = Bytes::from(vec![b' '; MEGABYTE]);
    let pieces = stream::iter((0..HUGE_MEGABYTES).map(move |_| Ok(Frame::data(piece.clone()))));
    put(Response::new(BodyExt::boxed(StreamBody::new(pieces))), CONTENT_TYPE, JSON)
}

/// Far too much, packed small.
pub(crate) fn bomb() -> Answer {
    static BOMB: OnceLock<Bytes> = OnceLock::new();
    let packed = BOMB.get_or_init(|| {
        let piece = vec![b' '; MEGABYTE];
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..HUGE_MEGABYTES {
            // Writing into memory cannot fail.
            let _ = packed.write_all(&piece);
        }
        packed.finish().unwrap_or_default().into()
    });
    put(answer(StatusCode::OK, JSON, packed.clone()), CONTENT_ENCODING, "gzip")
}

fn gzip(text: &[u8]) -> Vec<u8> {
    // A large answer is packed without being made smaller: its time is the test's, a day long every fifteen seconds.
    let level = if text.len() > LARGE { Compression::none() } else { Compression::fast() };
    let mut packed = GzEncoder::new(Vec::new(), level);
    let _ = packed.write_all(text);
    packed.finish().unwrap_or_default()
}
