//! Any bytes to the decoder `nse::answers::variations::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::variations::decode(bytes)));
