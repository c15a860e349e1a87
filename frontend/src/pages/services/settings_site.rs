//! The door of the settings site: the contracts of a service that the person may change. With
//! exactly one it stands open.

use leptos::prelude::*;
use minato_types::contracts::ContractSummary;
use minato_types::page::Page as ListPage;
use minato_types::pins::PinKind;
use minato_types::services::ContractService;

use super::settings_rows::{columns, rows};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::error_state::ErrorState;
use crate::components::error_summary::ErrorSummary;
use crate::components::field::Field;
use crate::components::icon;
use crate::components::pagination::{ListPages, ListRange, Place};
use crate::components::search_box::SearchBox;
use crate::components::skeleton::Skeleton;
use crate::components::table::Table;
use crate::forms::services::{FindSettingsForm, SettingsQuery, is_other_page};
use crate::forms::use_form;
use crate::language::{Text, filled_text, locale_of, text};
use crate::layouts::focus::focus_with_pages;
use crate::layouts::frame::Frame;
use crate::layouts::recent;
use crate::loading::{Loader, use_loader};
use crate::navigation::{Navigator, use_navigator, use_query};
use crate::pages::company::admins::Admins;
use crate::pages::contracts::gate::for_two_steps;
use crate::pages::title;
use crate::paths::{Address, Page};
use crate::problems::problem;
use crate::view::{live, live_if, nothing};
use crate::words::words_of;

/// The id of the line that counts the rows, where the keyboard goes with another page.
const FOUND: &str = "found";

/// What was asked for, and what came.
type Found = (SettingsQuery, ListPage<ContractSummary>);

/// What the parts of the page work with.
#[derive(Clone, Copy)]
struct Desk {
    query: Memo<SettingsQuery>,
    navigator: Navigator,
    found: Loader<Found>,
}

impl Desk {
    fn place(self) -> Signal<Option<Place>> {
        Signal::derive(move || {
            self.found.get().map(|(query, page)| Place {
                page: query.page,
                size: query.question().size(),
                total: page.total,
            })
        })
    }
}

/// The door of the service with this short name.
pub(super) fn page(code: String) -> AnyView {
    for_two_steps(Page::SettingsSite, move |_| door(code))
}

fn door(code: String) -> AnyView {
    let asked = use_query();
    let query = Memo::new({
        let code = code.clone();
        move |_| asked.with(|asked| SettingsQuery::read(&code, |name| asked.get(name)))
    });
    let found = use_loader(move |client| {
        let query = query.get();
        Box::pin(async move {
            let page = client.list_contracts(&query.question()).await?;
            Ok((query, page))
        })
    });
    let desk = Desk {
        query,
        navigator: use_navigator(),
        found,
    };
    watch(desk);
    let service = service(code);
    recent::note(move || {
        let code = service.get()?.code;
        Some((PinKind::Service, code))
    });
    let heading = filled_text(move |language| {
        let locale = locale_of(language);
        match service.get() {
            Some(service) => words_of!(
                locale,
                services.door.heading,
                service = service.name.in_language(language)
            ),
            None => title(Page::SettingsSite, locale).to_owned(),
        }
    });
    let filter = filter(desk);
    view! {
        <Frame page=Page::SettingsSite heading=heading lead=text!(services.door.lead) wide=true>
            {filter}
            <section class="found" aria-label=text!(services.door.caption)>
                {results(desk)}
            </section>
        </Frame>
    }
    .into_any()
}

/// The service, if the person sees a contract of it.
fn service(code: String) -> Memo<Option<ContractService>> {
    let menu = use_loader(|client| Box::pin(async move { client.get_service_menu().await }));
    Memo::new(move |_| {
        let menu = menu.get()?;
        let mut all = menu.categories.into_iter().flat_map(|part| part.services);
        all.find(|entry| entry.service.code == code)
            .map(|entry| entry.service)
    })
}

/// With exactly one contract the list is skipped, and "back" does not come here again. With
/// another page the keyboard goes to its beginning.
fn watch(desk: Desk) {
    focus_with_pages(
        FOUND,
        move || desk.found.get().map(|(query, _)| query),
        is_other_page,
    );
    Effect::new(move |_| {
        let Some((query, page)) = desk.found.get() else {
            return;
        };
        let only = page.items.first().filter(|_| page.total == 1);
        if let (Some(only), false, false) = (only, query.is_narrowed(), query.whole) {
            let settings = Address::contract_settings(&only.number);
            desk.navigator.replace(settings.to_string());
        }
    });
}

