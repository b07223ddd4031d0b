//! How an event makes itself so in an account.

use crate::account::{Account, OwnVolume, place_of};
use crate::book::{Order, Step, Trade};
use crate::corporate::CostLot;
use crate::event::{Ending, Event, Fill, What};
use crate::gtt::GttStatus;
use crate::instrument::Symbol;
use crate::life::Turn;
use crate::moment::{Day, Moment};
use crate::money::Paise;
use crate::order::{OrderId, Product, Side, Status};
use crate::position::{Holding, Intraday};
use crate::tally::{Chargeable, DayTally};

impl Account {
    /// Makes an event so. Events come from this account's own answers, in their order.
    pub fn apply(&mut self, event: &Event) {
        self.last_event_at = Some(event.at);
        self.book(event);
        match &event.what {
            What::Opened { market, .. } => self.market = Some(*market),
            What::Accepted { order, ticket, status, block, volume_at, taking, by } => {
                let mut taken = Order::new(*order, ticket.clone(), event.at, *by);
                taken.status = *status;
                taken.block = *block;
                taken.under = self.charging.version_in_force();
                let own_at = self.own_volume(&ticket.symbol, event.at.day());
                taken.activate(event.at, *volume_at, own_at, *taking);
                taken.history.push((event.at, Step::Accepted(*status)));
                self.enter_floor(taken);
                self.follow_gtt(event.at, *by, GttStatus::Placed { order: *order });
            }
            What::Rejected { order, ticket, refusal, by } => {
                let mut refused = Order::new(*order, ticket.clone(), event.at, *by);
                refused.status = Status::Rejected;
                refused.under = self.charging.version_in_force();
                refused.refusal = Some(refusal.clone());
                refused.history.push((event.at, Step::Rejected));
                self.orders.push(refused);
                self.follow_gtt(event.at, *by, GttStatus::Refused { order: *order });
            }
            What::Modified { order, ticket, status, block, volume_at, taking, .. } => {
                let own_at = self.own_volume(&ticket.symbol, event.at.day());
                if let Some(changed) = self.order_mut(*order) {
                    changed.ticket.clone_from(ticket);
                    changed.block = *block;
                    changed.turn(Turn::Changed(*status));
                    changed.activate(event.at, *volume_at, own_at, *taking);
                    changed.history.push((event.at, Step::Modified));
                }
                self.refresh_floor(&ticket.symbol);
            }
            What::Activated { order, status, volume_at, taking, limit } => {
                let Some(symbol) = self.order(*order).map(|order| order.ticket.symbol.clone()) else {
                    return;
                };
                let own_at = self.own_volume(&symbol, event.at.day());
                if let Some(active) = self.order_mut(*order) {
                    active.turn(Turn::Moved(*status));
                    active.activate(event.at, *volume_at, own_at, *taking);
                    active.history.push((event.at, limit.map_or(Step::Activated(*status), Step::Limited)));
                    if let Some(limit) = limit {
                        active.limit_to(*limit);
                    }
                }
                self.refresh_floor(&symbol);
            }
            What::Filled(fill) => self.take_fill(event.at, fill),
            What::Ended { order, how, .. } => self.end(event.at, *order, *how),
            What::Settled { traded_on, .. } => {
                self.owed.remove(traded_on);
            }
            What::Gtt(step) => self.take_gtt(event.at, step),
            What::Converted(conversion) => self.take_conversion(event.at.day(), conversion),
            What::ShortCarried { symbol, quantity, highest } => self.take_short(symbol, *quantity, *highest),
            What::BoughtIn(buy_in) => {
                self.shorts.remove(&(buy_in.sold_on, buy_in.symbol.clone()));
                self.buy_ins.push((event.at, (**buy_in).clone()));
            }
            What::Noted(note) => self.take_note(note),
            What::ExDate(made) => self.take_ex_date(event.at, made),
            What::Paid { symbol, ex_day, amount } => self.take_payment(symbol, *ex_day, *amount),
            What::Renamed { from, to, isin } => self.take_renaming(event.at, from, to, isin),
            What::Right(step) => self.take_right(event.at, step),
            What::Charging(step) => self.charging.take(step),
            What::Archived => self.archived = true,
        }
    }

    fn take_fill(&mut self, at: Moment, fill: &Fill) {
        if let Some(order) = self.order_mut(fill.order) {
            order.filled += fill.quantity;
            order.filled_value += fill.value();
            order.block -= fill.released;
            order.updated_at = at;
            order.turn(if order.remaining() == 0 { Turn::FilledWhole } else { Turn::FilledInPart });
            order.history.push((at, Step::Filled(fill.quantity, fill.price)));
            if order.status == Status::Filled {
                self.leave_book(&fill.symbol, fill.order);
            }
        }
        let own = OwnVolume {
            at,
            of_day: self.own_volume(&fill.symbol, at.day()) + fill.quantity,
            of_moment: self.own_volume_at(&fill.symbol, at) + fill.quantity,
        };
        self.own_volumes.insert(fill.symbol.clone(), own);
        self.record_charges(at.day(), fill);
        let lots = match fill.product {
            Product::Cnc => self.deliver(at.day(), fill),
            Product::Mis => {
                self.move_intraday(at.day(), fill);
                Vec::new()
            }
        };
        self.trades.push(Trade { at, fill: fill.clone(), lots });
    }

