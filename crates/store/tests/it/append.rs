//! What is written is what is read, chained, with its postings, across closing and opening.

use store::{AccountNumber, AppendError, Class, StoreError};
use trading::{Event, Market, Paise, What};

use crate::scene::{Scene, accepted, at, ended, filled, opening, wall};

#[tokio::test]
async fn events_come_back_as_they_were_written() {
    let mut scene = Scene::new().await;
    scene.trade(1, 3).await;
    let written = [accepted(1), filled(1), accepted(2), filled(2), accepted(3), filled(3)];
    let scene = scene.reopen().await;
    let news = scene.ledger.events_after(scene.account.number, 1).await.unwrap();
    let (numbers, events): (Vec<u64>, Vec<Event>) = news.events.into_iter().unzip();
    assert_eq!(numbers, [2, 3, 4, 5, 6, 7]);
    assert_eq!(events, written);
    assert_eq!(news.head, scene.head);
    let verified = scene.ledger.verify().await.unwrap();
    assert_eq!(verified.differences, []);
    assert!(verified.ok);
    assert_eq!((verified.events, verified.head), (7, scene.head));
}

#[tokio::test]
async fn an_account_begins_with_its_opening_and_keeps_its_seed_and_day() {
    let scene = Scene::new().await;
    let news = scene.ledger.events_after(scene.account.number, 0).await.unwrap();
    let Market::Practice { seed, .. } = scene.account.market else { panic!("a practice account") };
    assert_eq!(seed, u64::MAX);
    let what = What::Opened { market: scene.account.market, capital: Paise::rupees(100_000) };
    assert_eq!(news.events, [(1, Event { at: at(0), what })]);
    assert_eq!(scene.ledger.accounts().await.unwrap(), std::slice::from_ref(&scene.account));
    assert_eq!(scene.ledger.account_named(" FIRST ").await.unwrap(), scene.account);
}

#[tokio::test]
async fn a_stale_head_writes_nothing_and_names_the_actual_one() {
    let mut scene = Scene::new().await;
    let stale = scene.head;
    scene.trade(1, 1).await;
    let refused = scene.ledger.append(&stale, scene.account.number, wall(2), &[accepted(2)]).await;
    let Err(AppendError::HeadMoved { actual }) = refused else { panic!("{refused:?}") };
    assert_eq!(actual, scene.head);
    assert_eq!(scene.ledger.head().await.unwrap(), scene.head);
    let mut ahead = scene.head;
    ahead.seq += 1;
    let refused = scene.ledger.append(&ahead, scene.account.number, wall(2), &[accepted(2)]).await;
    assert!(matches!(refused, Err(AppendError::HeadMoved { .. })), "{refused:?}");
    scene.trade(2, 2).await;
    assert!(scene.ledger.verify().await.unwrap().ok);
}

#[tokio::test]
async fn all_of_a_call_is_written_or_nothing_is() {
    let scene = Scene::new().await;
    let backwards = [accepted(5), filled(4)];
    let refused = scene.ledger.append(&scene.head, scene.account.number, wall(1), &backwards).await;
    let Err(AppendError::TimeRunsBackwards { last }) = refused else { panic!("{refused:?}") };
    assert_eq!(last, at(0));
    assert_eq!(scene.ledger.head().await.unwrap(), scene.head);
    assert_eq!(scene.ledger.events_after(scene.account.number, 1).await.unwrap().events, []);
    assert!(scene.ledger.verify().await.unwrap().ok);
}

#[tokio::test]
async fn many_events_are_one_transaction() {
    let mut scene = Scene::new().await;
    let events: Vec<Event> = (1..=2_500).flat_map(|order| [accepted(order), filled(order)]).collect();
    let account = scene.account.number;
    scene.head = scene.ledger.append(&scene.head, account, wall(1), &events).await.unwrap();
    assert_eq!(scene.head.seq, 5_001);
    let news = scene.ledger.events_after(account, 1).await.unwrap();
    assert!(news.events.iter().map(|(_, event)| event).eq(&events));
    let mut exported = Vec::new();
    let mut after = 0;
    loop {
        let page = scene.ledger.recorded_after(after).await.unwrap();
        let Some(last) = page.last() else { break };
        after = last.seq;
        exported.extend(page);
    }
    assert_eq!(exported.len(), 5_001);
    assert!(exported.iter().zip(1..).all(|(event, seq)| event.seq == seq));
    assert_eq!(exported[4].event().unwrap(), events[3]);
    let verified = scene.ledger.verify().await.unwrap();
    assert_eq!((verified.differences, verified.events), (vec![], 5_001));
}

