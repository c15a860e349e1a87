use leptos::prelude::*;
use minato_types::values::{AccountRole, AccountState};

use super::list::Accounts;
use super::words;
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::search_box::SearchBox;
use crate::components::select::Select;
use crate::forms::FormHandle;
use crate::forms::accounts::ListAccountsForm;
use crate::language::{Text, text};
use crate::pages::me;

/// What is looked for. What is chosen applies at once, what is typed with the button.
#[component]
pub(super) fn Filters(
    /// What was found.
    found: Accounts,
) -> impl IntoView {
    let (form, search) = found.form(ListAccountsForm::of);
    let clear = found.clear(text!(accounts.list.clear));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        search.run(());
    };
    let field = form.field("q");
    view! {
        <form
            class="filters filters--accounts card"
            role="search"
            novalidate
            aria-label=text!(accounts.list.look)
            on:submit=submit
        >
            <ErrorSummary summary=form.summary() />
            <div class="filters__words">
                <Field field=field bare=true>
                    <SearchBox field=field />
                </Field>
            </div>
            {choice(form, "role", roles(), text!(accounts.list.everyRole), search)}
            {choice(form, "state", states(), text!(accounts.list.everyState), search)}
            <div class="filters__acts">
                <Button submits=true weight=Weight::Outline>
                    {text!(accounts.list.look)}
                </Button>
                {clear}
            </div>
        </form>
    }
}

fn choice(
    form: FormHandle<ListAccountsForm>,
    name: &'static str,
    choices: Vec<(String, Text)>,
    all: Text,
    search: Callback<()>,
) -> AnyView {
    let field = form.field(name);
    view! {
        <Field field=field bare=true>
            <Select
                field=field
                choices=choices
                placeholder=all
                required=false
                on_choose=search
            />
        </Field>
    }
    .into_any()
}

fn roles() -> Vec<(String, Text)> {
    let choice = |role: AccountRole| (role.to_string(), me::words::role(role));
    AccountRole::ALL.iter().copied().map(choice).collect()
}

fn states() -> Vec<(String, Text)> {
    let choice = |state: AccountState| (state.to_string(), words::state(state));
    AccountState::ALL.iter().copied().map(choice).collect()
}
