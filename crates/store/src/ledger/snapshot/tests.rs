//! A snapshot that an older Lakh sealed in order, under the right key, is of no use once the rules have changed.

use trading::{Event, Market, Moment, Paise, What};

use super::*;
use crate::{Opening, Profiles};

#[tokio::test]
async fn a_snapshot_of_other_rules_is_passed_over_however_well_it_is_sealed() {
    let temp = tempfile::tempdir().unwrap();
    let dir = DataDir::at(temp.path().join("data")).unwrap();
    let now: Moment = "2026-08-03T09:15:00+05:30".parse().unwrap();
    let profiles = Profiles::open(&dir).await.unwrap();
    let profile = profiles.create("Meera", false, now).await.unwrap();
    let session = profiles.sign_in(profile.id.as_str(), None, now).await.unwrap();
    let ledger = Ledger::open(&session).await.unwrap();
    let (market, capital) = (Market::Live, Paise::rupees(100_000));
    let opening = Opening { name: "live".into(), market, capital, at: now, wall_at: now };
    let (account, head) = ledger.open_account(&opening).await.unwrap();

    let wrong = trading::Account::default();
    let path = ledger.snapshot_path(account.number).unwrap();
    place::private_dir(path.parent().unwrap()).unwrap();
    for (rules, applied) in [([7; 32], 1), (rules(), 0)] {
        let _ = fs::remove_file(&path);
        ledger.write_snapshot(&path, rules, account.number, &wrong, &head).unwrap();
        let derived = ledger.derive(account.number).await.unwrap();
        assert_eq!(derived.applied, applied);
        let opened = [Event { at: now, what: What::Opened { market, capital } }];
        let right = trading::Account::from_events(&opened);
        assert_eq!(derived.account == right, applied == 1, "the other rules' snapshot was not looked into");
    }
    ledger.close().await.unwrap();
    profiles.close().await.unwrap();
}
