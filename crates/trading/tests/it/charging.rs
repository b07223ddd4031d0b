//! Charge profiles of an account: copied, changed and chosen; which version each fill keeps, and what it costs.
//!
//! ```text
//! 09:20:00 charge copy discount-broker-2026 as My broker
//! 09:20:00 charge edit own-1 delivery share 0.1 least 2 most 20 flat 5 intraday share 0.05 dp 18.50 square-off 20
//! 09:20:00 charge edit own-1 gst untaxed|own-line|base name Mine
//! 09:20:00 charge choose own-1
//! ```

mod profiles;

use expect_test::expect;
use trading::{
    Account, ChargeProfile, ChargeProfileId, ChargedUnder, Charging, ChargingStep, Day, Event, Fee, GstBase,
    Moment, Paise, Price, Product, ProfileTerms, Rate, RateCard, SebiGst, Side, What, estimate,
};

use crate::script::{Stage, check, midday, play};
use crate::words::paise;

impl Stage {
    pub(crate) fn charge(&mut self, at: Moment, words: &[&str]) {
        let id: ChargeProfileId = words[1].parse().unwrap();
        let answer = match words[0] {
            "copy" => self.account.copy_charge_profile(at, id, &words[3..].join(" ")),
            "choose" => self.account.choose_charge_profile(at, id),
            "edit" => {
                let newest = self.account.charging().newest(id).map(ChargeProfile::terms);
                let terms = newest.unwrap_or_else(|| ChargeProfile::discount_broker_2026().terms());
                self.account.edit_charge_profile(at, id, edited(terms, &words[2..]))
            }
            other => panic!("what is charge {other}?"),
        };
        self.answer(at, answer);
    }
}

fn edited(mut terms: ProfileTerms, words: &[&str]) -> ProfileTerms {
    let mut intraday = false;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let fee = if intraday { &mut terms.intraday } else { &mut terms.delivery };
        match *word {
            "delivery" => intraday = false,
            "intraday" => intraday = true,
            "name" => {
                terms.name = words.copied().collect::<Vec<_>>().join(" ");
                return terms;
            }
            "gst" => {
                let sebi = match *words.next().unwrap() {
                    "untaxed" => SebiGst::Untaxed,
                    "own-line" => SebiGst::InItsOwnLine,
                    _ => SebiGst::InTheBase,
                };
                terms.gst_base = GstBase { sebi, ..terms.gst_base };
            }
            line => {
                let amount = words.next().unwrap();
                match line {
                    // A percentage has five digits more than a sum in rupees has.
                    "share" => fee.share = Rate(paise(amount).0 * 100_000),
                    "least" => fee.least = paise(amount),
                    "most" => fee.most = (*amount != "none").then(|| paise(amount)),
                    "flat" => fee.flat = paise(amount),
                    "dp" => terms.dp = paise(amount),
                    "square-off" => terms.square_off = paise(amount),
                    _ => panic!("what is {line}?"),
                }
            }
        }
    }
    terms
}

/// What happened to the profiles, in words.
pub(crate) fn words(step: &ChargingStep) -> String {
    match step {
        ChargingStep::Chosen { profile } => format!("charged under {profile}"),
        ChargingStep::Kept { profile } => format!(
            "{}/{} {}: delivery {}; intraday {}; DP {}; square-off {}; GST of {}",
            profile.id,
            profile.version,
            profile.name,
            profile.delivery.words(),
            profile.intraday.words(),
            profile.dp,
            profile.square_off,
            profile.gst_base.words()
        ),
    }
}

const DAY: &str = "cash 1000000
    day 2026-08-03
    stock INFY 1000
    09:15:10 INFY 1001 x 1000";

/// The versions that the trades of a script kept, each with its brokerage.
fn kept(script: &str) -> Vec<String> {
    let stage = play(&format!("{DAY}\n{script}"));
    let trades = stage.account.trades().iter();
    trades
        .map(|trade| format!("{} {}", under(&trade.fill.charged_under), trade.fill.charges.brokerage))
        .collect()
}

