use leptos::prelude::*;
use minato_types::contracts::ListContractsQuery;
use minato_types::services::{ContractService, ServiceMenu};

use super::list::Desk;
use super::words::service_name;
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::search_box::SearchBox;
use crate::components::select::Select;
use crate::forms::contracts::{ListContractsForm, is_filtered};
use crate::forms::{FormHandle, use_form};
use crate::language::text;
use crate::loading::use_loader;
use crate::paths::Page;
use crate::view::{live, live_if};

/// What is looked for. What is chosen applies at once, what is typed with the button.
#[component]
pub(super) fn Filters(
    /// The page around it.
    desk: Desk,
) -> impl IntoView {
    let form = use_form(desk.query.with_untracked(ListContractsForm::of));
    let asked = Memo::new(move |_| {
        let wanted = |query: &ListContractsQuery| (query.q.clone(), query.service.clone());
        desk.query.with(wanted)
    });
    Effect::new(move |before: Option<()>| {
        // Back, forward and links change the address: the fields follow. With another order
        // or page alone, what is typed but not sent yet stays.
        asked.get();
        if before.is_some() {
            form.reset(desk.query.with_untracked(ListContractsForm::of));
        }
    });
    let search = Callback::new(move |()| {
        form.submit(move |wanted| async move {
            desk.show(|query| {
                (query.q, query.service) = (wanted.q, wanted.service);
                query.page = None;
            });
            Ok(())
        });
    });
    let filtered = Signal::derive(move || desk.query.with(is_filtered));
    let clear = live_if(filtered, || {
        view! {
            <ButtonLink href=Page::Contracts.path() weight=Weight::Text>
                {text!(contracts.filter.clear)}
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
