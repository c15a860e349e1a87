//! Randomness that can be repeated.

use std::sync::Mutex;

use minato_db::Entropy;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Gives the same bytes for the same seed, in the order of the calls.
pub struct SeededEntropy(Mutex<StdRng>);

impl SeededEntropy {
    /// Starts from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        self.0
            .lock()
            .expect("no panic while filling")
            .fill_bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_secret() {
        let secret = |seed| minato_db::secret(&SeededEntropy::new(seed));
        assert_eq!(secret(7), secret(7));
        assert_ne!(secret(7), secret(8));
    }
}
