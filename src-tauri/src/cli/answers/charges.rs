//! The answers about charge profiles.

use serde::Serialize;
use trading::{ChargeProfile, Charging, Fee, Paise, SebiGst};

use crate::cli::sheet::{self, words};
use crate::show::profile_lines;

/// A profile in one of its versions.
#[derive(Debug, Serialize)]
pub(crate) struct ProfileAnswer {
    id: String,
    version: u32,
    name: String,
    own: bool,
    in_force: bool,
    delivery: FeeAnswer,
    intraday: FeeAnswer,
    sebi_gst: SebiGst,
    ipft_gst: bool,
    dp_paise: Paise,
    square_off_paise: Paise,
    source: String,
    #[serde(skip)]
    fees: [String; 2],
}

/// A brokerage.
#[derive(Debug, Serialize)]
struct FeeAnswer {
    percent: String,
    least_paise: Paise,
    most_paise: Option<Paise>,
    flat_paise: Paise,
}

impl ProfileAnswer {
    /// A profile; in force where it is the version that new orders are charged under.
    pub(crate) fn of(profile: &ChargeProfile, charging: &Charging) -> Self {
        Self {
            id: profile.id.to_string(),
            version: profile.version,
            name: profile.name.to_string(),
            own: profile.id.is_own(),
            in_force: charging.in_force() == profile,
            delivery: FeeAnswer::of(profile.delivery),
            intraday: FeeAnswer::of(profile.intraday),
            sebi_gst: profile.gst_base.sebi,
            ipft_gst: profile.gst_base.ipft,
            dp_paise: profile.dp,
            square_off_paise: profile.square_off,
            source: profile.source.to_string(),
            fees: [profile.delivery.words(), profile.intraday.words()],
        }
    }
}

impl FeeAnswer {
    fn of(fee: Fee) -> Self {
        Self {
            percent: fee.share.to_string().trim_end_matches(" %").to_owned(),
            least_paise: fee.least,
            most_paise: fee.most,
            flat_paise: fee.flat,
        }
    }
}

/// Profiles as a table.
pub(crate) fn profiles_sheet(profiles: &[ProfileAnswer]) -> String {
    let row = |one: &ProfileAnswer| {
        let [delivery, intraday] = &one.fees;
        let in_force = if one.in_force { "in force" } else { "" };
        [
            words(&one.id),
            words(&one.name),
            words(one.version.to_string()),
            words(delivery),
            words(intraday),
            sheet::amount(one.dp_paise),
            words(in_force),
        ]
    };
    let header = ["Profile", "Name", "Version", "Delivery", "Intraday", "DP + GST", ""];
    sheet::sheet(header, profiles.iter().map(row))
}

/// A profile line by line.
pub(crate) fn profile_text(profile: &ChargeProfile, charging: &Charging) -> String {
    let in_force = if charging.in_force() == profile { ", in force" } else { "" };
    let mut text = format!("{} ({}){in_force}", profile.words(), profile.id);
    for line in profile_lines(profile) {
        text.push_str(&format!("\n{}: {}", line.name, line.value));
    }
    format!("{text}\nSource: {}", profile.source)
}
