//! What the desk says, in the window's types and in words for people. Pure: nothing here asks or changes.

mod account;
mod boards;
mod charging;
mod clock;
mod corporate;
mod glance;
mod house;
mod imported;
mod market;
mod note;
mod notice;
mod order;
mod problem;
mod rules;
mod sources;
mod stock;
#[cfg(test)]
mod tests;
mod ticket;
mod trade;
mod trigger;
mod words;

pub(crate) use account::{account, new_isin_words, profile, view};
pub(crate) use boards::{indices, ranked};
pub(crate) use charging::{charge_profiles, profile_lines, profile_under};
pub(crate) use corporate::{ex_dates, renaming_words, right_words};
pub(crate) use glance::glance;
pub(crate) use house::{
    audit, backup, backup_name, exported, file_words, health, proof, removed, restoration, sources_health,
    stamp, trouble, user,
};
pub(crate) use imported::taken_in;
pub(crate) use market::{Beside, board, board_tick, chart, day, found, movers};
pub(crate) use note::contract_note;
pub(crate) use notice::notices;
pub(crate) use order::{kind_word, order, reason, status_words, step_words};
pub(crate) use problem::receipt;
pub(crate) use rules::rules;
pub(crate) use sources::sources;
pub(crate) use stock::stock;
pub(crate) use ticket::{basket, estimate};
pub(crate) use trade::{evidence, trade};
pub(crate) use trigger::{gtt_order, gtt_words};
pub(crate) use words::phase_now;
