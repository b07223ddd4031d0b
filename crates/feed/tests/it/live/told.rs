//! What a round says is what the exchange said, and no more.

use feed::live::{FixedBand, State, Web};
use trading::{Clock, Series, Source};

use super::{BOTH, NSE, Stage, fixed_bands, in_paused_time, market, stock, stocks};

const TEN: Clock = Clock::of(10, 0, 0);

#[test]
fn a_round_gives_the_stocks_that_were_wanted_with_their_prices_and_times() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        let round = stage.beat().await;
        assert_eq!(round.seen.len(), 4, "{:?}", round.health);
        for seen in &round.seen {
            let told = market().state(market().stock(seen.symbol.as_str()).unwrap(), seen.asked_at);
            assert_eq!(seen.standing.last, told.last);
            assert_eq!(seen.standing.volume, Some(told.volume));
            assert_eq!(seen.standing.source, Source::Nse);
            assert!(seen.standing.as_of.unwrap() <= seen.asked_at);
            assert!(
                told.last_trade_at.unwrap() <= seen.standing.as_of.unwrap(),
                "never earlier than the trade"
            );
        }
        assert!(round.indices.iter().any(|index| index.name == "NIFTY 50"));
        assert_eq!(round.health.of(Web::Nse).unwrap().state, State::Answering);
    });
}

#[test]
fn a_stock_that_does_not_trade_keeps_its_time_and_stays_confirmed() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        let first = stage.beat().await;
        let mut kept = 0;
        for _ in 0..8 {
            let round = stage.beat().await;
            for seen in &round.seen {
                let before = first.seen.iter().find(|one| one.symbol == seen.symbol).unwrap();
                assert!(seen.asked_at > before.asked_at);
                if before.standing.volume == seen.standing.volume {
                    assert_eq!(seen.standing.as_of, before.standing.as_of);
                    kept += 1;
                }
            }
        }
        assert!(kept > 0, "a quiet stock is among them");
    });
}

#[test]
fn a_stock_that_moved_to_another_series_is_told_all_the_same_and_asked_for_in_the_new_one() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        // Known as trade-to-trade, and trading as EQ since this morning.
        stage.wanted.symbols = [("RELIANCE".parse().unwrap(), Series::Be)].into();
        stage.wanted.depth = stage.wanted.symbols.clone();
        let round = stage.beat().await;
        let told: Vec<_> = round.seen.iter().map(|seen| (seen.symbol.as_str(), seen.series)).collect();
        assert_eq!(told, [("RELIANCE", Some(Series::Eq))]);
        let rounds = [stage.beat().await, stage.beat().await, stage.beat().await];
        let touched = rounds.iter().flat_map(|round| &round.seen).filter(|seen| seen.touch.is_some());
        assert_eq!(touched.count(), 2, "once its series is known, with every round");
        let asked = stage.exchange.asked();
        let count = |words: &str| asked.iter().filter(|one| one.path.contains(words)).count();
        assert_eq!((count("getMetaData&symbol=RELIANCE"), count("series=BE"), count("series=EQ")), (1, 2, 2));
        assert!(rounds.iter().all(|round| round.requests <= 4));
    });
}

#[test]
fn the_range_of_52_weeks_comes_with_the_quote_and_stays_known_for_the_day() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.wanted.depth = stocks(&["RELIANCE"]);
        let year = |round: &feed::live::Round| {
            round.seen.iter().find(|seen| seen.symbol.as_str() == "RELIANCE").unwrap().year
        };
        let (low, high) = year(&stage.beat().await).unwrap();
        assert!(low < high);
        stage.wanted.depth.clear();
        assert_eq!(year(&stage.beat().await).map(|(low, _)| low), Some(low));
    });
}

#[test]
fn the_board_is_the_whole_market_and_costs_no_request_more() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        let few = stage.beat().await;
        stage.wanted.board = true;
        let turns = [stage.beat().await, stage.beat().await];
        assert!(turns[0].seen.len() > 3_000, "{}", turns[0].seen.len());
        assert_eq!(few.requests, 3, "a page for its cookies, the market, the indices");
        assert!(turns.iter().all(|round| round.requests <= 2));
    });
}

