//! Taking files in: all of a file or nothing, twice is once, what cannot be used is named.

use store::{Archive, ImportReport};
use trading::{
    Announced, Announcement, BandRule, BandSource, CorporateAction, Day, DayRow, DecodedFile, Facts,
    FileKind, IndexLevel, IndexMembers, ListedBand, ListedEquity, Paise, Price, Ratio, RowRefusal, Series,
    Skipped, Symbol,
};

use crate::filled::{empty, filled};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn paise(paise: i64) -> Price {
    Price::new(paise).unwrap()
}

/// A row of a bhavcopy: yesterday 100.00, today 102.00.
fn row(number: usize, symbol: &str, on: &str) -> DayRow {
    DayRow {
        row: number,
        day: day(on),
        symbol: symbol.parse().unwrap(),
        series: Series::Eq,
        isin: Some(format!("INE{number:06}017").parse().unwrap()),
        name: Some(format!("{symbol} Ltd")),
        lot: Some(1),
        previous_close: paise(10_000),
        open: paise(10_100),
        high: paise(10_300),
        low: paise(9_900),
        close: paise(10_200),
        last: paise(10_250),
        volume: 1_000,
        turnover: Paise(10_150_500),
        trades: 50,
        average: None,
        deliverable: None,
    }
}

fn file(kind: FileKind, facts: Facts, of: Option<&str>) -> DecodedFile {
    let rows_read = match &facts {
        Facts::Days(rows) => rows.len(),
        Facts::Equities(rows) => rows.len(),
        Facts::Bands(rows) | Facts::BandChanges(rows) => rows.len(),
        Facts::Indices(rows) => rows.len(),
        Facts::Members(members) => members.members.len(),
        Facts::Actions(rows) => rows.len(),
        Facts::Recordings(rows) => rows.len(),
    };
    DecodedFile { kind, day: of.map(day), rows_read, skipped: Vec::new(), refusals: Vec::new(), facts }
}

fn bhavcopy(rows: Vec<DayRow>) -> DecodedFile {
    let of = rows.first().unwrap().day.to_string();
    file(FileKind::Bhavcopy, Facts::Days(rows), Some(&of))
}

async fn import(archive: &Archive, file: &DecodedFile) -> ImportReport {
    archive.import("file.csv", file).await.unwrap()
}

/// What the bhavcopy of a day said, from the archive.
async fn bhavcopy_of(archive: &Archive, of: &str) -> DecodedFile {
    let market = archive.market_day(day(of)).await.unwrap();
    let rows = market.stocks().iter().enumerate().map(|(at, stock)| DayRow {
        row: at + 1,
        day: stock.figures.day,
        symbol: stock.instrument.symbol.clone(),
        series: stock.instrument.series,
        isin: Some(stock.instrument.isin.clone()),
        name: Some("Another Name".into()),
        lot: Some(stock.instrument.lot),
        previous_close: stock.figures.previous_close,
        open: stock.figures.open,
        high: stock.figures.high,
        low: stock.figures.low,
        close: stock.figures.close,
        last: stock.figures.last,
        volume: stock.figures.volume,
        turnover: stock.figures.turnover,
        trades: stock.figures.trades,
        average: None,
        deliverable: None,
    });
    bhavcopy(rows.collect())
}

