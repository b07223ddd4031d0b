//! The account at a glance, for the tray: four lines that one reads in a second.

use desk::View;
use trading::{Paise, grouped};

/// The unknown.
const UNKNOWN: &str = "—";

/// Value, today's profit, NIFTY 50 and the largest holding.
pub(crate) fn glance(view: Option<&View>) -> [String; 4] {
    let Some(view) = view else {
        return [
            "No account is open".into(),
            format!("Today {UNKNOWN}"),
            format!("NIFTY 50 {UNKNOWN}"),
            UNKNOWN.into(),
        ];
    };
    let portfolio = &view.portfolio;
    let value = portfolio.value.map_or_else(|| UNKNOWN.into(), |value| format!("₹{value}"));
    let share = portfolio.day_profit.and_then(|profit| profit.basis_points_of(portfolio.day_base));
    [
        format!("{} · {value}", view.account),
        format!("Today {}", moved(portfolio.day_profit, share)),
        nifty(view),
        largest(view),
    ]
}

fn nifty(view: &View) -> String {
    let Some(index) = view.indices.iter().find(|index| &*index.name == "NIFTY 50") else {
        return format!("NIFTY 50 {UNKNOWN}");
    };
    let level = index.last.map_or_else(|| UNKNOWN.into(), |level| Paise(level).to_string());
    format!("NIFTY 50 {level} {}", percent(index.change_bp()))
}

fn largest(view: &View) -> String {
    let Some(held) = view.holdings.iter().max_by_key(|holding| holding.value.unwrap_or(holding.invested))
    else {
        return "No shares held".into();
    };
    let price = held.quote.price().map_or_else(|| UNKNOWN.into(), |price| price.to_string());
    let symbol = &held.quote.instrument.symbol;
    format!("{} {symbol} at {price} {}", grouped(held.quantity), percent(held.quote.change_bp()))
}

/// `▲ +1,234.50 (+1.20 %)`.
fn moved(amount: Option<Paise>, share: Option<i32>) -> String {
    let Some(amount) = amount else { return UNKNOWN.into() };
    let share = share.map(|share| format!(" ({})", signed_percent(share))).unwrap_or_default();
    match amount.0 {
        1.. => format!("▲ +{amount}{share}"),
        0 => amount.to_string(),
        ..=-1 => format!("▼ {amount}{share}"),
    }
}

fn percent(basis_points: Option<i32>) -> String {
    let Some(points) = basis_points else { return UNKNOWN.into() };
    match points {
        1.. => format!("▲ {}", signed_percent(points)),
        0 => signed_percent(points),
        ..=-1 => format!("▼ {}", signed_percent(points)),
    }
}

fn signed_percent(points: i32) -> String {
    let sign = match points {
        1.. => "+",
        0 => "",
        ..=-1 => "−",
    };
    format!("{sign}{}.{:02} %", points.unsigned_abs() / 100, points.unsigned_abs() % 100)
}
