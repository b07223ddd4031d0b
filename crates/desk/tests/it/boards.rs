//! The boards of a day: counted anew from the archive's figures, and followed through a live day.

use std::collections::BTreeMap;

use desk::{Action, Advance, Ranked, Ranking};
use trading::{
    Announced, Announcement, BandRule, Clock, CorporateAction, DayFigures, Facts, Paise, Price, Ratio,
    Series, Symbol,
};

use crate::live_room::{LiveRoom, TODAY, at, moment, nse, price, settled};
use crate::room::{Room, advance, day, to};

const ALL: usize = 10_000;

fn symbols(ranked: &Ranked) -> Vec<&str> {
    ranked.rows.iter().map(|row| row.quoted.instrument.symbol.as_str()).collect()
}

#[tokio::test]
async fn after_the_close_every_board_agrees_with_a_count_of_the_day_s_figures() {
    let room = Room::open().await;
    let desk = room.practice().await;
    for _ in 0..9 {
        advance(&desk, Advance::NextDay).await;
    }
    advance(&desk, Advance::Close).await;
    let archive = room.floor.archive();
    let last = archive.market_day(day("2026-08-14")).await.unwrap();
    let told = |ranking| desk.ranked(ranking, ALL);

    let by_value = told(Ranking::ByValue).await.unwrap();
    assert_eq!((by_value.day, by_value.rows.len()), (last.day(), last.stocks().len()));
    let mut expected: Vec<_> = last.stocks().iter().collect();
    expected.sort_by_key(|stock| (std::cmp::Reverse(stock.figures.volume), stock.instrument.symbol.clone()));
    let by_volume = told(Ranking::ByVolume).await.unwrap();
    let expected: Vec<&str> = expected.iter().map(|stock| stock.instrument.symbol.as_str()).collect();
    assert_eq!(symbols(&by_volume), expected);

    // The highest and lowest of the nine days before, on the terms of the last.
    let mut before: BTreeMap<Symbol, (Price, Price)> = BTreeMap::new();
    for held in archive.days().await.unwrap().iter().filter(|held| held.day < last.day()) {
        for stock in archive.market_day(held.day).await.unwrap().stocks() {
            let actions = archive.corporate_actions(&stock.instrument.symbol).await.unwrap();
            let later =
                actions.iter().filter(|action| action.ex_day > held.day && action.ex_day <= last.day());
            let later: Vec<_> = later.collect();
            let through = |price| trading::base_after(price, later.iter().copied());
            let (high, low) = (through(stock.figures.high), through(stock.figures.low));
            let known = before.entry(stock.instrument.symbol.clone()).or_insert((high, low));
            *known = (known.0.max(high), known.1.min(low));
        }
    }
    let passed = |beyond: &dyn Fn(&DayFigures, (Price, Price)) -> bool| {
        let of_the_day = last.stocks().iter();
        let passed = of_the_day.filter(|stock| {
            before.get(&stock.instrument.symbol).is_some_and(|before| beyond(&stock.figures, *before))
        });
        let mut symbols: Vec<&str> = passed.map(|stock| stock.instrument.symbol.as_str()).collect();
        symbols.sort_unstable();
        symbols
    };
    for (ranking, expected) in [
        (Ranking::YearHighs, passed(&|figures, (high, _)| figures.high > high)),
        (Ranking::YearLows, passed(&|figures, (_, low)| figures.low < low)),
    ] {
        let ranked = told(ranking).await.unwrap();
        let mut found = symbols(&ranked);
        found.sort_unstable();
        assert!(found.len() > 50, "{ranking:?}: {}", found.len());
        assert_eq!(found, expected, "{ranking:?}");
        assert!(ranked.universe.contains("not 52 weeks yet"), "{}", ranked.universe);
    }
}

#[tokio::test]
async fn band_hitters_touched_the_limit_of_their_fixed_band_and_say_whether_they_are_still_there() {
    let room = Room::open().await;
    let desk = room.practice().await;
    advance(&desk, Advance::Close).await;
    let scene = desk.scene();
    for (ranking, upper) in [(Ranking::UpperBand, true), (Ranking::LowerBand, false)] {
        let ranked = desk.ranked(ranking, ALL).await.unwrap();
        let found = symbols(&ranked);
        assert!(found.len() > 10, "{ranking:?}: {}", found.len());
        for stock in scene.tape.market().stocks() {
            let listing = scene.tape.listing(&stock.instrument.symbol, scene.now).unwrap();
            let (figures, band) = (&stock.figures, listing.band);
            let fixed = matches!(figures.band, BandRule::Percent(_)) && !stock.instrument.is_fund();
            let reached = if upper { figures.high == band.high } else { figures.low == band.low };
            let symbol = stock.instrument.symbol.as_str();
            assert_eq!(
                found.contains(&symbol),
                fixed && reached,
                "{symbol} {ranking:?} {figures:?} {band:?}"
            );
        }
        for row in &ranked.rows {
            let mark = row.mark.unwrap();
            assert_eq!(mark.still, row.quoted.last() == Some(mark.price));
        }
        assert!(
            ranked.rows.iter().is_sorted_by_key(|row| !row.mark.unwrap().still),
            "those still there come first"
        );
    }
}