#[tokio::test]
async fn an_imported_day_joins_the_days_and_can_be_replayed() {
    let (_directory, archive) = filled().await;
    // A list from before the stock had derivatives: that it closes by auction says that it has them now.
    let outdated = ListedBand {
        symbol: "RELIANCE".parse().unwrap(),
        series: Series::Eq,
        name: "Reliance".into(),
        band: BandRule::Percent(20),
    };
    import(&archive, &file(FileKind::PriceBands, Facts::Bands(vec![outdated]), None)).await;
    let mut reliance = row(1, "RELIANCE", "2026-08-17");
    reliance.isin = Some("INE002A01018".parse().unwrap());
    let report = import(&archive, &bhavcopy(vec![reliance, row(2, "NEWCO", "2026-08-17")])).await;
    assert_eq!((report.rows_read, report.rows_refused, report.day), (2, 0, Some(day("2026-08-17"))));
    let days = archive.days().await.unwrap();
    let last = days.last().unwrap();
    assert_eq!((last.day, last.stocks, last.has_ticks), (day("2026-08-17"), 2, false));
    assert!(!last.complete, "the index levels are not there yet");
    assert_eq!(archive.next_day(day("2026-08-14")).await.unwrap(), Some(day("2026-08-17")));

    let market = archive.market_day(day("2026-08-17")).await.unwrap();
    let known = market.stock("RELIANCE").unwrap();
    assert_eq!(&*known.instrument.name, "Reliance Industries Limited", "a better name is kept");
    assert_eq!(known.instrument.listed_on, Some(day("1995-11-29")));
    assert_eq!((known.figures.band, known.band_source), (BandRule::NoBand, BandSource::Listed));
    assert!(known.closing_auction);
    assert_eq!(known.tick_base, paise(130_780), "the close of 31 July still rules the tick in August");
    assert_eq!(known.figures.average, paise(10_151), "turnover over volume, half up");
    let new = market.stock("NEWCO").unwrap();
    assert_eq!(&*new.instrument.name, "NEWCO Ltd");
    assert_eq!((new.figures.band, new.band_source), (BandRule::Percent(20), BandSource::Assumed));
    assert_eq!(new.tick_base, paise(10_000), "listed since: the previous close of its first day");
    assert_eq!(market.quiet_stock("TCS").unwrap().as_of, day("2026-08-14"));
}

#[tokio::test]
async fn a_file_taken_in_twice_changes_nothing() {
    let (_directory, archive) = filled().await;
    let before = archive.market_day(day("2026-08-05")).await.unwrap();
    let file = bhavcopy_of(&archive, "2026-08-05").await;
    for _ in 0..2 {
        let report = import(&archive, &file).await;
        assert_eq!(report.rows_refused, 0, "{:?}", report.refusals.first());
        let after = archive.market_day(day("2026-08-05")).await.unwrap();
        assert_eq!(before.stocks(), after.stocks());
        assert_eq!(archive.days().await.unwrap().len(), 10);
    }
}

#[tokio::test]
async fn deliveries_add_to_a_day_and_never_overrule_its_bhavcopy() {
    let (_directory, archive) = empty().await;
    import(&archive, &bhavcopy(vec![row(1, "ONE", "2026-08-17"), row(2, "TWO", "2026-08-17")])).await;
    let delivered = |number, symbol| DayRow {
        isin: None,
        lot: None,
        name: None,
        average: Some(paise(10_150)),
        deliverable: Some(700),
        turnover: Paise(10_000_000),
        ..row(number, symbol, "2026-08-17")
    };
    let other = DayRow { close: paise(9_950), ..delivered(2, "TWO") };
    let rows = vec![delivered(1, "ONE"), other, delivered(3, "THREE")];
    let report = import(&archive, &file(FileKind::Deliveries, Facts::Days(rows), Some("2026-08-17"))).await;
    let reasons: Vec<_> =
        report.refusals.iter().map(|refusal| (refusal.row, refusal.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            (2, "TWO differs from the bhavcopy of 2026-08-17, which is kept"),
            (3, "THREE EQ: its ISIN is not known; import the bhavcopy of the day first"),
        ]
    );
    let market = archive.market_day(day("2026-08-17")).await.unwrap();
    let one = market.stock("ONE").unwrap().figures;
    assert_eq!((one.deliverable, one.average, one.turnover), (Some(700), paise(10_150), Paise(10_150_500)));
    assert_eq!(market.stock("TWO").unwrap().figures.close, paise(10_200));
    assert!(market.stock("THREE").is_none());
}

