//! Every type that crosses into the window, and nothing else. `ui/src/wire.ts` is generated from here
//! (`cargo xtask gen`); a test fails when the committed file is stale.
//!
//! Amounts are integer paise, quantities shares, percentages basis points (1.23 % = 123), times RFC 3339
//! with +05:30, days `YYYY-MM-DD`. Unknown is `null`, never 0.
//!
//! The window's commands (`src-tauri/src/commands.rs`), each answering its type or a [`Problem`]:
//!
//! | command | arguments | answer |
//! |---|---|---|
//! | `lobby` | | [`Lobby`] |
//! | `create_profile` | `name` | [`Lobby`], signed in |
//! | `sign_in` | `id` | [`Lobby`] |
//! | `sign_out` | | [`Lobby`] |
//! | `open_practice` | `name`, `day`, `seed` or null | [`Account`], and it becomes the open one |
//! | `open_account` | `name` | [`Account`], and it becomes the open one |
//! | `subscribe` | `channel` of [`Message`] | nothing; a whole [`View`] follows at once |
//! | `watch_progress` | `channel` of [`Progress`] | nothing; while the archive is first filled |
//! | `act` | `action` | [`Receipt`] |
//! | `estimate` | `ticket`, `modifies` (an order's number) or null | [`Estimate`] |
//! | `basket` | `tickets` | [`BasketEstimate`] |
//! | `board` | | [`Board`] |
//! | `movers` | `top` | [`Movers`] |
//! | `search` | `text` | at most 50 [`Quote`]s, best first |
//! | `stock` | `symbol` | [`Stock`] |
//! | `chart` | `symbol`, `frame` | [`Chart`] |
//! | `order_book` | | every [`Order`] of the account, newest first |
//! | `trade_book` | | every [`Trade`] of the account, newest first |
//! | `rules` | `day` or null | [`RuleBook`] of that day, or of the account's |
//! | `contract_note` | `day` or null | [`ContractNote`] of that day, or of the last that traded; null without one |
//! | `save_settings` | `settings` | [`Settings`] |
//! | `verify_ledger` | | a [`Fact`] a line |

mod account;
mod market;
mod order;
mod rules;
mod trigger;
mod typescript;
mod window;

pub use account::*;
pub use market::*;
pub use order::*;
pub use rules::*;
pub use trigger::*;
pub use typescript::typescript;
pub use window::*;
