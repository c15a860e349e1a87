use leptos::prelude::*;
use minato_types::port_applications::PortApplicationState;
use minato_types::rules::billing_month::BillingMonth;

use super::list::Applications;
use super::words::state_name;
use crate::clock;
use crate::components::binding::FieldBinding;
use crate::components::button::{Button, Weight};
use crate::components::date_field::{DateField, Days};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::search_box::SearchBox;
use crate::components::select::Select;
use crate::format;
use crate::forms::FormHandle;
use crate::forms::port_plus::{FilterForm, offered_months};
use crate::language::{Text, filled_text, locale_of, text};
use crate::loading::{Loader, use_loader};
use crate::view::live;
use crate::words::words_of;

/// What is looked for. What is chosen applies at once, what is typed with the button.
#[component]
pub(super) fn Filters(
    /// What was found.
    found: Applications,
) -> impl IntoView {
    let (form, search) = found.form(FilterForm::of);
    let closing_day =
        use_loader(|client| Box::pin(async move { Ok(client.get_company().await?.closing_day) }));
    let clear = found.clear(text!(port_plus.filter.clear));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        search.run(());
    };
    view! {
        <form
            class="filters card"
            role="search"
            novalidate
            aria-label=text!(port_plus.filter.label)
            on:submit=submit
        >
            <ErrorSummary summary=form.summary() />
            {month(form, closing_day, search)} {period(form)} {state(form, search)} {words(form)}
            <div class="filters__acts">
                <Button submits=true weight=Weight::Outline>
                    {text!(port_plus.filter.search)}
                </Button>
                {clear}
            </div>
        </form>
    }
}

fn month(form: FormHandle<FilterForm>, closing: Loader<u8>, search: Callback<()>) -> AnyView {
    let field = form.field("month");
    let chosen = move || field.value.with(|text| BillingMonth::parse(text).ok());
    let range = filled_text(move |_| match (chosen(), closing.get()) {
        (Some(month), Some(closing_day)) => {
            let (first, last) = month.period(closing_day);
            format!("{first} - {last}")
        }
        _ => String::new(),
    });
    let select = live(move || {
        let closing_day = closing.get().unwrap_or(31);
        let (months, now) = offered_months(clock::today_in_japan(), closing_day, untrack(chosen));
        let choices = months.into_iter().map(|month| choice(month, month == now));
        view! {
            <Select
                field=field
                choices=choices.collect()
                placeholder=text!(port_plus.filter.all)
                required=false
                on_choose=search
            />
        }
        .into_any()
    });
    view! {
        <div class="filters__month">
            <Field field=field bare=true>
                {select}
            </Field>
            <p class="filters__range numbers">{range}</p>
        </div>
    }
    .into_any()
}

fn choice(month: BillingMonth, is_now: bool) -> (String, Text) {
    let words = filled_text(move |language| {
        let first = chrono::NaiveDate::from_ymd_opt(month.year(), month.month(), 1);
        let name = first.map_or_else(|| month.to_string(), |day| format::month(day, language));
        if is_now {
            words_of!(
                locale_of(language),
                port_plus.filter.thisMonth,
                month = name.as_str()
            )
        } else {
            name
        }
    });
    (month.to_string(), words)
}

fn period(form: FormHandle<FilterForm>) -> AnyView {
    let today = clock::today_in_japan();
    let far = |years: i64| today + chrono::TimeDelta::days(years * 366);
    let days = Days {
        first: far(-10),
        last: far(2),
        today,
        start: today,
    };
    let day = move |field: FieldBinding| {
        view! {
            <Field field=field bare=true>
                <DateField field=field days=days required=false />
            </Field>
        }
    };
    view! {
        <div class="filters__period" role="group" aria-label=text!(port_plus.filter.period)>
            {day(form.field("from"))}
            <span class="filters__dash" aria-hidden="true">
                "–"
            </span>
            {day(form.field("to"))}
        </div>
    }
    .into_any()
}

fn state(form: FormHandle<FilterForm>, search: Callback<()>) -> AnyView {
    let field = form.field("state");
    let choices = PortApplicationState::ALL.iter().map(|state| {
        let words = filled_text(move |language| state_name(*state, language).to_owned());
        (state.as_str().to_owned(), words)
    });
    view! {
        <Field field=field bare=true>
            <Select
                field=field
                choices=choices.collect()
                placeholder=text!(port_plus.filter.all)
                required=false
                on_choose=search
            />
        </Field>
    }
    .into_any()
}

fn words(form: FormHandle<FilterForm>) -> AnyView {
    let field = form.field("q");
    view! {
        <div class="filters__words">
            <Field field=field bare=true>
                <SearchBox field=field />
            </Field>
        </div>
    }
    .into_any()
}
