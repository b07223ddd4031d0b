//! The live sources for the window and the command line.

use desk::{Heard, Warning};
use feed::live::{SourceHealth, State, Web};

use crate::wire;

/// The switch and every source.
pub(crate) fn sources(heard: &Heard) -> wire::Sources {
    wire::Sources {
        on: heard.is_on(),
        nse: heard.enabled.nse,
        yahoo: heard.enabled.yahoo,
        sources: Web::ALL.map(|web| source(heard, web)).into(),
        warnings: heard.warnings().iter().map(warning).collect(),
        errand: heard.errand.as_ref().map(errand),
    }
}

/// Files that are being fetched.
pub(crate) fn errand(errand: &desk::Errand) -> wire::Errand {
    wire::Errand {
        what: errand.what.clone(),
        done: errand.done,
        of: errand.of,
        trouble: errand.trouble.clone(),
    }
}

fn warning(warning: &Warning) -> wire::SourceWarning {
    wire::SourceWarning {
        about: warning.about.title().into(),
        words: warning.words.clone(),
        next_step: warning.about.next_step().into(),
        seen_at: warning.at.to_string(),
    }
}

fn source(heard: &Heard, web: Web) -> wire::SourceLine {
    let known = heard.health.as_ref().and_then(|health| health.of(web));
    let state = state(heard, web, known);
    wire::SourceLine {
        name: web.words().into(),
        state: state.words().into(),
        tone: match state {
            State::Answering => wire::SourceTone::Good,
            State::Failing | State::Blocked => wire::SourceTone::Bad,
            State::Off | State::Waiting => wire::SourceTone::Quiet,
        },
        last_success: known.and_then(|known| known.last_success).map(|at| at.to_string()),
        trouble: known.and_then(|known| known.trouble.as_ref()).map(|trouble| trouble.words.clone()),
        trouble_at: known.and_then(|known| known.trouble.as_ref()).map(|trouble| trouble.at.to_string()),
        blocked_until: known.and_then(|known| known.blocked_until).map(|until| until.to_string()),
        requests_last_minute: known.map_or(0, |known| known.requests_last_minute),
        requests: known.map_or(0, |known| known.requests),
        quarantined: known.map_or(0, |known| known.quarantined),
    }
}

/// What was kept of a run before says nothing of a source that is switched off now.
fn state(heard: &Heard, web: Web, known: Option<&SourceHealth>) -> State {
    let kept = known.map(|known| known.state).filter(|state| *state != State::Off);
    if heard.enabled.allows(web) { kept.unwrap_or(State::Waiting) } else { State::Off }
}
