//! `lakh source`: which live sources are switched on, and how they are.

use desk::{Floor, class_word};
use feed::live::{Enabled, State, Web};
use serde::Serialize;
use trading::Moment;

use super::answer::Answer;
use super::args::{SourceCommand, SourceName};
use super::session::Session;
use super::sheet::{count, sheet, words};
use super::stop::Stop;

/// Does a command about sources.
pub(super) fn source(session: &Session, command: &SourceCommand) -> Result<Answer, Stop> {
    let exchange = session.floor().exchange();
    let now = exchange.heard().enabled;
    match command {
        SourceCommand::List => {}
        SourceCommand::Enable { name } => exchange.switch(with(now, *name, true))?,
        SourceCommand::Disable { name } => exchange.switch(with(now, *name, false))?,
    }
    let answers = lines(session.floor());
    let text = sheet(
        ["Source", "Switch", "State", "Last answer", "Requests", "Set aside", "Trouble"],
        answers.iter().map(|line| {
            [
                words(line.title),
                words(if line.enabled { "on" } else { "off" }),
                words(line.state),
                words(line.last_success.map_or_else(|| "—".into(), |at| at.to_string())),
                count(i64::try_from(line.requests).ok()),
                count(Some(line.quarantined.into())),
                words(line.trouble.as_ref().map(|trouble| trouble.message.as_str()).unwrap_or_default()),
            ]
        }),
    );
    Answer::new(&answers, text)
}

const fn with(now: Enabled, name: SourceName, on: bool) -> Enabled {
    match name {
        SourceName::Nse => Enabled { nse: on, ..now },
        SourceName::Yahoo => Enabled { yahoo: on, ..now },
    }
}

/// Every source as it is known here: by this program, or as another has left it.
pub(super) fn lines(floor: &Floor) -> Vec<SourceLine> {
    let heard = floor.exchange().heard();
    let now = floor.now();
    let line = |web: Web| {
        let enabled = heard.enabled.allows(web);
        let known = heard.health.as_ref().and_then(|health| health.of(web));
        let state = known.map(|known| known.state).filter(|state| enabled && *state != State::Off);
        SourceLine {
            name: match web {
                Web::Nse => "nse",
                Web::NseArchives => "nse_archives",
                Web::Yahoo => "yahoo",
            },
            title: web.words(),
            enabled,
            ails: matches!(state, Some(State::Failing | State::Blocked)),
            state: state.unwrap_or(if enabled { State::Waiting } else { State::Off }).words(),
            last_success: known.and_then(|known| known.last_success),
            age_seconds: known.and_then(|known| known.age_millis(now)).map(|age| age / 1_000),
            blocked_until: known.and_then(|known| known.blocked_until).filter(|until| *until > now),
            requests: known.map_or(0, |known| known.requests),
            requests_last_minute: known.map_or(0, |known| known.requests_last_minute),
            quarantined: known.map_or(0, |known| known.quarantined),
            trouble: known.and_then(|known| known.trouble.as_ref()).map(|trouble| TroubleLine {
                at: trouble.at,
                class: class_word(trouble.class),
                message: trouble.words.clone(),
            }),
        }
    };
    Web::ALL.map(line).into()
}

/// One source.
#[derive(Debug, Serialize)]
pub(super) struct SourceLine {
    name: &'static str,
    #[serde(skip)]
    pub(super) title: &'static str,
    pub(super) enabled: bool,
    pub(super) state: &'static str,
    /// Whether it cannot be used now. That it has no file of a day is no ailment.
    #[serde(skip)]
    pub(super) ails: bool,
    pub(super) last_success: Option<Moment>,
    age_seconds: Option<i64>,
    pub(super) blocked_until: Option<Moment>,
    requests: u64,
    requests_last_minute: u32,
    quarantined: u32,
    pub(super) trouble: Option<TroubleLine>,
}

/// What went wrong last.
#[derive(Debug, Serialize)]
pub(super) struct TroubleLine {
    at: Moment,
    class: &'static str,
    pub(super) message: String,
}
