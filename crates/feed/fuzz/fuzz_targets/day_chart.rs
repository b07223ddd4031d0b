//! Any bytes to the decoder `nse::answers::day_chart::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::day_chart::decode(bytes)));
