use leptos::prelude::*;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::accounts::{Account, BrowserTrust, UpdateAccountRequest};
use minato_types::values::{AccountId, SecondFactor, parse_day};

use super::account::EDITED;
use super::new_entry::{days, factors, roles};
use super::words;
use crate::clock;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::checkbox::{Checkbox, TICKED};
use crate::components::date_field::DateField;
use crate::components::description_list::{Description, DescriptionList};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::fixed_field::FixedField;
use crate::components::input::{Input, Width};
use crate::components::radio::RadioGroup;
use crate::components::select::Select;
use crate::components::toast::use_toast;
use crate::forms::accounts::EditAccountForm;
use crate::forms::{Fields as _, Form, FormHandle, use_form};
use crate::language::{Text, filled_text, locale_of, text};
use crate::loading::use_loader;
use crate::navigation::guard_unsaved;
use crate::pages::me;
use crate::pages::me::step_up::StepUp;
use crate::session::{SessionContext, use_session};
use crate::view::{each, live, nothing};
use crate::words::words_of;

/// An account being edited, based on the version that was fetched.
#[component]
pub(super) fn AccountEdit(
    /// What is edited.
    current: Versioned<Account>,
    /// Takes the account as it was saved.
    on_saved: Callback<Versioned<Account>>,
    /// Nothing is to be changed after all.
    on_given_up: Callback<()>,
) -> impl IntoView {
    let (session, toast) = (use_session(), use_toast());
    let today = clock::today_in_japan();
    let account = current.value;
    let (id, own) = (account.id, account.own);
    let form = use_form(EditAccountForm::of(&account, today));
    let etag = StoredValue::new(current.etag);
    let newest = RwSignal::new(None::<EditAccountForm>);
    guard_unsaved(move || form.values().is_changed());
    let unproven = RwSignal::new(false);
    let send = move || {
        if !untrack(move || form.values().is_changed()) {
            on_given_up.run(());
            return;
        }
        form.submit(|request| async move {
            match save(session, id, &request, &etag.get_value()).await {
                Ok(saved) => {
                    toast.show(|locale| words_of!(locale, accounts.edit.saved));
                    on_saved.run(saved);
                    Ok(())
                }
                Err((error, conflict)) => {
                    if let Some(conflict) = conflict {
                        let saved = EditAccountForm::of(&conflict.value, today);
                        form.amend(|values| *values = values.clone().rebased(&saved));
                        newest.set(Some(saved));
                        etag.set_value(conflict.etag);
                    }
                    if error.code() == Some(ProblemCode::StepUpRequired) {
                        unproven.set(true);
                    }
                    Err(error)
                }
            }
        });
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <section class="card" aria-labelledby=EDITED>
            <h2 id=EDITED tabindex="-1">
                {text!(accounts.edit.title)}
            </h2>
            <form class="form" novalidate on:submit=on_submit>
                <ErrorSummary summary=form.summary() />
                {live(move || newest.get().map_or_else(nothing, |newest| conflict(form, newest)))}
                {person(form, &account)} {if own { fixed(&account) } else { rights(form) }}
                <div class="form__acts">
                    <Button submits=true busy=form.busy()>
                        {text!(app.save)}
                    </Button>
                    <Button weight=Weight::Text on_press=on_given_up>
                        {text!(app.cancel)}
                    </Button>
                </div>
            </form>
            {proof(unproven, Callback::new(move |()| send()))}
        </section>
    }
}

/// Who takes the second step away from somebody proves who he is, then it is saved.
fn proof(unproven: RwSignal<bool>, on_proven: Callback<()>) -> AnyView {
    let security = use_loader(|client| Box::pin(async move { client.get_security().await }));
    let factor = Signal::derive(move || {
        let security = security.get();
        security.map_or(SecondFactor::MailOtp, |security| security.factor)
    });
    let proven = Callback::new(move |()| {
        unproven.set(false);
        on_proven.run(());
    });
    let close = Callback::new(move |()| unproven.set(false));
    let open = unproven.into();
    view! { <StepUp open=open factor=factor on_proven=proven on_close=close /> }.into_any()
}

