//! How long to wait before the next try to connect.

use std::time::{Duration, Instant};

use crate::Entropy;

const LONGEST: Duration = Duration::from_secs(1);

/// Growing pauses up to a deadline.
pub(super) struct Backoff {
    deadline: Instant,
    pause: Duration,
}

impl Backoff {
    /// Tries that may take `patience` in all.
    pub(super) fn new(patience: Duration) -> Self {
        Self {
            deadline: Instant::now() + patience,
            pause: Duration::ZERO,
        }
    }

    /// The pause before the next try, or `None` if there is no time for one.
    ///
    /// The first try follows at once: most often a single connection was closed. Later
    /// ones are spread by chance, so that a server that comes back is not met by all
    /// threads of all processes in the same moment.
    pub(super) fn next(&mut self, entropy: &dyn Entropy) -> Option<Duration> {
        let pause = self.pause.mul_f64(chance(entropy));
        self.pause = (self.pause * 2).clamp(Duration::from_millis(50), LONGEST);
        (Instant::now() + pause < self.deadline).then_some(pause)
    }
}

/// Between one half and one.
fn chance(entropy: &dyn Entropy) -> f64 {
    let mut byte = [0];
    entropy.fill(&mut byte);
    0.5 + f64::from(byte[0]) / 510.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemEntropy;

    #[test]
    fn the_first_try_follows_at_once_and_later_ones_wait_longer() {
        let mut backoff = Backoff::new(Duration::from_mins(1));
        assert_eq!(backoff.next(&SystemEntropy), Some(Duration::ZERO));
        for longest in [50, 100, 200, 400, 800, 1000, 1000] {
            let pause = backoff.next(&SystemEntropy).unwrap();
            let longest = Duration::from_millis(longest);
            assert!(
                pause >= longest / 2 && pause <= longest,
                "{pause:?} of {longest:?}"
            );
        }
    }

    #[test]
    fn without_patience_there_is_no_second_try() {
        assert_eq!(Backoff::new(Duration::ZERO).next(&SystemEntropy), None);
    }
}
