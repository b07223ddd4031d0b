//! Good-till-triggered orders: a trigger, or one on either side of the market, that places a limit order when it
//! trades. It lives across days, up to a year (Kite's documents), and blocks nothing while it waits.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::account::{Account, place_of};
use crate::check::{check_shares, check_step};
use crate::event::{By, Event, What};
use crate::instrument::Symbol;
use crate::listing::Listing;
use crate::moment::Moment;
use crate::money::{Paise, Price};
use crate::order::{OrderId, OrderType, Product, Side, Ticket, Validity};
use crate::place::Glance;
use crate::quote::{Match, Quote};
use crate::refusal::Refusal;

/// Days that a trigger is kept.
pub const GTT_DAYS: i32 = 365;

/// The number of a trigger, from 1 in each account.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(transparent)]
pub struct GttId(pub u64);

/// A trigger as it is written: delivery, one leg, or two (one cancels the other) to sell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct GttTicket {
    /// The stock.
    pub symbol: Symbol,
    /// Buy or sell.
    pub side: Side,
    /// One, or for a sale two: below the market and above it.
    pub legs: Vec<GttLeg>,
    /// The plan in a line; the user's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One trigger and the limit order that it places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct GttLeg {
    /// The price that sets it off, in paise.
    pub trigger: Paise,
    /// Shares.
    pub quantity: i64,
    /// The limit, in paise.
    pub price: Paise,
}

/// What happens to a trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum GttStep {
    /// It was written.
    Placed {
        /// Its number.
        gtt: GttId,
        /// As written.
        ticket: GttTicket,
        /// The last price at the time: a trigger above it waits for a rise, one below it for a fall.
        last: Price,
    },
    /// It was changed.
    Changed {
        /// Its number.
        gtt: GttId,
        /// As it is now.
        ticket: GttTicket,
        /// The last price at the time.
        last: Price,
    },
    /// A trigger traded: its limit order follows.
    Triggered {
        /// Its number.
        gtt: GttId,
        /// Which leg, from 0.
        leg: usize,
        /// The price that set it off.
        last: Price,
    },
    /// It ended without an order.
    Ended {
        /// Its number.
        gtt: GttId,
        /// How.
        how: GttEnding,
    },
}

/// How a trigger ended without an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum GttEnding {
    /// The user cancelled it.
    ByUser,
    /// A year went by.
    Expired,
    /// A corporate action changed the share.
    CorporateAction,
}

/// A trigger and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Gtt {
    /// Its number.
    pub id: GttId,
    /// As written, with later changes.
    pub ticket: GttTicket,
    /// The last price when it was written or changed.
    pub last: Price,
    /// When it was written.
    pub placed_at: Moment,
    /// When something last happened to it.
    pub updated_at: Moment,
    /// Where it stands.
    pub status: GttStatus,
}

/// Where a trigger stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum GttStatus {
    /// Waiting for its price.
    Waiting,
    /// It traded; its order is about to be placed.
    Triggered {
        /// Which leg, from 0.
        leg: usize,
    },
    /// Its order was taken.
    Placed {
        /// The order.
        order: OrderId,
    },
    /// Its order was refused; the order book says why.
    Refused {
        /// The order.
        order: OrderId,
    },
    /// It ended without an order.
    Ended(GttEnding),
}

impl Account {
    /// What writing a trigger would do.
    ///
    /// # Errors
    /// The refusal; a refused trigger leaves no trace.
    pub fn place_gtt(&self, at: Moment, ticket: &GttTicket, stock: Glance<'_>) -> Result<Event, Refusal> {
        let last = self.check_gtt(ticket, stock)?;
        let step = GttStep::Placed { gtt: self.next_gtt(), ticket: ticket.clone(), last };
        Ok(Event { at, what: What::Gtt(step) })
    }

    /// What changing a waiting trigger would do.
    ///
    /// # Errors
    /// The refusal; a refused change leaves no trace.
    pub fn modify_gtt(
        &self,
        at: Moment,
        id: GttId,
        ticket: &GttTicket,
        stock: Glance<'_>,
    ) -> Result<Event, Refusal> {
        let old = &self.waiting_gtt(id)?.ticket;
        if (&ticket.symbol, ticket.side) != (&old.symbol, old.side) {
            return Err(Refusal::FixedInAnOrder);
        }
        let last = self.check_gtt(ticket, stock)?;
        let step = GttStep::Changed { gtt: id, ticket: ticket.clone(), last };
        Ok(Event { at, what: What::Gtt(step) })
    }

    /// What cancelling a waiting trigger would do.
    ///
    /// # Errors
    /// The refusal, when there is no such trigger or it no longer waits.
    pub fn cancel_gtt(&self, at: Moment, id: GttId) -> Result<Event, Refusal> {
        self.waiting_gtt(id)?;
        Ok(Event { at, what: What::Gtt(GttStep::Ended { gtt: id, how: GttEnding::ByUser }) })
    }

    fn waiting_gtt(&self, id: GttId) -> Result<&Gtt, Refusal> {
        if self.is_archived() {
            return Err(Refusal::AccountArchived);
        }
        let gtt = self.gtt(id).ok_or(Refusal::NoSuchGtt)?;
        if gtt.status == GttStatus::Waiting { Ok(gtt) } else { Err(Refusal::GttOver) }
    }

