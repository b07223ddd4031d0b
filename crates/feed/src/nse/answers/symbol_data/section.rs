//! The sections of a quote as they stand in the answer.

use serde::Deserialize;

use super::depth::{Depth, DepthLevel};
use crate::answer::{Cell, Misread};

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Book<'a> {
    #[serde(borrow)]
    buy_price1: Cell<'a>,
    #[serde(borrow)]
    buy_quantity1: Cell<'a>,
    #[serde(borrow)]
    buy_price2: Cell<'a>,
    #[serde(borrow)]
    buy_quantity2: Cell<'a>,
    #[serde(borrow)]
    buy_price3: Cell<'a>,
    #[serde(borrow)]
    buy_quantity3: Cell<'a>,
    #[serde(borrow)]
    buy_price4: Cell<'a>,
    #[serde(borrow)]
    buy_quantity4: Cell<'a>,
    #[serde(borrow)]
    buy_price5: Cell<'a>,
    #[serde(borrow)]
    buy_quantity5: Cell<'a>,
    #[serde(borrow)]
    sell_price1: Cell<'a>,
    #[serde(borrow)]
    sell_quantity1: Cell<'a>,
    #[serde(borrow)]
    sell_price2: Cell<'a>,
    #[serde(borrow)]
    sell_quantity2: Cell<'a>,
    #[serde(borrow)]
    sell_price3: Cell<'a>,
    #[serde(borrow)]
    sell_quantity3: Cell<'a>,
    #[serde(borrow)]
    sell_price4: Cell<'a>,
    #[serde(borrow)]
    sell_quantity4: Cell<'a>,
    #[serde(borrow)]
    sell_price5: Cell<'a>,
    #[serde(borrow)]
    sell_quantity5: Cell<'a>,
    #[serde(borrow)]
    pub(super) last_price: Cell<'a>,
    #[serde(borrow)]
    total_buy_quantity: Cell<'a>,
    #[serde(borrow)]
    total_sell_quantity: Cell<'a>,
}

impl Book<'_> {
    /// The levels at which somebody stands; a price of 0 is nobody.
    pub(super) fn depth(&self) -> Result<Depth, Misread> {
        let bids = [
            (self.buy_price1, self.buy_quantity1),
            (self.buy_price2, self.buy_quantity2),
            (self.buy_price3, self.buy_quantity3),
            (self.buy_price4, self.buy_quantity4),
            (self.buy_price5, self.buy_quantity5),
        ];
        let offers = [
            (self.sell_price1, self.sell_quantity1),
            (self.sell_price2, self.sell_quantity2),
            (self.sell_price3, self.sell_quantity3),
            (self.sell_price4, self.sell_quantity4),
            (self.sell_price5, self.sell_quantity5),
        ];
        let (mut bids, mut offers) =
            (side(bids, "buyPrice", "buyQuantity")?, side(offers, "sellPrice", "sellQuantity")?);
        bids.sort_by_key(|level| std::cmp::Reverse(level.price));
        offers.sort_by_key(|level| level.price);
        Ok(Depth {
            bids,
            offers,
            total_buy: self.total_buy_quantity.count("totalBuyQuantity", 0)?,
            total_sell: self.total_sell_quantity.count("totalSellQuantity", 0)?,
        })
    }
}

fn side(
    cells: [(Cell<'_>, Cell<'_>); 5],
    price_field: &'static str,
    quantity_field: &'static str,
) -> Result<Vec<DepthLevel>, Misread> {
    let mut levels = Vec::with_capacity(cells.len());
    for (price, quantity) in cells {
        let (price, quantity) = (price.price(price_field)?, quantity.count(quantity_field, 0)?);
        if let (Some(price), Some(quantity)) = (price, quantity.filter(|quantity| *quantity > 0)) {
            levels.push(DepthLevel { price, quantity });
        }
    }
    Ok(levels)
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Head<'a> {
    #[serde(borrow)]
    pub(super) symbol: Cell<'a>,
    #[serde(borrow)]
    pub(super) series: Cell<'a>,
    #[serde(borrow)]
    pub(super) company_name: Cell<'a>,
    #[serde(borrow)]
    pub(super) isin_code: Cell<'a>,
    #[serde(borrow)]
    pub(super) open: Cell<'a>,
    #[serde(borrow)]
    pub(super) day_high: Cell<'a>,
    #[serde(borrow)]
    pub(super) day_low: Cell<'a>,
    #[serde(borrow)]
    pub(super) previous_close: Cell<'a>,
    #[serde(borrow)]
    pub(super) average_price: Cell<'a>,
    #[serde(borrow)]
    pub(super) base_price: Cell<'a>,
    #[serde(borrow)]
    pub(super) close_price: Cell<'a>,
    #[serde(borrow)]
    pub(super) indicative_close: Cell<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Trading<'a> {
    #[serde(borrow)]
    pub(super) last_price: Cell<'a>,
    #[serde(borrow)]
    pub(super) total_traded_volume: Cell<'a>,
    #[serde(borrow)]
    pub(super) total_traded_value: Cell<'a>,
    #[serde(borrow)]
    pub(super) applicable_margin: Cell<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Prices<'a> {
    #[serde(borrow)]
    pub(super) year_high: Cell<'a>,
    #[serde(borrow)]
    pub(super) year_low: Cell<'a>,
    #[serde(borrow)]
    pub(super) price_band: Cell<'a>,
    #[serde(borrow)]
    pub(super) tick_size: Cell<'a>,
    #[serde(borrow)]
    pub(super) pprice_band: Cell<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Security<'a> {
    #[serde(borrow)]
    pub(super) is_suspended: Cell<'a>,
}
