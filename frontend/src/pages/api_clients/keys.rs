use leptos::prelude::*;
use minato_types::api_clients::{ApiClientKey, MAX_KEYS};

use super::desk::{Deed, Desk, KEYS};
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::text_area::TextArea;
use crate::forms::api_clients::KeyForm;
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::pages::accounts::words::moment;
use crate::view::each;
use crate::words::words_of;

/// The public keys, and the way to add one.
pub(super) fn section(keys: &[ApiClientKey], desk: Desk) -> AnyView {
    let none = keys.is_empty().then(|| {
        view! { <p>{text!(api_clients.keys.none)}</p> }
    });
    let adder = if keys.len() < MAX_KEYS as usize {
        adder(desk)
    } else {
        view! { <p class="note">{text!(api_clients.keys.full, most = MAX_KEYS)}</p> }.into_any()
    };
    let rows = each(keys, move |key| row(key, desk));
    view! {
        <section class="card" aria-labelledby=KEYS>
            <h2 id=KEYS tabindex="-1">
                {text!(api_clients.keys.title)}
            </h2>
            <p class="note">{text!(api_clients.keys.lead)}</p>
            {none}
            <ul>{rows}</ul>
            {adder}
        </section>
    }
    .into_any()
}

fn row(key: &ApiClientKey, desk: Desk) -> AnyView {
    let asked = key.clone();
    let remove = Callback::new(move |()| desk.press(Deed::RemoveKey(asked.clone())));
    let added = moment(key.created_at);
    let (name, spoken, algorithm) = (key.kid.clone(), key.kid.clone(), key.algorithm.clone());
    view! {
        <li class="rows__row">
            <div class="rows__body">
                <h3 class="rows__name">
                    <code class="code">{name}</code>
                </h3>
                <p class="rows__lead numbers">
                    {algorithm} " / " {text!(api_clients.keys.added)} ": " {added}
                </p>
            </div>
            <div class="rows__state">
                <Button weight=Weight::Outline busy=desk.busy on_press=remove>
                    {text!(api_clients.keys.removeAct)}
                    <span class="visually-hidden">": " {spoken}</span>
                </Button>
            </div>
        </li>
    }
    .into_any()
}

/// The field for a public key; it opens on demand.
fn adder(desk: Desk) -> AnyView {
    let form = use_form(KeyForm::default());
    let field = form.field("jwk");
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send(form, desk);
    };
    view! {
        <details class="more">
            <summary class="more__name">{text!(api_clients.keys.add)}</summary>
            <form class="form" novalidate on:submit=submit>
                <ErrorSummary summary=form.summary() />
                <Field field=field support=text!(api_clients.keys.support)>
                    <TextArea field=field rows=5 />
                </Field>
                <div class="form__acts">
                    <Button weight=Weight::Outline submits=true busy=form.busy()>
                        {text!(api_clients.keys.addAct)}
                    </Button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

fn send(form: FormHandle<KeyForm>, desk: Desk) {
    let again = Callback::new(move |()| send(form, desk));
    form.submit(move |request| async move {
        let client = desk.session.client();
        match client.add_api_client_key(desk.id, &request).await {
            Ok(_) => {
                desk.tell(|locale| words_of!(locale, api_clients.keys.addedNow));
                desk.client.again();
                focus_soon(KEYS);
                Ok(())
            }
            Err(error) => {
                desk.proof.asks_for(&error, again).await;
                Err(error)
            }
        }
    });
}
