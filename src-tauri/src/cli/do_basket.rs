//! Several orders from a file: checked together, placed in their order, each result shown.

use std::io::Read;
use std::path::Path;

use clap::Parser;
use desk::{Action, Receipt};
use serde_json::json;
use trading::{Side, Ticket};

use super::answer::Answer;
use super::answers::basket::BasketAnswer;
use super::answers::order::{OrderAnswer, orders_sheet};
use super::args::{BasketArguments, BasketLine};
use super::do_order::ticket;
use super::session::Session;
use super::stop::{Blame, Stop};
use crate::take::LARGEST_BASKET;

/// Ends a command whose answer is whole and tells of a refusal.
const REFUSED: u8 = 1;

/// `lakh basket FILE`
pub(super) async fn basket(session: &Session, asked: &BasketArguments) -> Result<Answer, Stop> {
    let tickets = tickets(&read(&asked.file)?)?;
    let desk = session.desk().await?;
    if asked.dry_run {
        let checked = desk.estimate_basket(tickets.clone()).await;
        desk.close().await;
        let checked = checked?;
        let answer = BasketAnswer::new(&tickets, &checked);
        let refused = checked.lines.iter().any(|line| line.refusal.is_some());
        return Ok(Answer::new(&answer, answer.text())?.with_exit(if refused { REFUSED } else { 0 }));
    }
    let receipt = desk.act(Action::PlaceAll(tickets)).await;
    desk.close().await;
    let Receipt { message, orders, .. } = receipt?;
    let refused = orders.iter().any(|order| order.refusal.is_some());
    let answers: Vec<_> = orders.iter().map(OrderAnswer::brief).collect();
    let text = format!("{message}\n{}", orders_sheet(&answers));
    let answer = Answer::new(&json!({ "message": message, "orders": answers }), text)?;
    Ok(answer.with_exit(if refused { REFUSED } else { 0 }))
}

fn read(file: &Path) -> Result<String, Stop> {
    let read = if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(file)
    };
    read.map_err(|error| {
        let message = format!("{} cannot be read: {error}", file.display());
        Stop::failed(Blame::World, "file", message, "Name a file of text with an order a line.")
    })
}

/// An order a line; empty lines and those that begin with `#` are passed over.
fn tickets(text: &str) -> Result<Vec<Ticket>, Stop> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    let written = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let tickets: Vec<Ticket> = written.map(|(at, line)| of_line(at, line)).collect::<Result<_, _>>()?;
    if tickets.is_empty() || tickets.len() > LARGEST_BASKET {
        return Err(Stop::usage(
            format!("The basket holds {} orders.", tickets.len()),
            format!("Write 1 to {LARGEST_BASKET} of them, one a line: buy RELIANCE 5 --price 1315.30"),
        ));
    }
    Ok(tickets)
}

fn of_line(at: usize, line: &str) -> Result<Ticket, Stop> {
    let unreadable = |why: String| {
        Stop::usage(
            format!("Line {at}: {why}"),
            "Write it as on the command line: buy RELIANCE 5 --price 1315.30",
        )
    };
    let words = shlex::split(line).ok_or_else(|| unreadable("a quotation mark is not closed.".into()))?;
    let parsed = BasketLine::try_parse_from(words).map_err(|error| {
        let text = error.render().to_string();
        unreadable(text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned())
    })?;
    Ok(match parsed {
        BasketLine::Buy(asked) => ticket(Side::Buy, asked),
        BasketLine::Sell(asked) => ticket(Side::Sell, asked),
    })
}
