use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::company::{CompanySecurity, UpdateCompanySecurityRequest};
use minato_types::values::SecondFactor;

use crate::components::badge::{Badge, BadgeTone};
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::skeleton::Skeleton;
use crate::components::toast::{ToastContext, use_toast};
use crate::language::{filled_text, text};
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::Frame;
use crate::loading::{Loader, use_loader};
use crate::pages::accounts::gate;
use crate::pages::me::step_up::StepUp;
use crate::paths::Page;
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::{live, nothing};
use crate::words::words_of;

/// The id of the heading where the keyboard goes when something is changed.
const TRUST: &str = "trust";

/// How the member's people sign in, for its admins.
#[component]
pub fn CompanySecurityPage() -> impl IntoView {
    gate::for_admins(Page::CompanySecurity, |_| {
        view! {
            <Frame page=Page::CompanySecurity lead=text!(company.security.lead)>
                <TrustSection />
            </Frame>
        }
        .into_any()
    })
}

/// Where it is changed.
#[derive(Clone, Copy)]
struct Desk {
    security: Loader<Versioned<CompanySecurity>>,
    busy: RwSignal<bool>,
    /// What waits for a proof that it is oneself.
    unproven: RwSignal<Option<bool>>,
    refused: RwSignal<Option<ClientError>>,
    session: SessionContext,
    toast: ToastContext,
}

impl Desk {
    /// Lets people trust their browsers from now on, or not any more.
    fn allow(self, allowed: bool) {
        let (false, Some(current)) = (self.busy.get_untracked(), untrack(|| self.security.get()))
        else {
            return;
        };
        self.busy.set(true);
        self.refused.set(None);
        let request = UpdateCompanySecurityRequest {
            trusted_browsers: Some(allowed),
            ..UpdateCompanySecurityRequest::default()
        };
        spawn_local(async move {
            let client = self.session.client();
            let changed = client
                .update_company_security(&request, &current.etag)
                .await;
            self.busy.try_set(false);
            match changed {
                Ok(changed) => {
                    self.security.put(changed);
                    self.toast
                        .show(|locale| words_of!(locale, company.security.saved));
                    focus_soon(TRUST);
                }
                Err(error) => self.refuse(error, allowed),
            }
        });
    }

    fn refuse(self, error: ClientError, allowed: bool) {
        match error.code() {
            Some(ProblemCode::StepUpRequired) => {
                self.unproven.try_set(Some(allowed));
            }
            code => {
                // Somebody was faster: what he has chosen is shown.
                if code == Some(ProblemCode::PreconditionFailed) {
                    self.security.again();
                }
                self.session.notice(&error);
                self.refused.try_set(Some(error));
            }
        }
    }
}

/// Whether people may trust their browsers.
#[component]
fn TrustSection() -> impl IntoView {
    let desk = Desk {
        security: use_loader(|client| Box::pin(async move { client.get_company_security().await })),
        busy: RwSignal::new(false),
        unproven: RwSignal::new(None),
        refused: RwSignal::new(None),
        session: use_session(),
        toast: use_toast(),
    };
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    let refusal = live(move || match desk.refused.get() {
        Some(error) => {
            let words = filled_text(move |language| problem(&error, language));
            view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
        }
        None => nothing(),
    });
    let state = live(move || {
        let security = desk.security.get();
        security.map_or_else(nothing, |security| badge(security.value.trusted_browsers))
    });
    view! {
        <section class="card" aria-labelledby=TRUST>
            <div class="card__head">
                <h2 id=TRUST tabindex="-1">
                    {text!(company.security.trust)}
                </h2>
                <p class="card__state">{state}</p>
            </div>
            <p class="note">{text!(company.security.trustLead)}</p>
            {refusal}
            {desk.security.show(waiting, move |now| act(now.value.trusted_browsers, desk))}
            {proof(desk)}
        </section>
    }
}

fn badge(allowed: bool) -> AnyView {
    if allowed {
        view! { <Badge tone=BadgeTone::Info>{text!(company.security.allowed)}</Badge> }.into_any()
    } else {
        view! { <Badge tone=BadgeTone::Quiet>{text!(company.security.refused)}</Badge> }.into_any()
    }
}

/// What it means now, and the other way.
fn act(allowed: bool, desk: Desk) -> AnyView {
    let (words, consequence) = if allowed {
        (
            text!(company.security.refuse),
            text!(company.security.refuseConsequence),
        )
    } else {
        (
            text!(company.security.allow),
            text!(company.security.allowConsequence),
        )
    };
    let change = Callback::new(move |()| desk.allow(!allowed));
    view! {
        <p>{consequence}</p>
        <div class="form__acts">
            <Button weight=Weight::Outline busy=desk.busy on_press=change>
                {words}
            </Button>
        </div>
    }
    .into_any()
}

/// Who takes the second step away from people proves who he is.
fn proof(desk: Desk) -> AnyView {
    let security = use_loader(|client| Box::pin(async move { client.get_security().await }));
    let factor = Signal::derive(move || {
        let security = security.get();
        security.map_or(SecondFactor::MailOtp, |security| security.factor)
    });
    let open = Signal::derive(move || desk.unproven.get().is_some());
    let proven = Callback::new(move |()| {
        if let Some(allowed) = desk.unproven.get_untracked() {
            desk.unproven.set(None);
            desk.allow(allowed);
        }
    });
    let close = Callback::new(move |()| desk.unproven.set(None));
    view! { <StepUp open=open factor=factor on_proven=proven on_close=close /> }.into_any()
}
