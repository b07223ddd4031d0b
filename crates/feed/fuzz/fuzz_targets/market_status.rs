//! Any bytes to the decoder `nse::answers::market_status::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::market_status::decode(bytes)));
