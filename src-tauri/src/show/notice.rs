//! What came about, in toasts: the trades of one order that were made at once are one of them.

use desk::Notice;
use trading::{Ending, OrderId, Side, Trade};

use super::words::shares;
use crate::wire;

/// Toasts for what came about at once, in its order.
pub(crate) fn notices(notices: &[Notice]) -> Vec<wire::Notice> {
    let mut told: Vec<wire::Notice> = Vec::new();
    let mut fills: Vec<(OrderId, Vec<&Trade>)> = Vec::new();
    for notice in notices {
        match notice {
            Notice::Filled(trade) => match fills.iter_mut().find(|(order, _)| *order == trade.fill.order) {
                Some((_, trades)) => trades.push(trade),
                None => fills.push((trade.fill.order, vec![trade])),
            },
            Notice::Ended(order, how) => told.push(wire::Notice {
                tone: tone(*how),
                message: format!("{}: {}.", order.ticket.symbol, how.words()),
                order: Some(order.id.0),
            }),
            Notice::Trouble { message, next_step } => told.push(wire::Notice {
                tone: wire::Tone::Bad,
                message: format!("{message} {next_step}"),
                order: None,
            }),
        }
    }
    let filled = fills.iter().filter_map(|(order, trades)| {
        let message = filled(trades)?;
        Some(wire::Notice { tone: wire::Tone::Good, message, order: Some(order.0) })
    });
    filled.chain(told).collect()
}

/// `Bought 5 shares of RELIANCE at 1,315.40.`, `Bought 4 shares of RELIANCE in 3 trades at 1,315.40 to 1,315.60.`
fn filled(trades: &[&Trade]) -> Option<String> {
    let fill = &trades.first()?.fill;
    let prices = trades.iter().map(|trade| trade.fill.price);
    let (low, high) = (prices.clone().min()?, prices.max()?);
    let quantity = trades.iter().map(|trade| trade.fill.quantity).sum();
    let verb = match fill.side {
        Side::Buy => "Bought",
        Side::Sell => "Sold",
    };
    let times = if trades.len() > 1 { format!(" in {} trades", trades.len()) } else { String::new() };
    let at = if low == high { low.to_string() } else { format!("{low} to {high}") };
    Some(format!("{verb} {} of {}{times} at {at}.", shares(quantity), fill.symbol))
}

const fn tone(how: Ending) -> wire::Tone {
    match how {
        Ending::ByUser
        | Ending::DayOver
        | Ending::NotImmediate
        | Ending::SquareOff
        | Ending::NotCarriedOver => wire::Tone::Info,
        Ending::AuctionOver
        | Ending::NotTaken
        | Ending::ForcedSale
        | Ending::CashShort
        | Ending::CorporateAction
        | Ending::Locked => wire::Tone::Bad,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::tests as sample;

    fn filled_at(order: u64, quantity: i64, paise: i64) -> Notice {
        Notice::Filled(Box::new(sample::trade(order, quantity, paise)))
    }

    #[test]
    fn trades_of_one_order_at_once_are_one_toast() {
        let told = notices(&[
            filled_at(1, 1, 131_550),
            filled_at(2, 5, 90_000),
            filled_at(1, 1, 131_540),
            filled_at(1, 2, 131_560),
        ]);
        let words: Vec<_> = told.iter().map(|notice| (notice.order, notice.message.as_str())).collect();
        assert_eq!(
            words,
            [
                (Some(1), "Bought 4 shares of RELIANCE in 3 trades at 1,315.40 to 1,315.60."),
                (Some(2), "Bought 5 shares of RELIANCE at 900.00."),
            ]
        );
    }
}
