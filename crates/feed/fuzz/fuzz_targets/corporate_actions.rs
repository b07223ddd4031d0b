//! Any bytes to the decoder `nse::answers::corporate_actions::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::corporate_actions::decode(bytes)));
