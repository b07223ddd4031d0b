//! Any bytes to the decoder `nse::answers::stocks_traded::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::answers::stocks_traded::decode(bytes)));
