//! What the window sends, parsed into the desk's types; sizes are bounded here, rules are not judged.

use desk::{
    Action, Advance, ByHand, Change, ChargingAct, ExportFormat, Frame, Problem, Ranking, RightsAct, Speed,
    Terms,
};
use percent_encoding::percent_decode_str;
use store::ProfileId;
use tauri::ipc::{InvokeBody, Request};
use trading::{
    CorporateAction, Day, Fee, GstBase, GttId, GttLeg, GttTicket, NotAPercentage, OrderId, OrderType, Paise,
    PerShare, Product, ProfileTerms, Ratio, Refusal, SebiGst, Side, Symbol, Ticket, Validity,
};

use crate::wire;

/// Beyond these nothing is reckoned with; the rules allow far less and say so themselves.
const LARGEST: i64 = 1_000_000_000_000;
const LARGEST_CAPITAL: i64 = 100_000_000_000;
const LONGEST_NOTE: usize = 200;
const LONGEST_TEXT: usize = 100;
/// The header that a file's name comes in.
const FILE_NAME: &str = "file-name";
/// Orders that a basket may hold (Kite's limit is 20 of them; a page shows as many as this).
pub(crate) const LARGEST_BASKET: usize = 50;

/// An action.
pub(crate) fn action(action: wire::Action) -> Result<Action, Problem> {
    Ok(match action {
        wire::Action::Place { ticket: written } => Action::Place(ticket(written)?),
        wire::Action::PlaceAll { tickets } => Action::PlaceAll(basket(tickets)?),
        wire::Action::Modify { order, ticket: written } => {
            Action::Modify { order: OrderId(order), change: change(&ticket(written)?) }
        }
        wire::Action::Cancel { order } => Action::Cancel(OrderId(order)),
        wire::Action::CancelAll => Action::CancelAll,
        wire::Action::ExitAll => Action::ExitAll,
        wire::Action::Convert { symbol: text, quantity, to } => {
            Action::Convert { symbol: symbol(&text)?, quantity: bounded(quantity)?, to: product(to) }
        }
        wire::Action::PlaceGtt { ticket } => Action::PlaceGtt(gtt(ticket)?),
        wire::Action::ModifyGtt { gtt: id, ticket } => Action::ModifyGtt(GttId(id), gtt(ticket)?),
        wire::Action::CancelGtt { gtt } => Action::CancelGtt(GttId(gtt)),
        wire::Action::Corporate { symbol: text, ex_day, terms: written } => Action::Corporate(ByHand {
            symbol: symbol(&text)?,
            ex_day: ex_day.as_deref().map(day).transpose()?,
            terms: terms(written)?,
        }),
        wire::Action::Rights { right, used } => {
            let act = match used {
                Some(quantity) => RightsAct::Use(bounded(quantity)?),
                None => RightsAct::GiveUp,
            };
            Action::Rights(symbol(&right)?, act)
        }
        wire::Action::Charging { act } => Action::Charging(charging(act)?),
        wire::Action::Play { speed: wire::Speed::X1 } => Action::Play(Speed::X1),
        wire::Action::Play { speed: wire::Speed::X10 } => Action::Play(Speed::X10),
        wire::Action::Play { speed: wire::Speed::X60 } => Action::Play(Speed::X60),
        wire::Action::Pause => Action::Pause,
        wire::Action::Step => Action::Advance(Advance::Step),
        wire::Action::NextEvent => Action::Advance(Advance::NextEvent),
        wire::Action::AdvanceTo { time } => {
            let clock = time.parse().map_err(|error| unreadable(&error, "Write the time as HH:MM:SS."))?;
            Action::Advance(Advance::To(clock))
        }
        wire::Action::ToClose => Action::Advance(Advance::Close),
        wire::Action::NextDay => Action::Advance(Advance::NextDay),
        wire::Action::Watch { list, symbol: text } => Action::Watch(list, symbol(&text)?),
        wire::Action::Unwatch { list, symbol: text } => Action::Unwatch(list, symbol(&text)?),
        wire::Action::Indices { names } => Action::Indices(indices(&names)),
        wire::Action::Look { symbol: text, board } => {
            Action::Look { symbol: text.as_deref().map(symbol).transpose()?, board }
        }
    })
}

