use leptos::prelude::*;
use minato_types::api_clients::{ApiClientSecret, MAX_SECRETS};

use super::desk::{Deed, Desk, SECRETS};
use crate::components::button::{Button, Weight};
use crate::language::text;
use crate::pages::accounts::words::{moment, validity};
use crate::view::each;

/// The secrets, without the secrets; a second one can be made while the first is replaced.
pub(super) fn section(secrets: &[ApiClientSecret], desk: Desk) -> AnyView {
    let full = secrets.len() >= MAX_SECRETS as usize;
    let make = Callback::new(move |()| desk.press(Deed::MakeSecret));
    let none = secrets.is_empty().then(|| {
        view! { <p>{text!(api_clients.secrets.none)}</p> }
    });
    let lead = if full {
        text!(api_clients.secrets.full, most = MAX_SECRETS)
    } else {
        text!(api_clients.secrets.makeLead, most = MAX_SECRETS)
    };
    let rows = each(secrets, move |secret| row(secret, desk));
    view! {
        <section class="card" aria-labelledby=SECRETS>
            <h2 id=SECRETS tabindex="-1">
                {text!(api_clients.secrets.title)}
            </h2>
            {none}
            <ul>{rows}</ul>
            <p class="note" id="make-secret-lead">
                {lead}
            </p>
            <div class="form__acts">
                <Button
                    weight=Weight::Outline
                    busy=desk.busy
                    off=Signal::stored(full)
                    described_by="make-secret-lead"
                    on_press=make
                >
                    {text!(api_clients.secrets.make)}
                </Button>
            </div>
        </section>
    }
    .into_any()
}

fn row(secret: &ApiClientSecret, desk: Desk) -> AnyView {
    let asked = secret.clone();
    let end = Callback::new(move |()| desk.press(Deed::EndSecret(asked.clone())));
    let (made, until) = (moment(secret.created_at), validity(secret.valid_until));
    let used = match secret.last_used_at {
        Some(at) => moment(at),
        None => text!(api_clients.never),
    };
    let name = format!("…{}", secret.hint);
    let spoken = name.clone();
    view! {
        <li class="rows__row">
            <div class="rows__body">
                <h3 class="rows__name">
                    <code class="code">{name}</code>
                </h3>
                <p class="rows__lead numbers">{text!(api_clients.secrets.made)} ": " {made}</p>
                <p class="rows__lead numbers">{text!(api_clients.secrets.until)} ": " {until}</p>
                <p class="rows__lead numbers">{text!(api_clients.fields.lastUsed)} ": " {used}</p>
            </div>
            <div class="rows__state">
                <Button weight=Weight::Outline busy=desk.busy on_press=end>
                    {text!(api_clients.secrets.endAct)}
                    <span class="visually-hidden">": " {spoken}</span>
                </Button>
            </div>
        </li>
    }
    .into_any()
}