#[test]
fn depth_comes_for_the_stock_on_screen_and_in_turn_for_open_orders() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.wanted.depth = stocks(&["RELIANCE", "M&M", "BAJAJ-AUTO", "INFY", "TCS"]);
        let mut touched = Vec::new();
        for _ in 0..4 {
            let round = stage.beat().await;
            assert!(round.requests <= 4);
            touched.extend(
                round.seen.iter().filter(|seen| seen.touch.is_some()).map(|seen| seen.symbol.clone()),
            );
            for seen in round.seen.iter().filter(|seen| seen.touch.is_some()) {
                let (bid, offer) = (seen.touch.unwrap().bid.unwrap().0, seen.touch.unwrap().offer.unwrap().0);
                assert!(bid < offer);
                assert!(seen.band.is_some() && seen.tick.is_some());
                assert!(seen.standing.open.is_some() && seen.standing.high >= seen.standing.last);
            }
        }
        touched.sort();
        touched.dedup();
        assert_eq!(touched.len(), 5, "{touched:?}");
    });
}

#[test]
fn before_the_open_nothing_is_a_price_until_it_is_matched() {
    in_paused_time(async {
        let mut stage = Stage::at(Clock::of(9, 1, 0), NSE).await;
        let round = stage.beat().await;
        assert_eq!(round.seen.len(), 4);
        assert!(round.seen.iter().all(|seen| seen.standing.last.is_none()));
        assert!(round.seen.iter().all(|seen| seen.standing.previous_close.is_some()));
        let mut stage = Stage::at(Clock::of(9, 13, 0), NSE).await;
        let round = stage.beat().await;
        let reliance = round.seen.iter().find(|seen| seen.symbol.as_str() == "RELIANCE").unwrap();
        assert_eq!(reliance.standing.last, Some(market().stock("RELIANCE").unwrap().figures.open));
        assert!(reliance.standing.as_of.unwrap().clock() < Clock::of(9, 13, 0));
    });
}

#[test]
fn after_the_close_a_price_is_of_the_close_however_late_it_is_asked_for() {
    in_paused_time(async {
        let mut stage = Stage::at(Clock::of(20, 0, 0), NSE).await;
        let round = stage.beat().await;
        let micron = round.seen.iter().find(|seen| seen.symbol.as_str() == "20MICRONS").unwrap();
        assert_eq!(micron.standing.last, Some(market().stock("20MICRONS").unwrap().figures.close));
        assert!(micron.standing.as_of.unwrap().clock() <= Clock::of(15, 35, 0));
        assert!(micron.asked_at.clock() >= Clock::of(20, 0, 0));
    });
}

#[test]
fn a_price_outside_the_band_that_the_archive_knows_is_set_aside() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        let market = market();
        let told = market.stock("RELIANCE").unwrap();
        let narrow = FixedBand { base: told.base, percent: 0, tick: told.tick };
        stage.live.learn_bands([(stock("RELIANCE"), narrow)]);
        let round = stage.beat().await;
        assert!(round.seen.iter().all(|seen| seen.symbol.as_str() != "RELIANCE"));
        // The stock is asked for by itself, too; that says the same.
        assert_eq!(round.quarantined.len(), 2);
        for one in &round.quarantined {
            assert!(one.symbol.as_str() == "RELIANCE" && one.why.to_string().contains("band"), "{one:?}");
        }
        assert_eq!(round.health.of(Web::Nse).unwrap().quarantined, 2);
    });
}

#[test]
fn a_band_around_another_close_than_the_exchange_s_sets_no_true_price_aside() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.wanted.board = true;
        // The archive missed a bonus, or is of another day: it takes every close for twice what the exchange does.
        let twice = |(name, band): ((_, _), FixedBand)| {
            let base = band.base.moved(band.base.paise()).unwrap();
            (name, FixedBand { base, ..band })
        };
        stage.live.learn_bands(fixed_bands().into_iter().map(twice));
        for _ in 0..6 {
            let round = stage.beat().await;
            assert_eq!(round.quarantined, [], "{:?}", round.quarantined.first());
            assert!(round.seen.len() > 3_000);
        }
    });
}

#[test]
fn candles_come_from_nse_with_indian_times_and_from_yahoo_when_it_does_not_answer() {
    in_paused_time(async {
        let mut stage = Stage::at(Clock::of(11, 0, 0), BOTH).await;
        let (symbol, series) = stock("RELIANCE");
        let now = stage.exchange.now();
        let candles = stage.live.candles(now, &symbol, series, super::day(), 5).await.unwrap();
        assert_eq!(candles[0].from.clock(), Clock::of(9, 15, 0));
        assert_eq!(candles[0].source, Source::Nse);
        assert_eq!(candles[0].open, market().stock("RELIANCE").unwrap().figures.open);
        stage.exchange.misbehave(standin::Fault::Unavailable, standin::Scope::nse());
        let candles =
            stage.live.candles(stage.exchange.now(), &symbol, series, super::day(), 5).await.unwrap();
        assert_eq!(candles[0].source, Source::Yahoo);
        assert_eq!(candles[0].open, market().stock("RELIANCE").unwrap().figures.open, "rounded to the paisa");
    });
}
