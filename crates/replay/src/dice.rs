//! Seeded chance, in integers: the same draws on every platform.

use rand_core::{RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use trading::{Day, Symbol};

/// Says which model drew: another model must not be mistaken for this one under the same seed.
const DOMAIN: &str = "lakh replay 2026-11 modelled path";

/// Everything about one path that chance may depend on: seed, stock and day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key([u64; 4]);

/// One independent stream of draws.
pub(crate) struct Dice(Xoshiro256PlusPlus);

impl Key {
    /// The key of a stock's (or an index's) day under a seed.
    pub(crate) fn of(seed: u64, name: &str, day: Day) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(DOMAIN);
        hasher.update(&seed.to_le_bytes());
        hasher.update(&day.number().to_le_bytes());
        hasher.update(name.as_bytes());
        let mut words = hasher.finalize_xof();
        Self(std::array::from_fn(|_| {
            let mut bytes = [0; 8];
            words.fill(&mut bytes);
            u64::from_le_bytes(bytes)
        }))
    }

    /// The key of a stock.
    pub(crate) fn of_stock(seed: u64, symbol: &Symbol, day: Day) -> Self {
        Self::of(seed, symbol.as_str(), day)
    }

    /// The stream of one part of the path. Mixed from the key without hashing again, because a board asks for
    /// one part of each of thousands of paths.
    pub(crate) fn dice(&self, part: u64) -> Dice {
        let mut seed = [0; 32];
        for ((word, bytes), lane) in self.0.iter().zip(seed.chunks_exact_mut(8)).zip(1..) {
            bytes
                .copy_from_slice(&mixed(word ^ mixed(part.wrapping_mul(8).wrapping_add(lane))).to_le_bytes());
        }
        Dice(Xoshiro256PlusPlus::from_seed(seed))
    }
}

impl Dice {
    /// A number from 0 to `bound - 1`; 0 when there is no such number.
    pub(crate) fn below(&mut self, bound: i64) -> i64 {
        let bound = u128::from(u64::try_from(bound).unwrap_or(0));
        let drawn = (u128::from(self.0.next_u64()) * bound) >> 64;
        i64::try_from(drawn).unwrap_or(0)
    }

    /// True so many times in `of`.
    pub(crate) fn chance(&mut self, times: i64, of: i64) -> bool {
        self.below(of) < times
    }

    /// Three independent numbers, nearly normal: mean 0, standard deviation 128, at most 381 away.
    pub(crate) fn normals(&mut self) -> [i64; 3] {
        let bits = self.0.next_u64();
        [bits, bits >> 21, bits >> 42].map(|lane| {
            let sum = (lane & 127) + ((lane >> 7) & 127) + ((lane >> 14) & 127);
            2 * sum.cast_signed() - 381
        })
    }

    /// An exponential waiting time of mean 32,768, never 0.
    pub(crate) fn wait(&mut self) -> i64 {
        let [a, b, _] = self.normals();
        a * a + b * b
    }

    /// A factor around 1 in units of 1/256, between ½ and 1½, and now and then a burst of up to 4.
    pub(crate) fn bustle(&mut self) -> i64 {
        let bits = self.0.next_u64();
        let plain = 128 + (bits & 255).cast_signed();
        if (bits >> 8) & 31 == 0 { plain * (2 + ((bits >> 13) & 1).cast_signed()) } else { plain }
    }
}

/// The finaliser of SplitMix64: every bit of the answer depends on every bit of the number.
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
