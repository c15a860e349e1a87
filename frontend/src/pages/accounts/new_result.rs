use chrono::TimeDelta;
use leptos::prelude::*;
use minato_types::accounts::Account;

use super::new::Adding;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::forms::accounts::PasswordWay;
use crate::language::{Text, text};
use crate::paths::{Address, Page};
use crate::view::each;

/// The id of the heading where the keyboard goes.
pub(super) const RESULT: &str = "result";

/// How long a link or an initial password can be used.
const FIRST_SIGN_IN: TimeDelta = TimeDelta::hours(72);

/// The account is there: what happens next, and by when. `member_number` is needed to sign in.
pub(super) fn result(
    adding: &Adding,
    account: &Account,
    way: PasswordWay,
    member_number: &str,
) -> AnyView {
    let adding = *adding;
    let another = Callback::new(move |()| adding.begin_anew());
    let name = words::addressed(account.name.as_str());
    let steps = each(next(account, way, member_number), |words| {
        view! { <li>{words}</li> }.into_any()
    });
    view! {
        <section class="card" aria-labelledby=RESULT>
            <h2 class="step-heading" id=RESULT tabindex="-1">
                {text!(accounts.result.title)}
            </h2>
            <Banner tone=Tone::Success>
                {text!(accounts.result.added, name = name.get())}
            </Banner>
            <h3>{text!(accounts.new.nextTitle)}</h3>
            <ol class="next">{steps}</ol>
            <div class="form__acts">
                <ButtonLink href=Page::Accounts.path()>{text!(accounts.toList)}</ButtonLink>
                <ButtonLink href=Address::account(account.id).to_string() weight=Weight::Outline>
                    {text!(accounts.result.open)}
                </ButtonLink>
                <Button weight=Weight::Outline on_press=another>
                    {text!(accounts.result.another)}
                </Button>
            </div>
        </section>
    }
    .into_any()
}

fn next(account: &Account, way: PasswordWay, member_number: &str) -> Vec<Text> {
    let until = words::moment(account.created_at + FIRST_SIGN_IN);
    let email = account.email.as_str().to_owned();
    let number = member_number.to_owned();
    match way {
        PasswordWay::Invitation => vec![
            text!(accounts.result.invited, email = email.as_str()),
            text!(accounts.result.invitedUntil, until = until.get()),
            text!(accounts.result.invitedThen),
        ],
        PasswordWay::InitialPassword => vec![
            text!(accounts.result.hand),
            text!(
                accounts.result.handUntil,
                number = number.as_str(),
                email = email.as_str(),
                until = until.get()
            ),
            text!(accounts.result.handThen),
        ],
    }
}
