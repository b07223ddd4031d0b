//! Each way of the exchange to misbehave: what the health says of it, that nothing wrong is shown, and that the next beat
//! after its end is well again.

use std::time::Duration;

use feed::live::{Class, State, Web};
use standin::{Fault, Scope, Site};
use trading::{Clock, Source};

use super::{BOTH, NSE, Stage, fixed_bands, in_paused_time, market};

const TEN: Clock = Clock::of(10, 0, 0);

/// Misbehaves for two beats; then one beat must be well. Gives the state, the class and the words of the trouble.
fn during(fault: Fault, scope: Scope) -> (State, Class, String) {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        assert_eq!(stage.beat().await.seen.len(), 4);
        stage.exchange.misbehave(fault, scope);
        stage.beat().await;
        let round = stage.beat().await;
        assert!(round.seen.is_empty(), "{fault:?}: nothing is confirmed");
        assert!(round.requests <= 4, "{fault:?}: {} requests", round.requests);
        let health = round.health.of(Web::Nse).unwrap();
        let trouble = health.trouble.clone().unwrap();
        assert!(health.last_success.unwrap() < round.at);
        stage.exchange.behave();
        let well = stage.beat().await;
        assert_eq!(well.seen.len(), 4, "{fault:?}: well with the next beat: {:?}", well.health);
        assert_eq!(well.health.of(Web::Nse).unwrap().state, State::Answering);
        (health.state, trouble.class, trouble.words)
    })
}

/// The same for a fault that is answered by leaving the source alone.
fn blocked_by(fault: Fault, scope: Scope) {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.beat().await;
        stage.exchange.misbehave(fault, scope);
        let round = stage.beat().await;
        let health = round.health.of(Web::Nse).unwrap().clone();
        assert_eq!(health.state, State::Blocked, "{fault:?}");
        let until = health.blocked_until.unwrap();
        let left = until.since(round.health.at);
        assert!((599_000..=600_000).contains(&left), "{fault:?}: {left}");
        assert!(matches!(health.trouble.unwrap().class, Class::Wait { .. }));
        stage.exchange.behave();
        let requests = stage.exchange.requests();
        for _ in 0..39 {
            assert!(stage.beat().await.seen.is_empty());
        }
        assert_eq!(stage.exchange.requests(), requests, "{fault:?}: nothing is asked while it is blocked");
        let well = [stage.beat().await, stage.beat().await];
        assert!(well.iter().any(|round| round.seen.len() == 4), "{fault:?}");
    });
}

#[test]
fn a_403_stops_everything_for_ten_minutes() {
    blocked_by(Fault::Forbidden, Scope::nse());
    blocked_by(Fault::Forbidden, Scope::of(Site::Nse));
}

#[test]
fn a_web_page_where_data_was_due_is_a_block() {
    blocked_by(Fault::Maintenance, Scope::nse());
    blocked_by(Fault::WrongType, Scope::nse());
}

#[test]
fn a_403_that_stays_is_asked_half_as_often_each_time_up_to_an_hour() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.exchange.misbehave(Fault::Forbidden, Scope::everything());
        let mut asked = Vec::new();
        for _ in 0..(4 * 60 * 4) {
            let round = stage.beat().await;
            if round.requests > 0 {
                assert_eq!(round.requests, 1, "one look, no more");
                asked.push(round.at);
            }
        }
        let gaps: Vec<i64> = asked.windows(2).map(|pair| pair[1].since(pair[0]) / 60_000).collect();
        assert_eq!(gaps, [10, 20, 40, 60, 60]);
    });
}

#[test]
fn a_session_that_ended_is_begun_again_within_the_round() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.beat().await;
        stage.exchange.forget_sessions();
        let round = stage.beat().await;
        assert_eq!(round.seen.len(), 4);
        assert_eq!(round.health.of(Web::Nse).unwrap().state, State::Answering);
    });
}

#[test]
fn a_session_that_is_never_accepted_is_told_and_tried_anew() {
    for fault in [Fault::Unauthorized, Fault::Empty] {
        let (state, class, words) = during(fault, Scope::nse());
        assert_eq!((state, class), (State::Failing, Class::TryAgain), "{fault:?}");
        assert!(words.contains("session"), "{words}");
    }
}

