//! One stock's page for the window.

use desk::{Quoted, Scene, View, Year, YearTold};
use trading::{
    Announced, BandRule, CorporateAction, DayFigures, Instrument, Listing, Paise, Price, Seen, Series, Touch,
    grouped,
};

use super::market::{Beside, found, label};
use super::trade::fact;
use super::words::source_words;
use crate::wire;

/// The page of a stock: its price, its terms of the day, and what is known of the days before. Nothing of days
/// that the account has not reached.
pub(crate) fn stock(
    scene: &Scene,
    view: &View,
    quoted: &Quoted,
    (before, year): (Option<&DayFigures>, Option<Year>),
) -> wire::Stock {
    let instrument = &quoted.instrument;
    let listing = scene.tape.listing(&instrument.symbol, scene.now);
    let standing = quoted.standing.as_ref();
    let average = standing.and_then(|standing| {
        let volume = standing.volume.filter(|volume| *volume > 0)?;
        Some(standing.turnover?.portion(1, volume).0)
    });
    wire::Stock {
        quote: found(scene, quoted, &Beside::of(scene, view)),
        tags: tags(scene, instrument, listing),
        average_price_paise: average,
        band: band(listing),
        tick_paise: listing.map(|listing| listing.tick.paise()),
        lot: instrument.lot,
        face_value_paise: instrument.face_value.map(|value| value.0),
        listed_on: instrument.listed_on.map(|day| day.to_string()),
        touch: told(scene, quoted).and_then(|seen| seen.touch).map(touch),
        touch_words: touch_words(scene, quoted),
        label: label(scene),
        facts: facts(scene, quoted, before, year),
    }
}

/// What a live source told of a stock on this day.
fn told<'a>(scene: &'a Scene, quoted: &Quoted) -> Option<&'a Seen> {
    let seen = scene.tape.heard()?.quote(&quoted.instrument.symbol)?;
    (seen.asked_at.day() == scene.now.day()).then_some(&**seen)
}

fn touch(touch: Touch) -> wire::Touch {
    let side = |(price, quantity): (Price, i64)| wire::Standing { price_paise: price.paise(), quantity };
    let between = touch.bid.zip(touch.offer).map(|((bid, _), (offer, _))| offer.paise() - bid.paise());
    wire::Touch { bid: touch.bid.map(side), offer: touch.offer.map(side), spread_paise: between }
}

fn touch_words(scene: &Scene, quoted: &Quoted) -> String {
    match (scene.tape.heard(), told(scene, quoted)) {
        (None, _) => "A practised day has no order book: what traded is known, who waited is not. A market order takes the next trade, on its worse side.".into(),
        (Some(heard), _) if !heard.is_on() => "Live quotes are off, so nobody is asked who waits.".into(),
        (Some(_), Some(seen)) if seen.touch.is_some() => {
            format!("Best bid and offer of NSE's public page, asked at {}. It shows no deeper book here.", seen.asked_at.clock())
        }
        (Some(_), _) => "NSE tells the best bid and offer of a stock that is looked at, a round after, while the market trades.".into(),
    }
}

fn tags(scene: &Scene, instrument: &Instrument, listing: Option<&Listing>) -> Vec<String> {
    let market = scene.tape.market();
    let mut tags = Vec::new();
    // Of all the indices the one that everybody knows: the head has room for the price first.
    if market.members(NIFTY_50).contains(&instrument.symbol) {
        tags.push(NIFTY_50.into());
    }
    tags.extend(series_words(instrument.series).map(Into::into));
    if instrument.is_fund() {
        tags.push("ETF".into());
    }
    if let Some(listing) = listing
        && listing.session.span(trading::Phase::AuctionMatch).is_some()
    {
        tags.push("Closing auction".into());
    }
    tags
}

const NIFTY_50: &str = "NIFTY 50";

const fn series_words(series: Series) -> Option<&'static str> {
    match series {
        Series::Eq => None,
        Series::Be | Series::Bz => Some("Trade-to-trade"),
        Series::Sm => Some("SME"),
        Series::St | Series::Sz => Some("SME, trade-to-trade"),
        Series::Iv => Some("Infrastructure trust"),
        Series::Rr => Some("Real-estate trust"),
        Series::Gb => Some("Gold bond"),
        Series::E1 => Some("Partly paid"),
        Series::P1 => Some("Preference"),
        Series::W1 => Some("Warrant"),
    }
}

fn band(listing: Option<&Listing>) -> String {
    let Some(listing) = listing else { return "Unknown".into() };
    match listing.band_rule {
        BandRule::Percent(percent) => format!("{percent} % · {} – {}", listing.band.low, listing.band.high),
        BandRule::NoBand => "No band".into(),
    }
}

fn facts(scene: &Scene, quoted: &Quoted, before: Option<&DayFigures>, year: Option<Year>) -> Vec<wire::Fact> {
    let mut facts = Vec::new();
    if let Some(listing) = scene.tape.listing(&quoted.instrument.symbol, scene.now) {
        facts.push(fact("Tick", format!("{} · {}", Paise(listing.tick.paise()), listing.tick.rule)));
        facts.push(fact("Range of the day", listing.band.words()));
    }
    facts.extend(year.map(year_fact));
    if let Some(day) = before {
        let name = format!("On {}", day.day.words());
        let figures = format!(
            "{} – {}, close {}, {} shares in {} trades",
            day.low,
            day.high,
            day.close,
            grouped(day.volume),
            grouped(day.trades)
        );
        facts.push(fact(&name, figures));
        if let Some(delivered) = day.deliverable
            && let Some(points) = Paise(delivered).basis_points_of(Paise(day.volume))
        {
            let share =
                format!("{} of {} shares ({} %)", grouped(delivered), grouped(day.volume), points / 100);
            facts.push(fact("Delivered then", share));
        }
    }
    for action in scene.tape.actions() {
        if action.symbol == quoted.instrument.symbol {
            facts.push(fact("Ex today", announced_words(&action.action)));
        }
    }
    facts
}

fn year_fact(year: Year) -> wire::Fact {
    let range = format!("{} – {}", year.low, year.high);
    match year.told_by {
        YearTold::Archive => fact("52 weeks", range),
        YearTold::Source(source) => fact("52 weeks", format!("{range}, says {}", source_words(source))),
        YearTold::Since(day) => fact(&format!("Since {}", day.words()), format!("{range}, not 52 weeks yet")),
    }
}

fn announced_words(announced: &Announced) -> String {
    match announced {
        Announced::Known(CorporateAction::Dividend { a_share }) => {
            // Announced in up to four decimals of a rupee.
            let (rupees, rest) = (Paise(a_share.0 / 100), a_share.0 % 100);
            let finer = if rest == 0 { String::new() } else { format!("{rest:02}") };
            format!("Dividend of ₹{rupees}{finer} a share")
        }
        Announced::Known(CorporateAction::Split(ratio)) => {
            format!("Split: {} shares for {}", ratio.new_shares(), ratio.old_shares())
        }
        Announced::Known(CorporateAction::Bonus(ratio)) => {
            format!("Bonus: {} shares for {} held", ratio.new_shares(), ratio.old_shares())
        }
        Announced::Known(CorporateAction::Rights { ratio, premium }) => format!(
            "Rights: {} shares for {} held, at face value and ₹{premium}",
            ratio.new_shares(),
            ratio.old_shares()
        ),
        Announced::Unknown { subject } => subject.clone(),
    }
}
