//! The whole account for the window.

use desk::{AccountInfo, HoldingView, Portfolio, PositionView, RightView, ShortView, View};
use trading::{Funds, Market, Paise, YearResult};

use super::clock::clock;
use super::market::{Beside, index, quote};
use super::order::{order, product, side};
use super::trade::{charges, trade};
use super::trigger::gtt;
use super::words::source_words;
use crate::wire;

/// Everything that is true of an account now, for the profile whose it is.
pub(crate) fn view(profile: &wire::Profile, view: &View) -> wire::View {
    let beside = Beside::held(view);
    let lists = view.lists.iter().map(|list| list.iter().map(|row| quote(row, &beside)).collect());
    wire::View {
        revision: view.revision,
        profile: profile.clone(),
        account: wire::Account {
            name: view.account.to_string(),
            kind: kind(view.market),
            seed: seed(view.market),
            capital_paise: view.funds.capital.0,
            archived: view.archived,
        },
        clock: clock(&view.clock, &view.trades),
        funds: funds(&view.funds),
        portfolio: portfolio(&view.portfolio),
        holdings: view.holdings.iter().map(holding).collect(),
        positions: view.positions.iter().map(position).collect(),
        shorts: view.shorts.iter().map(carried).collect(),
        orders: view.orders.iter().map(|one| beside_the_market(one, view)).collect(),
        trades: view.trades.iter().map(|one| trade(one, &view.charging)).collect(),
        gtts: view.gtts.iter().map(gtt).collect(),
        charged_under: view.charging.in_force().words(),
        lists: lists.collect(),
        indices: view.indices.iter().map(index).collect(),
    }
}

/// An order with the last price of its stock, as long as it works.
fn beside_the_market(one: &trading::Order, view: &View) -> wire::Order {
    let last = view.watched.get(&one.ticket.symbol).filter(|_| one.status.is_working());
    wire::Order { last_paise: last.map(|last| last.paise()), ..order(one) }
}

/// An account in a list of accounts.
pub(crate) fn account(info: &AccountInfo) -> wire::Account {
    wire::Account {
        name: info.name.to_string(),
        kind: kind(info.market),
        seed: seed(info.market),
        capital_paise: info.capital.0,
        archived: info.archived,
    }
}

/// A profile.
pub(crate) fn profile(profile: &store::Profile) -> wire::Profile {
    wire::Profile {
        id: profile.id.to_string(),
        name: profile.name.clone(),
        admin: profile.admin,
        protected: profile.protected,
        locked: profile.locked,
    }
}

const fn kind(market: Market) -> wire::AccountKind {
    match market {
        Market::Live => wire::AccountKind::Live,
        Market::Practice { .. } => wire::AccountKind::Practice,
    }
}

const fn seed(market: Market) -> Option<u64> {
    match market {
        Market::Live => None,
        Market::Practice { seed, .. } => Some(seed),
    }
}

fn funds(funds: &Funds) -> wire::Funds {
    wire::Funds {
        capital_paise: funds.capital.0,
        cash_paise: funds.cash.0,
        available_paise: funds.available.0,
        blocked_paise: funds.blocked.0,
        receivable_paise: funds.receivable.0,
        payable_paise: funds.payable.0,
        charges_paise: funds.charges.total().0,
        realised_paise: funds.realised.0,
        charges: charges(&funds.charges),
        year: year(funds),
    }
}

fn year(funds: &Funds) -> wire::YearCosts {
    let of = &funds.of_year;
    wire::YearCosts {
        name: funds.year.words(),
        gross_paise: of.gross.0,
        charges_paise: of.charges.0,
        net_paise: of.net().0,
        share_bp: of.share(),
        words: year_words(of),
    }
}

/// What the charges did to the year's result. Profit that they left nothing of is told as such, not as a percentage alone.
fn year_words(of: &YearResult) -> String {
    let percent = |bp: i32| format!("{}.{:02} %", bp / 100, bp % 100);
    match of.share().map(percent) {
        None if of.charges.is_zero() => "Nothing was sold yet.".into(),
        None => format!("Nothing was realised yet; ₹{} of charges wait to be earned.", of.charges),
        Some(share) if of.gross < Paise::ZERO => format!("Charges made the loss {share} larger."),
        Some(share) if of.net() < Paise::ZERO => {
            format!("Charges were {share} of the gross profit: they turned it into a loss.")
        }
        Some(share) => format!("Charges took {share} of the gross profit."),
    }
}

