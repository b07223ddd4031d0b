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
//! | `create_profile` | `name`, `password` or null | [`Entered`], signed in |
//! | `sign_in` | `id`, `password` or null | [`Lobby`] |
//! | `recover` | `id`, `code`, `password` | [`Entered`], signed in with the new password |
//! | `sign_out` | | [`Lobby`] |
//! | `lock` | | [`Lobby`]; nothing of the account is told until `unlock` |
//! | `unlock` | `password` | [`Lobby`] |
//! | `touched` | | nothing; somebody is at the window |
//! | `rename` | `name` | [`Lobby`] |
//! | `change_password` | `old`, `new`, each or null | [`Entered`] |
//! | `renew_recovery_code` | `password` | [`Entered`] |
//! | `remove_profile` | `password` or null | where its files were set aside |
//! | `open_practice` | `name`, `day`, `seed` or null | [`Account`], and it becomes the open one |
//! | `open_account` | `name` | [`Account`], and it becomes the open one |
//! | `subscribe` | `channel` of [`Message`] | nothing; a whole [`View`] follows at once |
//! | `watch_progress` | `channel` of [`Progress`] | nothing; while the archive is first filled |
//! | `act` | `action` | [`Receipt`] |
//! | `estimate` | `ticket`, `modifies` (an order's number) or null | [`Estimate`] |
//! | `basket` | `tickets` | [`BasketEstimate`] |
//! | `board` | | [`Board`] |
//! | `movers` | `top` | [`Movers`] |
//! | `ranked` | `ranking`, `top` | [`Ranked`] |
//! | `indices` | | every index of the day ([`IndexRow`]), by name |
//! | `search` | `text` | at most 50 [`Quote`]s, best first |
//! | `stock` | `symbol` | [`Stock`] |
//! | `chart` | `symbol`, `frame` | [`Chart`] |
//! | `order_book` | | every [`Order`] of the account, newest first |
//! | `trade_book` | | every [`Trade`] of the account, newest first |
//! | `rules` | `day` or null, `under` (a trade's or an estimate's rule version) or null | [`RuleBook`] of that day, or of the account's, with the charges of that profile, or of the one in force |
//! | `ex_dates` | | every corporate action that touched the account ([`ExDate`]), newest first |
//! | `charge_profiles` | | every [`ChargeProfile`] that the account can be charged under |
//! | `contract_note` | `day` or null | [`ContractNote`] of that day, or of the last that traded; null without one |
//! | `save_settings` | `settings` | [`Settings`] |
//! | `sources` | | [`Sources`] |
//! | `switch_sources` | `nse`, `yahoo` | [`Sources`]; what is off sends nothing within a second |
//! | `import_file` | a file's bytes, with its name in the header `file-name`, percent-encoded | [`ImportedFile`]s: of a zip archive every one |
//! | `import_dropped` | the place of a file in [`Message::Dropped`] | the same |
//! | `verify_ledger` | | [`Proof`] |
//! | `backups` | | every [`Backup`] of the ledger, newest first |
//! | `back_up` | | [`Backup`] |
//! | `restore_would` | `name` of a backup | [`Restoration`], nothing done |
//! | `restore` | `name` of a backup | [`Restoration`]; the account is to be opened again |
//! | `begin_anew` | | where the damaged ledger was set aside |
//! | `export_folder` | `choose`: asks for another | the folder that exports go to |
//! | `export_ledger` | `form` | [`Exported`] |
//! | `house` | | [`House`], for an administrator |
//! | `administer` | `act` | [`AdminDone`], for an administrator |
//! | `audit_log` | | [`AuditLog`], for an administrator |
//! | `health` | | a [`Check`] each, for an administrator |

mod account;
mod boards;
mod charging;
mod corporate;
mod house;
mod market;
mod order;
mod rules;
mod sources;
mod trigger;
mod typed;
mod typescript;
mod window;

pub use account::*;
pub use boards::*;
pub use charging::*;
pub use corporate::*;
pub use house::*;
pub use market::*;
pub use order::*;
pub use rules::*;
pub use sources::*;
pub use trigger::*;
pub use typed::Typed;
pub use typescript::typescript;
pub use window::*;
