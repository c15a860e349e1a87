use leptos::prelude::*;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::company::{CompanySecurity, UpdateCompanySecurityRequest};

use super::{limits, networks, trust};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{ButtonLink, Weight};
use crate::components::toast::{ToastContext, use_toast};
use crate::language::{filled_text, text};
use crate::layouts::frame::{Frame, page_name};
use crate::loading::{Loader, use_loader};
use crate::pages::accounts::gate;
use crate::pages::me::proof::{ProofDesk, use_proof};
use crate::paths::Page;
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::{live, nothing};
use crate::words::words_of;

/// How the member's people sign in, for its admins.
#[component]
pub fn CompanySecurityPage() -> impl IntoView {
    gate::for_admins(Page::CompanySecurity, |_| page())
}

fn page() -> AnyView {
    let desk = Desk {
        security: use_loader(|client| Box::pin(async move { client.get_company_security().await })),
        proof: use_proof(),
        session: use_session(),
        toast: use_toast(),
    };
    let acts = view! {
        <ButtonLink href=Page::CompanySignIns.path() weight=Weight::Outline>
            {page_name(Page::CompanySignIns)}
        </ButtonLink>
    };
    view! {
        <Frame
            page=Page::CompanySecurity
            lead=text!(company.security.lead)
            acts=acts.into_any()
        >
            {networks::section(desk)}
            {limits::section(desk)}
            {trust::section(desk)}
            {desk.proof.view()}
        </Frame>
    }
    .into_any()
}

/// Where it is changed.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) security: Loader<Versioned<CompanySecurity>>,
    pub(super) proof: ProofDesk,
    session: SessionContext,
    toast: ToastContext,
}

impl Desk {
    /// Saves what is asked for, based on the version that is shown. Where somebody was faster,
    /// what he saved is shown; where a proof is missing, it is asked for and `again` follows.
    pub(super) async fn save(
        self,
        request: &UpdateCompanySecurityRequest,
        again: Callback<()>,
    ) -> Result<(), ClientError> {
        let client = self.session.client();
        let current = untrack(move || self.security.get());
        let etag = current.map(|current| current.etag).unwrap_or_default();
        match client.update_company_security(request, &etag).await {
            Ok(saved) => {
                self.security.put(saved);
                self.toast
                    .show(|locale| words_of!(locale, company.security.saved));
                Ok(())
            }
            Err(error) => {
                self.session.notice(&error);
                if error.code() == Some(ProblemCode::PreconditionFailed)
                    && let Ok(newest) = client.get_company_security().await
                {
                    self.security.put(newest);
                }
                self.proof.asks_for(&error, again).await;
                Err(error)
            }
        }
    }
}

/// Why something was refused; a proof that is asked for is no refusal.
pub(super) fn refusal(refused: RwSignal<Option<ClientError>>) -> AnyView {
    live(move || match refused.get() {
        Some(error) if error.code() != Some(ProblemCode::StepUpRequired) => {
            let words = filled_text(move |language| problem(&error, language));
            view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
        }
        _ => nothing(),
    })
}
