use leptos::prelude::*;

use super::saved_desk::{Naming, SavedDesk};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::input::Input;
use crate::forms::contracts::SavedFilterForm;
use crate::forms::{SendKey, use_form};
use crate::language::{filled_text, locale_of, text};
use crate::words::words_of;

/// The dialog in which a filter gets its name.
#[component]
pub(super) fn NameFilter(
    /// The saved filters.
    desk: SavedDesk,
) -> impl IntoView {
    let open = Signal::derive(move || desk.naming.with(Option::is_some));
    let close = Callback::new(move |()| desk.naming.set(None));
    let title = filled_text(move |language| {
        let locale = locale_of(language);
        if desk.naming.with(|naming| is_new(naming.as_ref())) {
            words_of!(locale, contracts.saved.saveTitle)
        } else {
            words_of!(locale, contracts.saved.renameTitle)
        }
        .to_owned()
    });
    view! {
        <Dialog open=open on_close=close heading_id="name-filter" title=title>
            <Name desk=desk on_close=close />
        </Dialog>
    }
}

const fn is_new(naming: Option<&Naming>) -> bool {
    matches!(naming, Some(Naming::New(_)))
}

/// The name itself.
#[component]
fn Name(
    /// The saved filters.
    desk: SavedDesk,
    /// Nothing gets a name after all.
    on_close: Callback<()>,
) -> impl IntoView {
    let first = match desk.naming.get_untracked() {
        Some(Naming::Again(filter)) => SavedFilterForm::of(&filter),
        Some(Naming::New(query)) => SavedFilterForm {
            name: String::new(),
            query,
        },
        None => SavedFilterForm::default(),
    };
    let form = use_form(first);
    let keys = StoredValue::new(SendKey::default());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            let values = untrack(move || form.values());
            let mut key = String::new();
            keys.update_value(|keys| key = keys.of(&values));
            desk.save(request, key).await
        });
    };
    let support = if desk.naming.with_untracked(|naming| is_new(naming.as_ref())) {
        text!(contracts.saved.kept)
    } else {
        text!(contracts.saved.example)
    };
    let field = form.field("name");
    view! {
        <form class="form" novalidate on:submit=send>
            <ErrorSummary summary=form.summary() />
            <Field field=field support=support>
                <Input field=field autocomplete="off" />
            </Field>
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(app.save)}
                </Button>
                <Button weight=Weight::Outline on_press=on_close>
                    {text!(app.cancel)}
                </Button>
            </div>
        </form>
    }
}
