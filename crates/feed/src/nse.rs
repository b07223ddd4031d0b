//! The National Stock Exchange of India.

pub mod answers;
mod bands;
pub mod files;
