//! What time it is: an argument, so that tests and deadlines can choose it.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Tells the time. Answers are whole microseconds, which is what both databases keep.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of the machine.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the one clock all others ask"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock for tests: it stands still until it is moved.
#[derive(Debug)]
pub struct FakeClock {
    microseconds: AtomicI64,
}

impl FakeClock {
    /// A clock that stands at `time`.
    pub fn at(time: DateTime<Utc>) -> Self {
        Self {
            microseconds: AtomicI64::new(time.timestamp_micros()),
        }
    }

    /// Puts the clock to `time`.
    pub fn set(&self, time: DateTime<Utc>) {
        self.microseconds
            .store(time.timestamp_micros(), Ordering::SeqCst);
    }

    /// Moves the clock by `by`; a negative `by` moves it back.
    pub fn advance(&self, by: TimeDelta) {
        let by = by.num_microseconds().unwrap_or(i64::MAX);
        self.microseconds.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> DateTime<Utc> {
        let microseconds = self.microseconds.load(Ordering::SeqCst);
        DateTime::from_timestamp_micros(microseconds).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_keeps_whole_microseconds() {
        assert_eq!(SystemClock.now().timestamp_subsec_nanos() % 1000, 0);
    }

    #[test]
    fn a_fake_clock_moves_only_when_told() {
        let start = DateTime::from_timestamp_micros(1_600_000_000_123_456).unwrap();
        let clock = FakeClock::at(start);
        assert_eq!(clock.now(), start);
        clock.advance(TimeDelta::minutes(31));
        assert_eq!(clock.now(), start + TimeDelta::minutes(31));
        clock.set(start);
        assert_eq!(clock.now(), start);
    }
}
