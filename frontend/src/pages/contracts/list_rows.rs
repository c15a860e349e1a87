use leptos::prelude::*;
use minato_types::contracts::{ContractStatus, ContractSummary};

use super::words;
use crate::components::table::Column;
use crate::language::{filled_text, locale_of, text};
use crate::paths::Address;
use crate::words::words_of;

/// The columns of the list, as in the manual.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::text(text!(contracts.columns.status)).sorted_up_by("status"),
        Column::header(text!(contracts.columns.number)).sorted_by("number"),
        Column::text(text!(contracts.columns.group)),
        Column::text(text!(contracts.columns.service)).sorted_up_by("service"),
        Column::text(text!(contracts.columns.site)).sorted_by("site"),
        Column::text(text!(contracts.columns.memo)),
    ]
}

/// The rows of what was found.
pub(super) fn rows(found: &[ContractSummary]) -> Vec<Vec<AnyView>> {
    found.iter().map(row).collect()
}

fn row(contract: &ContractSummary) -> Vec<AnyView> {
    let href = Address::contract(&contract.number).to_string();
    vec![
        status(contract),
        view! { <a href=href>{contract.number.to_string()}</a> }.into_any(),
        group(contract.group_number.as_deref().unwrap_or_default()),
        words::service_name(contract.service.name.clone()).into_any(),
        contract.site.clone().into_any(),
        memo(&contract.memo),
    ]
}

/// The status; of what needs a look also since when.
fn status(contract: &ContractSummary) -> AnyView {
    let urgent = matches!(
        contract.status,
        ContractStatus::Abnormal | ContractStatus::Warning
    );
    let since = urgent.then(|| {
        let since = words::since(contract.status_since);
        let words = filled_text(move |language| {
            words_of!(
                locale_of(language),
                contracts.list.since,
                since = since.get()
            )
        });
        view! { <span class="contracts__since">{words}</span> }
    });
    view! { {words::status(contract.status)} {since} }.into_any()
}

fn memo(memo: &str) -> AnyView {
    if memo.is_empty() {
        return text_or_none(memo);
    }
    view! { <span class="contracts__memo">{memo.to_owned()}</span> }.into_any()
}

fn group(number: &str) -> AnyView {
    if number.is_empty() {
        return text_or_none(number);
    }
    view! { <span class="contracts__group numbers">{number.to_owned()}</span> }.into_any()
}

/// A text; a dash where there is none, which those who listen hear as such.
fn text_or_none(words: &str) -> AnyView {
    if !words.is_empty() {
        return words.to_owned().into_any();
    }
    view! {
        <span class="quiet" aria-hidden="true">
            "–"
        </span>
        <span class="visually-hidden">{text!(contracts.list.none)}</span>
    }
    .into_any()
}
