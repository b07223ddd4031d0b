//! The daily files: each for itself, checked before it is given.

use feed::live::{DailyFile, Failed};
use feed::nse::files::decode;
use standin::{Fault, Scope, Site};
use trading::Clock;

use super::{NSE, Stage, day, in_paused_time};

const EVENING: Clock = Clock::of(19, 0, 0);

#[test]
fn every_daily_file_comes_and_can_be_read() {
    in_paused_time(async {
        let mut stage = Stage::at(EVENING, NSE).await;
        let members = DailyFile::IndexMembers("nifty50".to_owned());
        for file in DailyFile::OF_A_DAY.into_iter().chain([members]) {
            let bytes = stage
                .live
                .daily(file.clone(), day())
                .await
                .unwrap_or_else(|failed| panic!("{file}: {failed}"));
            let name = if file == DailyFile::Bhavcopy { "bhavcopy.csv.zip" } else { "ind_nifty50list.csv" };
            let decoded = decode(name, &bytes).unwrap();
            assert!(decoded.refusals.is_empty(), "{file}: {:?}", decoded.refusals.first());
            let may_be_empty = matches!(file, DailyFile::CorporateActions | DailyFile::BandChanges);
            assert!(decoded.rows_read > 0 || may_be_empty, "{file}");
        }
    });
}

#[test]
fn a_day_that_is_not_published_yet_is_walked_back_from() {
    in_paused_time(async {
        let mut stage = Stage::at(Clock::of(12, 0, 0), NSE).await;
        let today = stage.live.daily(DailyFile::Bhavcopy, day()).await.unwrap_err();
        assert!(matches!(&today, Failed::NotThere { .. }) && today.to_string().contains("later"), "{today}");
        let (found, bytes) = stage.live.latest(DailyFile::Bhavcopy, day()).await.unwrap();
        assert_eq!(found.to_string(), "2026-08-03");
        assert!(bytes.starts_with(b"PK"));
        let asked = stage.exchange.asked();
        assert_eq!(
            asked.iter().filter(|one| one.site == Site::Archives).count(),
            3,
            "no repetition of a 404"
        );
    });
}

#[test]
fn a_file_that_is_cut_short_or_of_another_kind_is_not_handed_on() {
    in_paused_time(async {
        let mut stage = Stage::at(EVENING, NSE).await;
        for fault in [
            Fault::Truncated,
            Fault::WrongType,
            Fault::Maintenance,
            Fault::Empty,
            Fault::WrongGzip,
            Fault::Huge,
        ] {
            stage.exchange.misbehave(fault, Scope::of(Site::Archives));
            for file in [DailyFile::Bhavcopy, DailyFile::EquityList] {
                let failed = stage.live.daily(file, day()).await.unwrap_err();
                assert!(
                    matches!(failed, Failed::Unreadable { .. } | Failed::TooLarge { .. }),
                    "{fault:?}: {failed}"
                );
            }
        }
        stage.exchange.behave();
        assert!(stage.live.daily(DailyFile::EquityList, day()).await.is_ok());
    });
}

#[test]
fn a_refusal_of_the_archives_stops_the_website_too() {
    in_paused_time(async {
        let mut stage = Stage::at(EVENING, NSE).await;
        stage.exchange.misbehave(Fault::Forbidden, Scope::of(Site::Archives));
        let failed = stage.live.daily(DailyFile::Bhavcopy, day()).await.unwrap_err();
        assert_eq!(failed, Failed::Blocked { web: feed::live::Web::NseArchives, seconds: 600 });
        let requests = stage.exchange.requests();
        assert!(stage.beat().await.seen.is_empty());
        assert_eq!(stage.exchange.requests(), requests);
    });
}
