//! What waits until somebody has proved once more who he is.

use leptos::prelude::*;
use minato_client::ClientError;
use minato_types::ProblemCode;
use minato_types::values::SecondFactor;

use super::step_up::StepUp;
use crate::session::{SessionContext, use_session};

/// What waits until somebody has proved once more who he is.
#[derive(Clone, Copy)]
pub(crate) struct ProofDesk(StoredValue<Parts>);

#[derive(Clone, Copy)]
struct Parts {
    factor: RwSignal<Option<SecondFactor>>,
    waiting: StoredValue<Option<Callback<()>>>,
    session: SessionContext,
}

/// Nothing waits yet; [`ProofDesk::view`] belongs on the page.
pub(crate) fn use_proof() -> ProofDesk {
    ProofDesk(StoredValue::new(Parts {
        factor: RwSignal::new(None),
        waiting: StoredValue::new(None),
        session: use_session(),
    }))
}

impl ProofDesk {
    /// Asks for the proof if it was that what `error` misses, and does `again` then. Says
    /// whether it was.
    pub(crate) async fn asks_for(self, error: &ClientError, again: Callback<()>) -> bool {
        if error.code() != Some(ProblemCode::StepUpRequired) {
            return false;
        }
        let Some(parts) = self.0.try_get_value() else {
            return false;
        };
        // Whoever cannot be told what he has is asked for his password.
        let security = parts.session.client().get_security().await;
        let factor = security.map_or(SecondFactor::MailOtp, |security| security.factor);
        parts.waiting.try_set_value(Some(again));
        parts.factor.try_set(Some(factor));
        true
    }

    /// The dialog in which it is proved.
    pub(crate) fn view(self) -> AnyView {
        let Parts {
            factor: asked,
            waiting,
            ..
        } = self.0.get_value();
        let open = Signal::derive(move || asked.get().is_some());
        let factor = Signal::derive(move || asked.get().unwrap_or(SecondFactor::MailOtp));
        let proven = Callback::new(move |()| {
            asked.set(None);
            let next = waiting.try_update_value(Option::take).flatten();
            if let Some(again) = next {
                again.try_run(());
            }
        });
        let close = Callback::new(move |()| asked.set(None));
        view! { <StepUp open=open factor=factor on_proven=proven on_close=close /> }.into_any()
    }
}
