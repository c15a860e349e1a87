//! A choice among the people of the member, for filters.

use std::sync::Arc;

use leptos::prelude::*;
use minato_client::{Client, ClientError};
use minato_types::accounts::{Account, ListAccountsQuery};

use crate::components::binding::FieldBinding;
use crate::components::field::Field;
use crate::components::select::Select;
use crate::language::{Text, text};
use crate::loading::use_loader;
use crate::view::live;

/// How many accounts are fetched at once.
const AT_ONCE: u32 = 100;

/// How many times at most.
const TIMES: u32 = 5;

/// The people of the member to choose from, by their names; `everybody` is the first choice.
pub(crate) fn person_choice(
    field: FieldBinding,
    everybody: Text,
    on_choose: Callback<()>,
) -> AnyView {
    let people = use_loader(|client| Box::pin(people(client)));
    let select = live(move || {
        let people = people.get().unwrap_or_default();
        let choices = choices(&people, field.value.get_untracked());
        view! {
            <Select
                field=field
                choices=choices
                placeholder=everybody
                required=false
                on_choose=on_choose
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

fn choices(people: &[Account], chosen: String) -> Vec<(String, Text)> {
    let choice = |person: &Account| {
        let name = person.name.as_str().to_owned();
        (person.id.to_string(), Signal::stored(name))
    };
    let mut choices: Vec<_> = people.iter().map(choice).collect();
    // Whom the address names is a choice, even if nobody knows the name any more.
    if !chosen.is_empty() && choices.iter().all(|(id, _)| *id != chosen) {
        choices.push((chosen, text!(accounts.thisPerson)));
    }
    choices
}

async fn people(client: Arc<Client>) -> Result<Vec<Account>, ClientError> {
    let mut people = Vec::new();
    for page in 1..=TIMES {
        let query = ListAccountsQuery {
            page: Some(page),
            page_size: Some(AT_ONCE),
            ..ListAccountsQuery::default()
        };
        let found = client.list_accounts(&query).await?;
        people.extend(found.items);
        if people.len() as u64 >= found.total {
            break;
        }
    }
    Ok(people)
}