#[tokio::test]
async fn accounts_share_one_chain_and_are_read_apart() {
    let mut scene = Scene::new().await;
    scene.trade(1, 1).await;
    let live = store::Opening { name: "live".into(), market: Market::Live, ..opening("") };
    let (live, head) = scene.ledger.open_account(&live).await.unwrap();
    scene.head = head;
    scene.trade(2, 2).await;
    let head = scene.ledger.append(&scene.head, live.number, wall(9), &[accepted(1), ended(2)]).await;
    scene.head = head.unwrap();
    let mine = scene.ledger.events_after(live.number, 0).await.unwrap();
    assert_eq!(mine.events.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [4, 7, 8]);
    let others = scene.ledger.events_after(scene.account.number, 0).await.unwrap();
    assert_eq!(others.events.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [1, 2, 3, 5, 6]);
    assert_eq!(mine.head, others.head);
    assert!(scene.ledger.verify().await.unwrap().ok);
}

#[tokio::test]
async fn an_archived_account_takes_nothing_more_and_gives_its_name_back() {
    let mut scene = Scene::new().await;
    scene.trade(1, 1).await;
    let number = scene.account.number;
    let twin = scene.ledger.open_account(&opening("FIRST")).await;
    assert!(matches!(twin, Err(AppendError::Store(StoreError::NameTaken { .. }))), "{twin:?}");
    scene.head = scene.ledger.archive_account(&scene.head, number, at(9), wall(9)).await.unwrap();
    let refused = scene.ledger.append(&scene.head, number, wall(10), &[accepted(10)]).await;
    assert!(matches!(refused, Err(AppendError::Store(StoreError::AccountArchived { .. }))), "{refused:?}");
    let again = scene.ledger.archive_account(&scene.head, number, at(9), wall(9)).await;
    assert!(matches!(again, Err(AppendError::Store(StoreError::AccountArchived { .. }))), "{again:?}");
    let (next, _) = scene.ledger.open_account(&opening("First")).await.unwrap();
    assert_eq!(next.number, AccountNumber(2));
    assert_eq!(scene.ledger.account_named("first").await.unwrap(), next);
    let archived: Vec<bool> =
        scene.ledger.accounts().await.unwrap().iter().map(|account| account.archived).collect();
    assert_eq!(archived, [true, false]);
    assert!(scene.ledger.verify().await.unwrap().ok);
}

#[tokio::test]
async fn an_account_that_is_not_there_or_has_no_capital_is_refused() {
    let scene = Scene::new().await;
    let refused = scene.ledger.append(&scene.head, AccountNumber(7), wall(1), &[accepted(1)]).await;
    let Err(AppendError::Store(error @ StoreError::NoSuchAccount { .. })) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(error.class(), Class::Refused);
    let broke = store::Opening { capital: Paise::ZERO, ..opening("broke") };
    let refused = scene.ledger.open_account(&broke).await;
    assert!(matches!(refused, Err(AppendError::Store(StoreError::NoCapital))), "{refused:?}");
    let missing = scene.ledger.account_named("nobody").await;
    assert!(matches!(missing, Err(StoreError::NoSuchAccount { .. })), "{missing:?}");
    assert!(scene.ledger.verify().await.unwrap().ok);
}

#[tokio::test]
async fn clocks_and_watch_lists_are_kept() {
    let scene = Scene::new().await;
    let account = scene.account.number;
    assert_eq!(scene.ledger.clock(account).await.unwrap(), None);
    scene.ledger.set_clock(account, at(60)).await.unwrap();
    scene.ledger.set_clock(account, at(30)).await.unwrap();
    let nobody = scene.ledger.set_clock(AccountNumber(9), at(1)).await;
    assert!(matches!(nobody, Err(StoreError::NoSuchAccount { .. })), "{nobody:?}");
    let symbols = ["M&M", "BAJAJ-AUTO", "M&M", "RELIANCE"].map(|symbol| symbol.parse().unwrap());
    scene.ledger.set_watch_list(1, &symbols[..2]).await.unwrap();
    scene.ledger.set_watch_list(7, &symbols).await.unwrap();
    scene.ledger.set_watch_list(1, &symbols[3..]).await.unwrap();
    let refused = scene.ledger.set_watch_list(8, &symbols).await;
    assert!(matches!(refused, Err(StoreError::NoSuchList { list: 8 })), "{refused:?}");
    let scene = scene.reopen().await;
    assert_eq!(scene.ledger.clock(account).await.unwrap(), Some(at(30)));
    let lists = scene.ledger.watch_lists().await.unwrap();
    assert_eq!(lists[0], symbols[3..]);
    assert_eq!(lists[6], [symbols[0].clone(), symbols[1].clone(), symbols[3].clone()]);
    scene.ledger.set_watch_list(1, &[]).await.unwrap();
    assert_eq!(scene.ledger.watch_lists().await.unwrap()[0], []);
}

