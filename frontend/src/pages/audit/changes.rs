use leptos::prelude::*;
use minato_types::audit::{AuditChange, field_words};

use super::values::{item_name, value};
use crate::language::{filled_text, text};
use crate::view::{each, nothing};

/// What changed from what to what.
pub(super) fn changes(changes: &[AuditChange]) -> AnyView {
    if changes.is_empty() {
        return nothing();
    }
    view! { <ul class="trail__changes">{each(changes, row)}</ul> }.into_any()
}

fn row(change: &AuditChange) -> AnyView {
    let field = change.field;
    let name = filled_text(move |language| field_words(field, language).to_owned());
    let item = change.item.as_deref().map(|item| {
        let name = item_name(field, item);
        view! {
            " "
            <span class="trail__item">{name}</span>
        }
    });
    let old = |text: &str| view! { <del class="trail__old">{value(field, text)}</del> };
    let new = |text: &str| view! { <ins class="trail__new">{value(field, text)}</ins> };
    let values = match (change.before.as_deref(), change.after.as_deref()) {
        (Some(before), Some(after)) => view! {
            {old(before)}
            <span class="trail__arrow" aria-hidden="true">
                " → "
            </span>
            <span class="visually-hidden">" " {text!(audit.changedTo)} " "</span>
            {new(after)}
        }
        .into_any(),
        (None, Some(after)) => view! {
            <span class="trail__mark">{text!(audit.added)}</span>
            " "
            {new(after)}
        }
        .into_any(),
        (Some(before), None) => view! {
            <span class="trail__mark">{text!(audit.removed)}</span>
            " "
            {old(before)}
        }
        .into_any(),
        (None, None) => nothing(),
    };
    view! {
        <li class="trail__change">
            <span class="trail__field">{name}</span>
            {item}
            " "
            {values}
        </li>
    }
    .into_any()
}
