//! Corporate actions: what they did, and those on a person's terms.

use desk::{Action, ByHand, HoldingView, RightsAct, Terms};
use serde_json::json;
use trading::{Clock, CorporateAction, ExDate, Moment, Outcome, PerShare, Refusal, Symbol};

use super::answer::Answer;
use super::args::CorporateCommand;
use super::session::Session;
use super::stop::Stop;
use crate::show::{renaming_words, right_words};

/// `lakh corporate …`
pub(super) async fn corporate(session: &Session, command: CorporateCommand) -> Result<Answer, Stop> {
    let by_hand = match command {
        CorporateCommand::List => return list(session).await,
        CorporateCommand::Subscribe { right, qty } => return subscribe(session, right, qty).await,
        CorporateCommand::Lapse { right } => return rights(session, right, RightsAct::GiveUp).await,
        CorporateCommand::Merger { symbol, into, terms } => {
            ByHand { symbol, ex_day: terms.ex_date, terms: Terms::Merger { into, ratio: terms.ratio } }
        }
        CorporateCommand::Split { symbol, terms } => {
            let split = Terms::Other(CorporateAction::Split(terms.ratio));
            ByHand { symbol, ex_day: terms.ex_date, terms: split }
        }
        CorporateCommand::Bonus { symbol, terms } => {
            let bonus = Terms::Other(CorporateAction::Bonus(terms.ratio));
            ByHand { symbol, ex_day: terms.ex_date, terms: bonus }
        }
        CorporateCommand::Dividend { symbol, rupees, ex_date } => {
            let dividend = CorporateAction::Dividend { a_share: PerShare(rupees.0 * 100) };
            ByHand { symbol, ex_day: ex_date, terms: Terms::Other(dividend) }
        }
        // Percent are read like rupees: with at most two decimals, in hundredths.
        CorporateCommand::Demerger { symbol, new, cost_percent, terms } => ByHand {
            symbol,
            ex_day: terms.ex_date,
            terms: Terms::Demerger { new, ratio: terms.ratio, cost_share: cost_percent.0 },
        },
    };
    let desk = session.desk().await?;
    let symbol = by_hand.symbol.clone();
    let receipt = desk.act(Action::Corporate(by_hand)).await;
    desk.close().await;
    let receipt = receipt?;
    let shape = json!({ "message": receipt.message, "symbol": symbol, "events": receipt.events });
    Answer::new(&shape, receipt.message.clone())
}

async fn subscribe(session: &Session, right: Symbol, quantity: Option<i64>) -> Result<Answer, Stop> {
    let quantity = match quantity {
        Some(quantity) => quantity,
        None => {
            let desk = session.desk().await?;
            let view = desk.view();
            desk.close().await;
            let held = view.holdings.iter().find(|held| held.quote.instrument.symbol == right);
            let of_right =
                |held: &HoldingView| held.right.as_ref().map(|terms| held.quantity - terms.applied);
            held.and_then(of_right).ok_or(Refusal::NotARight)?
        }
    };
    rights(session, right, RightsAct::Use(quantity)).await
}

async fn rights(session: &Session, right: Symbol, act: RightsAct) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    let receipt = desk.act(Action::Rights(right.clone(), act)).await;
    desk.close().await;
    let receipt = receipt?;
    let shape = json!({ "message": receipt.message, "symbol": right, "events": receipt.events });
    Answer::new(&shape, receipt.message.clone())
}

async fn list(session: &Session) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    let account = desk.account().await;
    desk.close().await;
    let account = account?;
    let mut newest: Vec<(Moment, serde_json::Value, String)> = account
        .ex_dates()
        .iter()
        .map(|(at, made)| {
            let shape = json!({ "at": at.to_string(), "what": made.deed.words(), "made": made });
            (*at, shape, line(made))
        })
        .collect();
    newest.extend(account.rights_steps().iter().map(|(at, step)| {
        let words = right_words(step);
        let shape = json!({ "at": at.to_string(), "what": words, "right": step });
        (*at, shape, format!("{}  {}  {words}", at.day().words(), step.right()))
    }));
    newest.extend(account.renamings().iter().map(|renaming| {
        let words = renaming_words(renaming);
        let (from, to) = (&renaming.from, &renaming.to);
        let at = renaming.on.at(Clock::MIDNIGHT);
        let shape =
            json!({ "at": at.to_string(), "what": words, "from": from, "to": to, "isin": renaming.isin });
        (at, shape, format!("{}  {to}  {words}", renaming.on.words()))
    }));
    newest.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let (shape, lines): (Vec<serde_json::Value>, Vec<String>) =
        newest.into_iter().map(|(_, shape, line)| (shape, line)).unzip();
    let text = if lines.is_empty() {
        "No corporate action has touched this account.".into()
    } else {
        lines.join("\n")
    };
    Answer::new(&shape, text)
}

/// `05 Aug 2026  TEMBO  Split: 10 new for 1 old shares: 7 held, 574.15 becomes 57.42; 70 shares`
fn line(made: &ExDate) -> String {
    let shares = |lots: &[trading::CostLot]| lots.iter().map(|lot| lot.quantity).sum::<i64>();
    let became = match &made.outcome {
        Outcome::Shares { lots, .. } => format!("{} shares", shares(lots)),
        Outcome::Dividend { gross, withheld, pays_on } => {
            format!("₹{gross}, of which ₹{withheld} withheld, paid on {}", pays_on.words())
        }
        Outcome::Right { right, lots, price, .. } => {
            format!("{} {right}, to buy at ₹{price}", shares(lots))
        }
        Outcome::Merged { lots, .. } => format!("{} shares of the other company", shares(lots)),
        Outcome::Demerged { lots, .. } => format!("{} shares of the new company beside them", shares(lots)),
    };
    let ExDate { symbol, deed, entitled, close, base, .. } = made;
    format!(
        "{}  {symbol}  {}: {entitled} held, {close} becomes {base}; {became}",
        made.ex_day.words(),
        deed.words()
    )
}
