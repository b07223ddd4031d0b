//! Any bytes to the decoder `nse::answers::holidays::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::holidays::decode(bytes)));
