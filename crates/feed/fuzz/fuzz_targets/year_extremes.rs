//! Any bytes to the decoder `nse::answers::year_extremes::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::year_extremes::decode(bytes)));
