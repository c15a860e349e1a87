use leptos::prelude::*;
use minato_types::company::{CompanySignIn, ListCompanySignInsQuery};
use minato_types::sessions::SIGN_IN_DAYS;

use super::sign_ins_filter::Filters;
use crate::components::button::{ButtonLink, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::table::{Column, Table};
use crate::language::text;
use crate::layouts::frame::Frame;
use crate::pages::accounts::gate::for_admins;
use crate::pages::found::{Found, Shape, use_found};
use crate::pages::me::sessions::moment;
use crate::pages::me::sign_ins::{browser_used, factor, outcome_badge};
use crate::paths::{Address, Page};
use crate::view::nothing;

/// Who signed in, or tried to. The address holds what is looked for and the page.
#[component]
pub fn CompanySignInsPage() -> impl IntoView {
    for_admins(Page::CompanySignIns, |_| page())
}

/// What was looked for, and what was found.
pub(super) type History = Found<ListCompanySignInsQuery, CompanySignIn>;

fn page() -> AnyView {
    let found: History = use_found(|client, query| {
        Box::pin(async move { client.list_company_sign_ins(&query).await })
    });
    let results = found.results(found.again(), move |shape| match shape {
        Shape::NothingYet => nothing_yet(),
        Shape::NothingFound => nothing_found(),
        _ => table(found),
    });
    let days = SIGN_IN_DAYS;
    view! {
        <Frame
            page=Page::CompanySignIns
            lead=text!(company.signIns.lead, days = days)
            wide=true
        >
            <Filters found=found />
            <section class="found" aria-label=text!(company.signIns.caption)>
                {found.head(nothing(), None)} {results}
            </section>
        </Frame>
    }
    .into_any()
}

fn table(found: History) -> AnyView {
    let columns = vec![
        Column::header(text!(sessions.history.at)),
        Column::text(text!(company.signIns.account)),
        Column::text(text!(sessions.history.outcome)),
        Column::text(text!(sessions.history.factor)),
        Column::text(text!(sessions.history.browser)),
        Column::text(text!(sessions.history.address)),
    ];
    view! {
        <Table
            caption=text!(company.signIns.caption)
            columns=columns
            rows=Box::new(move || found.rows().iter().map(row).collect())
            behind=found.answer.is_behind()
            class="sign-ins"
        />
        {found.pages()}
    }
    .into_any()
}

fn row(entry: &CompanySignIn) -> Vec<AnyView> {
    let sign_in = &entry.sign_in;
    vec![
        view! { <span class="numbers">{moment(sign_in.at)}</span> }.into_any(),
        whose(entry),
        outcome_badge(sign_in),
        factor(sign_in),
        browser_used(sign_in),
        view! { <span class="numbers">{sign_in.address.clone()}</span> }.into_any(),
    ]
}

/// Whose account it was; one that is deleted has no page any more.
fn whose(entry: &CompanySignIn) -> AnyView {
    let account = &entry.account;
    let name = account.name.as_str().to_owned();
    if account.deleted {
        return view! {
            {name}
            " "
            <span class="quiet">{text!(company.signIns.deleted)}</span>
        }
        .into_any();
    }
    view! { <a href=Address::account(account.id).to_string()>{name}</a> }.into_any()
}

fn nothing_yet() -> AnyView {
    let (title, lead) = (
        text!(sessions.history.emptyTitle),
        text!(sessions.history.emptyLead),
    );
    view! { <EmptyState glyph=icon::CLOCK title=title lead=lead /> }.into_any()
}

fn nothing_found() -> AnyView {
    let (title, lead) = (
        text!(company.signIns.noneTitle),
        text!(company.signIns.noneLead),
    );
    view! {
        <EmptyState glyph=icon::SEARCH title=title lead=lead>
            <ButtonLink href=Page::CompanySignIns.path() weight=Weight::Outline>
                {text!(company.signIns.clear)}
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
