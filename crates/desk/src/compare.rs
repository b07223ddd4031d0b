//! What the exchange says of itself, held against what Lakh knows. A difference is a warning for a person to look at; nothing
//! is changed because of it.

use feed::live::MoversList;
use feed::nse::answers::holidays::Holiday;
use feed::nse::answers::market_status::{MarketStatus, MarketWord};
use feed::nse::answers::variations::{Group, Mover};
use trading::{Calendar, Day, Moment, NoticeKind, Phase, Series};

use crate::heard::Heard;
use crate::hours::phases;

/// The phase changes of a day are not judged this near, in milliseconds: two clocks never agree.
const NEAR: i64 = 180_000;
/// A quote older than this is not compared, in milliseconds: the whole market is asked for once a minute.
const LATELY: i64 = 120_000;
/// Prices further apart than so many hundredths of a percent are of different moments, or one is wrong.
const APART: i64 = 300;
/// So much more than the least of the exchange's list a stock must have moved to be missed on it, in hundredths of a percent.
const CLEARLY: i64 = 100;
/// So many stocks must differ before anything is said: single ones move while two answers are on their way.
const SEVERAL: usize = 3;
/// The exchange's list of movers has so many rows at most; one's own first few are looked for on it.
const FIRST: usize = 10;

/// Days from today to the end of the year on which the exchange's list and the calendar disagree, in words.
pub(crate) fn holidays(calendar: &Calendar, told: &[Holiday], today: Day) -> Vec<String> {
    let year = today.parts().0;
    let of_the_year: Vec<&Holiday> = told.iter().filter(|holiday| holiday.day.parts().0 == year).collect();
    if of_the_year.is_empty() {
        return vec![format!("The exchange's list of holidays names no day of {year}.")];
    }
    let ahead = of_the_year.iter().filter(|holiday| holiday.day >= today && !holiday.day.is_weekend());
    // A special session is held on a holiday, which the list names as one.
    let trades = |day: Day| {
        let special = calendar
            .notice(day)
            .is_some_and(|notice| matches!(notice.kind, NoticeKind::SpecialSession { .. }));
        calendar.is_trading_day(day) && !special
    };
    let unexpected = ahead.filter(|holiday| trades(holiday.day)).map(|holiday| {
        format!(
            "The exchange is closed on {} ({}), which Lakh's calendar takes for a trading day.",
            holiday.day.words(),
            holiday.name
        )
    });
    let days = (0..).map(|after| today.plus(after)).take_while(|day| day.parts().0 == year);
    let shut = days.filter(|day| !day.is_weekend() && !calendar.is_trading_day(*day));
    let unnamed = shut.filter(|day| of_the_year.iter().all(|holiday| holiday.day != *day)).map(|day| {
        format!(
            "Lakh's calendar is closed on {} ({}), which the exchange's list of holidays does not name.",
            day.words(),
            calendar.why_closed(day).unwrap_or_default()
        )
    });
    unexpected.chain(unnamed).collect()
}

/// What the market does, as far as the exchange has a word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Trades,
    Collects,
    Rests,
    /// No word is known to be right: closing auction and post-close.
    Unsure,
}

/// How the exchange's word for what it does now differs from the calendar's; none when it does not.
pub(crate) fn status(told: &MarketStatus, now: Moment) -> Option<String> {
    let shares = told.shares()?;
    let doing = doing(now);
    if [-NEAR, NEAR].into_iter().any(|off| self::doing(now.plus_millis(off)) != doing) {
        return None;
    }
    let says = |word: &str| {
        let ours = match doing {
            Doing::Trades => "it trades",
            Doing::Collects => "the pre-open collects orders",
            Doing::Rests | Doing::Unsure => "it is closed",
        };
        Some(format!("At {} the exchange said that it was {word}; by Lakh's calendar {ours}.", now.clock()))
    };
    match (&shares.word, doing) {
        (MarketWord::Open, Doing::Rests | Doing::Collects) => says("open"),
        (MarketWord::Closed, Doing::Trades | Doing::Collects) => says("closed"),
        (MarketWord::PreOpen, Doing::Trades | Doing::Rests) => says("in the pre-open"),
        (MarketWord::Open, Doing::Trades | Doing::Unsure)
        | (MarketWord::Closed, Doing::Rests | Doing::Unsure)
        | (MarketWord::PreOpen, Doing::Collects | Doing::Unsure)
        | (MarketWord::Other(_), Doing::Trades | Doing::Collects | Doing::Rests | Doing::Unsure) => None,
    }
}