    /// The last price that the triggers stand on either side of.
    fn check_gtt(&self, ticket: &GttTicket, stock: Glance<'_>) -> Result<Price, Refusal> {
        if self.is_archived() {
            return Err(Refusal::AccountArchived);
        }
        let last = stock.last.unwrap_or(stock.listing.previous_close);
        for leg in &ticket.legs {
            check_leg(leg, stock.listing)?;
            if leg.trigger.0 == last.paise() {
                return Err(Refusal::GttAtTheMarket { last });
            }
        }
        let rises = ticket.legs.iter().filter(|leg| leg.trigger.0 > last.paise()).count();
        match (ticket.legs.len(), rises, ticket.side) {
            (1, _, _) | (2, 1, Side::Sell) => Ok(last),
            _ => Err(Refusal::GttLegs { last }),
        }
    }

    /// What an observation of continuous trading makes of the triggers of its stock.
    pub(crate) fn gtt_reaction(&self, quote: &Quote, listing: &Listing) -> Option<What> {
        if quote.matched != Match::Continuous {
            return None;
        }
        self.gtts_of(&quote.symbol).find_map(|gtt| match gtt.status {
            GttStatus::Waiting => gtt.set_off_by(quote),
            GttStatus::Triggered { leg } => {
                let glance = Glance::at(listing, Some(quote.last), quote.volume);
                let ticket = gtt.order_of(leg)?;
                Some(self.placed(quote.at, &ticket, Ok(glance), By::Gtt(gtt.id)))
            }
            GttStatus::Placed { .. } | GttStatus::Refused { .. } | GttStatus::Ended(_) => None,
        })
    }
}

impl Account {
    pub(crate) fn take_gtt(&mut self, at: Moment, step: &GttStep) {
        match step {
            GttStep::Placed { gtt, ticket, last } => {
                self.waiting_gtts.entry(ticket.symbol.clone()).or_default().push(*gtt);
                self.gtts.push(Gtt {
                    id: *gtt,
                    ticket: ticket.clone(),
                    last: *last,
                    placed_at: at,
                    updated_at: at,
                    status: GttStatus::Waiting,
                });
            }
            GttStep::Changed { gtt, ticket, last } => {
                if let Some(changed) = self.gtt_mut(*gtt) {
                    changed.ticket.clone_from(ticket);
                    (changed.last, changed.updated_at) = (*last, at);
                }
            }
            GttStep::Triggered { gtt, leg, .. } => {
                self.turn_gtt(at, *gtt, GttStatus::Triggered { leg: *leg });
            }
            GttStep::Ended { gtt, how } => self.turn_gtt(at, *gtt, GttStatus::Ended(*how)),
        }
    }

    /// An order that a trigger wrote was taken or refused.
    pub(crate) fn follow_gtt(&mut self, at: Moment, by: By, status: GttStatus) {
        match by {
            By::Gtt(gtt) => self.turn_gtt(at, gtt, status),
            By::User | By::SquareOff => {}
        }
    }

    fn turn_gtt(&mut self, at: Moment, id: GttId, status: GttStatus) {
        let Some(gtt) = self.gtt_mut(id) else { return };
        (gtt.status, gtt.updated_at) = (status, at);
        let symbol = gtt.ticket.symbol.clone();
        let waits = match status {
            GttStatus::Waiting | GttStatus::Triggered { .. } => true,
            GttStatus::Placed { .. } | GttStatus::Refused { .. } | GttStatus::Ended(_) => false,
        };
        if let Some(ids) = self.waiting_gtts.get_mut(&symbol).filter(|_| !waits) {
            ids.retain(|waiting| *waiting != id);
            if ids.is_empty() {
                self.waiting_gtts.remove(&symbol);
            }
        }
    }

    fn gtt_mut(&mut self, id: GttId) -> Option<&mut Gtt> {
        self.gtts.get_mut(place_of(id.0)?)
    }

    /// A trigger ends after a year.
    pub(crate) fn expired_gtt(&self, at: Moment) -> Option<What> {
        let waiting = self.waiting_gtts.values().flatten().filter_map(|id| self.gtt(*id));
        let old = |gtt: &&Gtt| at.day().since(gtt.placed_at.day()) > GTT_DAYS;
        let gtt = waiting.filter(old).map(|gtt| gtt.id).min()?;
        Some(What::Gtt(GttStep::Ended { gtt, how: GttEnding::Expired }))
    }
}

impl Gtt {
    fn set_off_by(&self, quote: &Quote) -> Option<What> {
        let reached = |leg: &GttLeg| {
            let last = quote.last.paise();
            if leg.trigger.0 > self.last.paise() { last >= leg.trigger.0 } else { last <= leg.trigger.0 }
        };
        let leg = self.ticket.legs.iter().position(reached).filter(|_| quote.at > self.updated_at)?;
        Some(What::Gtt(GttStep::Triggered { gtt: self.id, leg, last: quote.last }))
    }

    fn order_of(&self, leg: usize) -> Option<Ticket> {
        let leg = self.ticket.legs.get(leg)?;
        Some(Ticket {
            symbol: self.ticket.symbol.clone(),
            side: self.ticket.side,
            product: Product::Cnc,
            kind: OrderType::Limit,
            validity: Validity::Day,
            quantity: leg.quantity,
            price: Some(leg.price),
            trigger: None,
            disclosed: None,
            amo: false,
            note: self.ticket.note.clone(),
        })
    }
}

/// Shares and prices that can be traded at all. The day's band is not asked: the trigger waits for other days.
fn check_leg(leg: &GttLeg, listing: &Listing) -> Result<(), Refusal> {
    check_shares(leg.quantity, listing)?;
    check_step(leg.trigger, listing.tick).map_err(Refusal::from_trigger)?;
    check_step(leg.price, listing.tick).map_err(Refusal::from_limit)?;
    Ok(())
}
