use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use minato_client::ClientError;
use minato_types::auth::ConfirmEmailChangeRequest;

use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink};
use crate::language::{filled_text, text};
use crate::layouts::door::Door;
use crate::layouts::frame::page_name;
use crate::navigation::forget_secret_of_address;
use crate::paths::Page;
use crate::problems::problem;
use crate::session::use_session;
use crate::view::{live, nothing};

/// Confirms a new e-mail address by a mailed link. Opening the link alone changes nothing: mail
/// scanners open links too, so a button does it. The secret behind the `#` is taken out of the
/// address at once and kept in memory.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let token = RwSignal::new(None::<String>);
    let done = RwSignal::new(false);
    let hash = use_location().hash;
    Effect::new(move |_| {
        let secret = hash.get().trim_start_matches('#').to_owned();
        if !secret.is_empty() {
            forget_secret_of_address(Page::ConfirmEmail);
            token.set(Some(secret));
        }
    });
    live(move || match (done.get(), token.get()) {
        (true, _) => confirmed(),
        (false, Some(token)) => asked(token, done),
        (false, None) => without_link(),
    })
}

fn asked(token: String, done: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<ClientError>);
    let confirm = Callback::new(move |()| {
        busy.set(true);
        refused.set(None);
        let request = ConfirmEmailChangeRequest {
            token: token.clone(),
        };
        spawn_local(async move {
            let client = session.client();
            let outcome = client.confirm_email_change(&request).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    // Whoever is signed in here sees his new address.
                    if let Ok(state) = client.get_session().await {
                        session.settle(state);
                    }
                    done.try_set(true);
                }
                Err(error) => {
                    refused.try_set(Some(error));
                }
            }
        });
    });
    let refusal = live(move || match refused.get() {
        Some(error) => {
            let words = filled_text(move |language| problem(&error, language));
            view! { <Banner tone=Tone::Error>{words}</Banner> }.into_any()
        }
        None => nothing(),
    });
    view! {
        <Door heading=page_name(Page::ConfirmEmail) lead=text!(account.email.confirmLead)>
            {refusal}
            <div class="form__acts">
                <Button busy=busy on_press=confirm>
                    {text!(account.email.confirm)}
                </Button>
            </div>
        </Door>
    }
    .into_any()
}

fn confirmed() -> AnyView {
    view! {
        <Door heading=text!(account.email.doneTitle)>
            <Banner tone=Tone::Success>{text!(account.email.done)}</Banner>
            {onward()}
        </Door>
    }
    .into_any()
}

fn without_link() -> AnyView {
    view! {
        <Door heading=text!(account.email.noLinkTitle) lead=text!(account.email.noLink)>
            {onward()}
        </Door>
    }
    .into_any()
}

fn onward() -> AnyView {
    view! {
        <p class="door__ways">
            <ButtonLink href=Page::Start.path()>{text!(account.email.toStart)}</ButtonLink>
        </p>
    }
    .into_any()
}
