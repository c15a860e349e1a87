use chrono::Months;
use leptos::prelude::*;
use minato_types::api_clients::ApiScope;
use minato_types::groups::{UserGroupSummary, UserGroups};

use super::boxes::{Choice, tick};
use super::words;
use crate::clock;
use crate::components::binding::FieldBinding;
use crate::components::date_field::{DateField, Days};
use crate::components::field::{Field, Requirement};
use crate::components::icon::{self, Icon};
use crate::components::input::{Input, Width};
use crate::components::skeleton::Skeleton;
use crate::components::text_area::TextArea;
use crate::forms::FormHandle;
use crate::forms::api_clients::ApiClientForm;
use crate::language::{Text, text};
use crate::loading::use_loader;
use crate::pages::accounts::person_choice::person_choice;
use crate::pages::groups;
use crate::view::{each, live, nothing};

/// What a program is: its name, what it may do, from where, how long, and who answers for it.
pub(super) fn fields(form: FormHandle<ApiClientForm>, nobody: Text) -> AnyView {
    let (name, networks) = (form.field("name"), form.field("allowedNetworks"));
    let valid_until = form.field("validUntil");
    let chosen = Callback::new(|()| {});
    view! {
        <Field field=name support=text!(api_clients.support.name)>
            <Input field=name autocomplete="off" width=Width::Medium />
        </Field>
        {scopes(form.field("scopes"))}
        {groups(form.field("groupIds"))}
        <Field
            field=networks
            requirement=Requirement::Optional
            support=text!(api_clients.support.networks)
        >
            <TextArea field=networks required=false />
        </Field>
        <Field field=valid_until support=text!(api_clients.support.validUntil)>
            <DateField field=valid_until days=Signal::stored(days()) />
        </Field>
        {person_choice(form.field("ownerId"), nobody, chosen)}
    }
    .into_any()
}

/// The days that the calendar offers for the last one.
fn days() -> Days {
    let today = clock::today_in_japan();
    let last = today.checked_add_months(Months::new(120));
    Days {
        first: today,
        last: last.unwrap_or(today),
        today,
        start: today,
    }
}

fn scopes(field: FieldBinding) -> AnyView {
    let parts = words::PARTS.into_iter().enumerate();
    let part = move |(place, scopes): (usize, [ApiScope; 2])| {
        let name = scopes.first().copied().map(words::subject);
        let choices = each(scopes.into_iter().enumerate(), move |(index, scope)| {
            // A summary of errors leads to the first box.
            let id = match (place, index) {
                (0, 0) => field.control_id(),
                _ => format!("{}-{scope}", field.control_id()),
            };
            let choice = Choice {
                value: scope.to_string(),
                words: words::scope(scope),
                about: scope.to_string(),
                id,
            };
            tick(field, choice)
        });
        view! {
            <div class="choices__part" role="group" aria-label=name>
                <p class="choices__name" aria-hidden="true">
                    {name}
                </p>
                {choices}
            </div>
        }
        .into_any()
    };
    boxes(
        field,
        true,
        text!(api_clients.support.scopes),
        each(parts, part),
    )
}

/// The groups whose rights on contracts the program gets.
fn groups(field: FieldBinding) -> AnyView {
    let all = use_loader(|client| Box::pin(async move { client.list_groups().await }));
    let waiting = || view! { <Skeleton lines=2 /> }.into_any();
    let list = all.show(waiting, move |all: UserGroups| {
        each(all.items.into_iter().enumerate(), move |(index, group)| {
            tick(field, group_choice(field, index, group))
        })
    });
    boxes(field, false, text!(api_clients.support.groups), list)
}

fn group_choice(field: FieldBinding, index: usize, group: UserGroupSummary) -> Choice {
    let value = group.id.to_string();
    Choice {
        words: groups::words::name(group.kind, group.name),
        about: group.description,
        id: match index {
            0 => field.control_id(),
            _ => format!("{}-{value}", field.control_id()),
        },
        value,
    }
}

/// Several boxes with everything that explains them.
fn boxes(field: FieldBinding, required: bool, support: Text, rows: AnyView) -> AnyView {
    let error = live(move || match field.error.get() {
        Some(error) => view! {
            <Icon glyph=icon::ERROR />
            <span>{error}</span>
        }
        .into_any(),
        None => nothing(),
    });
    let mark = if required {
        view! { <span class="field__must">{text!(app.field.required)}</span> }.into_any()
    } else {
        view! { <span class="field__may">{text!(app.field.optional)}</span> }.into_any()
    };
    view! {
        <div
            class="field"
            class:field--wrong=field.is_wrong()
            role="group"
            aria-labelledby=field.label_id()
            aria-describedby=field.described_by()
        >
            <p class="field__label" id=field.label_id()>
                <span>{field.label}</span>
                {mark}
            </p>
            <p class="field__support" id=field.support_id()>
                {support}
            </p>
            <div class="choices">{rows}</div>
            <p class="field__error" id=field.error_id()>
                {error}
            </p>
        </div>
    }
    .into_any()
}
