//! Any bytes to the decoder `nse::answers::pre_open::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::pre_open::decode(bytes)));
