//! The exchange's recorded files through the decoder into the archive, where they are at hand.

use std::fs;
use std::path::PathBuf;

use feed::nse::files::decode;
use store::{Archive, ImportReport};
use tempfile::TempDir;
use trading::{BandRule, BandSource, Day, Price, Series, band_of, tick_of};

#[expect(clippy::print_stdout, reason = "a test that did not run says so")]
fn recordings() -> Option<PathBuf> {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/recorded");
    if !place.is_dir() {
        println!("not run: {} is not there", place.display());
        return None;
    }
    Some(place)
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn import(archive: &Archive, recordings: &std::path::Path, name: &str) -> ImportReport {
    let path = recordings.join(name);
    let file = decode(name, &fs::read(&path).unwrap()).unwrap();
    archive.import(name, &file).await.unwrap()
}

#[tokio::test]
async fn the_files_of_the_built_in_days_change_nothing_in_them() {
    let Some(recordings) = recordings() else { return };
    let directory = TempDir::new().unwrap();
    let archive = Archive::open(directory.path()).await.unwrap();
    archive.fill_if_empty(|_, _| {}).await.unwrap();
    for on in ["2026-08-05", "2026-08-06", "2026-08-14"] {
        let before = archive.market_day(day(on)).await.unwrap();
        let (year, month, date) = day(on).parts();
        let files = [
            format!("udiff_bhavcopy/BhavCopy_NSE_CM_0_0_0_{year}{month:02}{date:02}_F_0000.csv"),
            format!("sec_bhavdata_full/sec_bhavdata_full_{date:02}{month:02}{year}.csv"),
            format!("index_close/ind_close_all_{date:02}{month:02}{year}.csv"),
            format!("corporate_actions/corporate_actions_{on}.json"),
            "udiff_bhavcopy/BhavCopy_NSE_CM_0_0_0_20260731_F_0000.csv".into(),
        ];
        for name in files {
            let report = import(&archive, &recordings, &name).await;
            assert_eq!(report.refusals, [], "{name}");
        }
        let after = archive.market_day(day(on)).await.unwrap();
        for (one, other) in before.stocks().iter().zip(after.stocks()) {
            assert_eq!(one, other);
        }
        assert_eq!(before.stocks().len(), after.stocks().len());
        assert_eq!(before.indices(), after.indices());
        assert_eq!(before.actions(), after.actions());
    }
}

#[tokio::test]
async fn days_of_other_months_and_formats_join_the_archive() {
    let Some(recordings) = recordings() else { return };
    let directory = TempDir::new().unwrap();
    let archive = Archive::open(directory.path()).await.unwrap();
    let udiff = |day: &str| format!("udiff_bhavcopy/BhavCopy_NSE_CM_0_0_0_{day}_F_0000.csv");
    for name in [
        "equity_list/EQUITY_L_2026-07-10.csv",
        "sec_list/sec_list_2025-12.csv",
        &udiff("20260731"),
        &udiff("20260803"),
    ] {
        let report = import(&archive, &recordings, name).await;
        assert_eq!(report.refusals, [], "{name}");
    }
    let old = import(&archive, &recordings, "old_bhavcopy/cm05JUL2024bhav.csv").await;
    let lots_unknown =
        old.refusals.iter().all(|refusal| refusal.reason.contains("how many shares a lot has"));
    assert!(lots_unknown && old.rows_refused < 150, "{} refused", old.rows_refused);

    let days: Vec<_> = archive.days().await.unwrap().iter().map(|held| held.day.to_string()).collect();
    assert_eq!(days, ["2024-07-05", "2026-07-31", "2026-08-03"]);
    let market = archive.market_day(day("2026-08-03")).await.unwrap();
    let reliance = market.stock("RELIANCE").unwrap();
    assert_eq!(&*reliance.instrument.name, "Reliance Industries Limited");
    assert_eq!(reliance.tick_base, Price::new(130_780).unwrap());
    assert_eq!((reliance.figures.band, reliance.band_source), (BandRule::NoBand, BandSource::Listed));
    // Prices lie on the ticks that the imported month end gives, and within the bands.
    for stock in market.stocks() {
        let tick = tick_of(market.day(), &stock.instrument, Some(stock.tick_base));
        let figures = &stock.figures;
        let trusts = matches!(stock.instrument.series, Series::Rr | Series::Iv);
        let on_tick = [figures.open, figures.high, figures.low, figures.last]
            .iter()
            .all(|price| tick.is_on_tick(*price));
        assert!(on_tick || trusts, "{}", stock.instrument.symbol);
        if let BandRule::Percent(_) = figures.band {
            let band = band_of(stock.band_base, figures.band, tick);
            assert!(band.contains(figures.high) && band.contains(figures.low), "{}", stock.instrument.symbol);
        }
    }
}
