//! The window's way to the desk: the data directory, who is signed in, and the account that is open.

use std::sync::Arc;

use desk::{AccountInfo, Desk, Floor, NewPractice, Problem};
use store::{NewProfile, Session};
use tauri::ipc::Channel;
use tokio::sync::{Mutex, OnceCell, watch};

use crate::config::Config;
use crate::listener::Listener;
use crate::show;
use crate::wire;

/// Everything that the window's commands share.
pub(crate) struct Wiring {
    config: Config,
    floor: OnceCell<Arc<Floor>>,
    progress: watch::Sender<wire::Progress>,
    seated: Mutex<Option<Seated>>,
    open: watch::Sender<Option<Desk>>,
}

/// Who is signed in, and the account that is open.
struct Seated {
    session: Session,
    desk: Option<Desk>,
    listener: Listener,
}

impl Wiring {
    /// Nothing is opened yet.
    pub(crate) fn new(config: Config) -> Self {
        Self {
            config,
            floor: OnceCell::new(),
            progress: watch::Sender::new(wire::Progress { what: "Opening".into(), percent: 0 }),
            seated: Mutex::new(None),
            open: watch::Sender::new(None),
        }
    }

    /// The data directory, opened and filled by whoever asks first; a failure is tried again at the next
    /// question.
    pub(crate) async fn floor(&self) -> Result<&Arc<Floor>, Problem> {
        self.floor.get_or_try_init(|| self.open_floor()).await
    }

    /// The day that it is, by the wall.
    pub(crate) fn today(&self) -> trading::Day {
        self.config.wall().now().day()
    }

    /// How the opening goes, now and from now on.
    pub(crate) fn progress(&self) -> watch::Receiver<wire::Progress> {
        self.progress.subscribe()
    }

    /// The account that is open, now and from now on.
    pub(crate) fn opened(&self) -> watch::Receiver<Option<Desk>> {
        self.open.subscribe()
    }

    /// Who may sign in, who has, and their accounts.
    pub(crate) async fn lobby(&self, settings: wire::Settings) -> Result<wire::Lobby, Problem> {
        let floor = self.floor().await?;
        let signed_in = self.seated.lock().await.as_ref().map(|seated| seated.session.clone());
        let accounts = match &signed_in {
            Some(session) => floor.accounts(session).await?,
            None => Vec::new(),
        };
        let days = floor.archive().days().await?;
        Ok(wire::Lobby {
            profiles: floor.people().await?.iter().map(show::profile).collect(),
            signed_in: signed_in.as_ref().map(|session| show::profile(session.profile())),
            accounts: accounts.iter().map(show::account).collect(),
            days: days.iter().map(show::day).collect(),
            version: env!("CARGO_PKG_VERSION").into(),
            settings,
        })
    }

    /// Makes a profile and signs it in; its first account is chosen next.
    pub(crate) async fn create_profile(&self, name: &str) -> Result<(), Problem> {
        let new = NewProfile { name, admin: false, password: None, by: None };
        let created = self.floor().await?.create_profile(new).await?;
        self.seat(created.session, None).await;
        Ok(())
    }

    /// Signs a profile in, at the account that it used last. Whoever was signed in leaves.
    pub(crate) async fn sign_in(&self, id: &str) -> Result<(), Problem> {
        let floor = self.floor().await?;
        let session = floor.sign_in(id, None).await?;
        let desk = at_last_account(floor, &session, None).await?;
        self.seat(session, desk).await;
        Ok(())
    }

    /// Leaves the account and signs out.
    pub(crate) async fn sign_out(&self) {
        let left = self.seated.lock().await.take();
        self.leave(left).await;
    }

    /// Opens a practice account and sits down at it.
    pub(crate) async fn open_practice(&self, wanted: NewPractice) -> Result<AccountInfo, Problem> {
        let (floor, session) = (self.floor().await?, self.session().await?);
        let info = floor.open_practice(&session, wanted).await?;
        let desk = floor.sit_down(&session, Some(&info.name)).await?;
        self.seat(session, Some(desk)).await;
        Ok(info)
    }

