//! A field: label, whether it must be filled in, support text, control, error.

use leptos::prelude::*;

use super::binding::FieldBinding;
use super::icon::{self, Icon};
use crate::language::{Text, text};
use crate::view::{live, nothing};

/// Whether something must be filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Requirement {
    /// It must.
    #[default]
    Required,
    /// It may.
    Optional,
}

/// A control with everything that explains it.
#[component]
pub fn Field(
    /// The field of the form.
    field: FieldBinding,
    /// Whether it must be filled in.
    #[prop(optional)]
    requirement: Requirement,
    /// What helps to fill it in.
    #[prop(optional)]
    support: Option<Text>,
    /// Whether it goes without saying that nothing must be filled in, as where one searches.
    #[prop(optional)]
    bare: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let (required, optional) = (text!(app.field.required), text!(app.field.optional));
    let badge = match requirement {
        _ if bare => nothing(),
        Requirement::Required => view! { <span class="field__must">{required}</span> }.into_any(),
        Requirement::Optional => view! { <span class="field__may">{optional}</span> }.into_any(),
    };
    let error = live(move || match field.error.get() {
        Some(error) => view! {
            <Icon glyph=icon::ERROR />
            <span>{error}</span>
        }
        .into_any(),
        None => nothing(),
    });
    view! {
        <div class="field" class:field--wrong=field.is_wrong()>
            <label class="field__label" id=field.label_id() for=field.control_id()>
                <span>{field.label}</span>
                {badge}
            </label>
            <p class="field__support" id=field.support_id()>
                {support}
            </p>
            {children()}
            <p class="field__error" id=field.error_id()>
                {error}
            </p>
        </div>
    }
}
