use leptos::prelude::*;
use minato_types::accounts::AddAccountRequest;
use minato_types::values::{AccountRole, Language, parse_day};

use super::new::Adding;
use super::words;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::forms::Form as _;
use crate::forms::accounts::{AddAccountForm, PasswordWay};
use crate::language::{Text, text};
use crate::pages::me;

/// The id of the heading where the keyboard goes.
pub(super) const REVIEW: &str = "review";

/// What was filled in, to be looked at before it is sent.
pub(super) fn review(adding: &Adding) -> AnyView {
    let adding = *adding;
    let form = untrack(move || adding.form.values());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        adding.send();
    };
    let back = Callback::new(move |()| adding.correct());
    let way = form.way();
    view! {
        <section class="card" aria-labelledby=REVIEW>
            <h2 class="step-heading" id=REVIEW tabindex="-1">
                {text!(accounts.new.reviewTitle)}
            </h2>
            {facts(&form)}
            <Banner tone=Tone::Info title=text!(accounts.new.nextTitle)>
                {consequence(way, &form.email)}
            </Banner>
            <form novalidate on:submit=send>
                <div class="form__acts">
                    <Button submits=true busy=adding.form.busy()>
                        {text!(accounts.new.add)}
                    </Button>
                    <Button weight=Weight::Outline off=adding.form.busy() on_press=back>
                        {text!(accounts.new.correct)}
                    </Button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What happens when it is sent.
fn consequence(way: PasswordWay, email: &str) -> Text {
    let email = email.trim().to_owned();
    match way {
        PasswordWay::Invitation => text!(accounts.new.willInvite, email = email.as_str()),
        PasswordWay::InitialPassword => text!(accounts.new.willNotMail),
    }
}

fn facts(form: &AddAccountForm) -> AnyView {
    let request = form.request();
    let way = match form.way() {
        PasswordWay::Invitation => text!(accounts.way.invitation),
        PasswordWay::InitialPassword => text!(accounts.way.initialPassword),
    };
    view! {
        <DescriptionList>
            {person(request)}
            <Description term=text!(accounts.fields.passwordWay)>{way}</Description>
        </DescriptionList>
    }
    .into_any()
}

/// All that was filled in is right by now; what could not be read is shown as it is.
fn person(request: AddAccountRequest) -> AnyView {
    let role: Option<AccountRole> = request.role.parse().ok();
    let last_day = request.valid_until.unwrap_or_default();
    let validity = match parse_day(&last_day) {
        Ok(day) => words::validity(day),
        Err(_) => Signal::stored(last_day),
    };
    let factor = request.second_factor.map(|word| {
        let words = words::required_factor(&word);
        view! { <Description term=text!(accounts.fields.secondFactor)>{words}</Description> }
    });
    let language: Option<Language> = request.language.and_then(|tag| tag.parse().ok());
    view! {
        <Description term=text!(accounts.fields.name)>{request.name}</Description>
        <Description term=text!(accounts.fields.email)>{request.email}</Description>
        <Description term=text!(accounts.fields.department)>{request.department}</Description>
        <Description term=text!(accounts.fields.phone)>
            <span class="numbers">{words::given_or_none(request.phone)}</span>
        </Description>
        <Description term=text!(accounts.fields.language)>
            {language.map(|own| view! { <span lang=own.as_str()>{me::words::own_name(own)}</span> })}
        </Description>
        <Description term=text!(accounts.fields.role)>{role.map(me::words::role)}</Description>
        {factor}
        <Description term=text!(accounts.fields.validUntil)>
            <span class="numbers">{validity}</span>
        </Description>
    }
    .into_any()
}
