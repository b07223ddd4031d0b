//! The server: accepts connections, counts requests, and answers or misbehaves.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::Instant;
use trading::Moment;

use crate::answers::View;
use crate::body::{Answer, put};
use crate::clock::Course;
use crate::control;
use crate::fault::{Fault, Misbehaviour, Scope};
use crate::ledger::{Asked, Site, most_within};
use crate::market::Market;
use crate::route::{self, Request};

/// A running stand-in. It ends when dropped, with all of its connections.
#[derive(Debug)]
pub struct Exchange {
    shared: Arc<Shared>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

/// Tells of a stand-in whether it keeps its requests waiting; it outlives nothing.
#[derive(Debug, Clone)]
pub struct Stalling {
    shared: Weak<Shared>,
}

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    market: Arc<Market>,
    course: Mutex<Course>,
    fault: Mutex<Option<Misbehaviour>>,
    asked: Mutex<Vec<Asked>>,
    connections: AtomicUsize,
    session: AtomicU64,
}

/// The connection is closed without a word.
#[derive(Debug, thiserror::Error)]
#[error("closed on command")]
struct Closed;

impl Exchange {
    /// Opens a stand-in at an address (port 0 for any that is free).
    ///
    /// # Errors
    /// When nothing can listen there.
    pub async fn open(market: Arc<Market>, course: Course, at: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            market,
            course: Mutex::new(course),
            fault: Mutex::new(None),
            asked: Mutex::default(),
            connections: AtomicUsize::new(0),
            session: AtomicU64::new(1),
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self { shared, address, task })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What `LAKH_NSE_URL` must say.
    #[must_use]
    pub fn nse_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What `LAKH_NSE_ARCHIVES_URL` must say.
    #[must_use]
    pub fn archives_url(&self) -> String {
        format!("http://{}/archives", self.address)
    }

    /// What `LAKH_YAHOO_URL` must say.
    #[must_use]
    pub fn yahoo_url(&self) -> String {
        format!("http://{}/yahoo", self.address)
    }

    /// The day that it tells.
    #[must_use]
    pub fn market(&self) -> &Market {
        &self.shared.market
    }

    /// What its clock shows.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.shared.now()
    }

    /// Puts its clock.
    pub fn put_clock(&self, course: Course) {
        self.shared.put_clock(course);
    }

    /// Misbehaves from now on, until it is told to behave.
    pub fn misbehave(&self, fault: Fault, scope: Scope) {
        self.shared.misbehave(Misbehaviour { fault, scope, from: self.now(), until: None });
    }

    /// A way to see whether it keeps its requests waiting.
    #[must_use]
    pub fn stalling(&self) -> Stalling {
        Stalling { shared: Arc::downgrade(&self.shared) }
    }

    /// Behaves again.
    pub fn behave(&self) {
        self.shared.behave();
    }

    /// Ends all sessions: the cookies that it gave are not accepted any more.
    pub fn forget_sessions(&self) {
        self.shared.forget_sessions();
    }

    /// What was asked so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.shared.asked).clone()
    }

    /// What was asked after the first so many requests.
    #[must_use]
    pub fn asked_since(&self, requests: usize) -> Vec<Asked> {
        lock(&self.shared.asked).iter().skip(requests).cloned().collect()
    }

    /// Forgets what was asked; it goes on counting from nothing.
    pub fn forget_asked(&self) {
        lock(&self.shared.asked).clear();
    }

    /// How many requests came so far.
    #[must_use]
    pub fn requests(&self) -> usize {
        lock(&self.shared.asked).len()
    }

    /// The most requests to one site that came within any span of so long.
    #[must_use]
    pub fn most_within(&self, site: Site, span: Duration) -> usize {
        let of_the_site: Vec<Asked> =
            lock(&self.shared.asked).iter().filter(|asked| asked.site == site).cloned().collect();
        most_within(&of_the_site, span)
    }

    /// How many connections were ever made to it.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::Relaxed)
    }
}