#[tokio::test]
async fn a_second_handle_sees_what_the_first_wrote() {
    let mut scene = Scene::new().await;
    let other = crate::scene::open(&scene.dir, &scene.profile.id).await.unwrap();
    scene.trade(1, 1).await;
    let news = other.events_after(scene.account.number, 1).await.unwrap();
    assert_eq!((news.events.len(), news.head), (2, scene.head));
    let head = other.append(&news.head, scene.account.number, wall(2), &[accepted(2)]).await.unwrap();
    assert_eq!(scene.ledger.head().await.unwrap(), head);
}

#[tokio::test]
async fn an_append_that_is_given_up_is_written_whole_or_not_at_all() {
    let scene = Scene::new().await;
    let account = scene.account.number;
    let mut written = 1;
    for order in 1..=60 {
        let head = scene.ledger.head().await.unwrap();
        let events = [Event { at: at(1), ..accepted(order) }, Event { at: at(1), ..filled(order) }];
        let patience = std::time::Duration::from_micros(order * 40);
        let waited = tokio::time::timeout(patience, scene.ledger.append(&head, account, wall(1), &events));
        let acknowledged = waited.await.map(Result::unwrap);
        let actual = scene.ledger.head().await.unwrap();
        assert!(actual.seq == written || actual.seq == written + 2, "{actual}");
        if let Ok(head) = acknowledged {
            assert_eq!(actual, head);
        }
        written = actual.seq;
    }
    let verification = scene.ledger.verify().await.unwrap();
    assert_eq!((verification.differences, verification.events), (vec![], written));
}

/// The chain as anyone can compute it again from an export, in words of its own.
#[tokio::test]
async fn the_chain_can_be_followed_from_what_is_exported() {
    let mut scene = Scene::new().await;
    scene.trade(1, 3).await;
    let genesis = format!("lakh ledger 1: before the first event of profile {}", scene.profile.id);
    let mut hash = blake3::hash(genesis.as_bytes());
    for event in scene.ledger.recorded_after(0).await.unwrap() {
        assert_eq!(event.prev_hash.as_bytes(), hash.as_bytes());
        let mut bytes = b"lakh ledger 1: event".to_vec();
        bytes.extend(hash.as_bytes());
        bytes.extend(event.seq.to_le_bytes());
        bytes.extend(event.account.0.to_le_bytes());
        bytes.extend(event.at.millis().to_le_bytes());
        bytes.extend(event.wall_at.millis().to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(event.body.as_bytes());
        hash = blake3::hash(&bytes);
        assert_eq!(event.hash.as_bytes(), hash.as_bytes(), "event {}", event.seq);
        assert_eq!(event.body, serde_json::to_string(&event.event().unwrap()).unwrap());
    }
    assert_eq!(scene.head.hash.as_bytes(), hash.as_bytes());
}

#[tokio::test]
async fn a_long_past_is_read_page_by_page_and_whole() {
    let mut scene = Scene::new().await;
    for run in 0..3 {
        let orders = run * 1_500 + 1..=(run + 1) * 1_500;
        let events: Vec<_> = orders.flat_map(|order| [accepted(order), filled(order)]).collect();
        scene.head = scene.ledger.append(&scene.head, scene.account.number, wall(1), &events).await.unwrap();
    }
    let mut seen = Vec::new();
    let reading = scene.ledger.each_event_after(scene.account.number, 0, |seq, _| seen.push(seq));
    assert_eq!(reading.await.unwrap(), scene.head);
    let quick = scene.ledger.events_after(scene.account.number, 0).await.unwrap().events;
    let recorded = scene.ledger.recorded_after(0).await.unwrap();
    for (recorded, (seq, event)) in recorded.iter().zip(&quick) {
        assert_eq!((recorded.seq, &recorded.event().unwrap()), (*seq, event), "both ways of reading agree");
    }
    assert_eq!(seen, (1..=9_001).collect::<Vec<u64>>());
    let news = scene.ledger.events_after(scene.account.number, 9_001 - 4_096).await.unwrap();
    assert_eq!(news.events.len(), 4_096, "a page that is just full");
}
