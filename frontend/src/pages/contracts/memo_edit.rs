use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use minato_client::{Client, ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::contracts::{Contract, UpdateContractMemoRequest};

use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::input::Input;
use crate::components::toast::use_toast;
use crate::forms::contract::MemoForm;
use crate::forms::{Fields as _, FormHandle, use_form};
use crate::language::{Text, filled_text, locale_of, text};
use crate::navigation::guard_unsaved;
use crate::session::use_session;
use crate::view::{live, nothing};
use crate::words::words_of;

/// What somebody else has saved meanwhile.
type Theirs = RwSignal<Option<Versioned<Contract>>>;

/// The memo being changed, based on the version that was fetched.
#[component]
pub(super) fn MemoEdit(
    /// The contract.
    current: Versioned<Contract>,
    /// Takes the contract as it was saved.
    on_saved: Callback<Versioned<Contract>>,
    /// Nothing is to be changed after all.
    on_given_up: Callback<()>,
) -> impl IntoView {
    let (session, toast) = (use_session(), use_toast());
    let first = StoredValue::new(MemoForm::of(&current.value.memo));
    let form = use_form(first.get_value());
    let based_on = StoredValue::new(current);
    let theirs: Theirs = RwSignal::new(None);
    guard_unsaved(move || !form.values().holds_the_same_as(&first.get_value()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            match save(&session.client(), &request, &based_on.get_value()).await {
                Ok(saved) => {
                    toast.show(|locale| words_of!(locale, contract.memo.saved));
                    on_saved.run(saved);
                    Ok(())
                }
                Err((error, newest)) => {
                    if let Some(newest) = newest {
                        based_on.set_value(newest.clone());
                        theirs.set(Some(newest));
                    }
                    Err(error)
                }
            }
        });
    };
    let escape = move |event: KeyboardEvent| {
        // While Japanese is composed, Escape belongs to the input method.
        if event.key() == "Escape" && !event.is_composing() {
            on_given_up.run(());
        }
    };
    let conflict = move |newest| conflict(newest, form, on_saved);
    let words = filled_text(move |language| {
        let locale = locale_of(language);
        if theirs.with(Option::is_some) {
            words_of!(locale, contract.memo.keepMine)
        } else {
            words_of!(locale, app.save)
        }
        .to_owned()
    });
    let field = form.field("memo");
    view! {
        <form class="form" novalidate on:submit=send on:keydown=escape>
            <ErrorSummary summary=form.summary() />
            {live(move || theirs.get().map_or_else(nothing, conflict))}
            <Field
                field=field
                requirement=Requirement::Optional
                support=text!(contract.memo.support)
            >
                <Input field=field autocomplete="off" required=false />
            </Field>
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {words}
                </Button>
                <Button weight=Weight::Text on_press=on_given_up>
                    {text!(app.cancel)}
                </Button>
            </div>
        </form>
    }
}

/// Saves; where somebody was faster, fetches what he saved.
async fn save(
    client: &Client,
    request: &UpdateContractMemoRequest,
    based_on: &Versioned<Contract>,
) -> Result<Versioned<Contract>, (ClientError, Option<Versioned<Contract>>)> {
    let number = &based_on.value.number;
    let saved = client.update_contract_memo(number, request, &based_on.etag);
    let error = match saved.await {
        Ok(saved) => return Ok(saved),
        Err(error) => error,
    };
    if error.code() != Some(ProblemCode::PreconditionFailed) {
        return Err((error, None));
    }
    let newest = client.get_contract(number).await.ok();
    Err((error, newest))
}

/// What somebody else saved, beside what one has typed oneself.
fn conflict(
    newest: Versioned<Contract>,
    form: FormHandle<MemoForm>,
    on_saved: Callback<Versioned<Contract>>,
) -> AnyView {
    let who = newest.value.memo_changed_by.clone();
    let theirs = newest.value.memo.clone();
    let mine = Signal::derive(move || form.values().memo);
    let keep = Callback::new(move |()| on_saved.run(newest.clone()));
    view! {
        <Banner tone=Tone::Warning title=text!(contract.memo.conflictTitle)>
            <p>{text!(contract.memo.conflictLead)}</p>
            <DescriptionList>
                <Description term=of_whom(who)>
                    {said(Signal::stored(theirs))}
                </Description>
                <Description term=text!(contract.memo.mine)>{said(mine)}</Description>
            </DescriptionList>
            <div class="form__acts">
                <Button weight=Weight::Outline on_press=keep>
                    {text!(contract.memo.keepTheirs)}
                </Button>
            </div>
        </Banner>
    }
    .into_any()
}

fn of_whom(name: Option<String>) -> Text {
    filled_text(move |language| {
        let locale = locale_of(language);
        match &name {
            Some(name) => words_of!(locale, contract.memo.theirs, name = name.as_str()),
            None => words_of!(locale, contract.memo.theirsUnnamed).to_owned(),
        }
    })
}

/// A memo; that there is none is said.
fn said(memo: Signal<String>) -> AnyView {
    live(move || {
        let memo = memo.get();
        if memo.trim().is_empty() {
            view! { <span class="quiet">{text!(contract.memo.empty)}</span> }.into_any()
        } else {
            view! { <span class="contract__memo">{memo}</span> }.into_any()
        }
    })
}