#[test]
fn an_overload_is_tried_three_times_and_then_left_to_the_next_round() {
    for fault in [Fault::TooMany, Fault::Unavailable] {
        let (state, class, words) = during(fault, Scope::nse());
        assert_eq!((state, class), (State::Failing, Class::TryAgain), "{fault:?}");
        assert!(words.contains("overloaded"), "{words}");
    }
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.beat().await;
        stage.exchange.misbehave(Fault::Unavailable, Scope::nse());
        assert_eq!(stage.beat().await.requests, 3);
    });
}

#[test]
fn no_answer_in_time_is_said_so_and_delays_no_round() {
    for fault in [Fault::Hang, Fault::SlowDrip] {
        let (state, class, words) = during(fault, Scope::nse());
        assert_eq!((state, class), (State::Failing, Class::TryAgain), "{fault:?}");
        assert!(words.contains("in time"), "{words}");
    }
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.exchange.misbehave(Fault::Hang, Scope::everything());
        let began = tokio::time::Instant::now();
        stage.beat().await;
        assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    });
}

#[test]
fn a_broken_connection_is_said_so() {
    let (state, class, words) = during(Fault::Reset, Scope::of(Site::Nse));
    assert_eq!((state, class), (State::Failing, Class::TryAgain));
    assert!(words.contains("cannot be reached"), "{words}");
}

#[test]
fn an_answer_that_cannot_be_read_is_never_guessed_at() {
    for fault in [Fault::Truncated, Fault::WrongGzip, Fault::RedirectLoop] {
        let (state, class, words) = during(fault, Scope::nse());
        assert_eq!((state, class), (State::Failing, Class::TryAgain), "{fault:?}: {words}");
        assert!(words.contains("with something else"), "{fault:?}: {words}");
    }
}

#[test]
fn a_huge_answer_is_not_read_to_its_end() {
    for fault in [Fault::Huge, Fault::Bomb] {
        let (state, class, words) = during(fault, Scope::nse());
        assert_eq!((state, class), (State::Failing, Class::TryAgain), "{fault:?}");
        assert!(words.contains("more than"), "{words}");
    }
}

#[test]
fn an_answer_from_the_past_confirms_nothing() {
    for fault in [Fault::OldStamps, Fault::Frozen] {
        let (state, class, words) = during(fault, Scope::nse());
        assert_eq!((state, class), (State::Failing, Class::TryAgain), "{fault:?}");
        assert!(words.contains("from the past"), "{words}");
    }
}

#[test]
fn answers_that_were_of_the_past_from_the_beginning_confirm_nothing_either() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.exchange.misbehave(Fault::OldStamps, Scope::nse());
        for _ in 0..5 {
            let round = stage.beat().await;
            assert!(round.seen.is_empty());
            let trouble = round.health.of(Web::Nse).unwrap().trouble.clone().unwrap();
            assert!(trouble.words.contains("10 minutes behind"), "{}", trouble.words);
        }
        stage.exchange.behave();
        assert_eq!(stage.beat().await.seen.len(), 4);
    });
}

#[test]
fn a_call_that_is_gone_leaves_the_second_choice() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.exchange.misbehave(Fault::Gone, Scope::path("stocksTraded"));
        let round = stage.beat().await;
        let seen: Vec<&str> = round.seen.iter().map(|seen| seen.symbol.as_str()).collect();
        assert_eq!(seen, ["BAJAJ-AUTO", "M&M", "RELIANCE"], "of the 750 of the widest index");
        assert!(round.seen.iter().all(|seen| seen.standing.open.is_some()));
    });
}

