//! Any bytes to the decoder `yahoo::chart::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::yahoo::chart::decode(bytes)));