    fn record_charges(&mut self, day: Day, fill: &Fill) {
        let is_delivery_sale = (fill.product, fill.side) == (Product::Cnc, Side::Sell);
        let part = Chargeable {
            order: fill.order,
            side: fill.side,
            product: fill.product,
            is_fund: fill.isin.is_fund(),
            value: fill.value(),
            first_delivery_sale: is_delivery_sale && !self.sold_delivery(&fill.symbol, day),
            square_off: !fill.charges.square_off.is_zero(),
        };
        if part.first_delivery_sale {
            self.debited.insert(fill.symbol.clone(), day);
        }
        if !matches!(&self.tally, Some((of, _)) if *of == day) {
            self.tally = Some((day, DayTally::default()));
        }
        if let Some((_, tally)) = &mut self.tally {
            tally.record(&part, &fill.charges);
        }
    }

    fn deliver(&mut self, day: Day, fill: &Fill) -> Vec<CostLot> {
        let owed = self.owed.entry(day).or_default();
        let holding =
            self.holdings.entry(fill.symbol.clone()).or_insert_with(|| Holding::new(fill.isin.clone()));
        match fill.side {
            Side::Buy => {
                owed.paid += fill.value();
                holding.buy(day, fill.price, fill.quantity, &fill.charges);
                Vec::new()
            }
            Side::Sell => {
                let lots = holding.sell(day, fill.quantity, fill.trade_to_trade);
                let settled: i64 =
                    lots.iter().filter(|lot| lot.is_delivered(day)).map(|lot| lot.quantity).sum();
                owed.received += fill.value();
                owed.usable += usable_share(day, fill.price.times(settled));
                let left = holding.pool.quantity();
                if left == 0 {
                    self.holdings.remove(&fill.symbol);
                }
                self.pay_off(&fill.symbol, left);
                lots
            }
        }
    }

    fn move_intraday(&mut self, day: Day, fill: &Fill) {
        let position = self
            .intraday
            .entry(fill.symbol.clone())
            .and_modify(|position| {
                if position.day != day && position.pool.quantity() == 0 {
                    *position = Intraday::new(day, fill.side);
                }
            })
            .or_insert_with(|| Intraday::new(day, fill.side));
        position.pool.leave(fill.closed);
        position.realised += fill.intraday_profit();
        position.margin += fill.margin;
        let opened = fill.quantity - fill.closed;
        if opened > 0 {
            position.side = fill.side;
            position.pool.enter(opened, fill.price.times(opened));
        }
        let profit = fill.intraday_profit();
        if profit > Paise::ZERO {
            let owed = self.owed.entry(day).or_default();
            owed.received += profit;
            owed.intraday += profit;
        }
    }

    fn end(&mut self, at: Moment, id: OrderId, how: Ending) {
        let Some(order) = self.order_mut(id) else { return };
        order.turn(match how {
            Ending::DayOver => Turn::Expired,
            Ending::ByUser
            | Ending::NotImmediate
            | Ending::AuctionOver
            | Ending::NotCarriedOver
            | Ending::CashShort
            | Ending::SquareOff
            | Ending::CorporateAction
            | Ending::NotTaken
            | Ending::ForcedSale
            | Ending::Locked => Turn::Cancelled,
        });
        order.block = Paise::ZERO;
        order.ending = Some(how);
        order.updated_at = at;
        order.history.push((at, Step::Ended(how)));
        let symbol = order.ticket.symbol.clone();
        self.leave_book(&symbol, id);
    }

    fn leave_book(&mut self, symbol: &Symbol, id: OrderId) {
        self.open.remove(&id);
        self.refresh_floor(symbol);
    }

    fn order_mut(&mut self, id: OrderId) -> Option<&mut Order> {
        self.orders.get_mut(place_of(id.0)?)
    }
}

/// Of the proceeds of settled shares, what may be used again on the day of the sale: 80 % until 6 October
/// 2024, all of it from the 7th (brokers' support pages after SEBI's change of that date).
fn usable_share(day: Day, proceeds: Paise) -> Paise {
    proceeds.portion(usable_on(day).0, 100)
}

/// That part in percent, and since when.
pub(crate) fn usable_on(day: Day) -> (i64, Option<Day>) {
    match Day::of(2024, 10, 7).filter(|from| day >= *from) {
        Some(from) => (100, Some(from)),
        None => (80, None),
    }
}