#[test]
fn impossible_prices_are_set_aside_one_by_one_and_the_others_stay_fresh() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        stage.wanted.board = true;
        stage.live.learn_bands(fixed_bands());
        let well = stage.beat().await;
        assert!(well.quarantined.is_empty(), "{:?}", well.quarantined.first());
        stage.exchange.misbehave(Fault::OutOfBand, Scope::nse());
        let round = stage.beat().await;
        assert!(round.quarantined.len() > 400, "{}", round.quarantined.len());
        assert!(round.seen.len() > 2_600);
        for seen in &round.seen {
            let told = market().state(market().stock(seen.symbol.as_str()).unwrap(), seen.asked_at);
            assert_eq!(seen.standing.last, told.last);
        }
        assert_eq!(round.health.of(Web::Nse).unwrap().state, State::Answering);
        assert!(round.health.of(Web::Nse).unwrap().quarantined > 400);
    });
}

#[test]
fn a_stock_that_is_left_out_is_asked_for_by_itself() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        let market = market();
        let seventh = market
            .stocks()
            .iter()
            .find(|one| one.token().is_multiple_of(7) && market.state(one, super::day().at(TEN)).trades > 0);
        let instrument = &seventh.unwrap().instrument;
        stage.wanted.symbols.insert((instrument.symbol.clone(), instrument.series));
        stage.exchange.misbehave(Fault::Missing, Scope::path("stocksTraded"));
        let round = stage.beat().await;
        assert_eq!(round.seen.len(), 5, "{:?}", round.health);
    });
}

#[test]
fn yahoo_answers_only_when_nse_has_been_silent_and_says_that_it_is_late() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, BOTH).await;
        stage.beat().await;
        stage.exchange.misbehave(Fault::Forbidden, Scope::of(Site::Nse));
        let silent = [stage.beat().await, stage.beat().await];
        assert!(silent.iter().all(|round| round.seen.is_empty()), "fresh words of NSE stand");
        let mut yahoo = Vec::new();
        for _ in 0..80 {
            yahoo.extend(stage.beat().await.seen);
        }
        let reliance: Vec<_> = yahoo.iter().filter(|seen| seen.symbol.as_str() == "RELIANCE").collect();
        assert!(!reliance.is_empty());
        for seen in &reliance {
            assert_eq!(seen.standing.source, Source::Yahoo);
            assert!(seen.asked_at.since(seen.standing.as_of.unwrap()) >= 15 * 60_000);
            assert!(seen.standing.as_of.unwrap() > super::day().at(TEN), "never older than what NSE said");
        }
        stage.exchange.behave();
        let mut back = stage.beat().await;
        while back.health.of(Web::Nse).unwrap().state != State::Answering {
            back = stage.beat().await;
        }
        assert!(back.seen.iter().all(|seen| seen.standing.source == Source::Nse));
        let hour = Duration::from_secs(3600);
        assert!(stage.exchange.most_within(Site::Yahoo, hour) <= 300);
    });
}

#[test]
fn a_refusal_by_yahoo_leaves_nse_alone_and_yahoo_in_peace() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, feed::live::Enabled { nse: false, yahoo: true }).await;
        stage.exchange.misbehave(Fault::TooMany, Scope::of(Site::Yahoo));
        let round = stage.beat().await;
        assert_eq!(round.health.of(Web::Yahoo).unwrap().state, State::Blocked);
        assert_eq!(stage.beat().await.requests, 0);
        stage.live.switch(BOTH);
        assert_eq!(stage.beat().await.seen.len(), 4);
    });
}

#[test]
fn a_server_that_is_only_there_on_ipv6_is_reached() {
    in_paused_time(async {
        let mut stage = Stage::listening("[::1]:0", TEN, NSE).await;
        assert_eq!(stage.beat().await.seen.len(), 4);
    });
}

#[test]
fn nobody_there_is_said_so() {
    in_paused_time(async {
        let mut stage = Stage::at(TEN, NSE).await;
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let nobody = feed::live::Addresses::replaced(Some(&format!("http://{closed}")), None, None);
        stage.live = feed::live::Live::new(nobody, NSE, 1);
        let round = stage.beat().await;
        let trouble = round.health.of(Web::Nse).unwrap().trouble.clone().unwrap();
        assert!(
            trouble.words.contains("cannot be reached") && trouble.class == Class::TryAgain,
            "{trouble:?}"
        );
    });
}
