use leptos::prelude::*;
use minato_client::Versioned;
use minato_types::auth::{Session, SessionLevel};
use minato_types::company::CompanyNotifications;
use minato_types::values::{AccountRole, EmailAddress};

use super::notifications_edit::NotificationsEdit;
use crate::components::button::{Button, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::loading::use_loader;
use crate::pages::me::words;
use crate::session::use_session;
use crate::view::{each, live, nothing};

/// The id of the heading of the section.
pub(super) const NOTIFICATIONS: &str = "notifications";

/// Who hears by mail of what the member's people do, to look at and, for admins, to change.
#[component]
pub(super) fn Notifications() -> impl IntoView {
    let notifications =
        use_loader(|client| Box::pin(async move { client.get_company_notifications().await }));
    let editing = RwSignal::new(false);
    let saved = Callback::new(move |newest| {
        notifications.put(newest);
        editing.set(false);
        focus_soon(NOTIFICATIONS);
    });
    let given_up = Callback::new(move |()| {
        editing.set(false);
        focus_soon(NOTIFICATIONS);
    });
    let waiting = || view! { <Skeleton lines=3 /> }.into_any();
    let content = live(move || {
        if !editing.get() {
            return notifications.show(waiting, move |current| shown(&current.value, editing));
        }
        // What is typed must not be replaced when the addresses are fetched anew.
        let current = untrack(move || notifications.get());
        current.map_or_else(nothing, |current: Versioned<CompanyNotifications>| {
            view! { <NotificationsEdit current=current on_saved=saved on_given_up=given_up /> }
                .into_any()
        })
    });
    view! {
        <section class="card" aria-labelledby=NOTIFICATIONS>
            <h2 id=NOTIFICATIONS tabindex="-1">
                {text!(company.notifications.title)}
            </h2>
            <p class="note">{text!(company.notifications.lead)}</p>
            {content}
        </section>
    }
}

fn shown(notifications: &CompanyNotifications, editing: RwSignal<bool>) -> AnyView {
    let addresses = &notifications.addresses;
    let addresses = if addresses.is_empty() {
        view! { <span class="quiet">{text!(company.notifications.none)}</span> }.into_any()
    } else {
        view! { <ul class="addresses">{each(addresses, address)}</ul> }.into_any()
    };
    let language = notifications.language;
    view! {
        <DescriptionList>
            <Description term=text!(company.notifications.addresses)>{addresses}</Description>
            <Description term=text!(company.notifications.language)>
                <span lang=language.as_str()>{words::own_name(language)}</span>
            </Description>
        </DescriptionList>
        {use_session().now().map(|session| way_to_edit(&session, editing))}
    }
    .into_any()
}

fn address(address: &EmailAddress) -> AnyView {
    view! { <li>{address.as_str().to_owned()}</li> }.into_any()
}

/// The button for admins; for others, who else can change it.
fn way_to_edit(session: &Session, editing: RwSignal<bool>) -> AnyView {
    if session.account.role != AccountRole::Admin {
        return view! { <p class="note">{text!(company.notifications.byAdmins)}</p> }.into_any();
    }
    if session.level != SessionLevel::TwoStep {
        return view! { <p class="note">{text!(company.notifications.byTwoSteps)}</p> }.into_any();
    }
    let open = Callback::new(move |()| {
        editing.set(true);
        focus_soon(NOTIFICATIONS);
    });
    view! {
        <div class="form__acts">
            <Button weight=Weight::Outline on_press=open>
                {text!(company.notifications.edit)}
            </Button>
        </div>
    }
    .into_any()
}