fn doing(at: Moment) -> Doing {
    match phases(at) {
        (Phase::Continuous, Phase::Continuous) => Doing::Trades,
        (Phase::PreOpenEntry | Phase::PreOpenLimitOnly | Phase::PreOpenMatch | Phase::Buffer, _) => {
            Doing::Collects
        }
        (Phase::Closed, Phase::Closed) => Doing::Rests,
        (
            Phase::Continuous
            | Phase::Closed
            | Phase::AuctionReference
            | Phase::AuctionEntry
            | Phase::AuctionLimitOnly
            | Phase::AuctionMatch
            | Phase::PostClose,
            _,
        ) => Doing::Unsure,
    }
}

/// How the exchange's list of movers differs from what the rounds have told.
pub(crate) fn movers(list: MoversList, groups: &[Group], heard: &Heard, now: Moment) -> Vec<String> {
    let name = match list {
        MoversList::Gainers => "gainers",
        MoversList::Losers => "losers",
    };
    let Some(group) = groups.iter().find(|group| group.key == "allSec") else {
        return vec![format!("The exchange's list of {name} has no group of all stocks any more.")];
    };
    if group.as_of.is_some_and(|as_of| now.since(as_of) > LATELY) {
        // What stands still there says nothing of now.
        return Vec::new();
    }
    let rows = &group.movers.read;
    let mut said = Vec::new();
    let unknown = rows.iter().filter(|row| heard.quote(&row.symbol).is_none());
    if let Some(symbols) = named(unknown.map(|row| row.symbol.as_str())) {
        said.push(format!("The exchange's list of {name} has {symbols}, of which no round has told."));
    }
    let compared: Vec<(&Mover, i64, Option<i64>)> =
        rows.iter().filter_map(|row| together(row, heard, now)).collect();
    let bases = compared
        .iter()
        .filter(|(row, _, before)| before.is_some_and(|before| before != row.previous_close.paise()));
    if let Some(symbols) = named(bases.map(|(row, ..)| row.symbol.as_str())) {
        said.push(format!(
            "The exchange's list of {name} counts {symbols} from another close than the prices of all stocks."
        ));
    }
    let apart: Vec<&str> = compared
        .iter()
        .filter(|(row, last, _)| (row.last.paise() - last).abs() * 10_000 > row.last.paise() * APART)
        .map(|(row, ..)| row.symbol.as_str())
        .collect();
    if apart.len() >= SEVERAL && apart.len() * 4 > compared.len() {
        let symbols = named(apart.into_iter()).unwrap_or_default();
        said.push(format!("The exchange's list of {name} has other prices than Lakh for {symbols}."));
    }
    let missed = missed(list, rows, heard, now);
    if missed.len() >= SEVERAL {
        let symbols = named(missed.iter().map(String::as_str)).unwrap_or_default();
        said.push(format!("Lakh finds {symbols} among the {name}; the exchange's own list does not."));
    }
    said
}

/// A row of the exchange's beside what was heard of the stock lately: the last price and the close before.
fn together<'a>(row: &'a Mover, heard: &Heard, now: Moment) -> Option<(&'a Mover, i64, Option<i64>)> {
    let seen = heard.quote(&row.symbol)?;
    let comparable = seen.series == Some(row.series) && now.since(seen.asked_at) <= LATELY;
    let last = seen.standing.last.filter(|_| comparable)?;
    Some((row, last.paise(), seen.standing.previous_close.map(trading::Price::paise)))
}

