//! Orders: placing, showing, changing, and what they cost.

use desk::{Action, Change, Desk, Receipt};
use trading::{
    Levies, MOST_SHARES, OrderType, Paise, Price, Product, RateCard, Refusal, Side, Ticket, Validity,
    break_even, cost_lines, estimate,
};

use super::answer::Answer;
use super::answers::cost::{BreakEven, CostAnswer};
use super::answers::order::{OrderAnswer, TradeAnswer, orders_sheet, trades_sheet};
use super::args::{
    CostArguments, OrderCommand, ProductName, SideName, TicketArguments, TypeName, ValidityName,
};
use super::session::Session;
use super::stop::Stop;

/// `lakh buy …`, `lakh sell …`
pub(super) async fn place(session: &Session, side: Side, asked: TicketArguments) -> Result<Answer, Stop> {
    let dry_run = asked.dry_run;
    let ticket = ticket(side, asked);
    let desk = session.desk().await?;
    if dry_run {
        let estimate = desk.estimate(ticket.clone()).await;
        desk.close().await;
        let estimate = estimate?;
        return match &estimate.refusal {
            Some(refusal) => Err(refusal.clone().into()),
            None => {
                let answer = OrderAnswer::tried(&ticket, CostAnswer::of(side, &estimate));
                Answer::new(&answer, answer.text())
            }
        };
    }
    act(desk, Action::Place(ticket)).await
}

/// `lakh order …`
pub(super) async fn order(session: &Session, command: OrderCommand) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    match command {
        OrderCommand::Show { id } => {
            let account = desk.account().await;
            desk.close().await;
            let account = account?;
            let answer = OrderAnswer::full(account.order(id).ok_or(Refusal::NoSuchOrder)?);
            Answer::new(&answer, answer.text())
        }
        OrderCommand::Cancel { id: Some(id), .. } => act(desk, Action::Cancel(id)).await,
        OrderCommand::Cancel { id: None, .. } => act_on_several(desk, Action::CancelAll).await,
        OrderCommand::Modify { id, quantity, price, trigger, kind, validity, disclosed } => {
            let (kind, validity) = (kind.map(order_type), validity.map(order_validity));
            let change = Change { kind, validity, quantity, price, trigger, disclosed };
            act(desk, Action::Modify { order: id, change }).await
        }
    }
}

/// `lakh orders`
pub(super) async fn orders(session: &Session) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    let account = desk.account().await;
    desk.close().await;
    let answers: Vec<_> = account?.orders().iter().rev().map(OrderAnswer::brief).collect();
    Answer::new(&answers, orders_sheet(&answers))
}

/// `lakh trades`
pub(super) async fn trades(session: &Session) -> Result<Answer, Stop> {
    let desk = session.desk().await?;
    let account = desk.account().await;
    desk.close().await;
    let account = account?;
    let answers: Vec<_> =
        account.trades().iter().rev().map(|trade| TradeAnswer::new(trade, account.charging())).collect();
    Answer::new(&answers, trades_sheet(&answers))
}

/// `lakh cost …`: of the account's day, or without any profile of the last day of the archive.
pub(super) async fn cost(session: &Session, asked: &CostArguments) -> Result<Answer, Stop> {
    let (side, product, quantity) = (side(asked.side), product(asked.product), asked.quantity);
    let price = Price::new(asked.price.0).ok_or(Refusal::PriceNotPositive)?;
    if quantity <= 0 {
        return Err(Refusal::QuantityNotPositive { asked: quantity }.into());
    }
    if quantity > MOST_SHARES {
        return Err(Refusal::QuantityTooLarge { most: MOST_SHARES }.into());
    }
    let (scene, charging) = session.stand().await?;
    let listing = scene.tape.listing(&asked.symbol, scene.now).ok_or(Refusal::UnknownSymbol)?;
    let levies = Levies::for_isin(scene.tape.day(), &listing.instrument.isin);
    let card = RateCard { profile: charging.in_force(), levies };
    let charges = estimate(card, side, product, price, quantity);
    let even = break_even(card, side, product, price, quantity, listing.tick);
    let away = even.map(|even| even.paise() - price.paise());
    let even = BreakEven {
        price: even,
        away_bp: away.and_then(|away| Paise(away).basis_points_of(price.times(1))),
        away_ticks: away.map(|away| away / listing.tick.paise()),
    };
    let lines = cost_lines(card, side, product, &charges);
    let turnover = price.times(quantity);
    let answer =
        CostAnswer::new((side, turnover), &charges, lines, &even, (card.version(), card.profile.words()));
    Answer::new(&answer, answer.text())
}

async fn act(desk: Desk, action: Action) -> Result<Answer, Stop> {
    let receipt = desk.act(action).await;
    desk.close().await;
    let Receipt { message, order, .. } = receipt?;
    match order {
        Some(order) => {
            let answer = OrderAnswer::full(&order);
            Answer::new(&answer, format!("{message}\n{}", answer.text()))
        }
        None => Answer::new(&serde_json::json!({ "message": message }), message),
    }
}

/// Does what is about several orders, and shows each.
pub(super) async fn act_on_several(desk: Desk, action: Action) -> Result<Answer, Stop> {
    let receipt = desk.act(action).await;
    desk.close().await;
    let Receipt { message, orders, .. } = receipt?;
    let answers: Vec<_> = orders.iter().map(OrderAnswer::brief).collect();
    let table = if answers.is_empty() { String::new() } else { format!("\n{}", orders_sheet(&answers)) };
    Answer::new(&serde_json::json!({ "message": message, "orders": answers }), message.clone() + &table)
}

/// Without a type the prices given say which is meant.
pub(super) fn ticket(side: Side, asked: TicketArguments) -> Ticket {
    let kind = match (asked.kind, asked.price, asked.trigger) {
        (Some(named), ..) => order_type(named),
        (None, None, None) => OrderType::Market,
        (None, Some(_), None) => OrderType::Limit,
        (None, Some(_), Some(_)) => OrderType::Sl,
        (None, None, Some(_)) => OrderType::SlM,
    };
    Ticket {
        symbol: asked.symbol,
        side,
        product: product(asked.product),
        kind,
        validity: order_validity(asked.validity),
        quantity: asked.quantity,
        price: asked.price,
        trigger: asked.trigger,
        note: asked.note,
        amo: asked.amo,
        disclosed: asked.disclosed,
    }
}

const fn order_type(name: TypeName) -> OrderType {
    match name {
        TypeName::Market => OrderType::Market,
        TypeName::Limit => OrderType::Limit,
        TypeName::Sl => OrderType::Sl,
        TypeName::SlM => OrderType::SlM,
    }
}

const fn order_validity(name: ValidityName) -> Validity {
    match name {
        ValidityName::Day => Validity::Day,
        ValidityName::Ioc => Validity::Ioc,
    }
}

pub(super) const fn product(name: ProductName) -> Product {
    match name {
        ProductName::Cnc => Product::Cnc,
        ProductName::Mis => Product::Mis,
    }
}

pub(super) const fn side(name: SideName) -> Side {
    match name {
        SideName::Buy => Side::Buy,
        SideName::Sell => Side::Sell,
    }
}
