//! What a day brought beside the change of what is still held: dividends of its ex-dates, and its sales.

use trading::{Account, Day, Outcome, Paise, Price, Symbol};

/// The dividends of some stocks whose ex-date is today, before tax.
pub(crate) fn dividends(account: &Account, today: Day, of: impl Fn(&Symbol) -> bool) -> Paise {
    let newest = account.ex_dates().iter().rev().map(|(_, made)| made);
    let of_today = newest.filter(|made| made.ex_day == today && of(&made.symbol));
    of_today
        .filter_map(|made| match made.outcome {
            Outcome::Dividend { gross, .. } => Some(gross),
            Outcome::Shares { .. }
            | Outcome::Right { .. }
            | Outcome::Merged { .. }
            | Outcome::Demerged { .. } => None,
        })
        .sum()
}

/// What today's delivery sales gained since the close before (shares bought today: since their purchase).
pub(crate) fn sold_today(
    account: &Account,
    today: Day,
    previous_close: impl Fn(&Symbol) -> Option<Price>,
) -> (Option<Paise>, Paise) {
    let (mut gained, mut base) = (Some(Paise::ZERO), Paise::ZERO);
    for trade in account.trades().iter().rev().take_while(|trade| trade.at.day() == today) {
        for lot in &trade.lots {
            let close = previous_close(&trade.fill.symbol).map(|price| price.times(lot.quantity));
            let began = if lot.was_bought_on(today) { Some(lot.cost) } else { close };
            let gain = began.map(|began| trade.fill.price.times(lot.quantity) - began);
            gained = gained.zip(gain).map(|(sum, gain)| sum + gain);
            base += began.unwrap_or_default();
        }
    }
    (gained, base)
}
