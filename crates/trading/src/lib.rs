//! What may happen: the rules of NSE's cash market for a retail account.
//!
//! Pure: no clock, no file, no socket, no `async`, no float. Time, quotes and rates are arguments; the same
//! inputs give the same bytes.

#![deny(clippy::float_arithmetic, clippy::as_conversions)]

mod account;
mod apply;
mod band;
mod band_evidence;
mod band_flex;
mod basket;
mod bell;
mod book;
mod bought_back;
mod calendar;
mod carry;
mod change;
mod charge_profile;
mod charges;
mod charging;
mod check;
mod convert;
mod corporate;
mod corporate_law;
mod cost_lines;
mod dated;
mod disposal;
mod estimate;
mod event;
mod evidence;
mod exact;
mod facts;
mod floor;
mod gtt;
mod identity;
mod instrument;
mod leverage;
mod life;
mod listing;
mod matching;
mod moment;
mod money;
mod note;
mod offer;
mod order;
mod order_day;
mod place;
mod position;
mod posting;
mod quote;
mod random_close;
mod rates;
mod refusal;
mod refusal_field;
mod refusal_words;
mod rule_book;
mod seen;
mod session;
mod tally;
mod tax;
mod tick;
mod year;

pub use account::{Account, Funds};
pub use band::{Band, BandKind, band_of, closing_auction_band_of, fund_band_of};
pub use band_evidence::{band_of_the_day, base_after, usual_band};
pub use band_flex::BandFlex;
pub use bell::day_ends;
pub use book::{Order, Step, Trade};
pub use bought_back::BoughtBack;
pub use calendar::{Calendar, Notice, NoticeKind};
pub use carry::{BuyIn, Short};
pub use charge_profile::{ChargeProfile, ChargeProfileId, Fee, GstBase, NotAProfile, ProfileTerms, SebiGst};
pub use charges::{ChargeName, Charges};
pub use charging::{ChargedUnder, Charging, ChargingStep};
pub use convert::Conversion;
pub use corporate::{
    Adjusted, Application, CashDue, CorporateAction, CostLot, Deed, DueAction, Entitlement, ExDate, ExEffect,
    Fraction, GivenUp, Held, NotARatio, Outcome, PerShare, Ratio, RightsIssue, RightsStep, RightsTerms,
    ShortBecomes, Told, UnknownAction, bonus, demerge, exchange, pays_on, rights,
};
pub use cost_lines::{CostLine, cost_lines};
pub use disposal::{Asset, Disposal, GainKind, TaxFacts, long_term_from};
pub use estimate::{break_even, estimate};
pub use event::{By, Ending, Event, Fill, Market, What};
pub use evidence::{Evidence, FillRule};
pub use exact::{ExactCharges, exact_charges};
pub use facts::{
    Announced, Announcement, BandSource, DayRow, DecodedFile, Facts, FileKind, IndexLevel, IndexMembers,
    ListedBand, ListedEquity, Recorded, Recording, RowRefusal, Sample, Skipped,
};
pub use gtt::{GTT_DAYS, Gtt, GttEnding, GttId, GttLeg, GttStatus, GttStep, GttTicket};
pub use identity::{Names, Renaming};
pub use instrument::{Instrument, Isin, NotAName, Series, Symbol};
pub use leverage::{Leverage, NEW_LISTING_DAYS, intraday_waits_until, mis_leverage, mis_leverage_on};
pub use life::Turn;
pub use listing::Listing;
pub use moment::{Clock, Day, Moment, NotATime};
pub use money::{NotAPrice, Paise, Price, Rate, grouped};
pub use note::{Netted, Note};
pub use order::{OrderId, OrderType, Product, Side, Status, Ticket, TradeId, Validity};
pub use place::{Glance, MOST_SHARES, MOST_VALUE, Needed, reckoned_price};
pub use position::{Holding, Intraday, Pool};
pub use posting::{Book, Posting};
pub use quote::{BandRule, Bar, DayFigures, Match, Quote, Source, Standing, Touch};
pub use rates::{Levies, NotAPercentage, RateCard, Sources};
pub use refusal::Refusal;
pub use refusal_field::Field;
pub use rule_book::{Rule, RuleChange, Topic, rule_changes, rules_on, rules_under};
pub use seen::{IndexSeen, Seen};
pub use session::{Hours, Phase, Session, Span};
pub use tally::{Chargeable, DayTally};
pub use tax::{CESS, FinancialYear, GainsLaw, WithheldLaw};
pub use tick::{Tick, tick_of};
pub use year::YearResult;
