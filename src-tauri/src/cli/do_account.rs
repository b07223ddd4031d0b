//! Profiles, accounts, the practice clock, and what an account holds.

use desk::{Action, Advance, NewPractice};
use serde::Serialize;
use store::Profile;
use trading::Moment;

use super::answer::Answer;
use super::answers::account::{
    AccountAnswer, ClockAnswer, FundsAnswer, HoldingAnswer, PortfolioAnswer, PositionAnswer, accounts_sheet,
    holdings_sheet, positions_sheet,
};
use super::args::{AccountCommand, AdvanceArguments, PracticeCommand, ProfileCommand};
use super::session::Session;
use super::sheet::{sheet, words};
use super::stop::Stop;

/// `lakh profile …`
pub(super) async fn profile(session: &Session, command: ProfileCommand) -> Result<Answer, Stop> {
    let floor = session.floor();
    match command {
        ProfileCommand::Create { name, admin } => {
            let made = floor.create_profile(&name, admin).await?;
            let text = format!("{} may begin, with ₹{} to practise with.", made.name, desk::STARTING_CAPITAL);
            Answer::new(&ProfileAnswer::new(&made), text)
        }
        ProfileCommand::List => {
            let profiles = floor.profiles().list().await?;
            let answers: Vec<_> = profiles.iter().map(ProfileAnswer::new).collect();
            let text = profiles_sheet(&answers);
            Answer::new(&answers, text)
        }
        ProfileCommand::Remove { name } => {
            let profile = floor.profiles().find(&name).await?;
            let removed = floor.profiles().remove(&profile.id).await?;
            let set_aside = removed.set_aside.display().to_string();
            let text = format!("{} was removed. The record was set aside in {set_aside}.", profile.name);
            Answer::new(&RemovedAnswer { name: profile.name, set_aside }, text)
        }
        ProfileCommand::Password => Err(Stop::usage("Profiles have no passwords yet.", "")),
    }
}

/// `lakh account …`
pub(super) async fn account(session: &Session, command: AccountCommand) -> Result<Answer, Stop> {
    let floor = session.floor();
    let profile = session.profile().await?;
    let one = |info: &desk::AccountInfo, what: &str| {
        let answer = AccountAnswer::new(info);
        let text = format!("{what}\n\n{}", accounts_sheet(std::slice::from_ref(&answer)));
        Answer::new(&answer, text)
    };
    match command {
        AccountCommand::List => {
            let accounts = floor.accounts(&profile.id).await?;
            let answers: Vec<_> = accounts.iter().map(AccountAnswer::new).collect();
            let text = accounts_sheet(&answers);
            Answer::new(&answers, text)
        }
        AccountCommand::Open { name, day, seed, capital, practice: _ } => {
            let wanted = NewPractice { name, day, seed, capital };
            one(&floor.open_practice(&profile.id, wanted).await?, "The account is open.")
        }
        AccountCommand::Archive { name } => {
            one(&floor.archive_account(&profile.id, &name).await?, "The account was put away.")
        }
        AccountCommand::Reset => {
            let name = match &session.config().account {
                Some(name) => name.clone(),
                None => used_last(session).await?,
            };
            one(
                &floor.reset_account(&profile.id, &name).await?,
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
    let answers: Vec<_> = view.positions.iter().map(PositionAnswer::new).collect();
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

#[derive(Debug, Serialize)]
struct ProfileAnswer {
    id: String,
    name: String,
    admin: bool,
    created_at: Moment,
    last_seen: Option<Moment>,
}

#[derive(Debug, Serialize)]
struct RemovedAnswer {
    name: String,
    set_aside: String,
}

impl ProfileAnswer {
    fn new(profile: &Profile) -> Self {
        Self {
            id: profile.id.to_string(),
            name: profile.name.clone(),
            admin: profile.admin,
            created_at: profile.created_at,
            last_seen: profile.last_seen,
        }
    }
}

fn profiles_sheet(profiles: &[ProfileAnswer]) -> String {
    if profiles.is_empty() {
        return "Nobody yet. Make a profile: lakh profile create NAME".into();
    }
    let row = |profile: &ProfileAnswer| {
        [
            words(&profile.name),
            words(if profile.admin { "administrator" } else { "" }),
            words(profile.created_at.day().words()),
            words(&profile.id),
        ]
    };
    sheet(["Name", "", "Since", "ID"], profiles.iter().map(row))
}
