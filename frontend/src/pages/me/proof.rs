//! What waits until somebody has proved once more who he is.

use leptos::prelude::*;
use minato_client::ClientError;
use minato_types::ProblemCode;
use minato_types::values::SecondFactor;

use super::step_up::StepUp;
use crate::session::{SessionContext, use_session};

/// What waits until somebody has proved once more who he is.
#[derive(Clone, Copy)]
pub(crate) struct ProofDesk {
    factor: RwSignal<Option<SecondFactor>>,
    waiting: StoredValue<Option<Callback<()>>>,
    session: SessionContext,
}

/// Nothing waits yet; [`ProofDesk::view`] belongs on the page.
pub(crate) fn use_proof() -> ProofDesk {
    ProofDesk {
        factor: RwSignal::new(None),
        waiting: StoredValue::new(None),
        session: use_session(),
    }
}

impl ProofDesk {
    /// Asks for the proof if it was that what `error` misses, and does `again` then. Says
    /// whether it was.
    pub(crate) async fn asks_for(self, error: &ClientError, again: Callback<()>) -> bool {
        if error.code() != Some(ProblemCode::StepUpRequired) {
            return false;
        }
        // Whoever cannot be told what he has is asked for his password.
        let security = self.session.client().get_security().await;
        let factor = security.map_or(SecondFactor::MailOtp, |security| security.factor);
        self.waiting.try_set_value(Some(again));
        self.factor.try_set(Some(factor));
        true
    }

    /// The dialog in which it is proved.
    pub(crate) fn view(self) -> AnyView {
        let open = Signal::derive(move || self.factor.get().is_some());
        let factor = Signal::derive(move || self.factor.get().unwrap_or(SecondFactor::MailOtp));
        let proven = Callback::new(move |()| {
            self.factor.set(None);
            let waiting = self.waiting.try_update_value(Option::take).flatten();
            if let Some(again) = waiting {
                again.try_run(());
            }
        });
        let close = Callback::new(move |()| self.factor.set(None));
        view! { <StepUp open=open factor=factor on_proven=proven on_close=close /> }.into_any()
    }
}