#[tokio::test]
async fn a_lot_that_is_not_known_is_refused_rather_than_taken_for_one() {
    let (_directory, archive) = empty().await;
    let sme = DayRow { series: Series::Sm, lot: None, ..row(1, "SMALL", "2024-07-05") };
    let old = DayRow { lot: None, ..row(2, "LARGE", "2024-07-05") };
    let report =
        import(&archive, &file(FileKind::OldBhavcopy, Facts::Days(vec![sme, old]), Some("2024-07-05"))).await;
    assert_eq!(
        report.refusals,
        [RowRefusal {
            row: 1,
            reason:
                "SMALL SM: how many shares a lot has is not known; import a bhavcopy after 5 July 2024 first"
                    .into()
        }]
    );
    let market = archive.market_day(day("2024-07-05")).await.unwrap();
    assert_eq!(market.stocks().len(), 1);
    assert_eq!(market.stock("LARGE").unwrap().instrument.lot, 1);
}

#[tokio::test]
async fn a_list_of_equities_names_stocks_and_a_list_of_bands_binds_later_days() {
    let (_directory, archive) = empty().await;
    let equity = ListedEquity {
        symbol: "ONE".parse().unwrap(),
        name: "One Industries Limited".into(),
        series: Series::Eq,
        listed_on: day("2001-02-03"),
        isin: "INE000001017".parse().unwrap(),
        face_value: Paise::rupees(10),
    };
    let listed = |symbol: &str, band| ListedBand {
        symbol: symbol.parse().unwrap(),
        series: Series::Eq,
        name: format!("{symbol} in Capitals"),
        band,
    };
    let bands = vec![listed("ONE", BandRule::Percent(10)), listed("TWO", BandRule::Percent(2))];
    import(&archive, &file(FileKind::EquityList, Facts::Equities(vec![equity]), None)).await;
    import(&archive, &file(FileKind::PriceBands, Facts::Bands(bands), None)).await;
    import(&archive, &bhavcopy(vec![row(1, "ONE", "2026-08-17"), row(2, "TWO", "2026-08-17")])).await;
    let market = archive.market_day(day("2026-08-17")).await.unwrap();
    let one = market.stock("ONE").unwrap();
    assert_eq!(&*one.instrument.name, "One Industries Limited");
    assert_eq!(one.instrument.face_value, Some(Paise::rupees(10)));
    assert_eq!((one.figures.band, one.band_source), (BandRule::Percent(10), BandSource::Listed));
    // A rise from 100 to 103 proves that 2 % no longer holds.
    let two = market.stock("TWO").unwrap();
    assert_eq!((two.figures.band, two.band_source), (BandRule::Percent(5), BandSource::Widened));
    // A change replaces the band of the stock that it names and leaves the others.
    let changes = Facts::BandChanges(vec![listed("TWO", BandRule::Percent(20))]);
    import(&archive, &file(FileKind::BandChanges, changes, None)).await;
    import(&archive, &bhavcopy(vec![row(1, "ONE", "2026-08-18"), row(2, "TWO", "2026-08-18")])).await;
    let market = archive.market_day(day("2026-08-18")).await.unwrap();
    let band = |symbol| market.stock(symbol).map(|stock| (stock.figures.band, stock.band_source));
    assert_eq!(band("ONE"), Some((BandRule::Percent(10), BandSource::Listed)));
    assert_eq!(band("TWO"), Some((BandRule::Percent(20), BandSource::Listed)));
}

