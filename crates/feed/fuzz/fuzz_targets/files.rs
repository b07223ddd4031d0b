//! Any bytes to the decoder of files: plain, gzipped or zipped.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(feed::nse::files::decode("ind_nifty50list.csv", bytes)));
