//! Intraday positions: closing all of them, converting one.

use desk::Action;
use serde_json::json;

use super::answer::Answer;
use super::args::PositionCommand;
use super::do_order::{act_on_several, product};
use super::session::Session;
use super::stop::Stop;

/// `lakh position …`
pub(super) async fn position(session: &Session, command: PositionCommand) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    match command {
        PositionCommand::Exit { .. } => act_on_several(desk, Action::ExitAll).await,
        PositionCommand::Convert { symbol, quantity, to } => {
            let to = product(to);
            let receipt = desk.act(Action::Convert { symbol: symbol.clone(), quantity, to }).await;
            desk.close().await;
            let message = receipt?.message;
            let shape = json!({ "message": message, "symbol": symbol, "quantity": quantity, "product": to });
            Answer::new(&shape, message.clone())
        }
    }
}
