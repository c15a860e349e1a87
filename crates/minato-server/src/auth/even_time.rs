//! Refusals that leave on the beat: when one is answered tells nothing of why.
//!
//! The statements for an account and for none are the same ones, but not their cost: a row that
//! is found is read, a row that is added is checked against its keys. With 300 tries of each and
//! a cheap hash that was enough to tell them apart. So a refusal waits until the next full step
//! since it was asked for, and what is left to measure is how seldom that difference reaches
//! into another step, below the jitter of the hash.

use std::time::Duration;

use tokio::time::Instant;

use crate::http::ApiError;

/// The beat: longer than the statements that differ, and shorter than anybody notices.
const STEP: Duration = Duration::from_millis(20);

/// Does `work`, and holds what it refuses until the next beat since now. What it grants goes out
/// at once.
pub async fn refusing_evenly<T>(
    work: impl Future<Output = Result<T, ApiError>>,
) -> Result<T, ApiError> {
    let begin = Instant::now();
    let outcome = work.await;
    if outcome.is_err() {
        tokio::time::sleep_until(begin + up_to_a_step(begin.elapsed())).await;
    }
    outcome
}

/// The whole steps that cover `elapsed`, at least one.
fn up_to_a_step(elapsed: Duration) -> Duration {
    let steps = elapsed.as_nanos().div_ceil(STEP.as_nanos()).max(1);
    STEP * u32::try_from(steps).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use minato_types::ProblemCode;

    #[test]
    fn a_time_is_covered_by_whole_steps() {
        assert_eq!(up_to_a_step(Duration::ZERO), STEP);
        assert_eq!(up_to_a_step(STEP), STEP);
        assert_eq!(up_to_a_step(STEP + Duration::from_nanos(1)), STEP * 2);
        assert_eq!(up_to_a_step(STEP * 7 / 2), STEP * 4);
    }

    #[actix_web::test]
    async fn a_refusal_waits_for_its_beat() {
        let begin = Instant::now();
        let refused = refusing_evenly(async {
            tokio::time::sleep(STEP * 3 / 2).await;
            Err::<(), _>(ProblemCode::SignInFailed.into())
        });
        assert!(refused.await.is_err());
        assert!(begin.elapsed() >= STEP * 2);
    }

    #[actix_web::test]
    async fn a_success_does_not_wait() {
        let granted = pin!(refusing_evenly(async { Ok(7) }));
        let polled = granted.poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(polled, Poll::Ready(Ok(7))));
    }
}
