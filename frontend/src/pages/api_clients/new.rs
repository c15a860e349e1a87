use leptos::prelude::*;
use minato_types::api_clients::IssuedApiClientSecret;

use super::entry::fields;
use super::issued::issued;
use crate::clock;
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::forms::api_clients::ApiClientForm;
use crate::forms::{Fields as _, FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::Frame;
use crate::navigation::guard_unsaved;
use crate::pages::accounts::gate::for_admins;
use crate::pages::me::proof::{ProofDesk, use_proof};
use crate::paths::{Address, Page};
use crate::session::{SessionContext, use_session};
use crate::view::live;

/// The id of the heading where the keyboard goes.
const RESULT: &str = "result";

/// Registers a program: fill in, then its secret is shown once.
#[component]
pub fn NewApiClientPage() -> impl IntoView {
    for_admins(Page::NewApiClient, |_| page())
}

/// What the parts of the page work with.
#[derive(Clone, Copy)]
struct Desk {
    form: FormHandle<ApiClientForm>,
    made: RwSignal<Option<IssuedApiClientSecret>>,
    proof: ProofDesk,
    session: SessionContext,
}

impl Desk {
    fn send(self) {
        let again = Callback::new(move |()| self.send());
        self.form.submit(move |request| async move {
            match self.session.client().add_api_client(&request).await {
                Ok(made) => {
                    self.made.try_set(Some(made.value));
                    focus_soon(RESULT);
                    Ok(())
                }
                Err(error) => {
                    self.proof.asks_for(&error, again).await;
                    Err(error)
                }
            }
        });
    }
}

fn page() -> AnyView {
    let empty = ApiClientForm::empty(clock::today_in_japan());
    let desk = Desk {
        form: use_form(empty.clone()),
        made: RwSignal::new(None),
        proof: use_proof(),
        session: use_session(),
    };
    let empty = StoredValue::new(empty);
    guard_unsaved(move || {
        let typed = !desk.form.values().holds_the_same_as(&empty.get_value());
        typed && desk.made.with(Option::is_none)
    });
    let content = live(move || match desk.made.get() {
        None => entry(desk),
        Some(made) => result(&made),
    });
    view! {
        <Frame page=Page::NewApiClient lead=text!(api_clients.new.lead)>
            {content} {desk.proof.view()}
        </Frame>
    }
    .into_any()
}

fn entry(desk: Desk) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.send();
    };
    view! {
        <section class="card" aria-label=text!(api_clients.new.label)>
            <form class="form" novalidate on:submit=submit>
                <ErrorSummary summary=desk.form.summary() />
                {fields(desk.form, text!(api_clients.ownerSelf))}
                <div class="form__acts">
                    <Button submits=true busy=desk.form.busy()>
                        {text!(api_clients.new.act)}
                    </Button>
                    <ButtonLink href=Page::ApiClients.path() weight=Weight::Text>
                        {text!(app.cancel)}
                    </ButtonLink>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn result(made: &IssuedApiClientSecret) -> AnyView {
    let address = Address::api_client(made.client.id).to_string();
    view! {
        <section class="card" aria-labelledby=RESULT>
            <h2 class="step-heading" id=RESULT tabindex="-1">
                {text!(api_clients.new.done)}
            </h2>
            {issued(made)}
            <div class="form__acts">
                <ButtonLink href=address>{text!(api_clients.issued.stored)}</ButtonLink>
            </div>
        </section>
    }
    .into_any()
}
