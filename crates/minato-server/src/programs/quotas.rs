//! How often a program may call: so many times a minute, whichever servers it reaches.
//!
//! The count stands in the database. A server takes a share of it at a time and gives it out
//! piece by piece, so that many calls cost one write. What it took and did not give out by the end
//! of the minute is lost: a program may get a little less than promised from many servers, never
//! more.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use chrono::{DateTime, TimeDelta, Utc};
use minato_db::DbError;
use minato_db::models::rate_limits::{self, RateLimit, Share};
use uuid::Uuid;

use crate::app::App;
use crate::auth::throttle;
use crate::http::ApiError;

/// In which time calls add up, in seconds.
const WINDOW_SECONDS: i64 = 60;

/// Into how many shares the calls of a minute are divided.
const SHARES: i64 = 30;

/// How many programs are remembered before those are forgotten whose minute is over.
const MOST_REMEMBERED: usize = 10_000;

/// The shares that this server has taken and not given out.
#[derive(Debug, Default)]
pub struct Quotas {
    taken: Mutex<HashMap<Uuid, Share>>,
}

/// What a program has left, as its answer tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// How many calls a minute has.
    pub limit: i64,
    /// How many of them are left.
    pub calls: i64,
    /// How many seconds until counting begins anew.
    pub seconds: u32,
}

impl Left {
    /// Writes it into the headers of an answer.
    pub fn write(self, headers: &mut HeaderMap) {
        let policy = format!("\"client\";q={};w={WINDOW_SECONDS}", self.limit);
        let left = format!("\"client\";r={};t={}", self.calls, self.seconds);
        for (name, value) in [(POLICY, policy), (LEFT, left)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }

    /// Why a call is refused that finds nothing left.
    pub const fn refusal(self) -> ApiError {
        ApiError::Wait {
            seconds: self.seconds,
        }
    }
}

/// What is allowed.
pub const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// What is left of it.
pub const LEFT: HeaderName = HeaderName::from_static("ratelimit");

/// Counts one call of a program: what it has left, or that nothing was left for this call.
pub async fn count(app: &App, client: Uuid) -> Result<Result<Left, Left>, ApiError> {
    let limit = RateLimit {
        most: app.settings.client_calls,
        window: TimeDelta::seconds(WINDOW_SECONDS),
    };
    let now = app.db.clock().now();
    if let Some(left) = app.quotas.give_out(client, limit.most, now) {
        return Ok(Ok(left));
    }
    let subject = app.keys.client_subject(client);
    let wanted = (limit.most / SHARES).max(1);
    let share: Result<Share, DbError> = app
        .db
        .write(move |tx| rate_limits::take_share(tx, &subject, limit, wanted))
        .await;
    let share = share?;
    if share.given == 0 {
        return Ok(Err(left(limit.most, 0, share.ends_at, now)));
    }
    Ok(Ok(app.quotas.keep(client, share, limit.most, now)))
}

impl Quotas {
    /// Gives one call out, if there is one that was taken for this minute.
    fn give_out(&self, client: Uuid, limit: i64, now: DateTime<Utc>) -> Option<Left> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let share = taken.get_mut(&client)?;
        if share.ends_at <= now || share.given == 0 {
            return None;
        }
        share.given -= 1;
        let calls = limit - share.used + share.given;
        Some(left(limit, calls, share.ends_at, now))
    }

    /// Adds a share to what is there for the same minute, and gives its first call out at once:
    /// calls that come in between could use it up, and this one would be one too many.
    fn keep(&self, client: Uuid, share: Share, limit: i64, now: DateTime<Utc>) -> Left {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.len() >= MOST_REMEMBERED {
            taken.retain(|_, share| share.ends_at > now);
        }
        let rest = taken
            .get(&client)
            .filter(|old| old.ends_at == share.ends_at);
        let given = share.given + rest.map_or(0, |old| old.given) - 1;
        let used = rest.map_or(share.used, |old| share.used.max(old.used));
        taken.insert(
            client,
            Share {
                given,
                used,
                ..share
            },
        );
        left(limit, limit - used + given, share.ends_at, now)
    }
}

fn left(limit: i64, calls: i64, ends_at: DateTime<Utc>, now: DateTime<Utc>) -> Left {
    Left {
        limit,
        calls: calls.clamp(0, limit),
        seconds: throttle::seconds_until(ends_at, now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn share(given: i64, used: i64) -> Share {
        Share {
            given,
            used,
            ends_at: at(60),
        }
    }

    #[test]
    fn a_share_is_given_out_once_and_ends_with_its_minute() {
        let (quotas, client) = (Quotas::default(), Uuid::from_u128(1));
        assert_eq!(quotas.give_out(client, 10, at(0)), None);
        // Whoever takes a share gets a call of it: two calls were taken, two are given out.
        assert_eq!(quotas.keep(client, share(2, 2), 10, at(0)).calls, 9);
        let calls = |left: Option<Left>| left.map(|left| left.calls);
        assert_eq!(calls(quotas.give_out(client, 10, at(0))), Some(8));
        assert_eq!(quotas.give_out(client, 10, at(0)), None);
        assert_eq!(quotas.keep(client, share(2, 4), 10, at(1)).calls, 7);
        assert_eq!(quotas.give_out(Uuid::from_u128(2), 10, at(1)), None);
        assert_eq!(quotas.give_out(client, 10, at(60)), None);
        let last = quotas.give_out(client, 10, at(59)).unwrap();
        assert_eq!((last.calls, last.seconds), (6, 1));
        assert_eq!(quotas.give_out(client, 10, at(59)), None);
    }

    #[test]
    fn headers_tell_what_is_left() {
        let mut headers = HeaderMap::new();
        left(600, 599, at(42), at(0)).write(&mut headers);
        assert_eq!(headers.get(POLICY).unwrap(), "\"client\";q=600;w=60");
        assert_eq!(headers.get(LEFT).unwrap(), "\"client\";r=599;t=42");
    }
}
