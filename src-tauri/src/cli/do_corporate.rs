//! Corporate actions: what they did, and mergers and demergers on a person's terms.

use desk::{Action, ByHand, Terms};
use serde_json::json;
use trading::{ExDate, Moment, Outcome};

use super::answer::Answer;
use super::args::CorporateCommand;
use super::session::Session;
use super::stop::Stop;

/// `lakh corporate …`
pub(super) async fn corporate(session: &Session, command: CorporateCommand) -> Result<Answer, Stop> {
    let by_hand = match command {
        CorporateCommand::List => return list(session).await,
        CorporateCommand::Merger { symbol, into, terms } => {
            ByHand { symbol, ex_day: terms.ex_date, terms: Terms::Merger { into, ratio: terms.ratio } }
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

async fn list(session: &Session) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    let account = desk.account().await;
    desk.close().await;
    let account = account?;
    let newest: Vec<&(Moment, ExDate)> = account.ex_dates().iter().rev().collect();
    let shape: Vec<serde_json::Value> = newest
        .iter()
        .map(|(at, made)| json!({ "at": at.to_string(), "what": made.deed.words(), "made": made }))
        .collect();
    let lines: Vec<String> = newest.iter().map(|(_, made)| line(made)).collect();
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
