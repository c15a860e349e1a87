use leptos::prelude::*;

use super::name::fields;
use crate::components::button::{Button, ButtonLink, Weight};
use crate::components::error_summary::ErrorSummary;
use crate::forms::groups::GroupForm;
use crate::forms::{Fields as _, SendKey, use_form};
use crate::language::text;
use crate::layouts::frame::Frame;
use crate::navigation::{guard_unsaved, use_navigator};
use crate::pages::accounts::gate::for_admins;
use crate::paths::{Address, Page};
use crate::session::use_session;

/// Makes a group; its people and its range follow on its own page.
#[component]
pub fn NewGroupPage() -> impl IntoView {
    for_admins(Page::NewGroup, |_| page())
}

fn page() -> AnyView {
    let form = use_form(GroupForm::default());
    let keys = StoredValue::new(SendKey::default());
    let (session, navigator) = (use_session(), use_navigator());
    let made = RwSignal::new(false);
    guard_unsaved(move || {
        let empty = GroupForm::default();
        !made.get() && !form.values().holds_the_same_as(&empty)
    });
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(|request| async move {
            let values = untrack(move || form.values());
            let mut key = String::new();
            keys.update_value(|keys| key = keys.of(&values));
            let group = session.client().add_group(&request, &key).await?;
            made.set(true);
            navigator.go_to(Address::group(group.value.id).to_string());
            Ok(())
        });
    };
    view! {
        <Frame page=Page::NewGroup lead=text!(groups.new.lead)>
            <section class="card">
                <form class="form" novalidate on:submit=on_submit>
                    <ErrorSummary summary=form.summary() />
                    {fields(form)}
                    <div class="form__acts">
                        <Button submits=true busy=form.busy()>
                            {text!(groups.new.act)}
                        </Button>
                        <ButtonLink href=Page::Groups.path() weight=Weight::Text>
                            {text!(app.cancel)}
                        </ButtonLink>
                    </div>
                </form>
            </section>
        </Frame>
    }
    .into_any()
}