/// A ticket. Whether its figures make sense is for the rules to say.
pub(crate) fn ticket(ticket: wire::Ticket) -> Result<Ticket, Problem> {
    Ok(Ticket {
        symbol: symbol(&ticket.symbol)?,
        side: side(ticket.side),
        product: product(ticket.product),
        kind: match ticket.kind {
            wire::OrderType::Market => OrderType::Market,
            wire::OrderType::Limit => OrderType::Limit,
            wire::OrderType::Sl => OrderType::Sl,
            wire::OrderType::SlM => OrderType::SlM,
        },
        validity: match ticket.validity {
            wire::Validity::Day => Validity::Day,
            wire::Validity::Ioc => Validity::Ioc,
        },
        quantity: bounded(ticket.quantity)?,
        price: ticket.price_paise.map(bounded).transpose()?.map(Paise),
        trigger: ticket.trigger_paise.map(bounded).transpose()?.map(Paise),
        note: note(ticket.note)?,
        amo: ticket.amo,
        disclosed: ticket.disclosed.map(bounded).transpose()?,
    })
}

/// The tickets of a basket.
pub(crate) fn basket(tickets: Vec<wire::Ticket>) -> Result<Vec<Ticket>, Problem> {
    if tickets.len() > LARGEST_BASKET {
        let next = format!("A basket holds at most {LARGEST_BASKET} orders.");
        return Err(Problem::usage("The basket is too large.", next));
    }
    tickets.into_iter().map(ticket).collect()
}

/// A changed order as its whole ticket: a limit, a trigger or a disclosed quantity that it lacks is taken away.
const fn change(ticket: &Ticket) -> Change {
    Change {
        kind: Some(ticket.kind),
        validity: Some(ticket.validity),
        quantity: Some(ticket.quantity),
        price: ticket.price,
        trigger: ticket.trigger,
        disclosed: Some(match ticket.disclosed {
            Some(shown) => shown,
            None => 0,
        }),
    }
}

fn gtt(ticket: wire::GttTicket) -> Result<GttTicket, Problem> {
    let leg = |leg: &wire::GttLeg| {
        Ok(GttLeg {
            trigger: Paise(bounded(leg.trigger_paise)?),
            price: Paise(bounded(leg.price_paise)?),
            quantity: bounded(leg.quantity)?,
        })
    };
    Ok(GttTicket {
        symbol: symbol(&ticket.symbol)?,
        side: side(ticket.side),
        // One more than the rules take, so that they can say so.
        legs: ticket.legs.iter().take(3).map(leg).collect::<Result<_, Problem>>()?,
        note: note(ticket.note)?,
    })
}

/// The terms of a corporate action; what is no ratio of shares is refused as the rules would.
fn terms(terms: wire::Terms) -> Result<Terms, Problem> {
    let ratio = |new, old| {
        let must = "A ratio of shares, both above zero: 3:5 gives three for five held".into();
        let read = Ratio::new(bounded(new)?, bounded(old)?);
        read.ok_or_else(|| Problem::from(Refusal::TermsImpossible { must }))
    };
    Ok(match terms {
        wire::Terms::Merger { into, new, old } => {
            Terms::Merger { into: symbol(&into)?, ratio: ratio(new, old)? }
        }
        wire::Terms::Demerger { company, new, old, cost_share_bp } => Terms::Demerger {
            new: symbol(&company)?,
            ratio: ratio(new, old)?,
            cost_share: bounded(cost_share_bp)?,
        },
        wire::Terms::Split { new, old } => Terms::Other(CorporateAction::Split(ratio(new, old)?)),
        wire::Terms::Bonus { new, old } => Terms::Other(CorporateAction::Bonus(ratio(new, old)?)),
        wire::Terms::Dividend { a_share_paise } => {
            let a_share = PerShare(bounded(a_share_paise)?.saturating_mul(100));
            Terms::Other(CorporateAction::Dividend { a_share })
        }
    })
}

/// What is done with the profiles of charges; whether the figures make sense is for the rules to say.
fn charging(act: wire::ChargingAct) -> Result<ChargingAct, Problem> {
    let id = |text: String| text.parse().map_err(|_| Problem::from(Refusal::NoSuchChargeProfile));
    Ok(match act {
        wire::ChargingAct::Copy { of, name: called } => {
            ChargingAct::Copy { of: id(of)?, name: name(&called)? }
        }
        wire::ChargingAct::Edit { profile, terms } => {
            ChargingAct::Edit { profile: id(profile)?, terms: profile_terms(terms)? }
        }
        wire::ChargingAct::Choose { profile } => ChargingAct::Choose(id(profile)?),
    })
}

