//! The decoders of web answers: recorded ones counted by hand, small odd ones made up.

mod built;
mod odd;
mod quote;
mod recorded;
mod yahoo;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use trading::{Paise, Price};

/// The bytes of a recording; none where there are no recordings.
fn recording(path: &str) -> Option<Vec<u8>> {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/recorded").join(path);
    let bytes = fs::read(&place).ok();
    if bytes.is_none() {
        println!("not run: {} is not there", place.display());
    }
    bytes
}

/// The same bytes as JSON, for counting apart from the decoder.
fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// The rows of a list inside JSON.
fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).unwrap().as_array().unwrap()
}

/// A number, written as one or as a text, times a power of ten and rounded: floats will do for counting.
fn times(value: &Value, factor: f64) -> i64 {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).unwrap();
    (number * factor).round() as i64
}

fn paise(value: &Value) -> i64 {
    times(value, 100.0)
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Prices as paise, 0 for none: as the raw JSON says it.
fn plain(price: Option<Price>) -> i64 {
    price.map_or(0, Price::paise)
}

fn sum(amounts: impl Iterator<Item = Paise>) -> i64 {
    amounts.map(|amount| amount.0).sum()
}
