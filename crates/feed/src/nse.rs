//! The National Stock Exchange of India.

pub mod files;