fn under(under: &Option<ChargedUnder>) -> String {
    under.map_or_else(|| "unsaid".into(), |under| under.to_string())
}

/// Delivery of 10 at 1,000.00: nothing under the default; under the copy 0.1 % of 10,000 = 10.00; under its second
/// version 0.3 % = 30.00, at most 20.00, and 5.00 on top.
#[test]
fn an_order_is_charged_under_what_was_in_force_when_it_was_accepted() {
    let kept = kept(
        "09:20:00 charge copy discount-broker-2026 as Mine
         09:20:00 buy INFY 10 cnc limit 1000
         09:21:00 charge edit own-1 delivery share 0.1
         09:21:00 charge choose own-1
         09:22:00 buy INFY 10 cnc limit 1000
         09:23:00 charge edit own-1 delivery share 0.3 most 20 flat 5
         09:24:00 buy INFY 10 cnc limit 1000
         09:25:00 charge choose discount-broker-2026-women
         09:26:00 buy INFY 10 cnc limit 1000
         09:30:00 INFY 999 x 100000 offer 1000x40000",
    );
    assert_eq!(
        kept,
        [
            "discount-broker-2026/1@2026-03-01 0.00",
            "own-1/2@2026-03-01 10.00",
            "own-1/3@2026-03-01 25.00",
            "discount-broker-2026-women/1@2026-03-01 0.00",
        ]
    );
}

/// What is changed is an order that stands, so it keeps its profile, and what it sets aside is reckoned under that.
/// 10 at 1,000.00 with 50.00 of brokerage: 10,000 + 50 + STT 10 + 0.31 + 0.01 + stamp 1.50 → 2 + GST 18 % × 50.32 = 9.06
/// is 10,071.38; at 990.00: 9,900 + 50 + 10 + 0.30 + 0.01 + 1 + 9.06 = 9,970.37.
#[test]
fn a_changed_order_keeps_its_profile() {
    let mut stage = midday(&format!(
        "{DAY}
        09:20:00 charge copy discount-broker-2026 as Mine
        09:20:00 charge edit own-1 delivery flat 50
        09:20:00 charge choose own-1
        09:21:00 buy INFY 10 cnc limit 1000"
    ));
    assert_eq!(stage.account.orders()[0].block.to_string(), "10,071.38");
    stage.line("09:22:00 charge choose discount-broker-2026");
    stage.line("09:23:00 modify 1 10 limit 990");
    assert_eq!(stage.account.orders()[0].block.to_string(), "9,970.37");
    stage.line("09:24:00 INFY 989 x 100000 offer 990x40000");
    assert_eq!(stage.account.trades()[0].fill.charges.brokerage, Paise::rupees(50));
    assert_eq!(stage.account.balance(trading::Book::Blocked), Paise::ZERO, "all of it was enough");
}

/// Two delivery sales of a stock on a day, the first under a profile whose depository asks nothing: it is debited once,
/// and that once cost nothing.
#[test]
fn the_depository_is_paid_once_by_the_profile_of_the_first_sale() {
    let dp = |first: &str, second: &str| -> Vec<String> {
        let stage = play(&format!(
            "{DAY}
            09:20:00 charge copy discount-broker-2026 as Free
            09:20:00 charge edit own-1 dp 0
            09:20:00 charge copy discount-broker-2026 as Dear
            09:20:00 charge edit own-2 dp 18.50
            09:21:00 buy INFY 10 cnc limit 1000
            09:22:00 INFY 999 x 100000 offer 1000x40000
            day 2026-08-04
            09:20:00 charge choose {first}
            09:21:00 sell INFY 5 cnc limit 1000
            09:22:00 INFY 1001 x 100000 bid 1000x40000
            09:23:00 charge choose {second}
            09:24:00 sell INFY 5 cnc limit 1000
            09:25:00 INFY 1001 x 100000 bid 1000x40000"
        ));
        assert!(stage.account.notes().is_empty(), "the note agrees with the fills");
        stage.account.trades().iter().map(|trade| trade.fill.charges.dp.to_string()).collect()
    };
    assert_eq!(dp("own-1", "own-2"), ["0.00", "0.00", "0.00"]);
    assert_eq!(dp("own-2", "own-1"), ["0.00", "21.83", "0.00"]);
    assert_eq!(dp("own-2", "discount-broker-2026"), ["0.00", "21.83", "0.00"]);
}