/// One's own first movers that clearly belong on the exchange's list and are not on it.
fn missed(list: MoversList, rows: &[Mover], heard: &Heard, now: Moment) -> Vec<String> {
    let sign = match list {
        MoversList::Gainers => 1,
        MoversList::Losers => -1,
    };
    let moved = |last: i64, before: i64| sign * (last - before) * 10_000 / before.max(1);
    let Some(least) = rows.iter().map(|row| moved(row.last.paise(), row.previous_close.paise())).min() else {
        return Vec::new();
    };
    let own = heard
        .quotes
        .values()
        .filter(|seen| seen.series == Some(Series::Eq) && now.since(seen.asked_at) <= LATELY);
    let mut own: Vec<(i64, &str)> = own
        .filter_map(|seen| {
            let standing = &seen.standing;
            Some((moved(standing.last?.paise(), standing.previous_close?.paise()), seen.symbol.as_str()))
        })
        .collect();
    own.sort_by(|one, other| other.cmp(one));
    let clearly = own.into_iter().take(FIRST).filter(|(moved, _)| *moved > least + CLEARLY);
    let missed = clearly.filter(|(_, symbol)| rows.iter().all(|row| row.symbol.as_str() != *symbol));
    missed.map(|(_, symbol)| symbol.to_owned()).collect()
}

