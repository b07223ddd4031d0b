//! A chart over an ex-date: the days before a split, bonus or rights issue in the shares of today, so that nothing looks
//! like a fall that is none. Dividends leave them as they were.

use trading::{Announced, Announcement, Bar, CorporateAction, Day, Paise, Price};

/// Adjusts the bars before each ex-day up to a day, the oldest ex-day first.
pub(crate) fn adjust(bars: &mut [Bar], announcements: &[Announcement], until: Day) {
    let mut due: Vec<&Announcement> = announcements.iter().filter(|of| of.ex_day <= until).collect();
    due.sort_by_key(|of| of.ex_day);
    for announced in due {
        let Announced::Known(action) = &announced.action else { continue };
        let before = bars.partition_point(|bar| bar.from.day() < announced.ex_day);
        let Some(old) = bars.get_mut(..before) else { continue };
        let Some(close) = old.last().map(|bar| bar.close) else { continue };
        let Some(base) = action.base_price(close, announced.face_value.unwrap_or(Paise::ZERO)) else {
            continue;
        };
        for bar in old {
            for price in [&mut bar.open, &mut bar.high, &mut bar.low, &mut bar.close] {
                *price = scaled(*price, base, close);
            }
            bar.volume = shares(action, bar.volume);
        }
    }
}

/// A price in the proportion of what was left of the close; never nothing.
fn scaled(price: Price, base: Price, close: Price) -> Price {
    let paise = Paise(price.paise()).portion(base.paise(), close.paise());
    Price::new(paise.0.max(1)).unwrap_or(price)
}

/// As many shares as the traded ones became.
fn shares(action: &CorporateAction, volume: i64) -> i64 {
    match action {
        CorporateAction::Split(ratio) => Paise(volume).portion(ratio.new_shares(), ratio.old_shares()).0,
        CorporateAction::Bonus(ratio) => {
            Paise(volume).portion(ratio.new_shares() + ratio.old_shares(), ratio.old_shares()).0
        }
        CorporateAction::Rights { .. } | CorporateAction::Dividend { .. } => volume,
    }
}
