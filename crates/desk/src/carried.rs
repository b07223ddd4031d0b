//! Shares that were sold short intraday and not delivered, because nobody would sell them back before trading ended:
//! what is owed for them at today's prices, until the exchange buys them in.

use trading::{Account, Calendar, Day, Paise, Price, Short, Symbol};

use crate::view::Quoted;

/// A short position that was carried over the day of its sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortView {
    /// The stock's price.
    pub quote: Quoted,
    /// The day of the sale.
    pub sold_on: Day,
    /// Shares that are owed.
    pub quantity: i64,
    /// What they were sold for.
    pub proceeds: Paise,
    /// Margin that stays blocked.
    pub margin: Paise,
    /// What buying them at the present price would bring, before charges. The exchange buys in dearer.
    pub unrealised: Option<Paise>,
    /// Of that, what came about today.
    pub day_profit: Option<Paise>,
    /// The day at whose end the exchange buys them in.
    pub bought_in_on: Day,
}

impl ShortView {
    /// A carried short at a price.
    #[must_use]
    pub fn of(short: &Short, quote: Quoted, today: Day) -> Self {
        let unrealised = quote.price().map(|price| short.unrealised(price));
        let before = match quote.previous_close() {
            _ if short.sold_on == today => Some(Paise::ZERO),
            close => close.map(|close| short.unrealised(close)),
        };
        Self {
            sold_on: short.sold_on,
            quantity: short.quantity,
            proceeds: short.proceeds,
            margin: short.margin,
            unrealised,
            day_profit: unrealised.zip(before).map(|(now, before)| now - before),
            bought_in_on: Calendar::nse().settles_on(short.sold_on),
            quote,
        }
    }

    /// What a share was sold for, to the paisa.
    #[must_use]
    pub fn average(&self) -> Paise {
        self.proceeds.portion(1, self.quantity)
    }
}

/// What today's buy-ins brought since the close before.
pub(crate) fn bought_in_today(
    account: &Account,
    today: Day,
    previous_close: impl Fn(&Symbol) -> Option<Price>,
) -> Option<Paise> {
    let newest = account.buy_ins().iter().rev().take_while(|(at, _)| at.day() == today);
    newest
        .map(|(_, made)| {
            let close = previous_close(&made.symbol)?;
            Some(close.times(made.quantity) - made.price.times(made.quantity))
        })
        .sum()
}