fn profile_terms(terms: wire::ProfileTerms) -> Result<ProfileTerms, Problem> {
    let sum = |paise| bounded(paise).map(Paise);
    let fee = |line: &str, fee: wire::Fee| {
        let unread = || Refusal::ChargeOutside {
            line: format!("{line} brokerage, share of the value"),
            accepted: "A percentage with at most seven decimals, such as 0.03".into(),
        };
        Ok::<_, Problem>(Fee {
            share: fee.percent.parse().map_err(|NotAPercentage| unread())?,
            least: sum(fee.least_paise)?,
            most: fee.most_paise.map(sum).transpose()?,
            flat: sum(fee.flat_paise)?,
        })
    };
    let sebi = match terms.sebi_gst {
        wire::SebiGst::InTheBase => SebiGst::InTheBase,
        wire::SebiGst::InItsOwnLine => SebiGst::InItsOwnLine,
        wire::SebiGst::Untaxed => SebiGst::Untaxed,
    };
    Ok(ProfileTerms {
        name: name(&terms.name)?,
        delivery: fee("Delivery", terms.delivery)?,
        intraday: fee("Intraday", terms.intraday)?,
        gst_base: GstBase { sebi, ipft: terms.gst_of_ipft },
        dp: sum(terms.dp_paise)?,
        square_off: sum(terms.square_off_paise)?,
    })
}

/// A calendar day.
pub(crate) fn day(text: &str) -> Result<Day, Problem> {
    text.parse().map_err(|error| unreadable(&error, "Write the day as 2026-08-14."))
}

const fn side(side: wire::Side) -> Side {
    match side {
        wire::Side::Buy => Side::Buy,
        wire::Side::Sell => Side::Sell,
    }
}

const fn product(product: wire::Product) -> Product {
    match product {
        wire::Product::Cnc => Product::Cnc,
        wire::Product::Mis => Product::Mis,
    }
}

fn note(note: String) -> Result<String, Problem> {
    if note.chars().count() > LONGEST_NOTE || note.chars().any(char::is_control) {
        return Err(Problem::usage("The note is too long.", "Write at most 200 characters in one line."));
    }
    Ok(note)
}

/// A symbol.
pub(crate) fn symbol(text: &str) -> Result<Symbol, Problem> {
    text.parse().map_err(|error| unreadable(&error, "Search for the stock by its name."))
}

/// Names of indices, no more than a header has room for and each once; whether there is such an index is for the market to say.
pub(crate) fn indices(names: &[String]) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for name in names.iter().map(|name| text(name)) {
        if taken.len() < MOST_INDICES && !taken.contains(&name) {
            taken.push(name);
        }
    }
    taken
}

const MOST_INDICES: usize = 12;

/// A text to search by; what is beyond a length that any name has is not looked at.
pub(crate) fn text(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}

/// A name for a profile or an account; whether it can be one is for the store to say.
pub(crate) fn name(text: &str) -> Result<String, Problem> {
    if text.chars().take(LONGEST_TEXT + 1).count() > LONGEST_TEXT {
        return Err(Problem::usage("That name is too long.", "Choose a name of 1 to 40 characters."));
    }
    Ok(text.to_owned())
}

/// Whose profile it is about.
pub(crate) fn profile(id: &str) -> Result<ProfileId, Problem> {
    text(id).parse().map_err(|_| Problem::usage("There is no such profile.", "Choose one of the list."))
}

/// What an account is to begin with: more than nothing and at most ₹100 crore.
pub(crate) fn capital(paise: i64) -> Result<Paise, Problem> {
    if (1..=LARGEST_CAPITAL).contains(&paise) {
        return Ok(Paise(paise));
    }
    Err(Problem::usage("An account begins with ₹0.01 to ₹100,00,00,000.00.", "Write an amount between them."))
}

/// A chart's frame.
pub(crate) const fn frame(frame: wire::Frame) -> Frame {
    match frame {
        wire::Frame::OneMinute => Frame::Minutes(1),
        wire::Frame::FiveMinutes => Frame::Minutes(5),
        wire::Frame::FifteenMinutes => Frame::Minutes(15),
        wire::Frame::OneDay => Frame::Day,
    }
}

