//! Any bytes to the decoder `nse::answers::all_indices::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::all_indices::decode(bytes)));
