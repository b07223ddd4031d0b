//! The contract note of a day for the window: its trades order by order, and what the note put right.

use trading::{
    Account, BoughtBack, Calendar, Charges, Day, Moment, Netted, Note, OrderId, Paise, Side, Trade, day_ends,
    grouped,
};

use super::charging::under_words;
use super::order::{product, side};
use super::trade::charges;
use crate::wire;

/// The note of a day, or of the last day that traded.
pub(crate) fn contract_note(account: &Account, day: Option<Day>, now: Moment) -> Option<wire::ContractNote> {
    let mut days: Vec<Day> = account.trades().iter().map(|trade| trade.at.day()).collect();
    days.dedup();
    days.reverse();
    let day = day.or_else(|| days.first().copied()).filter(|day| days.contains(day))?;
    let trades: Vec<&Trade> = account.trades().iter().filter(|trade| trade.at.day() == day).collect();
    let note = account.notes().iter().find(|note| note.day == day);
    let charged = sum(trades.iter().map(|trade| &trade.fill.charges));
    let net = trades.iter().map(|trade| match trade.fill.side {
        Side::Buy => -trade.fill.value(),
        Side::Sell => trade.fill.value(),
    });
    Some(wire::ContractNote {
        day: day.to_string(),
        settles_on: Calendar::nse().settles_on(day).to_string(),
        days: days.iter().map(ToString::to_string).collect(),
        orders: orders(account, &trades),
        net_paise: net.sum::<Paise>().0,
        charged: charges(&charged),
        adjustment: note.map(|note| charges(&note.charges)),
        charged_under: charged_under(account, &trades),
        reasons: note.map(reasons).unwrap_or_default(),
        total: charges(&sum(note.map(|note| &note.charges).into_iter().chain([&charged]))),
        written: now >= day.at(day_ends(day)),
    })
}

fn orders(account: &Account, trades: &[&Trade]) -> Vec<wire::NoteOrder> {
    let mut ids: Vec<OrderId> = trades.iter().map(|trade| trade.fill.order).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter()
        .filter_map(|id| {
            let of_order: Vec<&Trade> =
                trades.iter().copied().filter(|trade| trade.fill.order == id).collect();
            let first = &of_order.first()?.fill;
            let quantity: i64 = of_order.iter().map(|trade| trade.fill.quantity).sum();
            let value: Paise = of_order.iter().map(|trade| trade.fill.value()).sum();
            Some(wire::NoteOrder {
                order: id.0,
                placed_at: account.order(id)?.placed_at.to_string(),
                symbol: first.symbol.to_string(),
                isin: first.isin.to_string(),
                side: side(first.side),
                product: product(first.product),
                quantity,
                average_paise: value.portion(1, quantity).0,
                value_paise: value.0,
                trades: of_order.len(),
                charged_under: under(account, of_order.first()?),
                charges: charges(&sum(of_order.iter().map(|trade| &trade.fill.charges))),
            })
        })
        .collect()
}

fn under(account: &Account, trade: &Trade) -> String {
    under_words(account.charging(), trade.fill.charged_under, trade.at.day())
}

/// The profiles of a day in the order in which they were first charged under.
fn charged_under(account: &Account, trades: &[&Trade]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for trade in trades {
        let words = under(account, trade);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said
}

fn reasons(note: &Note) -> Vec<String> {
    let netted = |Netted { symbol, quantity }: &Netted| {
        format!(
            "{symbol}: {} shares bought and sold as delivery on one day net to intraday",
            grouped(*quantity)
        )
    };
    let back = |back: &BoughtBack| {
        format!(
            "{}: {} shares were sold out of the holdings and bought back, so they never left: they are held again at \
             {}, and the difference of sale and purchase is the day's",
            back.symbol,
            grouped(back.quantity()),
            back.cost
        )
    };
    let mut reasons: Vec<String> =
        note.netted.iter().map(netted).chain(note.bought_back.iter().map(back)).collect();
    if reasons.is_empty() {
        reasons
            .push("Shares that changed their product during the day are charged as what they became".into());
    }
    reasons
}

fn sum<'a>(all: impl Iterator<Item = &'a Charges>) -> Charges {
    let all: Vec<&Charges> = all.collect();
    Charges::from_lines(|name| {
        let line = |charges: &Charges| {
            charges.lines().into_iter().filter(|(of, _)| *of == name).map(|(_, amount)| amount).sum::<Paise>()
        };
        all.iter().copied().map(line).sum()
    })
}
