use leptos::prelude::*;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::api_clients::ApiClient;

use super::desk::Desk;
use super::entry::fields;
use super::facts::FACTS;
use crate::clock;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::forms::api_clients::ApiClientForm;
use crate::forms::{Fields as _, FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::navigation::guard_unsaved;
use crate::view::{live, nothing};
use crate::words::words_of;

/// The id of the heading where the keyboard goes to edit.
pub(super) const EDITED: &str = "edited";

/// A program being changed, based on the version that was fetched.
#[derive(Clone, Copy)]
struct Editing {
    desk: Desk,
    form: FormHandle<ApiClientForm>,
    etag: StoredValue<String>,
    /// Whether somebody else was faster.
    overtaken: RwSignal<bool>,
    open: RwSignal<bool>,
}

impl Editing {
    fn send(self) {
        let again = Callback::new(move |()| self.send());
        self.form.submit(move |_| async move {
            let form = untrack(move || self.form.values());
            let (client, etag) = (self.desk.session.client(), self.etag.get_value());
            let id = self.desk.id;
            match client.update_api_client(id, &form.update(), &etag).await {
                Ok(saved) => {
                    self.desk
                        .tell(|locale| words_of!(locale, api_clients.edit.saved));
                    self.desk.client.put(saved);
                    self.end();
                    Ok(())
                }
                Err(error) => {
                    self.catch_up(&error).await;
                    self.desk.proof.asks_for(&error, again).await;
                    Err(error)
                }
            }
        });
    }

    /// Where somebody was faster, saving once more overwrites what he saved.
    async fn catch_up(self, error: &ClientError) {
        if error.code() == Some(ProblemCode::PreconditionFailed)
            && let Ok(newest) = self
                .desk
                .session
                .client()
                .get_api_client(self.desk.id)
                .await
        {
            self.etag.try_set_value(newest.etag);
            self.overtaken.try_set(true);
        }
    }

    fn end(self) {
        self.open.try_set(false);
        focus_soon(FACTS);
    }
}

/// The fields of a program.
pub(super) fn edit(current: Versioned<ApiClient>, desk: Desk, open: RwSignal<bool>) -> AnyView {
    let first = ApiClientForm::of(&current.value, clock::today_in_japan());
    let editing = Editing {
        desk,
        form: use_form(first.clone()),
        etag: StoredValue::new(current.etag),
        overtaken: RwSignal::new(false),
        open,
    };
    let first = StoredValue::new(first);
    let form = editing.form;
    guard_unsaved(move || !form.values().holds_the_same_as(&first.get_value()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        editing.send();
    };
    let give_up = Callback::new(move |()| editing.end());
    let overtaken = live(move || {
        if editing.overtaken.get() {
            let words = text!(api_clients.edit.overtaken);
            view! { <Banner tone=Tone::Warning>{words}</Banner> }.into_any()
        } else {
            nothing()
        }
    });
    view! {
        <section class="card" aria-labelledby=EDITED>
            <h2 id=EDITED tabindex="-1">
                {text!(api_clients.edit.title)}
            </h2>
            <form class="form" novalidate on:submit=submit>
                <ErrorSummary summary=form.summary() />
                {overtaken}
                {fields(form, text!(api_clients.ownerSame))}
                <div class="form__acts">
                    <Button submits=true busy=form.busy()>
                        {text!(app.save)}
                    </Button>
                    <Button weight=Weight::Text on_press=give_up>
                        {text!(app.cancel)}
                    </Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
