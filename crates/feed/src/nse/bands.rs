//! Price bands in the exchange's words.

use trading::BandRule;

/// Reads `2`, `5`, `10`, `20`, `40` (percent) or `No Band`.
pub(super) fn band_rule(text: &str) -> Option<BandRule> {
    match text {
        "2" => Some(BandRule::Percent(2)),
        "5" => Some(BandRule::Percent(5)),
        "10" => Some(BandRule::Percent(10)),
        "20" => Some(BandRule::Percent(20)),
        "40" => Some(BandRule::Percent(40)),
        _ => text.eq_ignore_ascii_case("No Band").then_some(BandRule::NoBand),
    }
}
