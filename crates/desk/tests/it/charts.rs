//! The chart of a live day: a source of candles where it answers, the beat's own minutes where it does not, and never a wait.

use std::sync::Arc;
use std::time::Duration;

use desk::{Chart, Desk, Frame, Mode, ToldBy};
use feed::live::Enabled;
use standin::{Exchange, Fault, Scope};
use trading::{Clock, Source, Symbol};

use crate::http::{addresses, both_clocks, exchange};
use crate::live_room::{LiveRoom, settled, until};

const ON: Enabled = Enabled { nse: true, yahoo: false };

async fn seated(exchange: &Exchange) -> (LiveRoom, Desk) {
    let room = LiveRoom::open("10:00:00").await;
    room.floor.exchange().switch(ON).unwrap();
    room.floor.follow(addresses(exchange));
    let desk = room.sit().await;
    until(&desk, "live", |view| view.clock.mode == Mode::Live).await;
    (room, desk)
}

/// How often something of the charts was asked for.
fn tried(exchange: &Exchange) -> usize {
    exchange.asked().iter().filter(|one| one.path.starts_with("/v1/")).count()
}

fn asked(exchange: &Exchange) -> usize {
    exchange.asked().iter().filter(|one| one.path.starts_with("/v1/charts/symbolHistoricalData")).count()
}

/// Draws a chart, as the window does with every view, until it is as it should be; the clocks go on meanwhile.
async fn drawn((room, exchange): (&LiveRoom, &Exchange), desk: &Desk, is: impl Fn(&Chart) -> bool) -> Chart {
    let symbol: Symbol = "RELIANCE".parse().unwrap();
    let mut scenes = desk.scenes();
    for _ in 0..60 {
        let chart = desk.chart(&symbol, Frame::Minutes(1)).await.unwrap();
        if is(&chart) {
            return chart;
        }
        if tokio::time::timeout(Duration::from_secs(1), scenes.changed()).await.is_err() {
            both_clocks(room, exchange, 4_000);
        }
    }
    panic!("the chart never came: {:?}", exchange.asked().last())
}

fn of_charts(chart: &Chart) -> bool {
    chart.told_by.iter().any(|told| matches!(told, ToldBy::Charts { source: Source::Nse, .. }))
}

#[tokio::test]
async fn a_chart_that_is_looked_at_is_asked_for_once_in_three_minutes_and_names_its_source() {
    let exchange = exchange("10:00:00").await;
    let (room, desk) = seated(&exchange).await;
    let symbol: Symbol = "RELIANCE".parse().unwrap();
    assert_eq!(asked(&exchange), 0, "nobody has looked at a chart");
    let first = desk.chart(&symbol, Frame::Minutes(1)).await.unwrap();
    assert!(!of_charts(&first), "nothing is waited for");
    let chart = drawn((&room, &exchange), &desk, of_charts).await;
    assert_eq!(chart.bars[0].from.clock(), Clock::of(9, 15, 0));
    assert!(chart.bars.len() >= 44, "{}", chart.bars.len());
    assert_eq!(chart.bars[0].open, exchange.market().stock("RELIANCE").unwrap().figures.open);
    assert!(chart.bars.is_sorted_by_key(|bar| bar.from));

    for _ in 0..4 {
        both_clocks(&room, &exchange, 20_000);
        desk.chart(&symbol, Frame::Minutes(5)).await.unwrap();
        settled(&desk).await;
    }
    assert_eq!(asked(&exchange), 1, "80 seconds later it is still good");
    for _ in 0..8 {
        both_clocks(&room, &exchange, 16_000);
        desk.chart(&symbol, Frame::Minutes(1)).await.unwrap();
        settled(&desk).await;
    }
    drawn((&room, &exchange), &desk, |_| asked(&exchange) == 2).await;
    let later = drawn((&room, &exchange), &desk, |chart| {
        chart.bars.last().unwrap().from.clock() >= Clock::of(10, 2, 0)
    })
    .await;
    assert!(of_charts(&later));
}

#[tokio::test]
async fn while_the_charts_are_blocked_the_beat_s_own_minutes_are_drawn() {
    let exchange = exchange("10:00:00").await;
    exchange.misbehave(Fault::Unavailable, Scope::path("/v1/"));
    let (room, desk) = seated(&exchange).await;
    let symbol: Symbol = "RELIANCE".parse().unwrap();
    drawn((&room, &exchange), &desk, |_| tried(&exchange) > 0).await;
    for _ in 0..5 {
        desk.chart(&symbol, Frame::Minutes(1)).await.unwrap();
        let heard = room.floor.exchange().heard().round_at;
        both_clocks(&room, &exchange, 16_000);
        let newer = |heard_now: &Arc<desk::Heard>| heard_now.round_at > heard;
        let mut wait = room.floor.exchange().listen();
        tokio::time::timeout(Duration::from_secs(20), wait.wait_for(newer)).await.unwrap().unwrap();
    }
    settled(&desk).await;
    let chart = desk.chart(&symbol, Frame::Minutes(1)).await.unwrap();
    assert_eq!(chart.told_by, [ToldBy::Beat]);
    assert!(!chart.bars.is_empty() && chart.bars.iter().all(|bar| bar.volume > 0), "{:?}", chart.bars);
    let tries = tried(&exchange);
    assert!(tries <= 3, "what does not come is not asked for again and again: {tries}");
}
