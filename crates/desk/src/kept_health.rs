//! How the sources were, kept over restarts and for other programs: a source that said no is left alone by whichever
//! program comes next, and `lakh doctor` says what the window has seen.

use feed::live::{Class, Health, SourceHealth, State, Trouble, Web};
use serde::{Deserialize, Serialize};
use trading::Moment;

/// The name of the archive's note.
pub(crate) const NOTE: &str = "health of the sources";

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    at: Moment,
    sources: Vec<KeptSource>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptSource {
    state: String,
    last_success: Option<Moment>,
    trouble: Option<KeptTrouble>,
    failures: u32,
    requests_last_minute: u32,
    requests: u64,
    blocked_until: Option<Moment>,
    quarantined: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptTrouble {
    at: Moment,
    class: String,
    seconds: u64,
    words: String,
}

/// The health as a line of text.
pub(crate) fn written(health: &Health) -> Option<String> {
    let sources = Web::ALL.into_iter().filter_map(|web| health.of(web)).map(|source| KeptSource {
        state: source.state.words().into(),
        last_success: source.last_success,
        trouble: source.trouble.as_ref().map(|trouble| KeptTrouble {
            at: trouble.at,
            class: class_word(trouble.class).into(),
            seconds: if let Class::Wait { seconds } = trouble.class { seconds } else { 0 },
            words: trouble.words.clone(),
        }),
        failures: source.failures,
        requests_last_minute: source.requests_last_minute,
        requests: source.requests,
        blocked_until: source.blocked_until,
        quarantined: source.quarantined,
    });
    serde_json::to_string(&Kept { at: health.at, sources: sources.collect() }).ok()
}

/// The health of a line that was written; none when it cannot be read, which loses nothing.
pub(crate) fn read(text: &str) -> Option<Health> {
    let kept: Kept = serde_json::from_str(text).ok()?;
    let states = [State::Off, State::Waiting, State::Answering, State::Failing, State::Blocked];
    let state = |words: &str| states.into_iter().find(|state| state.words() == words);
    let source = |(web, kept): (Web, KeptSource)| {
        Some(SourceHealth {
            web,
            state: state(&kept.state)?,
            last_success: kept.last_success,
            trouble: kept.trouble.map(|trouble| Trouble {
                at: trouble.at,
                class: class(&trouble.class, trouble.seconds),
                words: trouble.words,
            }),
            failures: kept.failures,
            requests_last_minute: kept.requests_last_minute,
            requests: kept.requests,
            blocked_until: kept.blocked_until,
            quarantined: kept.quarantined,
        })
    };
    let sources = Web::ALL.into_iter().zip(kept.sources).map(source).collect::<Option<Vec<_>>>()?;
    Some(Health { at: kept.at, sources })
}

/// What to do about a failure, in a word or three.
#[must_use]
pub const fn class_word(class: Class) -> &'static str {
    match class {
        Class::TryAgain => "try again",
        Class::Wait { .. } => "wait",
        Class::GiveUp => "give up",
    }
}

fn class(word: &str, seconds: u64) -> Class {
    [Class::TryAgain, Class::GiveUp]
        .into_iter()
        .find(|class| class_word(*class) == word)
        .unwrap_or(Class::Wait { seconds })
}
