use leptos::prelude::*;
use minato_client::Versioned;
use minato_types::me::Me;

use super::change_email::EmailSection;
use super::profile_edit::ProfileEdit;
use super::words;
use crate::components::button::{Button, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::components::skeleton::Skeleton;
use crate::format;
use crate::language::{filled_text, text};
use crate::layouts::focus::focus_soon;
use crate::layouts::frame::Frame;
use crate::loading::{Loader, use_loader};
use crate::paths::Page;
use crate::view::{live, nothing};

/// The id of the heading where the keyboard goes after editing.
const PERSON: &str = "person";

/// The id of the heading where it goes to edit.
pub(super) const EDITED: &str = "edited";

/// One's own profile, to look at and to edit.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let me = use_loader(|client| Box::pin(async move { client.get_me().await }));
    let editing = RwSignal::new(false);
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    let content = live(move || {
        if editing.get() {
            // What is typed must not be replaced when the profile is fetched anew.
            let current = untrack(move || me.get());
            current.map_or_else(nothing, |current| edit(me, current, editing))
        } else {
            me.show(waiting, move |me| shown(me.value, editing))
        }
    });
    view! {
        <Frame page=Page::Profile lead=text!(account.profile.lead)>
            {content}
        </Frame>
    }
}

fn edit(me: Loader<Versioned<Me>>, current: Versioned<Me>, editing: RwSignal<bool>) -> AnyView {
    let saved = Callback::new(move |newest| {
        me.put(newest);
        editing.set(false);
        focus_soon(PERSON);
    });
    let given_up = Callback::new(move |()| {
        editing.set(false);
        focus_soon(PERSON);
    });
    view! { <ProfileEdit current=current on_saved=saved on_given_up=given_up /> }.into_any()
}

fn shown(me: Me, editing: RwSignal<bool>) -> AnyView {
    let open = Callback::new(move |()| {
        editing.set(true);
        focus_soon(EDITED);
    });
    let (email, factor) = (me.email.clone(), me.second_factor);
    view! {
        <section class="card" aria-labelledby=PERSON>
            <div class="card__head">
                <h2 id=PERSON tabindex="-1">{text!(account.profile.person)}</h2>
                <Button weight=Weight::Outline on_press=open>
                    {text!(app.edit)}
                </Button>
            </div>
            {person(me.clone())}
        </section>
        <EmailSection email=email factor=factor />
        <section class="card" aria-labelledby="account">
            <h2 id="account">{text!(account.profile.account)}</h2>
            {account(me)}
            <p class="note">{text!(account.profile.fixedNote)}</p>
        </section>
    }
    .into_any()
}

fn person(me: Me) -> AnyView {
    let phone = match me.phone {
        Some(phone) => phone.as_str().to_owned().into_any(),
        None => view! { <span class="quiet">{text!(app.none)}</span> }.into_any(),
    };
    view! {
        <DescriptionList>
            <Description term=text!(account.fields.name)>{me.name.as_str().to_owned()}</Description>
            <Description term=text!(account.fields.phone)>
                <span class="numbers">{phone}</span>
            </Description>
            <Description term=text!(account.fields.department)>
                {me.department.as_str().to_owned()}
            </Description>
            <Description term=text!(account.fields.language)>
                <span lang=me.language.as_str()>{words::own_name(me.language)}</span>
            </Description>
            <Description term=text!(account.fields.timeZone)>
                {me.time_zone.as_str().to_owned()}
            </Description>
        </DescriptionList>
    }
    .into_any()
}

fn account(me: Me) -> AnyView {
    let (last_day, changed_at, zone) = (me.valid_until, me.password_changed_at, me.time_zone);
    let validity = if format::is_without_end(last_day) {
        text!(account.noExpiry)
    } else {
        filled_text(move |language| format::date(last_day, language))
    };
    let changed =
        filled_text(move |language| format::date_time(changed_at, zone.as_str(), language));
    view! {
        <DescriptionList>
            <Description term=text!(account.fields.role)>{words::role(me.role)}</Description>
            <Description term=text!(account.fields.secondFactor)>
                {words::factor(me.second_factor)}
            </Description>
            <Description term=text!(account.fields.validUntil)>
                <span class="numbers">{validity}</span>
            </Description>
            <Description term=text!(account.fields.passwordChangedAt)>
                <span class="numbers">{changed}</span>
            </Description>
        </DescriptionList>
    }
    .into_any()
}
