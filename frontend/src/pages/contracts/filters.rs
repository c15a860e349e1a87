use leptos::prelude::*;
use minato_types::services::{ContractService, ServiceMenu};

use super::list::Contracts;
use super::words::service_name;
use crate::components::button::{Button, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::search_box::SearchBox;
use crate::components::select::Select;
use crate::forms::FormHandle;
use crate::forms::contracts::ListContractsForm;
use crate::language::text;
use crate::loading::use_loader;
use crate::view::live;

/// What is looked for. What is chosen applies at once, what is typed with the button.
#[component]
pub(super) fn Filters(
    /// What was found.
    found: Contracts,
) -> impl IntoView {
    let (form, search) = found.form(ListContractsForm::of);
    let clear = found.clear(text!(contracts.filter.clear));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        search.run(());
    };
    let field = form.field("q");
    view! {
        <form
            class="filters filters--contracts card"
            role="search"
            novalidate
            aria-label=text!(contracts.filter.label)
            on:submit=submit
        >
            <ErrorSummary summary=form.summary() />
            <div class="filters__words">
                <Field field=field bare=true>
                    <SearchBox field=field />
                </Field>
            </div>
            {services(form, search)}
            <div class="filters__acts">
                <Button submits=true weight=Weight::Outline>
                    {text!(contracts.filter.search)}
                </Button>
                {clear}
            </div>
        </form>
    }
}

/// The services of which the person may see a contract.
fn services(form: FormHandle<ListContractsForm>, search: Callback<()>) -> AnyView {
    let menu = use_loader(|client| Box::pin(async move { client.get_service_menu().await }));
    let field = form.field("service");
    let select = live(move || {
        let choices = menu.get().map(offered).unwrap_or_default();
        let choice = |service: ContractService| (service.code, service_name(service.name));
        view! {
            <Select
                field=field
                choices=choices.into_iter().map(choice).collect()
                placeholder=text!(contracts.filter.everyService)
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

fn offered(menu: ServiceMenu) -> Vec<ContractService> {
    let categories = menu.categories.into_iter();
    categories
        .flat_map(|category| category.services)
        .map(|entry| entry.service)
        .collect()
}
