//! Any bytes to the decoder `nse::answers::band_hitters::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::band_hitters::decode(bytes)));
