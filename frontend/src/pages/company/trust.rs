use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::ClientError;
use minato_types::company::UpdateCompanySecurityRequest;

use super::security::{Desk, refusal};
use crate::components::badge::{Badge, BadgeTone};
use crate::components::button::{Button, Weight};
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::view::{live, nothing};

/// The id of the heading where the keyboard goes when it is changed.
const TRUST: &str = "trust";

/// What is under way, and why it was refused.
#[derive(Clone, Copy)]
struct Trust {
    desk: Desk,
    busy: RwSignal<bool>,
    refused: RwSignal<Option<ClientError>>,
}

impl Trust {
    /// Lets people trust their browsers from now on, or not any more.
    fn allow(self, allowed: bool) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refused.set(None);
        let request = UpdateCompanySecurityRequest {
            trusted_browsers: Some(allowed),
            ..UpdateCompanySecurityRequest::default()
        };
        let again = Callback::new(move |()| self.allow(allowed));
        spawn_local(async move {
            let saved = self.desk.save(&request, again).await;
            self.busy.try_set(false);
            match saved {
                Ok(()) => focus_soon(TRUST),
                Err(error) => {
                    self.refused.try_set(Some(error));
                }
            }
        });
    }
}

/// Whether people may trust their browsers.
pub(super) fn section(desk: Desk) -> AnyView {
    let trust = Trust {
        desk,
        busy: RwSignal::new(false),
        refused: RwSignal::new(None),
    };
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
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
            {refusal(trust.refused)}
            {desk.security.show(waiting, move |now| act(now.value.trusted_browsers, trust))}
        </section>
    }
    .into_any()
}

fn badge(allowed: bool) -> AnyView {
    if allowed {
        view! { <Badge tone=BadgeTone::Info>{text!(company.security.allowed)}</Badge> }.into_any()
    } else {
        view! { <Badge tone=BadgeTone::Quiet>{text!(company.security.refused)}</Badge> }.into_any()
    }
}

/// What it means now, and the other way.
fn act(allowed: bool, trust: Trust) -> AnyView {
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
    let change = Callback::new(move |()| trust.allow(!allowed));
    view! {
        <p>{consequence}</p>
        <div class="form__acts">
            <Button weight=Weight::Outline busy=trust.busy on_press=change>
                {words}
            </Button>
        </div>
    }
    .into_any()
}
