use leptos::prelude::*;
use minato_types::accounts::{Account, AccountSort, ListAccountsQuery};

use super::gate::for_admins;
use super::list_filter::Filters;
use super::list_rows::{columns, rows};
use crate::components::button::{ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::table::Table;
use crate::language::text;
use crate::layouts::frame::{Frame, page_name};
use crate::pages::found::{Found, Shape, use_found};
use crate::paths::Page;
use crate::view::nothing;

/// All accounts. The address holds what is looked for, the order and the page.
#[component]
pub fn AccountsPage() -> impl IntoView {
    for_admins(Page::Accounts, |_| page())
}

/// What was looked for, and what was found.
pub(super) type Accounts = Found<ListAccountsQuery, Account>;

fn page() -> AnyView {
    let found: Accounts =
        use_found(|client, query| Box::pin(async move { client.list_accounts(&query).await }));
    // There is always one account, that of whoever looks.
    let results = found.results(found.again(), move |shape| match shape {
        Shape::Rows => table(found),
        _ => nothing_found(),
    });
    let add = view! {
        <ButtonLink href=Page::NewAccount.path()>{page_name(Page::NewAccount)}</ButtonLink>
    };
    view! {
        <Frame page=Page::Accounts lead=text!(accounts.list.lead) acts=add.into_any() wide=true>
            <Filters found=found />
            <section class="found" aria-label=text!(accounts.list.caption)>
                {found.head(nothing(), Some(text!(accounts.list.csv)))} {results}
            </section>
        </Frame>
    }
    .into_any()
}

fn table(found: Accounts) -> AnyView {
    let (order, reorder) = found.order(AccountSort::Name.as_str());
    view! {
        <Table
            caption=text!(accounts.list.caption)
            columns=columns()
            rows=Box::new(move || rows(&found.rows()))
            order=order
            on_order=reorder
            behind=found.answer.is_behind()
            class="accounts"
        />
        {found.pages()}
    }
    .into_any()
}

fn nothing_found() -> AnyView {
    let (title, lead) = (
        text!(accounts.list.noneTitle),
        text!(accounts.list.noneLead),
    );
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=Page::Accounts.path() weight=Weight::Outline>
                {text!(accounts.list.clear)}
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
