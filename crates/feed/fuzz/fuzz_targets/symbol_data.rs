//! Any bytes to the decoder `nse::answers::symbol_data::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::symbol_data::decode(bytes)));