/// Saves; where somebody was faster, fetches what he saved.
async fn save(
    session: SessionContext,
    id: AccountId,
    request: &UpdateAccountRequest,
    etag: &str,
) -> Result<Versioned<Account>, (ClientError, Option<Versioned<Account>>)> {
    let client = session.client();
    match client.update_account(id, request, etag).await {
        Ok(saved) => {
            // One's own name in the top bar follows; the account is saved in any case.
            if saved.value.own
                && let Ok(state) = client.get_session().await
            {
                session.settle(state);
            }
            Ok(saved)
        }
        Err(error) if error.code() == Some(ProblemCode::PreconditionFailed) => {
            let newest = client.get_account(id).await.ok();
            Err((error, newest))
        }
        Err(error) => Err((error, None)),
    }
}

/// What somebody else saved, where it differs from what stands in the form.
fn conflict(form: FormHandle<EditAccountForm>, newest: EditAccountForm) -> AnyView {
    let rows = live(move || {
        each(form.values().differences(&newest), |field| {
            let term = filled_text(move |language| {
                EditAccountForm::label(field, locale_of(language)).to_owned()
            });
            let value = saved(field, newest.value(field));
            view! { <Description term=term>{value}</Description> }.into_any()
        })
    });
    view! {
        <Banner tone=Tone::Warning title=text!(accounts.edit.conflictTitle)>
            <p>{text!(account.profile.conflictLead)}</p>
            <DescriptionList>{rows}</DescriptionList>
        </Banner>
    }
    .into_any()
}

/// What stands in a field of an account, in words.
fn saved(field: &str, value: &str) -> Text {
    match field {
        "role" => match value.parse() {
            Ok(role) => me::words::role(role),
            Err(_) => Signal::stored(value.to_owned()),
        },
        "trustedBrowsers" => match value.parse() {
            Ok(trust) => words::trust(trust),
            Err(_) => Signal::stored(value.to_owned()),
        },
        "secondFactor" => words::required_factor(value),
        "anyAddress" => words::any_address(value == TICKED),
        "validUntil" => match parse_day(value) {
            Ok(day) => words::validity(day),
            Err(_) => Signal::stored(value.to_owned()),
        },
        _ => words::given_or_none((!value.is_empty()).then(|| value.to_owned())),
    }
}

fn person(form: FormHandle<EditAccountForm>, account: &Account) -> AnyView {
    let (name, department) = (form.field("name"), form.field("department"));
    let phone = form.field("phone");
    view! {
        <Field field=name>
            <Input field=name autocomplete="off" width=Width::Medium />
        </Field>
        <FixedField
            label=text!(accounts.fields.email)
            value=Signal::stored(account.email.as_str().to_owned())
            reason=text!(accounts.edit.emailFixed)
        />
        <Field field=department>
            <Input field=department autocomplete="off" width=Width::Medium />
        </Field>
        <Field field=phone requirement=Requirement::Optional support=text!(account.support.phone)>
            <Input field=phone kind="tel" autocomplete="off" width=Width::Medium required=false />
        </Field>
    }
    .into_any()
}

fn rights(form: FormHandle<EditAccountForm>) -> AnyView {
    let (valid_until, trusted) = (form.field("validUntil"), form.field("trustedBrowsers"));
    let any_address = form.field("anyAddress");
    let choice = |trust: &BrowserTrust| (trust.to_string(), words::trust(*trust));
    let trusts = BrowserTrust::ALL.iter().map(choice).collect();
    view! {
        <RadioGroup field=form.field("role") choices=roles() />
        <RadioGroup field=form.field("secondFactor") choices=factors() />
        <Field field=valid_until support=text!(accounts.support.validUntil)>
            <DateField field=valid_until days=Signal::stored(days()) />
        </Field>
        <Field field=trusted support=text!(accounts.support.trustedBrowsers)>
            <Select field=trusted choices=trusts />
        </Field>
        <Checkbox field=any_address support=text!(accounts.support.anyAddress) />
    }
    .into_any()
}

/// Nobody gives himself other rights.
fn fixed(account: &Account) -> AnyView {
    view! {
        <FixedField
            label=text!(accounts.fields.role)
            value=me::words::role(account.role)
            reason=text!(accounts.edit.ownFixed)
        />
        <FixedField
            label=text!(accounts.fields.validUntil)
            value=words::validity(account.valid_until)
            reason=text!(accounts.edit.ownFixed)
        />
    }
    .into_any()
}
