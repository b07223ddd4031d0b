//! The profiles that an account is charged under, for the window and the command line.

use trading::{ChargeProfile, ChargedUnder, Charging, Day, Fee, Levies, RateCard, SebiGst};

use super::trade::fact;
use crate::wire;

/// Every profile that can be chosen.
pub(crate) fn charge_profiles(charging: &Charging) -> Vec<wire::ChargeProfile> {
    charging.list().map(|profile| charge_profile(profile, charging)).collect()
}

fn charge_profile(profile: &ChargeProfile, charging: &Charging) -> wire::ChargeProfile {
    wire::ChargeProfile {
        id: profile.id.to_string(),
        version: profile.version,
        own: profile.id.is_own(),
        in_force: charging.in_force().id == profile.id,
        lines: profile_lines(profile),
        source: profile.source.to_string(),
        terms: wire::ProfileTerms {
            name: profile.name.to_string(),
            delivery: fee(profile.delivery),
            intraday: fee(profile.intraday),
            sebi_gst: match profile.gst_base.sebi {
                SebiGst::InTheBase => wire::SebiGst::InTheBase,
                SebiGst::InItsOwnLine => wire::SebiGst::InItsOwnLine,
                SebiGst::Untaxed => wire::SebiGst::Untaxed,
            },
            gst_of_ipft: profile.gst_base.ipft,
            dp_paise: profile.dp.0,
            square_off_paise: profile.square_off.0,
        },
    }
}

/// What a profile says, a line each.
pub(crate) fn profile_lines(profile: &ChargeProfile) -> Vec<wire::Fact> {
    let base = profile.gst_base;
    let own_line = if base.sebi == SebiGst::InItsOwnLine { "; SEBI's fee with its own GST" } else { "" };
    vec![
        fact("Delivery brokerage", profile.delivery.words()),
        fact("Intraday brokerage", profile.intraday.words()),
        fact("DP charge", format!("₹{} + GST once a stock and day of delivery sale", profile.dp)),
        fact("Square-off", format!("₹{} + GST an order", profile.square_off)),
        fact("GST of", format!("{}{own_line}", base.words())),
    ]
}

/// What a fill was charged under, in words: `Discount broker 2026, version 1; rates in force from 01 Mar 2026`.
pub(crate) fn under_words(charging: &Charging, under: Option<ChargedUnder>, day: Day) -> String {
    let from = under.map_or_else(|| Levies::on(day).from, |under| under.law_from);
    format!("{}; rates in force from {}", charging.of(under).words(), from.words())
}

/// The same for the rule book to look up: `discount-broker-2026/1@2026-03-01`.
pub(crate) fn under_version(charging: &Charging, under: Option<ChargedUnder>, day: Day) -> String {
    let default = || RateCard { profile: charging.of(None), levies: Levies::on(day) }.under();
    under.unwrap_or_else(default).to_string()
}

/// The profile, in its version, that [`under_version`] names.
pub(crate) fn profile_under<'a>(charging: &'a Charging, version: &str) -> Option<&'a ChargeProfile> {
    let (profile, _) = version.split_once('@')?;
    let (id, number) = profile.split_once('/')?;
    let (id, number) = (id.parse().ok()?, number.parse::<u32>().ok()?);
    charging.versions(id).find(|profile| profile.version == number)
}

/// What an order of a day is charged by under a profile.
pub(crate) fn charged_by(day: Day, profile: &ChargeProfile, charging: &Charging) -> wire::ChargedBy {
    let levies = Levies::on(day);
    let in_force = charging.in_force();
    wire::ChargedBy {
        profile: profile.name.to_string(),
        version: profile.version,
        in_force: (profile.id, profile.version) == (in_force.id, in_force.version),
        lines: profile_lines(profile),
        source: profile.source.to_string(),
        law_from: levies.from.to_string(),
        law: law(levies),
    }
}

/// What nobody's profile changes, a line each, for shares.
fn law(levies: &Levies) -> Vec<wire::Levy> {
    let sources = &levies.sources;
    let stt = if levies.stt_delivery_purchase == levies.stt_delivery_sale {
        format!("{}, both sides", levies.stt_delivery_sale)
    } else {
        format!("{}, purchase; {}, sale", levies.stt_delivery_purchase, levies.stt_delivery_sale)
    };
    let both_sides = |rate| format!("{rate}, both sides");
    let lines = [
        ("STT, delivery", stt, &sources.stt),
        ("STT, intraday", format!("{}, sale", levies.stt_intraday_sale), &sources.stt),
        ("NSE transaction charge", both_sides(levies.transaction), &sources.exchange),
        ("NSE investor protection fund", both_sides(levies.ipft), &sources.exchange),
        ("SEBI fee", both_sides(levies.sebi), &sources.sebi),
        ("Stamp duty, delivery", format!("{}, purchase", levies.stamp_delivery), &sources.stamp),
        ("Stamp duty, intraday", format!("{}, purchase", levies.stamp_intraday), &sources.stamp),
        ("GST", levies.gst.to_string(), &sources.gst),
    ];
    let levy = |(name, rate, source): (&str, String, &std::borrow::Cow<'static, str>)| wire::Levy {
        name: name.into(),
        rate,
        source: source.to_string(),
    };
    lines.into_iter().map(levy).collect()
}

fn fee(fee: Fee) -> wire::Fee {
    wire::Fee {
        percent: fee.share.to_string().trim_end_matches(" %").to_owned(),
        least_paise: fee.least.0,
        most_paise: fee.most.map(|most| most.0),
        flat_paise: fee.flat.0,
    }
}
