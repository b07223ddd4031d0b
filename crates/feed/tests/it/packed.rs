//! Files as they are downloaded: plain, gzipped, zipped; told by their first bytes and bounded.

use std::io::{Cursor, Write as _};

use feed::nse::files::{FileError, LARGEST, decode, decode_all};
use flate2::Compression;
use flate2::write::GzEncoder;
use trading::FileKind;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const BANDS: &str = "Symbol,Series,Security Name,Band,Remarks\nABB,EQ,ABB INDIA LIMITED,No Band,-\n";
const MEMBERS: &str = "Company Name,Industry,Symbol,Series,ISIN Code\nABB India,x,ABB,EQ,INE117A01022\n";

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        if name.ends_with('/') {
            writer.add_directory(*name, SimpleFileOptions::default()).unwrap();
        } else {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn plain_gzipped_and_zipped_files_say_the_same_whatever_they_are_called() {
    let plain = decode("bands.txt", BANDS.as_bytes()).unwrap();
    assert_eq!(plain.kind, FileKind::PriceBands);
    assert_eq!(plain, decode("bands.csv", &gzipped(BANDS.as_bytes())).unwrap());
    assert_eq!(plain, decode("bands", &zipped(&[("in/", b""), ("in/b.csv", BANDS.as_bytes())])).unwrap());
    let marked = format!("\u{feff}{BANDS}");
    assert_eq!(plain, decode("excel.csv", marked.as_bytes()).unwrap());
    let lines = BANDS.replace('\n', "\r\n");
    assert_eq!(plain, decode("windows.csv", lines.as_bytes()).unwrap());
}

#[test]
fn the_name_that_counts_is_the_one_of_the_file_inside() {
    let inside = zipped(&[("ind_nifty100list.csv", MEMBERS.as_bytes())]);
    assert_eq!(decode("download (3).zip", &inside).unwrap().kind, FileKind::IndexList);
    assert_eq!(decode("downloads/ind_nifty100list.csv", MEMBERS.as_bytes()).unwrap().rows_read, 1);
    assert_eq!(decode("ind_nifty100list.csv.gz", &gzipped(MEMBERS.as_bytes())).unwrap().rows_read, 1);
}

#[test]
fn an_archive_of_several_files_or_none_is_refused() {
    let two = zipped(&[("a.csv", BANDS.as_bytes()), ("b.csv", BANDS.as_bytes())]);
    assert!(
        matches!(decode("two.zip", &two), Err(FileError::Packed { reason }) if reason.contains("2 files"))
    );
    assert!(matches!(decode("none.zip", &zipped(&[])), Err(FileError::Packed { .. })));
}

#[test]
fn every_file_of_an_archive_is_read_in_order_and_a_bad_one_stands_in_its_place() {
    let inner = zipped(&[("deep.csv", BANDS.as_bytes())]);
    let all = zipped(&[
        ("in/", b""),
        ("in/ind_nifty50list.csv", MEMBERS.as_bytes()),
        ("b.csv", BANDS.as_bytes()),
        ("c.zip", &inner),
        ("readme.txt", b"nothing of the exchange"),
    ]);
    let read: Vec<_> = decode_all("all.zip", &all).unwrap().collect();
    let told: Vec<_> =
        read.iter().map(|(name, file)| (name.as_str(), file.as_ref().map(|file| file.kind).ok())).collect();
    assert_eq!(
        told,
        [
            ("all.zip/b.csv", Some(FileKind::PriceBands)),
            ("all.zip/c.zip", Some(FileKind::PriceBands)),
            ("all.zip/in/ind_nifty50list.csv", Some(FileKind::IndexList)),
            ("all.zip/readme.txt", None),
        ]
    );
    let alone: Vec<_> = decode_all("b.csv", BANDS.as_bytes()).unwrap().collect();
    assert_eq!(alone, [("b.csv".to_owned(), decode("b.csv", BANDS.as_bytes()))]);
    let single = zipped(&[("x/b.csv", BANDS.as_bytes())]);
    assert_eq!(decode_all("one.zip", &single).unwrap().next().unwrap().0, "one.zip");
    assert!(decode_all("none.zip", b"PK\x05").is_err());
}

#[test]
fn a_damaged_archive_is_refused_and_not_read_in_part() {
    let mut cut = gzipped(BANDS.repeat(1000).as_bytes());
    cut.truncate(cut.len() / 2);
    assert!(matches!(decode("cut.gz", &cut), Err(FileError::Packed { .. })));
    let mut cut = zipped(&[("b.csv", BANDS.as_bytes())]);
    cut.truncate(cut.len() / 2);
    assert!(matches!(decode("cut.zip", &cut), Err(FileError::Packed { .. })));
    let mut turned = zipped(&[("b.csv", BANDS.as_bytes())]);
    *turned.get_mut(50).unwrap() ^= 0xff;
    assert!(decode("turned.zip", &turned).is_err());
}

#[test]
fn a_file_that_grows_without_end_is_refused() {
    // A gzip file may be a row of gzip files: one megabyte of nothing, often enough.
    let megabyte = gzipped(&vec![b' '; 1_000_000]);
    let bomb = megabyte.repeat(LARGEST / 1_000_000 + 1);
    assert!(bomb.len() < 1_000_000);
    assert_eq!(decode("bomb.gz", &bomb), Err(FileError::TooLarge));
    let fits = megabyte.repeat(LARGEST / 1_000_000);
    assert_eq!(decode("blank.gz", &fits), Err(FileError::Empty));
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    assert_eq!(decode("x.xls", b"Symbol,\xd0\xcf\x11\xe0"), Err(FileError::NotText { at: 7 }));
}

#[test]
fn no_file_however_damaged_makes_the_decoder_panic() {
    const DAY: &str = "TradDt,Sgmt,ISIN,TckrSymb,SctySrs,FinInstrmNm,OpnPric,HghPric,LwPric,ClsPric,LastPric,PrvsClsgPric,TtlTradgVol,TtlTrfVal,TtlNbOfTxsExctd,NewBrdLotQty\n2026-08-03,CM,INE000001017,A&B,EQ,A &B LTD,10.5,11,9,10,10,10,100,1000,5,1\n";
    const ACTIONS: &str = r#"[{"symbol":"A","series":"EQ","subject":"Rights 3:5 @ Premium Rs 45/-","exDate":"14-Aug-2026","recDate":"-","faceVal":"10","isin":"INE000001017"}]"#;
    const LEVELS: &str = "Index Name,Index Date,Open Index Value,High Index Value,Low Index Value,Closing Index Value,Points Change\nIndia VIX,03-08-2026,11.4175,-,10.825,11.31,-.11\n";
    for good in [BANDS, MEMBERS, DAY, ACTIONS, LEVELS] {
        for at in 0..good.len() {
            for byte in [0, b',', b'"', b'\n', b'-', b'.', b'9', b':', 0xc3, 0xff] {
                let mut bytes = good.as_bytes().to_vec();
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
                let _ = decode("ind_nifty50list.csv", &bytes);
            }
            let _ = decode("cut.csv", good.as_bytes().get(..at).unwrap_or_default());
        }
    }
}

#[test]
fn a_list_of_changed_bands_tells_the_new_band_of_each_stock_that_it_names() {
    let changes = "Sr. No,Symbol,Series,Security Name,From,To\n1,INFY,EQ,INFOSYS  LIMITED,10,20\n2,AASTHA,BE,AASTHA,10,No Band\n3,ODD,EQ,ODD,5,7\n";
    let file = decode("eq_band_changes_15072026.csv", changes.as_bytes()).unwrap();
    assert_eq!((file.kind, file.day.unwrap().to_string().as_str()), (FileKind::BandChanges, "2026-07-15"));
    assert_eq!((file.rows_read, file.refusals.len(), file.refusals[0].row), (3, 1, 3));
    let trading::Facts::BandChanges(list) = file.facts else { panic!("of another kind") };
    let told: Vec<_> = list.iter().map(|listed| (listed.symbol.as_str(), listed.band)).collect();
    assert_eq!(told, [("INFY", trading::BandRule::Percent(20)), ("AASTHA", trading::BandRule::NoBand)]);
}
