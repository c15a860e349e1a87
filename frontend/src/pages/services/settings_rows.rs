use leptos::prelude::*;
use minato_types::contracts::ContractSummary;

use crate::components::button::{ButtonLink, Weight};
use crate::components::table::Column;
use crate::language::text;
use crate::paths::Address;

/// The columns of the list, as in the manual.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::header(text!(services.door.number)),
        Column::text(text!(services.door.memo)),
        Column::text(text!(services.door.site)),
        Column::acts(text!(services.door.change)),
    ]
}

/// The rows of the contracts that were found.
pub(super) fn rows(contracts: &[ContractSummary]) -> Vec<Vec<AnyView>> {
    contracts.iter().map(row).collect()
}

fn row(contract: &ContractSummary) -> Vec<AnyView> {
    let number = contract.number.to_string();
    let spoken = number.clone();
    let memo = if contract.memo.is_empty() {
        view! {
            <span class="quiet" aria-hidden="true">
                "–"
            </span>
            <span class="visually-hidden">{text!(app.none)}</span>
        }
        .into_any()
    } else {
        contract.memo.clone().into_any()
    };
    let change = view! {
        <ButtonLink
            href=Address::contract_settings(&contract.number).to_string()
            weight=Weight::Outline
        >
            {text!(services.door.go)}
            <span class="visually-hidden">{text!(services.door.goTo, number = spoken.as_str())}</span>
        </ButtonLink>
    };
    vec![
        view! { <span class="numbers">{number}</span> }.into_any(),
        memo,
        contract.site.clone().into_any(),
        change.into_any(),
    ]
}
