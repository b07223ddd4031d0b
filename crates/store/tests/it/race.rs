//! Several writers at once, in one process and in several: one chain, every order once.

use std::collections::BTreeSet;

use store::AppendError;
use trading::{Event, What};

use crate::child;
use crate::scene::{Scene, accepted, at, wall};

#[tokio::test]
async fn of_two_who_saw_the_same_head_one_is_told_that_it_moved() {
    let scene = Scene::new().await;
    let other = crate::scene::open(&scene.dir, &scene.profile.id).await.unwrap();
    let account = scene.account.number;
    for order in 1..=20 {
        let seen = scene.ledger.head().await.unwrap();
        let (mine, theirs) = ([accepted(order)], [accepted(order)]);
        let (first, second) = tokio::join!(
            scene.ledger.append(&seen, account, wall(order), &mine),
            other.append(&seen, account, wall(order), &theirs),
        );
        let (won, lost) = if first.is_ok() { (first, second) } else { (second, first) };
        let won = won.unwrap();
        assert!(matches!(lost, Err(AppendError::HeadMoved { actual }) if actual == won), "{lost:?}");
    }
    let verification = scene.ledger.verify().await.unwrap();
    assert_eq!((verification.differences, verification.events), (vec![], 21));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_in_one_process_never_interleave() {
    let scene = Scene::new().await;
    let account = scene.account.number;
    let mut writers = Vec::new();
    for writer in 0..6_u64 {
        let ledger = match writer % 2 {
            0 => scene.ledger.clone(),
            _ => crate::scene::open(&scene.dir, &scene.profile.id).await.unwrap(),
        };
        writers.push(tokio::spawn(async move {
            for order in 1..=25 {
                let order = writer * 1_000 + order;
                let events = [Event { at: at(1), ..accepted(order) }];
                let mut head = ledger.head().await.unwrap();
                while let Err(error) = ledger.append(&head, account, wall(0), &events).await {
                    let AppendError::HeadMoved { actual } = error else { panic!("{error}") };
                    head = actual;
                }
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let verification = scene.ledger.verify().await.unwrap();
    assert_eq!((verification.differences, verification.events), (vec![], 151));
    assert_eq!(orders(&scene).await.len(), 150);
}

#[tokio::test]
async fn eight_processes_place_every_order_once() {
    let scene = Scene::new().await;
    let mut children: Vec<_> = (0..8_u64)
        .map(|process| {
            child::command("child::places_orders", &scene.dir, &scene.profile.id)
                .env("LAKH_TEST_FROM", (process * 1_000 + 1).to_string())
                .env("LAKH_TEST_TO", (process * 1_000 + 20).to_string())
                .spawn()
                .unwrap()
        })
        .collect();
    for (process, child) in (0_u64..).zip(&mut children) {
        let said: Vec<String> = child::lines(child).collect();
        let expected: Vec<String> = (1..=20).map(|order| (process * 1_000 + order).to_string()).collect();
        assert_eq!(said, expected);
        assert!(child.wait().unwrap().success());
    }
    let verification = scene.ledger.verify().await.unwrap();
    assert_eq!((verification.differences, verification.events), (vec![], 1 + 8 * 20 * 2));
    assert_eq!(orders(&scene).await.len(), 160);
}

/// The numbers of the orders accepted; panics when one is there twice.
async fn orders(scene: &Scene) -> BTreeSet<u64> {
    let news = scene.ledger.events_after(scene.account.number, 0).await.unwrap();
    let mut orders = BTreeSet::new();
    for (_, event) in news.events {
        if let What::Accepted { order, .. } = event.what {
            assert!(orders.insert(order.0), "order {} is there once", order.0);
        }
    }
    orders
}
