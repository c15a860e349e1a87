//! Where randomness comes from: an argument, so that tests can repeat it.

use chrono::{DateTime, Utc};
use rand::rand_core::UnwrapErr;
use rand::{Rng, rngs::SysRng};
use uuid::{Builder, Uuid};

/// Gives unpredictable bytes.
pub trait Entropy: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The randomness of the operating system.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        // An operating system without randomness is one on which nothing may go on.
        UnwrapErr(SysRng).fill_bytes(bytes);
    }
}

/// A new id: UUID version 7, which sorts by the milliseconds of `now`.
pub fn new_id(entropy: &(impl Entropy + ?Sized), now: DateTime<Utc>) -> Uuid {
    let mut random = [0; 10];
    entropy.fill(&mut random);
    let milliseconds = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
}

/// A new secret of 256 bits.
pub fn secret(entropy: &(impl Entropy + ?Sized)) -> [u8; 32] {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    bytes
}

/// `count` decimal digits, each as likely as any other.
pub fn digits(entropy: &(impl Entropy + ?Sized), count: usize) -> String {
    std::iter::repeat_with(|| digit(entropy))
        .take(count)
        .collect()
}

/// Bytes from 250 on are thrown away: they would make 0 to 5 more likely.
fn digit(entropy: &(impl Entropy + ?Sized)) -> char {
    let mut byte = [u8::MAX];
    while byte >= [250] {
        entropy.fill(&mut byte);
    }
    char::from(b'0' + byte[0] % 10)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    /// Counts up from its start, byte by byte.
    struct Counting(AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill_with(|| self.0.fetch_add(1, Ordering::SeqCst));
        }
    }

    #[test]
    fn ids_are_version_7_and_sort_by_time() {
        let early = DateTime::from_timestamp_millis(1_600_000_000_000).unwrap();
        let late = DateTime::from_timestamp_millis(1_600_000_000_001).unwrap();
        let (first, second) = (new_id(&SystemEntropy, early), new_id(&SystemEntropy, late));
        assert_eq!(first.get_version_num(), 7);
        assert!(first < second);
    }

    #[test]
    fn every_digit_comes_from_the_same_number_of_bytes() {
        let all = digits(&Counting(AtomicU8::new(0)), 250);
        for digit in '0'..='9' {
            assert_eq!(all.matches(digit).count(), 25, "{digit}");
        }
    }

    #[test]
    fn bytes_that_would_favour_small_digits_are_thrown_away() {
        assert_eq!(digits(&Counting(AtomicU8::new(250)), 3), "012");
    }

    #[test]
    fn secrets_differ() {
        assert_ne!(secret(&SystemEntropy), secret(&SystemEntropy));
    }
}
