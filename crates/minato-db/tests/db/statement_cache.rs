//! What every sign-in runs is prepared once for each connection: diesel alone prepares every
//! `UPDATE` anew.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use diesel::Connection as _;
use diesel::connection::InstrumentationEvent;
use minato_db::models::rate_limits::{self, RateLimit};
use minato_db::{DbError, Tx as _};
use minato_test::TestDb;

const LIMIT: RateLimit = RateLimit {
    most: 100,
    window: TimeDelta::minutes(10),
};

#[tokio::test]
async fn an_update_that_is_always_written_alike_is_prepared_once() {
    let database = TestDb::new().await;
    let cached = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&cached);
    let counted: Result<(), DbError> = database
        .db
        .write(move |tx| {
            tx.conn()
                .set_instrumentation(move |event: InstrumentationEvent<'_>| {
                    if let InstrumentationEvent::CacheQuery { sql, .. } = event {
                        seen.lock().unwrap().push(sql.to_owned());
                    }
                });
            for subject in ["a", "b", "a", "a", "b"] {
                assert_eq!(rate_limits::take(tx, subject, LIMIT)?, None);
                rate_limits::give_back(tx, subject)?;
            }
            tx.conn()
                .set_instrumentation(|_: InstrumentationEvent<'_>| ());
            Ok(())
        })
        .await;
    counted.unwrap();
    let cached = cached.lock().unwrap();
    for change in ["+ ", "- "] {
        let alike = cached
            .iter()
            .filter(|sql| sql.starts_with("UPDATE") && sql.contains(change));
        assert_eq!(alike.count(), 1, "{cached:?}");
    }
}
