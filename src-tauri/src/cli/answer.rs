//! What a command answers: the same figures in JSON and in words.

use std::io::{self, Write};

use serde::Serialize;

use super::stop::{Blame, Stop};

/// An answer, ready to be printed either way.
#[derive(Debug)]
pub(crate) struct Answer {
    json: String,
    text: String,
    exit: u8,
}

impl Answer {
    /// An answer with its shape for programs and its words for people.
    pub(crate) fn new<T: Serialize>(shape: &T, text: String) -> Result<Self, Stop> {
        let json = serde_json::to_string_pretty(shape).map_err(|error| {
            Stop::failed(
                Blame::World,
                "answer",
                error.to_string(),
                "Report this: an answer should always have a form.",
            )
        })?;
        Ok(Self { json, text, exit: 0 })
    }

    /// The same answer with another exit code: it is whole, and what it says is bad.
    pub(crate) fn with_exit(self, exit: u8) -> Self {
        Self { exit, ..self }
    }
}

/// Prints what came of a command and gives its exit code:
/// 0 done, 1 refused, 2 wrong usage, 3 the world failed, 4 the record is damaged. In JSON a failure is an answer too; in words it
/// goes to standard error.
pub(crate) fn print(outcome: Result<Answer, Stop>, json: bool) -> u8 {
    let (text, to_output, exit) = match outcome {
        Ok(answer) => (if json { answer.json } else { answer.text }, true, answer.exit),
        Err(stop) if json => (stop.json(), true, stop.exit()),
        Err(stop) => (stop.text(), stop.is_answer(), stop.exit()),
    };
    let written = if to_output {
        write_line(&mut io::stdout().lock(), &text)
    } else {
        write_line(&mut io::stderr().lock(), &text)
    };
    match written {
        Ok(()) => exit,
        // Whoever read has read enough: `lakh market list | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit,
        Err(_) => 3,
    }
}

/// Says something beside the answer, on standard error.
pub(crate) fn note(text: &str) {
    // Nobody may be listening; a note is not worth failing for.
    let _ = write_line(&mut io::stderr().lock(), text);
}

fn write_line(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.trim_end().as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}