/// The form of an export.
pub(crate) const fn form(form: wire::ExportForm) -> ExportFormat {
    match form {
        wire::ExportForm::Csv => ExportFormat::Csv,
        wire::ExportForm::Json => ExportFormat::Json,
        wire::ExportForm::Hledger => ExportFormat::Hledger,
        wire::ExportForm::Beancount => ExportFormat::Beancount,
    }
}

fn bounded(number: i64) -> Result<i64, Problem> {
    if (-LARGEST..=LARGEST).contains(&number) {
        return Ok(number);
    }
    Err(Problem::usage("That number is too large.", "Write a smaller one."))
}

/// A text that could not be read.
pub(crate) fn unreadable(error: &dyn std::error::Error, next_step: &str) -> Problem {
    Problem::usage(error.to_string(), next_step)
}

/// What a board is about.
pub(crate) const fn ranking(ranking: wire::Ranking) -> Ranking {
    match ranking {
        wire::Ranking::Gainers => Ranking::Gainers,
        wire::Ranking::Losers => Ranking::Losers,
        wire::Ranking::ByValue => Ranking::ByValue,
        wire::Ranking::ByVolume => Ranking::ByVolume,
        wire::Ranking::YearHighs => Ranking::YearHighs,
        wire::Ranking::YearLows => Ranking::YearLows,
        wire::Ranking::UpperBand => Ranking::UpperBand,
        wire::Ranking::LowerBand => Ranking::LowerBand,
    }
}

/// A file that the window hands over: its name, percent-encoded in a header, and what it holds.
pub(crate) fn file(request: &Request<'_>) -> Result<(String, Vec<u8>), Problem> {
    let unreadable = || Problem::usage("The file did not arrive whole.", "Hand it over again.");
    let name = request.headers().get(FILE_NAME).and_then(|name| name.to_str().ok()).ok_or_else(unreadable)?;
    let name = percent_decode_str(name).decode_utf8_lossy().into_owned();
    let bytes = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        // Where the web view cannot send bytes they come as a list of numbers.
        InvokeBody::Json(list) => serde_json::from_value(list.clone()).map_err(|_| unreadable())?,
    };
    Ok((name, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(quantity: i64, price_paise: Option<i64>, symbol: &str, note: &str) -> wire::Ticket {
        wire::Ticket {
            symbol: symbol.into(),
            side: wire::Side::Buy,
            product: wire::Product::Cnc,
            kind: wire::OrderType::Limit,
            validity: wire::Validity::Day,
            quantity,
            price_paise,
            trigger_paise: None,
            disclosed: None,
            amo: false,
            note: note.into(),
        }
    }

    #[test]
    fn what_the_rules_must_judge_reaches_them_as_written() {
        for quantity in [-1000, 0, 100_000_000] {
            let taken = ticket(written(quantity, Some(-5), "m&m", "")).unwrap();
            assert_eq!((taken.quantity, taken.price), (quantity, Some(Paise(-5))));
            assert_eq!(taken.symbol.as_str(), "M&M");
        }
    }

    #[test]
    fn what_cannot_be_a_ticket_never_reaches_them() {
        assert!(ticket(written(i64::MAX, None, "INFY", "")).is_err());
        assert!(ticket(written(1, Some(i64::MIN), "INFY", "")).is_err());
        assert!(ticket(written(1, None, "IN FY", "")).is_err());
        assert!(ticket(written(1, None, "", "")).is_err());
        assert!(ticket(written(1, None, "INFY", &"x".repeat(201))).is_err());
        assert!(ticket(written(1, None, "INFY", "one\ntwo")).is_err());
        assert!(action(wire::Action::AdvanceTo { time: "25:00".into() }).is_err());
    }

    #[test]
    fn what_is_longer_than_anyone_types_is_not_taken() {
        assert_eq!(name("आशा").unwrap(), "आशा");
        assert!(name(&"x".repeat(1_000_000)).is_err());
        assert!(profile("../../etc/passwd").is_err());
        assert!(profile(&"0".repeat(1_000_000)).is_err());
        assert!(capital(0).is_err());
        assert!(capital(-1).is_err());
        assert!(capital(i64::MAX).is_err());
        assert_eq!(capital(10_000_000).unwrap(), Paise(10_000_000));
        let typed = |length: usize| serde_json::from_value::<wire::Typed>("x".repeat(length).into());
        assert!(typed(1024).is_ok());
        assert!(typed(1025).is_err());
    }
}