/// The first few of some symbols; none of none.
fn named<'a>(symbols: impl Iterator<Item = &'a str>) -> Option<String> {
    let all: Vec<&str> = symbols.collect();
    let first = all.get(..all.len().min(4))?.join(", ");
    match all.len() {
        0 => None,
        1..=4 => Some(first),
        more => Some(format!("{first} and {} more", more - 4)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use trading::{Paise, Price, Seen, Source, Standing};

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn listed() -> Vec<Holiday> {
        let closed = Calendar::nse().notices().iter().filter(|notice| notice.kind == NoticeKind::Closed);
        closed.map(|notice| Holiday { day: notice.day, name: notice.words.to_string() }).collect()
    }

    #[test]
    fn a_list_that_agrees_says_nothing_and_a_day_more_or_less_is_named() {
        let calendar = Calendar::nse();
        assert_eq!(holidays(calendar, &listed(), day("2026-08-17")), Vec::<String>::new());
        let mut more = listed();
        more.push(Holiday { day: day("2026-12-18"), name: "Elections".into() });
        // A weekend and a day gone by change nothing.
        more.push(Holiday { day: day("2026-12-19"), name: "Saturday".into() });
        more.push(Holiday { day: day("2026-08-12"), name: "Gone".into() });
        let said = holidays(calendar, &more, day("2026-08-17"));
        assert_eq!(
            said,
            [
                "The exchange is closed on 18 Dec 2026 (Elections), which Lakh's calendar takes for a trading day."
            ]
        );
        let mut fewer = listed();
        fewer.retain(|holiday| holiday.day != day("2026-12-25"));
        let said = holidays(calendar, &fewer, day("2026-08-17"));
        assert!(
            said.len() == 1 && said[0].starts_with("Lakh's calendar is closed on 25 Dec 2026"),
            "{said:?}"
        );
        assert!(holidays(calendar, &fewer, day("2026-12-28")).is_empty(), "only days ahead");
        let said = holidays(calendar, &listed(), day("2027-01-04"));
        assert_eq!(said, ["The exchange's list of holidays names no day of 2027."]);
    }

    fn told(word: &str) -> MarketStatus {
        let text = format!(
            r#"{{"marketState":[{{"market":"Capital Market","marketStatus":"{word}","tradeDate":"17-Aug-2026"}}]}}"#
        );
        feed::nse::answers::market_status::decode(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_exchange_s_word_is_judged_only_where_both_clocks_are_sure() {
        let at = |text: &str| -> Moment { format!("{text}+05:30").parse().unwrap() };
        let ten = at("2026-08-17T10:00:00");
        assert_eq!(status(&told("Open"), ten), None);
        assert!(status(&told("Closed"), ten).unwrap().contains("closed; by Lakh's calendar it trades"));
        let sunday = at("2026-08-16T10:00:00");
        assert_eq!(status(&told("Closed"), sunday), None);
        assert!(status(&told("Open"), sunday).unwrap().contains("open; by Lakh's calendar it is closed"));
        assert_eq!(status(&told("Closed"), at("2026-08-17T09:16:00")), None, "a minute after the open");
        assert_eq!(status(&told("Closed"), at("2026-08-17T15:20:00")), None, "the closing auction");
        assert_eq!(status(&told("Halted"), ten), None, "a word that nobody knows");
    }

    fn seen(symbol: &str, last: i64, at: Moment) -> Seen {
        let price = |paise| Price::new(paise);
        let standing = Standing {
            last: price(last),
            previous_close: price(10_000),
            open: None,
            high: None,
            low: None,
            volume: Some(1),
            turnover: Some(Paise(last)),
            as_of: Some(at),
            source: Source::Nse,
        };
        let symbol = symbol.parse().unwrap();
        Seen {
            symbol,
            series: Some(Series::Eq),
            standing,
            touch: None,
            band: None,
            tick: None,
            year: None,
            asked_at: at,
        }
    }

    fn list(rows: &[(&str, i64, i64)]) -> Vec<Group> {
        let rows: Vec<String> = rows
            .iter()
            .map(|(symbol, last, before)| {
                let rupees = |paise: i64| format!("{}.{:02}", paise / 100, paise % 100);
                format!(
                    r#"{{"symbol":"{symbol}","series":"EQ","ltp":{},"prev_price":{}}}"#,
                    rupees(*last),
                    rupees(*before)
                )
            })
            .collect();
        let text =
            format!(r#"{{"allSec":{{"data":[{}],"timestamp":"17-Aug-2026 10:00:00"}}}}"#, rows.join(","));
        feed::nse::answers::variations::decode(text.as_bytes()).unwrap()
    }

    #[test]
    fn movers_that_agree_say_nothing_and_each_kind_of_difference_is_named() {
        let now: Moment = "2026-08-17T10:00:05+05:30".parse().unwrap();
        let names = ["AA", "BB", "CC", "DD", "EE", "FF"];
        let quotes: HashMap<_, _> = names
            .iter()
            .zip(0..)
            .map(|(name, place)| (name.parse().unwrap(), Arc::new(seen(name, 11_900 - 100 * place, now))))
            .collect();
        let heard = Heard { quotes: Arc::new(quotes), ..Heard::default() };
        let said = |rows: &[(&str, i64, i64)]| movers(MoversList::Gainers, &list(rows), &heard, now);
        let right: Vec<_> =
            names.iter().zip(0..).map(|(name, place)| (*name, 11_910 - 100 * place, 10_000)).collect();
        assert_eq!(said(&right), Vec::<String>::new());
        let mut wrong = right.clone();
        wrong[0].2 = 9_900;
        wrong.push(("NEWCO", 11_000, 10_000));
        let words = said(&wrong);
        assert!(words[0].contains("NEWCO") && words[1].contains("AA from another close"), "{words:?}");
        let apart: Vec<_> = right.iter().map(|(name, last, before)| (*name, last + 700, *before)).collect();
        assert!(said(&apart)[0].contains("other prices than Lakh for AA, BB, CC, DD and 2 more"));
        let few = [("FF", 11_400, 10_000)];
        assert!(said(&few)[0].contains("Lakh finds AA, BB, CC, DD among the gainers"), "{:?}", said(&few));
        assert!(
            movers(MoversList::Gainers, &list(&few), &heard, now.plus_millis(180_000)).is_empty(),
            "too old"
        );
    }
}
