//! Accounts, the practice clock, and what an account holds.

use desk::{Action, Advance, NewPractice};

use super::answer::Answer;
use super::answers::account::{
    AccountAnswer, ClockAnswer, FundsAnswer, HoldingAnswer, PortfolioAnswer, PositionAnswer, accounts_sheet,
    holdings_sheet, positions_sheet,
};
use super::args::{AccountCommand, AdvanceArguments, PracticeCommand};
use super::session::Session;
use super::stop::Stop;

/// `lakh account …`
pub(super) async fn account(session: &Session, command: AccountCommand) -> Result<Answer, Stop> {
    let floor = session.floor();
    let signed_in = session.signed_in().await?;
    let one = |info: &desk::AccountInfo, what: &str| {
        let answer = AccountAnswer::new(info);
        let text = format!("{what}\n\n{}", accounts_sheet(std::slice::from_ref(&answer)));
        Answer::new(&answer, text)
    };
    match command {
        AccountCommand::List => {
            let accounts = floor.accounts(signed_in).await?;
            let answers: Vec<_> = accounts.iter().map(AccountAnswer::new).collect();
            let text = accounts_sheet(&answers);
            Answer::new(&answers, text)
        }
        AccountCommand::Open { name, day, seed, capital, practice: _ } => {
            let wanted = NewPractice { name, day, seed, capital };
            one(&floor.open_practice(signed_in, wanted).await?, "The account is open.")
        }
        AccountCommand::Archive { name } => {
            one(&floor.archive_account(signed_in, &name).await?, "The account was put away.")
        }
        AccountCommand::Reset => {
            let name = match &session.config().account {
                Some(name) => name.clone(),
                None => used_last(session).await?,
            };
            one(
                &floor.reset_account(signed_in, &name).await?,
                "The account begins anew; the old one was put away.",
            )
        }
    }
}

/// `lakh practice …`
pub(super) async fn practice(session: &Session, command: PracticeCommand) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    let moved = match command {
        PracticeCommand::Status => Ok((0, 0)),
        PracticeCommand::Advance(how) => {
            let receipt = desk.act(Action::Advance(advance(&how))).await;
            receipt.map(|receipt| (receipt.fills, receipt.events))
        }
    };
    let view = desk.view();
    desk.close().await;
    let (fills, events) = moved?;
    let answer = ClockAnswer::new(&view, fills, events);
    Answer::new(&answer, answer.text())
}

/// `lakh holdings`
pub(super) async fn holdings(session: &Session) -> Result<Answer, Stop> {
    let view = view(session).await?;
    let answers: Vec<_> = view.holdings.iter().map(HoldingAnswer::new).collect();
    Answer::new(&answers, holdings_sheet(&answers))
}

/// `lakh positions`
pub(super) async fn positions(session: &Session) -> Result<Answer, Stop> {
    let view = view(session).await?;
    let answers = PositionAnswer::all(&view);
    Answer::new(&answers, positions_sheet(&answers))
}

/// `lakh funds`
pub(super) async fn funds(session: &Session) -> Result<Answer, Stop> {
    let answer = FundsAnswer::new(&view(session).await?.funds);
    Answer::new(&answer, answer.text())
}

/// `lakh portfolio`
pub(super) async fn portfolio(session: &Session) -> Result<Answer, Stop> {
    let answer = PortfolioAnswer::new(&*view(session).await?);
    Answer::new(&answer, answer.text())
}

async fn view(session: &Session) -> Result<std::sync::Arc<desk::View>, Stop> {
    let desk = session.desk().await?;
    let view = desk.view();
    desk.close().await;
    Ok(view)
}

async fn used_last(session: &Session) -> Result<String, Stop> {
    Ok(view(session).await?.account.to_string())
}

/// Exactly one is set: the command line's group says so.
fn advance(how: &AdvanceArguments) -> Advance {
    match (how.to, how.by, how.close) {
        (Some(clock), _, _) => Advance::To(clock),
        (None, Some(by), _) => Advance::By(by.seconds),
        (None, None, true) => Advance::Close,
        (None, None, false) => Advance::NextDay,
    }
}