impl Stalling {
    /// Whether answers are held back or come drop by drop now.
    #[must_use]
    pub fn now(&self) -> bool {
        let Some(shared) = self.shared.upgrade() else { return false };
        let fault = lock(&shared.fault);
        fault.as_ref().is_some_and(|one| matches!(one.fault, Fault::Hang | Fault::SlowDrip))
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    pub(crate) fn now(&self) -> Moment {
        lock(&self.course).now()
    }

    pub(crate) fn put_clock(&self, course: Course) {
        *lock(&self.course) = course;
    }

    pub(crate) fn misbehave(&self, misbehaviour: Misbehaviour) {
        *lock(&self.fault) = Some(misbehaviour);
    }

    pub(crate) fn behave(&self) {
        *lock(&self.fault) = None;
    }

    pub(crate) fn forget_sessions(&self) {
        self.session.fetch_add(1, Ordering::Relaxed);
    }

    /// How it is, for a person.
    pub(crate) fn told(&self) -> String {
        let fault = lock(&self.fault).as_ref().map(|one| format!("{:?}", one.fault));
        let asked = lock(&self.asked);
        let last: Vec<String> =
            asked.iter().rev().take(20).map(|one| format!("  {:?} {}", one.site, one.path)).collect();
        format!(
            "{}\nfault: {}\nrequests: {}\nconnections: {}\nlast:\n{}\n",
            self.now(),
            fault.as_deref().unwrap_or("none"),
            asked.len(),
            self.connections.load(Ordering::Relaxed),
            last.join("\n")
        )
    }

    fn fault_of(&self, request: &Request) -> Option<Misbehaviour> {
        let fault = lock(&self.fault).clone()?;
        let over = fault.until.is_some_and(|until| Instant::now() >= until);
        (!over && fault.scope.holds(request.site, &request.path, request.is_page())).then_some(fault)
    }

    async fn answer(&self, request: hyper::Request<Incoming>) -> Result<Answer, Closed> {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        if let Some(order) = path.strip_prefix("/standin") {
            return Ok(control::obey(self, order));
        }
        let request = Request::of(&path, request.headers().clone());
        let asked = Asked { at: Instant::now(), site: request.site, path: request.path.clone() };
        lock(&self.asked).push(asked);
        let misbehaviour = self.fault_of(&request);
        let fault = misbehaviour.as_ref().map(|one| one.fault);
        match fault {
            Some(Fault::Hang) => std::future::pending::<()>().await,
            Some(Fault::Reset) => return Err(Closed),
            Some(_) | None => {}
        }
        let at = match (fault, &misbehaviour) {
            (Some(Fault::OldStamps), _) => self.now().plus_millis(-TEN_MINUTES),
            (Some(Fault::Frozen), Some(one)) => one.from,
            _ => self.now(),
        };
        let view = View { market: &self.market, at, fault };
        let session = self.session.load(Ordering::Relaxed);
        let Some(fault) = fault else { return Ok(route::respond(&view, &request, session)) };
        let mut plain = Request::of(&path, request.headers.clone());
        plain.headers.remove("accept-encoding");
        let honest = route::respond(&view, &plain, session);
        let (parts, body) = honest.into_parts();
        let bytes = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        let told = route::misbehaved(fault, || bytes.to_vec(), &path);
        Ok(told.unwrap_or_else(|| {
            use http_body_util::Full;
            Answer::from_parts(parts, Full::new(bytes).boxed())
        }))
    }
}

const TEN_MINUTES: i64 = 600_000;

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        shared.connections.fetch_add(1, Ordering::Relaxed);
        connections.spawn(serve(stream, Arc::clone(&shared)));
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let service = service_fn(move |request| {
        let shared = Arc::clone(&shared);
        async move { shared.answer(request).await.map(|answer| put(answer, hyper::header::SERVER, "standin")) }
    });
    let mut builder = http1::Builder::new();
    // A connection that breaks off is the other side's affair.
    let _ = builder.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
