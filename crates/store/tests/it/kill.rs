//! A process that is killed while it writes leaves exactly the orders that were acknowledged, and at most the
//! one that was on its way.

use std::time::Duration;

use trading::{OrderId, What};

use crate::child;
use crate::scene::Scene;

/// After so many kills a new ledger is begun: each is proven whole after every kill, and would grow without end.
const KILLS_A_LEDGER: u64 = 25;

/// Thirty kills; `LAKH_KILLS` asks for another number.
#[tokio::test]
async fn a_killed_writer_leaves_what_was_acknowledged_and_never_half_an_order() {
    let kills: u64 = std::env::var("LAKH_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(30);
    let (mut left, mut written, mut unacknowledged) = (kills, 0, 0);
    while left > 0 {
        let round = left.min(KILLS_A_LEDGER);
        let (more, more_unacknowledged) = kill_writers(round).await;
        written += more;
        unacknowledged += more_unacknowledged;
        left -= round;
    }
    println!("{kills} kills: {written} orders, {unacknowledged} of them written but not yet acknowledged");
}

/// Kills so many writers of one ledger, one after the other; gives how many orders are in it then, and how many of
/// them were not acknowledged.
async fn kill_writers(kills: u64) -> (u64, u64) {
    let Scene { dir, profile, ledger, account, _temp, .. } = Scene::new().await;
    ledger.close().await.unwrap();
    let (mut written, mut unacknowledged) = (0, 0);
    for _ in 0..kills {
        let mut child = child::command("child::places_orders", &dir, &profile.id)
            .env("LAKH_TEST_FROM", (written + 1).to_string())
            .env("LAKH_TEST_TO", u64::MAX.to_string())
            .spawn()
            .unwrap();
        let mut lines = child::lines(&mut child);
        let first = lines.next().unwrap();
        assert_eq!(first, (written + 1).to_string());
        std::thread::sleep(Duration::from_micros(micros_up_to(60_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged = lines.last().unwrap_or(first).parse::<u64>().unwrap();

        let ledger = crate::scene::open(&dir, &profile.id).await.unwrap();
        let verification = ledger.verify().await.unwrap();
        assert_eq!(verification.differences, []);
        let news = ledger.events_after(account.number, 1).await.unwrap();
        ledger.close().await.unwrap();
        assert_eq!(news.events.len() % 2, 0, "an order and its fill are written together");
        written = u64::try_from(news.events.len()).unwrap() / 2;
        assert!(
            written == acknowledged || written == acknowledged + 1,
            "{acknowledged} acknowledged, {written} written"
        );
        unacknowledged += written - acknowledged;
        for (order, pair) in (1..).zip(news.events.chunks(2)) {
            let [(_, accepted), (_, filled)] = pair else { unreachable!() };
            assert!(matches!(accepted.what, What::Accepted { order: OrderId(id), .. } if id == order));
            assert!(matches!(&filled.what, What::Filled(fill) if fill.order.0 == order));
        }
    }
    (written, unacknowledged)
}

fn micros_up_to(most: u64) -> u64 {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    u64::from_le_bytes(bytes) % most
}
