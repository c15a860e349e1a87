//! How long one must wait after wrong passwords: a pure function of what happened.
//!
//! Up to [`CLOSED_AFTER`] failures nobody is locked out for longer than [`LONGEST_WAIT`]; a reset
//! by mail opens at once.

use chrono::{DateTime, TimeDelta, Utc};

/// The longest wait.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);

/// After this time without a try, failures are forgotten.
pub const MEMORY: TimeDelta = TimeDelta::hours(24);

/// After so many failures in a row no password opens the lane of strangers, until it is set anew
/// by a mailed link or an admin unlocks the account. NIST SP 800-63B allows no more than 100.
pub const CLOSED_AFTER: i64 = 100;

/// After so many failures in a row a known browser is one like any other. By then its waits are
/// the longest there are; somebody who has mistyped so often needs a new password, and whoever
/// guesses with a stolen browser gets no more guesses than that out of it.
pub const BROWSER_LIMIT: i64 = 20;

/// How many wrong codes of one factor lock it until the end of the day.
pub const FACTOR_LIMIT: i64 = 10;

/// The wait after the given number of failures in a row.
pub fn wait_after(failures: i64) -> TimeDelta {
    match failures {
        ..=0 => TimeDelta::zero(),
        1..=3 => TimeDelta::seconds(1),
        4..=6 => TimeDelta::seconds(5),
        7..=9 => TimeDelta::seconds(30),
        10..=14 => TimeDelta::minutes(1),
        15..=19 => TimeDelta::minutes(5),
        20.. => LONGEST_WAIT,
    }
}

/// The seconds that are left until `until`, rounded up: what `Retry-After` carries.
pub fn seconds_until(until: DateTime<Utc>, now: DateTime<Utc>) -> u32 {
    let left = (until - now).num_milliseconds().max(0);
    u32::try_from(left.div_euclid(1000) + i64::from(left % 1000 != 0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_at_a_quarter_of_an_hour() {
        let waits: Vec<_> = (0..200).map(wait_after).collect();
        assert!(waits.is_sorted());
        assert_eq!(waits.first(), Some(&TimeDelta::zero()));
        assert_eq!(waits.last(), Some(&LONGEST_WAIT));
    }

    #[test]
    fn what_is_left_is_rounded_up() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(seconds_until(now + TimeDelta::milliseconds(1), now), 1);
        assert_eq!(seconds_until(now + TimeDelta::milliseconds(1000), now), 1);
        assert_eq!(seconds_until(now + TimeDelta::milliseconds(1001), now), 2);
        assert_eq!(seconds_until(now - TimeDelta::seconds(1), now), 0);
    }
}