#[tokio::test]
async fn nothing_stands_on_a_board_before_it_has_happened() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 9, 5).await;
    for ranking in Ranking::ALL {
        let ranked = desk.ranked(ranking, 5).await.unwrap();
        assert!(ranked.rows.is_empty() && ranked.in_all == 0, "{ranking:?}");
    }
    to(&desk, 9, 30).await;
    let few = desk.ranked(Ranking::ByValue, 5).await.unwrap();
    assert_eq!(few.rows.len(), 5);
    assert!(few.in_all > 2_000, "{}", few.in_all);
    assert!(
        few.rows.is_sorted_by_key(|row| std::cmp::Reverse(row.quoted.standing.as_ref().unwrap().turnover))
    );
    // On the first day of the archive there is nothing to compare with, and it is said.
    let highs = desk.ranked(Ranking::YearHighs, 5).await.unwrap();
    assert!(highs.rows.is_empty() && highs.universe.contains("nothing to compare"), "{}", highs.universe);
}

#[tokio::test]
async fn a_price_of_before_a_split_is_no_high_of_the_year_after_it() {
    let room = Room::open().await;
    let symbol: Symbol = "RELIANCE".parse().unwrap();
    let split = |on: &str| Announcement {
        symbol: symbol.clone(),
        isin: "INE002A01018".parse().unwrap(),
        ex_day: day(on),
        record_day: None,
        face_value: Some(Paise(1_000)),
        action: Announced::Known(CorporateAction::Split(Ratio::new(2, 1).unwrap())),
    };
    let file = trading::DecodedFile {
        kind: trading::FileKind::CorporateActions,
        day: None,
        rows_read: 1,
        skipped: Vec::new(),
        refusals: Vec::new(),
        facts: Facts::Actions(vec![split("2026-08-12")]),
    };
    let archive = room.floor.archive();
    let plain = *archive.year_before(day("2026-08-13")).await.unwrap().of(&symbol).unwrap();
    archive.import("actions.json", &file).await.unwrap();
    let before = archive.year_before(day("2026-08-12")).await.unwrap();
    let told = before.of(&symbol).unwrap();
    let highest =
        archive.daily(&symbol, day("2026-08-11")).await.unwrap().into_iter().map(|day| day.high).max();
    assert_eq!(told.high.paise(), (highest.unwrap().paise() + 1) / 2, "half, half a paisa up");
    let after = *archive.year_before(day("2026-08-13")).await.unwrap().of(&symbol).unwrap();
    assert!(after.high < plain.high && after.high_on == day("2026-08-12"), "{after:?}");
}