#[tokio::test]
async fn a_corporate_action_moves_the_base_whether_it_comes_before_the_prices_or_after() {
    let split = |symbol: &str| Announcement {
        symbol: symbol.parse().unwrap(),
        isin: "INE000001017".parse().unwrap(),
        ex_day: day("2026-08-17"),
        record_day: Some(day("2026-08-17")),
        face_value: Some(Paise::rupees(1)),
        action: Announced::Known(CorporateAction::Split(Ratio::new(10, 1).unwrap())),
    };
    let unread = Announcement {
        action: Announced::Unknown { subject: "Scheme Of Arrangement".into() },
        ..split("TWO")
    };
    let tenth = DayRow {
        open: paise(1_000),
        high: paise(1_100),
        low: paise(990),
        close: paise(1_050),
        last: paise(1_050),
        turnover: Paise(1_040_000),
        ..row(1, "ONE", "2026-08-17")
    };
    let prices = bhavcopy(vec![tenth, row(2, "TWO", "2026-08-17")]);
    let actions =
        file(FileKind::CorporateActions, Facts::Actions(vec![split("ONE"), unread]), Some("2026-08-17"));
    for order in [[&prices, &actions], [&actions, &prices], [&prices, &actions]] {
        let (_directory, archive) = empty().await;
        for file in order {
            import(&archive, file).await;
            import(&archive, file).await;
        }
        let market = archive.market_day(day("2026-08-17")).await.unwrap();
        let one = market.stock("ONE").unwrap();
        assert_eq!(one.band_base, paise(1_000));
        assert_eq!(one.figures.previous_close, paise(10_000), "the published close stays as it is");
        assert_eq!((one.figures.band, one.band_source), (BandRule::Percent(20), BandSource::Assumed));
        assert_eq!(market.stock("TWO").unwrap().band_base, paise(10_000));
        assert_eq!(market.actions().len(), 2);
        let symbol: Symbol = "ONE".parse().unwrap();
        assert_eq!(archive.corporate_actions(&symbol).await.unwrap(), [split("ONE")]);
    }
}

#[tokio::test]
async fn the_close_of_a_months_last_day_rules_the_ticks_of_the_next_month() {
    let (_directory, archive) = empty().await;
    let last = DayRow { close: paise(9_950), ..row(1, "ONE", "2026-08-31") };
    let first = DayRow { previous_close: paise(9_960), ..row(1, "ONE", "2026-09-01") };
    import(&archive, &bhavcopy(vec![first])).await;
    let tick_base = || async {
        let market = archive.market_day(day("2026-09-01")).await.unwrap();
        market.stock("ONE").unwrap().tick_base
    };
    assert_eq!(
        tick_base().await,
        paise(9_960),
        "until the month's end is known, the close before the first day"
    );
    import(&archive, &bhavcopy(vec![last])).await;
    assert_eq!(tick_base().await, paise(9_950));
}

#[tokio::test]
async fn indices_complete_a_day_and_members_replace_those_before() {
    let (_directory, archive) = empty().await;
    import(&archive, &bhavcopy(vec![row(1, "ONE", "2026-08-17")])).await;
    let level = |on: &str, close, change| IndexLevel {
        day: day(on),
        name: "NIFTY 50".into(),
        open: None,
        high: None,
        low: None,
        close,
        change,
    };
    let levels = Facts::Indices(vec![level("2026-08-17", 2_440_000, Some(-1_500))]);
    import(&archive, &file(FileKind::IndexClose, levels, Some("2026-08-17"))).await;
    assert!(archive.days().await.unwrap().iter().all(|day| day.complete));
    let members = |symbols: &[&str]| {
        let members = symbols.iter().map(|symbol| symbol.parse().unwrap()).collect();
        file(FileKind::IndexList, Facts::Members(IndexMembers { index: "NIFTY 50".into(), members }), None)
    };
    import(&archive, &members(&["ONE", "GONE"])).await;
    import(&archive, &members(&["ONE", "NEW"])).await;
    let market = archive.market_day(day("2026-08-17")).await.unwrap();
    assert_eq!(market.index("NIFTY 50").unwrap().previous, Some(2_441_500));
    let members: Vec<_> = market.members("NIFTY 50").iter().map(Symbol::as_str).collect();
    assert_eq!(members, ["NEW", "ONE"]);
}

#[tokio::test]
async fn the_report_says_what_was_read_refused_and_skipped() {
    let (_directory, archive) = empty().await;
    let mut file = bhavcopy(vec![row(2, "ONE", "2026-08-17")]);
    file.rows_read = 4;
    file.refusals = vec![RowRefusal { row: 3, reason: "TtlTradgVol: \"x\" is not a whole number".into() }];
    file.skipped = vec![Skipped { reason: "series GS is not traded here".into(), rows: 2 }];
    let report = archive.import("BhavCopy.csv.zip", &file).await.unwrap();
    assert_eq!(report.file, "BhavCopy.csv.zip");
    assert_eq!((report.rows_read, report.rows_refused, report.rows_skipped), (4, 1, 2));
    assert_eq!(report.refusals, file.refusals);
}
