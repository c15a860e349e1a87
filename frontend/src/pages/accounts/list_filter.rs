use leptos::prelude::*;
use minato_types::accounts::ListAccountsQuery;
use minato_types::values::{AccountRole, AccountState};

use super::list::Desk;
use super::words;
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::search_box::SearchBox;
use crate::components::select::Select;
use crate::forms::accounts::ListAccountsForm;
use crate::forms::{FormHandle, use_form};
use crate::language::{Text, text};
use crate::pages::me;
use crate::paths::Page;
use crate::view::live_if;

/// What is looked for. What is chosen applies at once, what is typed with the button.
#[component]
pub(super) fn Filters(
    /// The page around it.
    desk: Desk,
) -> impl IntoView {
    let form = use_form(desk.query.with_untracked(ListAccountsForm::of));
    let asked = Memo::new(move |_| {
        let wanted =
            |query: &ListAccountsQuery| (query.q.clone(), query.role.clone(), query.state.clone());
        desk.query.with(wanted)
    });
    Effect::new(move |before: Option<()>| {
        // Back, forward and links change the address: the fields follow. With another order
        // or page alone, what is typed but not sent yet stays.
        asked.get();
        if before.is_some() {
            form.reset(desk.query.with_untracked(ListAccountsForm::of));
        }
    });
    let search = Callback::new(move |()| {
        form.submit(move |wanted| async move {
            desk.show(|query| {
                (query.q, query.role, query.state) = (wanted.q, wanted.role, wanted.state);
                query.page = None;
            });
            Ok(())
        });
    });
    let filtered = Signal::derive(move || asked.get() != (None, None, None));
    let words = text!(accounts.list.clear);
    let clear = live_if(filtered, move || {
        view! {
            <ButtonLink href=Page::Accounts.path() weight=Weight::Text>
                {words}
            </ButtonLink>
        }
        .into_any()
    });
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
