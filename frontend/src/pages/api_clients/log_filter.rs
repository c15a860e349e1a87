use leptos::prelude::*;
use minato_types::api_clients::ApiClient;
use minato_types::api_log::{ApiCallOutcome, ListApiCallsQuery};

use super::calls::outcome;
use crate::clock;
use crate::components::binding::FieldBinding;
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::input::{Input, Width};
use crate::components::select::Select;
use crate::forms::api_clients::ListCallsForm;
use crate::language::{Text, text};
use crate::loading::use_loader;
use crate::pages::found::{clear_filters, use_filters};
use crate::pages::period::period;
use crate::view::live;

/// How many days back the calendar goes; the log is kept for 90 days as a rule.
const DAYS: i64 = 366;

/// Which calls are looked for. What is chosen applies at once, what is typed with the button.
#[component]
pub(super) fn Filters(
    /// What the address asks for.
    query: Memo<ListApiCallsQuery>,
) -> impl IntoView {
    let (form, search) = use_filters(query, ListCallsForm::of);
    let clear = clear_filters(query, text!(api_clients.calls.clear));
    let first = clock::today_in_japan() - chrono::TimeDelta::days(DAYS);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        search.run(());
    };
    let outcomes = ApiCallOutcome::ALL.iter().copied();
    let outcomes = outcomes.map(|one| (one.to_string(), outcome(one)));
    let (ended, request) = (form.field("outcome"), form.field("requestId"));
    view! {
        <form
            class="filters filters--calls card"
            role="search"
            novalidate
            aria-label=text!(api_clients.calls.look)
            on:submit=submit
        >
            <ErrorSummary summary=form.summary() />
            {period(
                [form.field("from"), form.field("to")],
                first,
                text!(api_clients.calls.period),
            )}
            {program(form.field("client"), search)}
            <Field field=ended bare=true>
                <Select
                    field=ended
                    choices=outcomes.collect()
                    placeholder=text!(api_clients.calls.everyOutcome)
                    required=false
                    on_choose=search
                />
            </Field>
            <div class="filters__words">
                <Field field=request bare=true>
                    <Input field=request autocomplete="off" width=Width::Full required=false />
                </Field>
            </div>
            <div class="filters__acts">
                <Button submits=true weight=Weight::Outline>
                    {text!(api_clients.calls.search)}
                </Button>
                {clear}
            </div>
        </form>
    }
}

/// The programs to choose from.
fn program(field: FieldBinding, search: Callback<()>) -> AnyView {
    let programs = use_loader(|client| Box::pin(async move { client.list_api_clients().await }));
    let select = live(move || {
        let programs = programs.get().map(|found| found.items).unwrap_or_default();
        let choices = choices(&programs, field.value.get_untracked());
        view! {
            <Select
                field=field
                choices=choices
                placeholder=text!(api_clients.calls.everyClient)
                required=false
                on_choose=search
            />
        }
        .into_any()
    });
    view! {
        <Field field=field bare=true>
            {select}
        </Field>
    }
    .into_any()
}

fn choices(programs: &[ApiClient], chosen: String) -> Vec<(String, Text)> {
    let choice = |one: &ApiClient| (one.id.to_string(), Signal::stored(one.name.clone()));
    let mut choices: Vec<_> = programs.iter().map(choice).collect();
    // What the address names is a choice, even if the program is gone.
    if !chosen.is_empty() && choices.iter().all(|(id, _)| *id != chosen) {
        choices.push((chosen, text!(api_clients.calls.thisClient)));
    }
    choices
}
