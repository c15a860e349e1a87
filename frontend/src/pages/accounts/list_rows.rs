use leptos::prelude::*;
use minato_types::accounts::{Account, AccountSort};

use super::words;
use crate::components::table::Column;
use crate::language::{Text, text};
use crate::pages::me;
use crate::paths::Address;

/// The columns of the list, as in the manual, and state and last sign-in.
pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::header(text!(accounts.fields.name)).sorted_up_by(AccountSort::Name.as_str()),
        Column::text(text!(accounts.list.email)).sorted_up_by(AccountSort::Email.as_str()),
        Column::text(text!(accounts.fields.role)),
        Column::text(text!(accounts.fields.department))
            .sorted_up_by(AccountSort::Department.as_str()),
        Column::text(text!(accounts.fields.phone)),
        Column::text(text!(accounts.fields.validUntil))
            .sorted_up_by(AccountSort::ValidUntil.as_str()),
        Column::text(text!(accounts.fields.state)),
        Column::text(text!(accounts.fields.lastSignedInAt)),
    ]
}

/// The rows of the accounts that were found.
pub(super) fn rows(accounts: &[Account]) -> Vec<Vec<AnyView>> {
    accounts.iter().map(row).collect()
}

fn row(account: &Account) -> Vec<AnyView> {
    let own = account.own.then(|| {
        view! { <span class="quiet">{text!(accounts.facts.own)}</span> }
    });
    let name = view! {
        <a href=Address::account(account.id).to_string()>{account.name.as_str().to_owned()}</a>
        " "
        {own}
    };
    let phone = account.phone.as_ref();
    let phone = phone.map(|phone| Signal::stored(phone.as_str().to_owned()));
    vec![
        name.into_any(),
        account.email.as_str().to_owned().into_any(),
        me::words::role(account.role).into_any(),
        account.department.as_str().to_owned().into_any(),
        numbers(phone),
        numbers(Some(words::validity(account.valid_until))),
        words::badges(account),
        numbers(account.last_signed_in_at.map(words::day_of)),
    ]
}

/// Numbers, or a dash for what is not known.
fn numbers(words: Option<Text>) -> AnyView {
    match words {
        Some(words) => view! { <span class="numbers">{words}</span> }.into_any(),
        None => view! {
            <span class="quiet" aria-hidden="true">
                "–"
            </span>
            <span class="visually-hidden">{text!(app.none)}</span>
        }
        .into_any(),
    }
}
