use leptos::prelude::*;
use minato_types::values::{AccountRole, Language, SecondFactor};

use super::new::Adding;
use super::words;
use crate::clock;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::date_field::{DateField, Days};
use crate::components::field::{Field, Requirement};
use crate::components::input::{Input, Width};
use crate::components::password::Password;
use crate::components::password_hints::PasswordHints;
use crate::components::radio::{RadioChoice, RadioGroup};
use crate::components::select::Select;
use crate::forms::FormHandle;
use crate::forms::accounts::{AddAccountForm, PasswordWay};
use crate::language::{Text, text, use_language};
use crate::pages::me;
use crate::paths::Page;
use crate::view::live_if;

/// The id of the heading where the keyboard goes.
pub(super) const ENTRY: &str = "entry";

/// The fields of a new account.
pub(super) fn entry(adding: &Adding) -> AnyView {
    let adding = *adding;
    let form = adding.form;
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        adding.look_again();
    };
    view! {
        <section class="card" aria-labelledby=ENTRY>
            <h2 class="step-heading" id=ENTRY tabindex="-1">
                {text!(accounts.new.entryTitle)}
            </h2>
            <form class="form" novalidate on:submit=send>
                {person(form)} {rights(form)} {password(form)}
                <div class="form__acts">
                    <Button submits=true busy=form.busy()>
                        {text!(accounts.new.toReview)}
                    </Button>
                    <ButtonLink href=Page::Accounts.path() weight=Weight::Text>
                        {text!(app.cancel)}
                    </ButtonLink>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn person(form: FormHandle<AddAccountForm>) -> AnyView {
    let (name, email) = (form.field("name"), form.field("email"));
    let (department, phone) = (form.field("department"), form.field("phone"));
    let languages = Language::ALL.iter().map(|own| {
        let name = me::words::own_name(*own).to_owned();
        (own.to_string(), Signal::stored(name))
    });
    let language = form.field("language");
    view! {
        <Field field=name>
            <Input field=name autocomplete="off" width=Width::Medium />
        </Field>
        <Field field=email support=text!(accounts.support.email)>
            <Input field=email kind="email" autocomplete="off" />
        </Field>
        <Field field=department>
            <Input field=department autocomplete="off" width=Width::Medium />
        </Field>
        <Field field=phone requirement=Requirement::Optional support=text!(account.support.phone)>
            <Input field=phone kind="tel" autocomplete="off" width=Width::Medium required=false />
        </Field>
        <Field field=language>
            <Select field=language choices=languages.collect() />
        </Field>
    }
    .into_any()
}

fn rights(form: FormHandle<AddAccountForm>) -> AnyView {
    let valid_until = form.field("validUntil");
    view! {
        <RadioGroup field=form.field("role") choices=roles() />
        <RadioGroup field=form.field("secondFactor") choices=factors() />
        <Field field=valid_until support=text!(accounts.support.validUntil)>
            <DateField field=valid_until days=Signal::stored(days()) />
        </Field>
    }
    .into_any()
}

/// The roles to choose from, the lesser first.
pub(super) fn roles() -> Vec<RadioChoice> {
    let choice = |role: AccountRole| {
        let (words, lead) = words::role(role);
        RadioChoice {
            value: role.as_str(),
            words,
            lead,
        }
    };
    vec![choice(AccountRole::User), choice(AccountRole::Admin)]
}

/// What the second step may be made to ask for.
pub(super) fn factors() -> Vec<RadioChoice> {
    vec![
        RadioChoice {
            value: SecondFactor::MailOtp.as_str(),
            words: text!(accounts.factor.mailOtp),
            lead: text!(accounts.factor.mailOtpLead),
        },
        RadioChoice {
            value: SecondFactor::Totp.as_str(),
            words: text!(accounts.factor.totp),
            lead: text!(accounts.factor.totpLead),
        },
    ]
}

/// The days that the calendar offers for the last one of an account: ten years.
pub(super) fn days() -> Days {
    let today = clock::today_in_japan();
    let last = today.checked_add_months(chrono::Months::new(120));
    Days {
        first: today,
        last: last.unwrap_or(today),
        today,
        start: today,
    }
}

/// How the person gets a password; where the policy leaves no choice, what happens.
fn password(form: FormHandle<AddAccountForm>) -> AnyView {
    if !untrack(move || form.values().may_choose_password()) {
        return view! {
            <Banner tone=Tone::Info title=text!(accounts.fields.passwordWay)>
                {text!(accounts.way.invitationOnly)}
            </Banner>
        }
        .into_any();
    }
    let choice = |way: PasswordWay, words: Text, lead: Text| RadioChoice {
        value: way.as_str(),
        words,
        lead,
    };
    let ways = vec![
        choice(
            PasswordWay::Invitation,
            text!(accounts.way.invitation),
            text!(accounts.way.invitationLead),
        ),
        choice(
            PasswordWay::InitialPassword,
            text!(accounts.way.initialPassword),
            text!(accounts.way.initialPasswordLead),
        ),
    ];
    let chosen = Memo::new(move |_| form.values().way() == PasswordWay::InitialPassword);
    let language = use_language();
    let hints = Signal::derive(move || {
        let hints = form.values().hints().into_iter();
        hints
            .map(|(hint, met)| (hint.words(language.locale()), met))
            .collect()
    });
    let note = text!(accounts.way.guess);
    let fields = live_if(chosen.into(), move || {
        let (first, again) = (form.field("initialPassword"), form.field("confirmation"));
        view! {
            <PasswordHints hints=hints note=note />
            <Field field=first>
                <Password field=first autocomplete="new-password" />
            </Field>
            <Field field=again>
                <Password field=again autocomplete="new-password" />
            </Field>
        }
        .into_any()
    });
    view! {
        <RadioGroup field=form.field("passwordWay") choices=ways />
        {fields}
    }
    .into_any()
}
