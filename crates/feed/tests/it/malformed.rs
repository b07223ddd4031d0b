//! What is wrong with a file or a row is said with its row and column, and never becomes 0.

use expect_test::expect;
use feed::nse::files::decode;

use crate::told::check;

const UDIFF: &str = "TradDt,Sgmt,ISIN,TckrSymb,SctySrs,FinInstrmNm,OpnPric,HghPric,LwPric,ClsPric,LastPric,PrvsClsgPric,TtlTradgVol,TtlTrfVal,TtlNbOfTxsExctd,NewBrdLotQty";

fn udiff(rows: &[&str]) -> String {
    format!("{UDIFF}\n{}\n", rows.join("\n"))
}

#[test]
fn a_good_row_is_read_to_the_paisa_and_other_series_and_segments_are_counted() {
    let rows = [
        "2026-08-03,CM,INE002A01018,RELIANCE,EQ,RELIANCE INDUSTRIES LTD,1315.20,1319.00,1306.00,1319.00,1319.00,1307.80,7508023,9861045678.90,211000,1",
        "2026-08-03,CM,INE101A01026,M&M,EQ,MAHINDRA & MAHINDRA LTD,.95,1,0.9,0.95,.95,0.95,10,9.5,2,1",
        "2026-08-03,CM,IN0020200104,SGBJUN28,GS,2.5%GOLDBONDS2028SR-III,1,1,1,1,1,1,1,1,1,1",
        "2026-08-03,CM,IN0020200286,SGBN28VIII,GS,2.5%GOLDBONDS2028SR-VIII,1,1,1,1,1,1,1,1,1,1",
        "2026-08-03,FO,INE002A01018,RELIANCE,EQ,RELIANCE,1,1,1,1,1,1,1,1,1,1",
    ];
    check(
        "any name.csv",
        &udiff(&rows),
        &expect![[r#"
        bhavcopy (UDiFF), 2026-08-03, 5 rows
        RELIANCE EQ INE002A01018 "Reliance Industries Ltd" lot Some(1) before 1,307.80 o 1,315.20 h 1,319.00 l 1,306.00 c 1,319.00 last 1,319.00 shares 7508023 worth 9,86,10,45,678.90 trades 211000 average None delivered None
        M&M EQ INE101A01026 "Mahindra & Mahindra Ltd" lot Some(1) before 0.95 o 0.95 h 1.00 l 0.90 c 0.95 last 0.95 shares 10 worth 9.50 trades 2 average None delivered None
        skipped 2: series GS is not traded here
        skipped 1: segment FO is not the cash market
    "#]],
    );
}

#[test]
fn a_number_that_cannot_be_read_refuses_its_row_by_column() {
    let good = "2026-08-03,CM,INE000001017,GOOD,EQ,GOOD LTD,10,11,9,10,10,10,100,1000,5,1";
    let rows = [
        good,
        "2026-08-03,CM,INE000001017,A,EQ,A,x,11,9,10,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000001017,B,EQ,B,10,11,9,-,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000001017,C,EQ,C,10,11,9,10,10,,100,1000,5,1",
        "2026-08-03,CM,INE000001017,D,EQ,D,10,11,9,10,10,0.00,100,1000,5,1",
        "2026-08-03,CM,INE000001017,E,EQ,E,10.005,11,9,10,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000001017,F,EQ,F,10,11,9,10,10,10,0,1000,5,1",
        "2026-08-03,CM,INE000001017,G,EQ,G,10,11,9,10,10,10,1.5,1000,5,1",
        "2026-08-03,CM,INE000001017,H,EQ,H,10,11,9,10,10,10,100,-1,5,1",
        "2026-08-03,CM,INE000001017,I,EQ,I,10,11,9,10,10,10,99999999999999999999,1,5,1",
        "2026-08-03,CM,SHORT,J,EQ,J,10,11,9,10,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000001017,K L,EQ,K,10,11,9,10,10,10,100,1000,5,1",
        "2026-08-32,CM,INE000001017,L,EQ,L,10,11,9,10,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000001017,M,EQ,M,1,234.50,11,9,10,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000001017,N,EQ",
    ];
    check(
        "udiff.csv",
        &udiff(&rows),
        &expect![[r#"
            bhavcopy (UDiFF), 2026-08-03, 15 rows
            GOOD EQ INE000001017 "Good Ltd" lot Some(1) before 10.00 o 10.00 h 11.00 l 9.00 c 10.00 last 10.00 shares 100 worth 1,000.00 trades 5 average None delivered None
            refused row 2: OpnPric: "x" is not a price in rupees
            refused row 3: ClsPric: "-" is not a price in rupees
            refused row 4: PrvsClsgPric: is empty
            refused row 5: PrvsClsgPric: "0.00" is not a price above zero
            refused row 6: OpnPric: "10.005" is not a price in rupees
            refused row 7: TtlTradgVol: "0" is not a whole number above zero
            refused row 8: TtlTradgVol: "1.5" is not a whole number above zero
            refused row 9: TtlTrfVal: "-1" is not an amount of money
            refused row 10: TtlTradgVol: "99999999999999999999" is not a whole number above zero
            refused row 11: ISIN: "SHORT" is not an ISIN of twelve letters and digits
            refused row 12: TckrSymb: "K L" is not an NSE symbol such as RELIANCE or M&M
            refused row 13: TradDt: "2026-08-32" is not a date
            refused row 14: the row has 17 cells where the header has 16
            refused row 15: the row has 5 cells where the header has 16
        "#]],
    );
}

#[test]
fn prices_that_cannot_be_true_together_are_refused() {
    let rows = [
        "2026-08-03,CM,INE000001017,A,EQ,A,12,11,9,10,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000001017,B,EQ,B,10,11,9,8.95,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000001017,C,EQ,C,10,9,11,10,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000001017,D,EQ,D,10,11,9,11,9,10,100,1000,5,1",
    ];
    check(
        "udiff.csv",
        &udiff(&rows),
        &expect![[r#"
        bhavcopy (UDiFF), 2026-08-03, 4 rows
        D EQ INE000001017 "D" lot Some(1) before 10.00 o 10.00 h 11.00 l 9.00 c 11.00 last 9.00 shares 100 worth 1,000.00 trades 5 average None delivered None
        refused row 1: OpnPric: 12.00 lies outside the day's range 9.00 to 11.00
        refused row 2: ClsPric: 8.95 lies outside the day's range 9.00 to 11.00
        refused row 3: OpnPric: 10.00 lies outside the day's range 11.00 to 9.00
    "#]],
    );
}

#[test]
fn a_row_of_another_day_or_a_second_row_is_refused_and_a_second_series_skipped() {
    let rows = [
        "2026-08-03,CM,INE000001017,A,P1,A PREF,10,11,9,10,10,10,100,1000,5,1",
        "2026-08-03,CM,INE000002015,A,EQ,A LTD,20,20,20,20,20,20,100,2000,5,1",
        "2026-08-03,CM,INE000002015,A,EQ,A LTD,30,30,30,30,30,30,100,3000,5,1",
        "2026-08-04,CM,INE000003013,B,EQ,B LTD,10,11,9,10,10,10,100,1000,5,1",
    ];
    check(
        "udiff.csv",
        &udiff(&rows),
        &expect![[r#"
        bhavcopy (UDiFF), 2026-08-03, 4 rows
        A EQ INE000002015 "A Ltd" lot Some(1) before 20.00 o 20.00 h 20.00 l 20.00 c 20.00 last 20.00 shares 100 worth 2,000.00 trades 5 average None delivered None
        skipped 1: a second series of a symbol
        refused row 3: A EQ stands a second time; the first row counts
        refused row 4: B is of 2026-08-04, the file of 2026-08-03
    "#]],
    );
}

#[test]
fn a_missing_column_is_named_and_unknown_columns_are_ignored() {
    let without = UDIFF.replace("TtlTradgVol,", "");
    check(
        "udiff.csv",
        &format!("{without}\n"),
        &expect![[r#"
        no: the bhavcopy (UDiFF) has no column TtlTradgVol: the exchange may have changed the format; nothing was read
    "#]],
    );
    let more =
        format!("Extra,{UDIFF}\nx,2026-08-03,CM,INE000001017,A,EQ,A LTD,10,11,9,10,10,10,100,1000,5,1\n");
    check(
        "udiff.csv",
        &more,
        &expect![[r#"
        bhavcopy (UDiFF), 2026-08-03, 1 rows
        A EQ INE000001017 "A Ltd" lot Some(1) before 10.00 o 10.00 h 11.00 l 9.00 c 10.00 last 10.00 shares 100 worth 1,000.00 trades 5 average None delivered None
    "#]],
    );
}

#[test]
fn a_file_of_no_known_kind_says_what_it_begins_with() {
    check(
        "bulk.csv",
        "Date,Symbol,Security Name,Client Name\nNO RECORDS,,,\n",
        &expect![[r#"
        no: this is none of the files that can be imported; its first line is "Date,Symbol,Security Name,Client Name"
    "#]],
    );
    check(
        "empty.csv",
        " \n\n",
        &expect![[r#"
        no: the file is empty: download it again
    "#]],
    );
    check(
        "page.csv",
        "<!DOCTYPE html><title>Access Denied</title>",
        &expect![[r#"
        no: this is a web page, not a data file: NSE refused the download or has no file for that day; try again later
    "#]],
    );
    check(
        "udiff.csv",
        &udiff(&[]),
        &expect![[r#"
        no: no row of the file tells its day, so nothing can be filed under one; download it again
    "#]],
    );
    check(
        "udiff.csv",
        &udiff(&["NO RECORDS,,,,"]),
        &expect![[r#"
        no: no row of the file tells its day, so nothing can be filed under one; download it again
    "#]],
    );
}

#[test]
fn the_old_bhavcopy_ends_its_lines_with_a_comma() {
    let file = "SYMBOL,SERIES,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,TOTTRDQTY,TOTTRDVAL,TIMESTAMP,TOTALTRADES,ISIN,\n\
                RELIANCE,EQ,3108,3197,3096.25,3177.25,3180,3108.05,100,315000.5,05-JUL-2024,5,INE002A01018,\n\
                0MOFSL27,N3,990,990,990,990,990,980,50,49500,05-JUL-2024,1,INE338I07099,\n";
    check(
        "cm05JUL2024bhav.csv",
        file,
        &expect![[r#"
        bhavcopy (until 5 July 2024), 2024-07-05, 2 rows
        RELIANCE EQ INE002A01018 "-" lot None before 3,108.05 o 3,108.00 h 3,197.00 l 3,096.25 c 3,177.25 last 3,180.00 shares 100 worth 3,15,000.50 trades 5 average None delivered None
        skipped 1: series N3 is not traded here
    "#]],
    );
}

#[test]
fn deliveries_have_spaces_before_fields_and_dashes_for_nothing() {
    let file = "SYMBOL, SERIES, DATE1, PREV_CLOSE, OPEN_PRICE, HIGH_PRICE, LOW_PRICE, LAST_PRICE, CLOSE_PRICE, AVG_PRICE, TTL_TRD_QNTY, TURNOVER_LACS, NO_OF_TRADES, DELIV_QTY, DELIV_PER\n\
                20MICRONS, EQ, 03-Aug-2026, 192.46, 193.03, 199.80, 192.50, 195.00, 196.03, 197.09, 173167, 341.29, 3859, 75484, 43.59\n\
                DIL, BE, 03-Aug-2026, 0.81, 0.81, 0.85, 0.81, 0.85, 0.85, 0.84, 2500, 0.02, 12, -, -\n\
                BAD, EQ, 03-Aug-2026, 0.81, 0.81, 0.85, 0.81, 0.85, 0.85, 0.84, 2500, 0.02, 12, some, 1\n";
    check(
        "sec_bhavdata_full_03082026.csv",
        file,
        &expect![[r#"
        bhavcopy with deliveries, 2026-08-03, 3 rows
        20MICRONS EQ - "-" lot None before 192.46 o 193.03 h 199.80 l 192.50 c 196.03 last 195.00 shares 173167 worth 3,41,29,000.00 trades 3859 average Some("197.09") delivered Some(75484)
        DIL BE - "-" lot None before 0.81 o 0.81 h 0.85 l 0.81 c 0.85 last 0.85 shares 2500 worth 2,000.00 trades 12 average Some("0.84") delivered None
        refused row 3: DELIV_QTY: "some" is not a whole number
    "#]],
    );
}

#[test]
fn the_list_of_equities_has_spaces_in_its_header() {
    let file = "SYMBOL,NAME OF COMPANY, SERIES, DATE OF LISTING, PAID UP VALUE, MARKET LOT, ISIN NUMBER, FACE VALUE\r\n\
                20MICRONS,20 Microns  Limited,EQ,06-OCT-2008,5,1,INE144J01027,5\r\n\
                GENESYS-RE,Genesys International Corporation Limited,BE,14-AUG-2026,5,1,INE727B20018,2.5\r\n\
                WRONG,Wrong Limited,EQ,06-10-08,5,1,INE144J01027,5\r\n";
    check(
        "EQUITY_L.csv",
        file,
        &expect![[r#"
        list of equities, no day, 3 rows
        20MICRONS EQ INE144J01027 "20 Microns Limited" since 2008-10-06 face 5.00
        GENESYS-RE BE INE727B20018 "Genesys International Corporation Limited" since 2026-08-14 face 2.50
        refused row 3: DATE OF LISTING: "06-10-08" is not a date
    "#]],
    );
}

#[test]
fn a_band_that_is_none_of_the_exchanges_is_refused() {
    let file = "Symbol,Series,Security Name,Band,Remarks\n\
                RELIANCE,EQ,RELIANCE INDUSTRIES LIMITED,No Band,\"-\"\n\
                ANONDITA,ST,ANONDITA MEDICARE LIMITED,2,\"-\"\n\
                ODD,EQ,ODD LIMITED,7,\"-\"\n\
                GOLD,GS,GOLD BOND,20,\"-\"\n";
    check(
        "sec_list.csv",
        file,
        &expect![[r#"
        list of price bands, no day, 4 rows
        RELIANCE EQ NoBand "Reliance Industries Limited"
        ANONDITA ST Percent(2) "Anondita Medicare Limited"
        skipped 1: series GS is not traded here
        refused row 3: Band: "7" is not a price band (2, 5, 10, 20, 40 or No Band)
    "#]],
    );
}

#[test]
fn a_list_that_does_not_tell_its_day_has_the_one_in_its_name() {
    let file = "Symbol,Series,Security Name,Band,Remarks\nABB,EQ,ABB INDIA LIMITED,20,-\n";
    let days = ["sec_list_14082026.csv", "sec_list_20260814.csv", "sec_list_2026-08-14.csv"]
        .map(|name| decode(name, file.as_bytes()).unwrap().day.unwrap().to_string());
    assert_eq!(days, ["2026-08-14"; 3]);
    for name in ["sec_list.csv", "sec_list_2025-12.csv", "sec_list_99999999.csv", "१४.csv", "1-2-3-4-5-.csv"]
    {
        assert_eq!(decode(name, file.as_bytes()).unwrap().day, None, "{name}");
    }
}

#[test]
fn index_levels_are_read_with_a_dash_for_nothing_and_no_zero_before_the_point() {
    let file = "Index Name,Index Date,Open Index Value,High Index Value,Low Index Value,Closing Index Value,Points Change,Change(%),Volume,Turnover (Rs. Cr.),P/E,P/B,Div Yield\n\
                Nifty 50,03-08-2026,24572.7,24774.3,24515.15,24774.3,390.7,1.6,342283085,27052.25,21.03,3.04,1.25\n\
                India VIX,03-08-2026,11.4175,11.56,10.825,11.31,-.11,-.99,-,-,-,-,-\n\
                Nifty50  Dividend Points,03-08-2026,-,-,-,189.56,-,-,-,-,-,-,-\n\
                Nifty Broken,03-08-2026,-,-,-,-,1,1,-,-,-,-,-\n\
                Nifty Late,04-08-2026,-,-,-,1,1,1,-,-,-,-,-\n";
    check(
        "ind_close_all_03082026.csv",
        file,
        &expect![[r#"
        closing levels of indices, 2026-08-03, 5 rows
        NIFTY 50 (Some(2457270), Some(2477430), Some(2451515)) close 2477430 change Some(39070)
        INDIA VIX (Some(1142), Some(1156), Some(1083)) close 1131 change Some(-11)
        NIFTY50 DIVIDEND POINTS (None, None, None) close 18956 change None
        refused row 4: Closing Index Value: is empty
        refused row 5: NIFTY LATE is of 2026-08-04, the file of 2026-08-03
    "#]],
    );
}

#[test]
fn the_members_of_an_index_are_told_by_the_files_name_and_placeholders_are_left_out() {
    let file = "Company Name,Industry,Symbol,Series,ISIN Code\n\
                ABB India Ltd.,Capital Goods,ABB,EQ,INE117A01022\n\
                Dummy Allcargo Logistics Ltd.,Services,DUMMYALCAR,EQ,DUM418H01029\n";
    check(
        "ind_nifty50list.csv",
        file,
        &expect![[r#"
        members of an index, no day, 2 rows
        NIFTY 50: ABB
        skipped 1: a placeholder for a share that is not listed yet
    "#]],
    );
    check(
        "ind_nifty500list_2026-08-15.csv",
        file,
        &expect![[r#"
            members of an index, 2026-08-15, 2 rows
            NIFTY 500: ABB
            skipped 1: a placeholder for a share that is not listed yet
        "#]],
    );
    check(
        "ind_niftytotalmarket_list.csv",
        file,
        &expect![[r#"
        members of an index, no day, 2 rows
        NIFTY TOTAL MARKET: ABB
        skipped 1: a placeholder for a share that is not listed yet
    "#]],
    );
    check(
        "ind_nifty5list.csv",
        file,
        &expect![[r#"
        no: the list does not say which index it is: give the file NSE's own name, such as ind_nifty50list.csv
    "#]],
    );
    check(
        "members.csv",
        file,
        &expect![[r#"
        no: the list does not say which index it is: give the file NSE's own name, such as ind_nifty50list.csv
    "#]],
    );
}

#[test]
fn a_subject_that_is_not_understood_is_kept_in_its_words() {
    let file = r#"[
        {"symbol":"A","series":"EQ","subject":"Dividend - Re 0.4545 Per Share","exDate":"14-Aug-2026","recDate":"14-Aug-2026","faceVal":"10","isin":"INE000001017","comp":"A","caBroadcastDate":null},
        {"symbol":"B","series":"EQ","subject":"Scheme Of Arrangement","exDate":"14-Aug-2026","recDate":"-","faceVal":"-","isin":"INE000002015"},
        {"symbol":"C","series":"EQ","subject":"Bonus 2:1","exDate":"-","recDate":null,"faceVal":null,"isin":"INE000003013"},
        {"symbol":"D","series":"N2","subject":"Interest Payment","exDate":"14-Aug-2026","recDate":"-","faceVal":"1000","isin":"INE000004011"},
        {"symbol":"E","series":"EQ","exDate":"14-Aug-2026","isin":"INE000005018"}
    ]"#;
    check(
        "actions.json",
        file,
        &expect![[r#"
        corporate actions, 2026-08-14, 5 rows
        A ex 2026-08-14 face Some(Paise(1000)) Dividend { a_share: PerShare(4545) }
        B ex 2026-08-14 face None unknown "Scheme Of Arrangement"
        skipped 1: series N2 is not traded here
        refused row 3: exDate: "-" is not a date
        refused row 5: missing field `subject`
    "#]],
    );
    check(
        "actions.json",
        "{\"data\": []}",
        &expect![[r#"
        no: the JSON is not a list of corporate actions as NSE's website answers it (invalid type: map, expected a list at line 1 column 1)
    "#]],
    );
    check(
        "actions.json",
        "[{\"identifier\": \"NIFTY 50\"}]",
        &expect![[r#"
        no: the JSON is not a list of corporate actions as NSE's website answers it (missing field `symbol`)
    "#]],
    );
    check(
        "actions.json",
        "[]",
        &expect![[r#"
        corporate actions, no day, 0 rows
    "#]],
    );
}
