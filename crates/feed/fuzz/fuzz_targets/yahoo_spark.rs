//! Any bytes to the decoder `yahoo::spark::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::yahoo::spark::decode(bytes)));