fn filter(desk: Desk) -> AnyView {
    let words = |query: &SettingsQuery| FindSettingsForm {
        q: query.q.clone().unwrap_or_default(),
    };
    let form = use_form(desk.query.with_untracked(words));
    Effect::new(move |before: Option<()>| {
        // Back, forward and links change the address: the field follows.
        let values = desk.query.with(words);
        if before.is_some() {
            form.reset(values);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(move |words| async move {
            let query = SettingsQuery {
                q: words.0,
                page: 1,
                ..desk.query.get_untracked()
            };
            desk.navigator.stay(query.address());
            Ok(())
        });
    };
    let narrowed = Signal::derive(move || desk.query.with(|query| query.q.is_some()));
    let all = Signal::derive(move || desk.query.with(whole_list));
    let clear = live_if(narrowed, move || {
        view! {
            <ButtonLink href=all weight=Weight::Text>
                {text!(services.door.clear)}
            </ButtonLink>
        }
        .into_any()
    });
    let field = form.field("q");
    view! {
        <form
            class="filters filters--door card"
            role="search"
            novalidate
            aria-label=text!(services.door.look)
            on:submit=submit
        >
            <ErrorSummary summary=form.summary() />
            <div class="filters__words">
                <Field field=field bare=true support=text!(services.door.hint)>
                    <SearchBox field=field />
                </Field>
            </div>
            <div class="filters__acts">
                <Button submits=true weight=Weight::Outline>
                    {text!(services.door.look)}
                </Button>
                {clear}
            </div>
        </form>
    }
    .into_any()
}

/// The list without a filter, which is not skipped.
fn whole_list(query: &SettingsQuery) -> String {
    let whole = SettingsQuery {
        q: None,
        page: 1,
        whole: true,
        ..query.clone()
    };
    whole.address()
}

/// What the results look like; the table stays as long as there are rows.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Waiting,
    Failed,
    NothingEditable,
    NothingFound,
    Rows,
}

fn results(desk: Desk) -> AnyView {
    let shape = Memo::new(move |_| match desk.found.get() {
        None if desk.found.failure().is_some() => Shape::Failed,
        None => Shape::Waiting,
        Some((_, page)) if page.total > 0 => Shape::Rows,
        Some((query, _)) if query.is_narrowed() => Shape::NothingFound,
        Some(_) => Shape::NothingEditable,
    });
    let content = live(move || match shape.get() {
        Shape::Waiting => view! { <Skeleton lines=6 /> }.into_any(),
        Shape::Failed => nothing(),
        Shape::NothingEditable => nothing_editable(),
        Shape::NothingFound => nothing_found(desk),
        Shape::Rows => table(desk),
    });
    view! { {failure(desk)} {content} }.into_any()
}

/// Why the newest question has no answer; what is below answers an older one.
fn failure(desk: Desk) -> AnyView {
    let again = Callback::new(move |()| desk.found.again());
    live(move || {
        let Some(error) = desk.found.failure() else {
            return nothing();
        };
        let words = filled_text(move |language| problem(&error, language));
        view! { <ErrorState message=words on_retry=again /> }.into_any()
    })
}

fn table(desk: Desk) -> AnyView {
    let pages = Callback::new(move |page| {
        let query = SettingsQuery {
            page,
            ..desk.query.get_untracked()
        };
        query.address()
    });
    let place = Signal::derive(move || desk.place().get().unwrap_or_default());
    let shown = move || desk.found.get().map(|(_, page)| rows(&page.items));
    view! {
        <div class="found__head">
            <ListRange place=desk.place() id=FOUND />
        </div>
        <Table
            caption=text!(services.door.caption)
            columns=columns()
            rows=Box::new(move || shown().unwrap_or_default())
            behind=desk.found.is_behind()
            class="door-list"
        />
        <ListPages place=place address=pages />
    }
    .into_any()
}

fn nothing_editable() -> AnyView {
    let (title, lead): (Text, Text) = (
        text!(services.door.noneTitle),
        text!(services.door.noneLead),
    );
    view! {
        <EmptyState glyph=icon::OPTIONS title=title lead=lead>
            <ButtonLink href=Page::Start.path() weight=Weight::Outline>
                {text!(services.settings.menu)}
            </ButtonLink>
        </EmptyState>
        <Admins />
    }
    .into_any()
}

fn nothing_found(desk: Desk) -> AnyView {
    let all = Signal::derive(move || desk.query.with(whole_list));
    let (title, lead) = (
        text!(services.door.notFoundTitle),
        text!(services.door.notFoundLead),
    );
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=all weight=Weight::Outline>
                {text!(services.door.clear)}
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