fn portfolio(portfolio: &Portfolio) -> wire::Portfolio {
    wire::Portfolio {
        value_paise: raw(portfolio.value),
        cash_paise: portfolio.cash.0,
        invested_paise: portfolio.invested.0,
        current_paise: raw(portfolio.current),
        profit_paise: raw(portfolio.profit),
        profit_bp: share(portfolio.profit, portfolio.invested),
        day_profit_paise: raw(portfolio.day_profit),
        day_profit_bp: share(portfolio.day_profit, portfolio.day_base),
        as_of: portfolio.as_of.map(|at| at.to_string()),
        stale_count: portfolio.stale_count,
    }
}

fn holding(holding: &HoldingView) -> wire::Holding {
    let price = &holding.quote;
    wire::Holding {
        symbol: price.instrument.symbol.to_string(),
        isin: holding.isin.to_string(),
        new_isin: new_isin_words(holding),
        quantity: holding.quantity,
        t1_quantity: holding.t1_quantity,
        today_quantity: holding.today_quantity,
        average_paise: holding.average.0,
        average_with_charges_paise: holding.average_with_charges.0,
        last_paise: price.last().map(trading::Price::paise),
        invested_paise: holding.invested.0,
        value_paise: raw(holding.value),
        profit_paise: raw(holding.profit),
        profit_bp: share(holding.profit, holding.invested),
        day_profit_paise: raw(holding.day_profit),
        day_profit_bp: share(holding.day_profit, holding.day_base),
        as_of: price.as_of().map(|at| at.to_string()),
        source: price.standing.as_ref().map(|standing| source_words(standing.source)),
        stale: price.stale,
        right: holding.right.as_ref().map(right),
    }
}

/// What a new ISIN without a known corporate action asks of its owner.
pub(crate) fn new_isin_words(holding: &HoldingView) -> Option<String> {
    let (symbol, new) = (&holding.quote.instrument.symbol, holding.new_isin.as_ref()?);
    Some(format!(
        "{symbol} is listed as {new} now, and you hold {}. A split or a consolidation gives a share a new ISIN, and none is \
         known here: import the exchange's corporate actions of that day, or enter the terms as a corporate action (a \
         split of 1 for 1 if the shares stayed as they were). Until then the profit shown may be wrong.",
        holding.isin
    ))
}

fn right(right: &RightView) -> wire::Right {
    wire::Right {
        share: right.share.to_string(),
        price_paise: right.price.paise(),
        applied: right.applied,
        closes_on: right.closes_on.to_string(),
        listed: right.listed,
    }
}

fn position(position: &PositionView) -> wire::Position {
    let price = &position.quote;
    let profit = position.profit();
    wire::Position {
        symbol: price.instrument.symbol.to_string(),
        product: product(position.product),
        side: side(position.side),
        open_quantity: position.open_quantity,
        average_paise: position.average.unwrap_or_default().0,
        last_paise: price.last().map(trading::Price::paise),
        profit_paise: raw(profit),
        realised_paise: position.realised.0,
        unrealised_paise: raw(position.unrealised),
        profit_bp: share(profit, position.entered_at),
        margin_paise: position.margin.0,
        as_of: price.as_of().map(|at| at.to_string()),
        source: price.standing.as_ref().map(|standing| source_words(standing.source)),
        stale: price.stale,
    }
}

fn carried(short: &ShortView) -> wire::CarriedShort {
    let price = &short.quote;
    wire::CarriedShort {
        symbol: price.instrument.symbol.to_string(),
        sold_on: short.sold_on.to_string(),
        bought_in_on: short.bought_in_on.to_string(),
        quantity: short.quantity,
        average_paise: short.average().0,
        last_paise: price.last().map(trading::Price::paise),
        unrealised_paise: raw(short.unrealised),
        margin_paise: short.margin.0,
        as_of: price.as_of().map(|at| at.to_string()),
        source: price.standing.as_ref().map(|standing| source_words(standing.source)),
        stale: price.stale,
    }
}

fn raw(amount: Option<Paise>) -> Option<i64> {
    amount.map(|amount| amount.0)
}

fn share(part: Option<Paise>, whole: Paise) -> Option<i32> {
    part?.basis_points_of(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_charges_took_is_told_in_the_words_that_fit_it() {
        let words = |gross, charges| year_words(&YearResult { gross: Paise(gross), charges: Paise(charges) });
        assert_eq!(words(4_875, 494), "Charges took 10.13 % of the gross profit.");
        assert_eq!(words(400, 494), "Charges were 123.50 % of the gross profit: they turned it into a loss.");
        assert_eq!(words(-5_125, 494), "Charges made the loss 9.64 % larger.");
        assert_eq!(words(0, 494), "Nothing was realised yet; ₹4.94 of charges wait to be earned.");
        assert_eq!(words(0, 0), "Nothing was sold yet.");
    }
}