/// ₹20 + 18 % for the square-off order that the program writes at 15:20, and for the buy-in of a short that nobody
/// delivered.
#[test]
fn the_program_squares_off_for_the_fee_of_the_profile_in_force() {
    let stage = play(&format!(
        "{DAY}
        09:20:00 charge copy discount-broker-2026 as Mine
        09:20:00 charge edit own-1 square-off 20
        09:21:00 buy INFY 10 mis limit 1000
        09:22:00 INFY 999 x 100000 offer 1000x40000
        09:30:00 charge choose own-1
        15:20:30 INFY 1001 x 100000 bid 1000x40000"
    ));
    let trades = stage.account.trades();
    assert_eq!(under(&trades[0].fill.charged_under), "discount-broker-2026/1@2026-03-01");
    assert_eq!(under(&trades[1].fill.charged_under), "own-1/2@2026-03-01");
    assert_eq!(trades[1].fill.charges.square_off.to_string(), "23.60");
}

#[test]
fn a_buy_in_is_charged_under_the_profile_in_force() {
    let stage = play(
        "cash 1000000
        day 2026-08-03
        stock INFY 1000 band 20
        09:20:00 charge copy discount-broker-2026 as Mine
        09:20:00 charge edit own-1 square-off 20
        09:20:00 charge choose own-1
        09:21:00 sell INFY 10 mis limit 1000
        09:22:00 INFY 1001 x 100000 bid 1000x40000
        15:19:00 INFY 1200 x 100000 offer none
        day 2026-08-04
        09:20:00 INFY 1200 x 1000",
    );
    let bought_in = stage.events.iter().find_map(|event| {
        let What::BoughtIn(buy_in) = &event.what else { return None };
        Some(buy_in)
    });
    let buy_in = bought_in.unwrap();
    assert_eq!(under(&buy_in.charged_under), "own-1/2@2026-03-01");
    assert_eq!(buy_in.charges.square_off.to_string(), "23.60");
}

