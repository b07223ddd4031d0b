//! Triggers that live across days.

use desk::{Action, Desk, Receipt};
use trading::{Gtt, GttLeg, GttTicket, Refusal};

use super::answer::Answer;
use super::answers::gtt::{GttAnswer, gtts_sheet};
use super::args::{GttCommand, LegArguments};
use super::do_order::side;
use super::session::Session;
use super::stop::Stop;

/// `lakh gtt …`
pub(super) async fn gtt(session: &Session, command: GttCommand) -> Result<Answer, Stop> {
    match command {
        GttCommand::Create { side: name, symbol, legs, note } => {
            let ticket = GttTicket { symbol, side: side(name), legs: pairs(&legs)?, note };
            act(session.desk().await?, Action::PlaceGtt(ticket)).await
        }
        GttCommand::List => {
            let desk = session.desk().await?;
            let account = desk.account().await;
            desk.close().await;
            let answers: Vec<_> = account?.gtts().iter().rev().map(GttAnswer::new).collect();
            Answer::new(&answers, gtts_sheet(&answers))
        }
        GttCommand::Modify { id, legs } => {
            let (legs, desk) = (pairs(&legs)?, session.desk().await?);
            let old: Option<Gtt> = desk.account().await?.gtt(id).cloned();
            let Some(old) = old else {
                desk.close().await;
                return Err(Refusal::NoSuchGtt.into());
            };
            act(desk, Action::ModifyGtt(id, GttTicket { legs, ..old.ticket })).await
        }
        GttCommand::Cancel { id } => act(session.desk().await?, Action::CancelGtt(id)).await,
    }
}

async fn act(desk: Desk, action: Action) -> Result<Answer, Stop> {
    let receipt = desk.act(action).await;
    desk.close().await;
    let Receipt { message, gtt, .. } = receipt?;
    match gtt {
        Some(gtt) => {
            let answer = GttAnswer::new(&gtt);
            Answer::new(&answer, format!("{message}\n{}", answer.text()))
        }
        None => Answer::new(&serde_json::json!({ "message": message }), message),
    }
}

/// The first price belongs to the first trigger, the second to the second.
fn pairs(legs: &LegArguments) -> Result<Vec<GttLeg>, Stop> {
    if legs.trigger.len() != legs.price.len() {
        return Err(Stop::usage(
            format!("There are {} triggers and {} prices.", legs.trigger.len(), legs.price.len()),
            "Give each --trigger its --price.",
        ));
    }
    let pairs = legs.trigger.iter().zip(&legs.price);
    Ok(pairs
        .map(|(trigger, price)| GttLeg { trigger: *trigger, price: *price, quantity: legs.quantity })
        .collect())
}