    /// Sits down at another account.
    pub(crate) async fn open_account(&self, name: &str) -> Result<AccountInfo, Problem> {
        let (floor, session) = (self.floor().await?, self.session().await?);
        let desk = floor.sit_down(&session, Some(name)).await?;
        let opened = Arc::clone(&desk.view().account);
        self.seat(session.clone(), Some(desk)).await;
        let mut accounts = floor.accounts(&session).await?.into_iter();
        let found = accounts.find(|account| !account.archived && *account.name == *opened);
        found.ok_or_else(|| Problem::usage("The account was put away meanwhile.", "Open another."))
    }

    /// The desk of the account that is open.
    pub(crate) async fn desk(&self) -> Result<Desk, Problem> {
        let seated = self.seated.lock().await;
        seated.as_ref().and_then(|seated| seated.desk.clone()).ok_or_else(no_account)
    }

    /// Tells the window everything about the open account from now on; a subscription before is over.
    pub(crate) async fn subscribe(&self, channel: Channel<wire::Message>) -> Result<(), Problem> {
        let mut seated = self.seated.lock().await;
        let seated = seated.as_mut().ok_or_else(no_account)?;
        let desk = seated.desk.clone().ok_or_else(no_account)?;
        seated.listener.stop().await;
        seated.listener = Listener::start(desk, show::profile(seated.session.profile()), channel);
        Ok(())
    }

    /// Every stock of the open account's market; what changes from here on is told to the subscriber.
    pub(crate) async fn board(&self) -> Result<wire::Board, Problem> {
        let (desk, seen) = {
            let seated = self.seated.lock().await;
            let seated = seated.as_ref().ok_or_else(no_account)?;
            (seated.desk.clone().ok_or_else(no_account)?, seated.listener.seen())
        };
        off_the_loop(move || seen.whole(&desk.scene(), &desk.view())).await
    }

    async fn open_floor(&self) -> Result<Arc<Floor>, Problem> {
        let floor = Floor::open(&self.config.data_dir, self.config.wall()).await?;
        let tell = |percent: u8, what: &str| {
            self.progress.send_replace(wire::Progress { what: what.into(), percent });
        };
        floor.fill_archive(tell).await?;
        if let Some(name) = &self.config.profile {
            let session = floor.sign_in(name, None).await?;
            let desk = at_last_account(&floor, &session, self.config.account.as_deref()).await?;
            self.seat(session, desk).await;
        }
        self.progress.send_replace(wire::Progress { what: "Ready".into(), percent: 100 });
        Ok(floor)
    }

    async fn session(&self) -> Result<Session, Problem> {
        let seated = self.seated.lock().await;
        seated.as_ref().map(|seated| seated.session.clone()).ok_or_else(no_account)
    }

    /// Seats a profile, perhaps at a desk, and lets whoever sat there leave in order.
    async fn seat(&self, session: Session, desk: Option<Desk>) {
        self.open.send_replace(desk.clone());
        let seated = Seated { session, desk, listener: Listener::default() };
        let left = self.seated.lock().await.replace(seated);
        self.close(left).await;
    }

    async fn leave(&self, left: Option<Seated>) {
        self.open.send_replace(None);
        self.close(left).await;
    }

    async fn close(&self, left: Option<Seated>) {
        let Some(mut left) = left else { return };
        left.listener.stop().await;
        if let Some(desk) = left.desk.take() {
            desk.close().await;
        }
    }
}

/// Work that takes more than a moment, where it does not hold up the account's loop.
pub(crate) async fn off_the_loop<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let stopped = |_| Problem::world("The work was interrupted.", "Try again.");
    tauri::async_runtime::spawn_blocking(work).await.map_err(stopped)
}

/// A profile that has never chosen an account is asked for one first.
async fn at_last_account(
    floor: &Floor,
    session: &Session,
    account: Option<&str>,
) -> Result<Option<Desk>, Problem> {
    if account.is_none() && session.profile().last_account.is_none() {
        return Ok(None);
    }
    floor.sit_down(session, account).await.map(Some)
}

fn no_account() -> Problem {
    Problem::usage("No account is open.", "Choose one.")
}