#[tokio::test]
async fn a_live_board_is_of_today_and_remembers_what_a_round_saw_and_the_next_no_longer() {
    let room = LiveRoom::open("10:00:00").await;
    let desk = room.sit().await;
    let archive = room.floor.archive();
    let reliance: Symbol = "RELIANCE".parse().unwrap();
    let year = archive.year_before(day(TODAY)).await.unwrap();
    let highest = year.of(&reliance).unwrap().high.paise();
    assert!(desk.ranked(Ranking::ByValue, ALL).await.unwrap().rows.is_empty(), "nothing of today was heard");

    let told = |clock: &str, last: i64, volume| {
        let mut seen = nse("RELIANCE", clock, last, volume);
        (seen.standing.open, seen.standing.high, seen.standing.low) = (None, None, None);
        seen
    };
    let tcs = nse("TCS", "10:00:01", 300_000, 10);
    room.hear("10:00:01", vec![told("10:00:01", highest + 500, 1_000), tcs]).await;
    room.hear("10:00:16", vec![told("10:00:16", highest - 500, 2_000)]).await;
    settled(&desk).await;
    let scene = desk.scene();
    assert_eq!(scene.day_told(), day(TODAY));
    let highs = scene.ranked(Ranking::YearHighs, &year, ALL);
    let row = highs.rows.iter().find(|row| row.quoted.instrument.symbol == reliance).unwrap();
    let mark = row.mark.unwrap();
    assert_eq!((mark.price, mark.still), (price(highest), false), "seen above it, and back below");
    let by_volume = scene.ranked(Ranking::ByVolume, &year, ALL);
    assert_eq!(symbols(&by_volume), ["RELIANCE", "TCS"]);
    assert_eq!(by_volume.now, scene.now);

    // In the evening the day that ended is told; on the next morning none of it is today's any more.
    room.set("20:00:00");
    assert_eq!(settled(&desk).await.clock.now, at("20:00:00"));
    assert_eq!(desk.scene().day_told(), day(TODAY));
    assert_eq!(desk.ranked(Ranking::ByVolume, ALL).await.unwrap().rows.len(), 2);
    room.set_to(moment("2026-08-18", "09:20:00"));
    settled(&desk).await;
    assert_eq!(desk.scene().day_told(), day("2026-08-18"));
    assert!(desk.ranked(Ranking::ByVolume, ALL).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn the_52_weeks_are_the_exchange_s_until_the_archive_reaches_back_over_them_and_in_practice_the_archive_s()
 {
    let room = LiveRoom::open("10:00:00").await;
    let desk = room.sit().await;
    let symbol: Symbol = "RELIANCE".parse().unwrap();
    let since = desk::YearTold::Since(day("2026-08-03"));
    let own = desk.year(&symbol).await.unwrap().unwrap();
    assert_eq!(own.told_by, since);
    let mut seen = nse("RELIANCE", "10:00:01", own.high.paise() + 500, 1_000);
    room.hear("10:00:01", vec![seen.clone()]).await;
    settled(&desk).await;
    let today = desk.year(&symbol).await.unwrap().unwrap();
    assert_eq!((today.low, today.high.paise(), today.told_by), (own.low, own.high.paise() + 500, since));
    seen.year = Some((price(110_000), price(160_000)));
    seen.asked_at = at("10:00:16");
    room.hear("10:00:16", vec![seen]).await;
    settled(&desk).await;
    let told_by = desk::YearTold::Source(trading::Source::Nse);
    let told = desk::Year { low: price(110_000), high: price(160_000), told_by };
    assert_eq!(desk.year(&symbol).await.unwrap(), Some(told));

    let practice = Room::open().await;
    let desk = practice.practice().await;
    to(&desk, 10, 0).await;
    let begun = desk.year(&symbol).await.unwrap().unwrap();
    let standing = desk.scene().quote(&symbol).unwrap().standing.unwrap();
    assert_eq!(
        (Some(begun.low), Some(begun.high)),
        (standing.low, standing.high),
        "no day before, and none to come"
    );
}

#[tokio::test]
async fn a_live_stock_that_touches_its_band_stands_on_the_board_of_the_band() {
    let room = LiveRoom::open("10:00:00").await;
    let desk = room.sit().await;
    let scene = desk.scene();
    let fixed = |stock: &&store::StockDay| {
        let listed = stock.instrument.series == Series::Eq && !stock.instrument.is_fund();
        listed && stock.figures.band == BandRule::Percent(5)
    };
    let stock = scene.tape.market().stocks().iter().find(fixed).unwrap();
    let (symbol, limit) = (
        &stock.instrument.symbol,
        scene.tape.listing(&stock.instrument.symbol, scene.now).unwrap().band.high,
    );
    room.hear("10:00:01", vec![nse(symbol.as_str(), "10:00:01", limit.paise(), 1_000)]).await;
    settled(&desk).await;
    let ranked = desk.ranked(Ranking::UpperBand, ALL).await.unwrap();
    assert_eq!(symbols(&ranked), [symbol.as_str()]);
    assert_eq!(ranked.rows[0].mark.unwrap(), desk::Mark { price: limit, on: None, still: true });
    assert!(desk.ranked(Ranking::LowerBand, ALL).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn the_members_of_an_index_are_listed_with_their_prices() {
    let room = Room::open().await;
    let desk = room.practice().await;
    to(&desk, 10, 0).await;
    let scene = desk.scene();
    assert!(scene.listed_indices().contains(&"NIFTY 50"));
    let members = scene.members("NIFTY 50");
    assert_eq!(members.len(), 50);
    assert!(members.iter().all(|member| member.last().is_some()));
    assert!(scene.members("NIFTY IT").is_empty(), "its list is not known");
    let indices = scene.indices();
    assert!(
        indices.len() > 100 && indices.iter().any(|index| &*index.name == "INDIA VIX"),
        "{}",
        indices.len()
    );
    assert_eq!(scene.now.day().at(Clock::of(10, 0, 0)), scene.now);
}

#[tokio::test]
async fn the_head_shows_nifty_50_and_the_indices_that_were_chosen() {
    let room = Room::open().await;
    let desk = room.practice().await;
    let head = || desk.view().indices.iter().map(|index| index.name.to_string()).collect::<Vec<_>>();
    let usual = ["NIFTY 50", "NIFTY BANK", "NIFTY NEXT 50", "INDIA VIX"];
    assert_eq!(head(), usual);
    let choose = async |names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        desk.act(Action::Indices(names)).await.unwrap();
    };
    choose(&["NIFTY IT", "NIFTY 50", "NIFTY OF NOWHERE", "NIFTY BANK"]).await;
    assert_eq!(head(), ["NIFTY 50", "NIFTY IT", "NIFTY BANK"]);
    choose(&["NIFTY 50"]).await;
    assert_eq!(head(), ["NIFTY 50"]);
    choose(&[]).await;
    assert_eq!(head(), usual);
}