#[test]
fn what_happens_to_profiles_is_told_and_what_cannot_be_is_refused_with_what_can() {
    check(
        "cash 1000
        day 2026-08-03
        09:20:00 charge copy discount-broker-2026 as   Full service
        09:20:00 charge edit own-1 delivery share 0.5 least 25 most none flat 0 intraday share 0.05 most none
        09:20:00 charge choose own-1
        09:21:00 charge edit discount-broker-2026 dp 1
        09:21:00 charge copy own-7 as Nobody
        09:21:00 charge copy own-1 as full SERVICE
        09:21:00 charge copy own-1 as Discount Broker 2026
        09:21:00 charge copy own-1 as
        09:21:00 charge copy own-1 as A name that is much longer than anybody would want to read
        09:21:00 charge edit own-1 delivery share 2.51
        09:21:00 charge edit own-1 delivery share -0.1
        09:21:00 charge edit own-1 delivery most 24.99
        09:21:00 charge edit own-1 intraday most 0
        09:21:00 charge edit own-1 intraday flat 10000.01
        09:21:00 charge edit own-1 dp -1
        09:21:00 charge edit own-1 square-off 1000.01
        09:21:00 charge edit own-1 dp 13
        09:21:00 charge choose own-1
        09:22:00 charge edit own-1 delivery share 0 flat 10
        09:22:00 charge edit own-1 gst untaxed name Mine",
        &expect![[r#"
            2026-08-03
            09:20:00 own-1/1 Full service: delivery Nothing; intraday 0.03 % of the order, at most ₹20.00; DP 13.00; square-off 50.00; GST of brokerage, transaction charge, SEBI fee and protection fund
            09:20:00 own-1/2 Full service: delivery 0.5 % of the order, at least ₹25.00; intraday 0.05 % of the order; DP 13.00; square-off 50.00; GST of brokerage, transaction charge, SEBI fee and protection fund
            09:20:00 charged under own-1
            09:21:00 refused: A charge profile that comes with Lakh cannot be changed. [A change of a copy of it]
            09:21:00 refused: There is no such charge profile. [A charge profile of the list]
            09:21:00 refused: There is a charge profile called Full service already. [Another name]
            09:21:00 refused: There is a charge profile called Discount broker 2026 already. [Another name]
            09:21:00 refused: Name: a charge profile does not take that. [1 to 40 characters in one line]
            09:21:00 refused: Name: a charge profile does not take that. [1 to 40 characters in one line]
            09:21:00 refused: Delivery brokerage, share of the value: a charge profile does not take that. [0 % to 2.5 %]
            09:21:00 refused: Delivery brokerage, share of the value: a charge profile does not take that. [0 % to 2.5 %]
            09:21:00 refused: Delivery brokerage, most an order: a charge profile does not take that. [₹25.00 or more, or no most at all]
            09:21:00 refused: Intraday brokerage, most an order: a charge profile does not take that. [₹0.01 or more, or no most at all]
            09:21:00 refused: Intraday brokerage, sum an order: a charge profile does not take that. [₹0.00 to ₹10,000.00]
            09:21:00 refused: DP charge: a charge profile does not take that. [₹0.00 to ₹1,000.00]
            09:21:00 refused: Square-off fee: a charge profile does not take that. [₹0.00 to ₹1,000.00]
            09:21:00 refused: The profile already says so.
            09:21:00 refused: New orders are charged under it already.
            09:22:00 own-1/3 Full service: delivery ₹10.00 an order; intraday 0.05 % of the order; DP 13.00; square-off 50.00; GST of brokerage, transaction charge, SEBI fee and protection fund
            09:22:00 own-1/4 Mine: delivery ₹10.00 an order; intraday 0.05 % of the order; DP 13.00; square-off 50.00; GST of brokerage, transaction charge and protection fund
            ---
            cash 1,000.00 available 1,000.00
        "#]],
    );
}

/// An order pays the share of its value, no less than the least, no more than the most, and the sum on top.
#[test]
fn a_brokerage_lies_between_its_least_and_its_most() {
    let fee = |share, least, most: Option<i64>, flat| Fee {
        share: Rate(share),
        least: Paise(least),
        most: most.map(Paise),
        flat: Paise(flat),
    };
    for (fee, value, due) in [
        (fee(1_000_000, 500, Some(2_000), 0), 100_000, "5.00"),
        (fee(1_000_000, 500, Some(2_000), 0), 1_000_000, "10.00"),
        (fee(1_000_000, 500, Some(2_000), 0), 10_000_000, "20.00"),
        (fee(5_000_000, 0, None, 0), 10_000_000, "500.00"),
        (fee(0, 0, None, 2_000), 10_000_000, "20.00"),
        (fee(1_000_000, 0, Some(2_000), 1), 100_000, "1.01"),
    ] {
        assert_eq!(fee.of(Paise(value)).to_string(), due, "{}", fee.words());
    }
}

/// The lines of the published examples that a broker decides, under the profile that comes with Lakh: A's GST is 18 % of
/// brokerage and transaction charge alone with SEBI's fee 0.84 + GST = 0.99; E's has SEBI's fee untaxed.
#[test]
fn the_profiles_that_come_with_lakh_say_what_their_sources_say() {
    let profile = |id: &str| {
        let id: ChargeProfileId = id.parse().unwrap();
        ChargeProfile::built_in().iter().find(|profile| profile.id == id).unwrap()
    };
    let day = Day::of(2026, 8, 3).unwrap();
    let bought = |id: &str| {
        let card = RateCard { profile: profile(id), ..RateCard::on(day) };
        let charges = estimate(card, Side::Buy, Product::Mis, Price::new(100_000).unwrap(), 840);
        (charges.brokerage.to_string(), charges.sebi.to_string(), charges.gst.to_string())
    };
    let said = |brokerage: &str, sebi: &str, gst: &str| (brokerage.into(), sebi.into(), gst.into());
    // 8,40,000: transaction 25.79, fund 0.00. 18 % × (20 + 25.79 + 0.84) = 8.39; of 45.79 = 8.24.
    assert_eq!(bought("discount-broker-2026"), said("20.00", "0.84", "8.39"));
    assert_eq!(bought("discount-broker-2023"), said("20.00", "0.99", "8.24"));
    assert_eq!(bought("sebi-untaxed"), said("20.00", "0.84", "8.24"));
    let dp = |id: &str| RateCard { profile: profile(id), ..RateCard::on(day) }.dp_with_gst().to_string();
    assert_eq!(dp("discount-broker-2026"), "15.34");
    assert_eq!(dp("discount-broker-2026-women"), "15.05");
    assert_eq!(dp("discount-broker-2023"), "15.93");
    for profile in ChargeProfile::built_in() {
        assert_eq!(profile.terms().check(), Ok(()), "{}", profile.name);
        assert_eq!(profile.terms().tidied(), profile.terms(), "{}", profile.name);
        assert!(!profile.source.is_empty());
    }
}

/// A fill as ledgers hold it from before fills kept their profile, to the byte.
const OLD_FILL: &str = r#"{"at":"2026-08-03T09:15:01+05:30","what":{"kind":"filled","trade":1,"order":1,"symbol":"RELIANCE","isin":"INE002A01018","side":"buy","product":"cnc","price":139450,"quantity":5,"closed":0,"entered_at":0,"released":700000,"margin":0,"trade_to_trade":false,"charges":{"brokerage":0,"stt":700,"transaction":21,"sebi":1,"stamp":105,"gst":4,"ipft":0,"dp":0,"square_off":0},"evidence":{"rule":"market_adverse_side","last":139450,"quoted_at":"2026-08-03T09:15:01+05:30","source":{"modelled":{"seed":7}},"traded":1250,"slippage_ticks":1}}}"#;

#[test]
fn a_record_from_before_fills_kept_their_profile_reads_and_writes_as_it_did() {
    let event: Event = serde_json::from_str(OLD_FILL).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), OLD_FILL);
    let What::Filled(fill) = &event.what else { panic!("a fill") };
    assert_eq!(fill.charged_under, None);
    let account = Account::from_events([&event]);
    assert_eq!(account.charging().of(fill.charged_under).name, "Discount broker 2026");
    assert_eq!(account.charging().in_force().words(), "Discount broker 2026, version 1");
}

#[test]
fn an_account_keeps_so_many_profiles_and_no_more() {
    let mut stage = midday(DAY);
    for number in 1..=Charging::MOST {
        stage.line(&format!("09:20:00 charge copy discount-broker-2026 as Mine {number}"));
    }
    assert_eq!(stage.account.charging().list().count(), Charging::MOST + ChargeProfile::built_in().len());
    stage.line("09:20:00 charge copy discount-broker-2026 as One more");
    assert_eq!(stage.account.charging().list().count(), Charging::MOST + ChargeProfile::built_in().len());
    assert_eq!(stage.refused.keys().collect::<Vec<_>>(), [&"too_many_charge_profiles"]);
}

/// The texts of profiles are one each, so that a ledger's bytes are.
#[test]
fn a_profile_has_one_text() {
    for profile in ChargeProfile::built_in() {
        assert_eq!(profile.id.to_string().parse(), Ok(profile.id));
    }
    assert_eq!("own-12".parse(), Ok(ChargeProfileId::Own(12)));
    for text in ["own-0", "own-01", "own-", "own--1", "Own-1", "own-99999999999", "zerodha", ""] {
        assert!(text.parse::<ChargeProfileId>().is_err(), "{text}");
    }
}
