use leptos::prelude::*;
use minato_types::ProblemCode;
use minato_types::groups::UserGroupKind;

use super::desk::Desk;
use crate::components::banner::{Banner, Tone};
use crate::components::button::{Button, Weight};
use crate::components::description_list::{Description, DescriptionList};
use crate::components::error_summary::ErrorSummary;
use crate::components::field::{Field, Requirement};
use crate::components::input::Input;
use crate::components::toast::use_toast;
use crate::forms::groups::GroupForm;
use crate::forms::{Fields as _, FormHandle, use_form};
use crate::language::text;
use crate::layouts::focus::focus_soon;
use crate::navigation::guard_unsaved;
use crate::view::live;
use crate::words::words_of;

/// The id of the heading where the keyboard goes with editing and after it.
const NAMED: &str = "named";

/// The fields of a group's name and description.
pub(super) fn fields(form: FormHandle<GroupForm>) -> AnyView {
    let (name, description) = (form.field("name"), form.field("description"));
    let support = text!(groups.support.name);
    view! {
        <Field field=name support=support>
            <Input field=name autocomplete="off" />
        </Field>
        <Field field=description requirement=Requirement::Optional>
            <Input field=description autocomplete="off" required=false />
        </Field>
    }
    .into_any()
}

/// Name and description, which change apart from all else.
pub(super) fn section(desk: Desk) -> AnyView {
    if desk.kind() == UserGroupKind::Automatic {
        return view! {
            <Banner tone=Tone::Info title=text!(groups.automatic.name)>
                <p>{text!(groups.automatic.lead)}</p>
            </Banner>
        }
        .into_any();
    }
    let editing = RwSignal::new(false);
    let content = live(move || {
        if editing.get() {
            edit(desk, editing)
        } else {
            facts(desk, editing)
        }
    });
    view! {
        <section class="card" aria-labelledby=NAMED>
            {content}
        </section>
    }
    .into_any()
}

fn facts(desk: Desk, editing: RwSignal<bool>) -> AnyView {
    let open = Callback::new(move |()| {
        editing.set(true);
        focus_soon(NAMED);
    });
    let name = Signal::derive(move || desk.with(|group| group.name.clone()));
    let described = Signal::derive(move || desk.with(|group| group.description.clone()));
    view! {
        <div class="card__head">
            <h2 id=NAMED tabindex="-1">
                {text!(groups.name.title)}
            </h2>
            <Button weight=Weight::Outline on_press=open>
                {text!(app.edit)}
            </Button>
        </div>
        <DescriptionList>
            <Description term=text!(groups.fields.name)>{name}</Description>
            <Description term=text!(groups.fields.description)>{described}</Description>
        </DescriptionList>
    }
    .into_any()
}

fn edit(desk: Desk, editing: RwSignal<bool>) -> AnyView {
    let toast = use_toast();
    let before = untrack(move || desk.with(GroupForm::of));
    let form = use_form(before.clone());
    let (unchanged, shown) = (before.clone(), before);
    guard_unsaved(move || !form.values().holds_the_same_as(&unchanged));
    let close = Callback::new(move |()| {
        editing.set(false);
        focus_soon(NAMED);
    });
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if untrack(move || form.values()).holds_the_same_as(&shown) {
            close.run(());
            return;
        }
        form.submit(|_| async move {
            let change = untrack(move || form.values()).change();
            let (id, etag) = (desk.id, desk.etag());
            let client = desk.session.client();
            match client.update_group(id, &change, &etag).await {
                Ok(newest) => {
                    desk.put(newest);
                    toast.show(|locale| words_of!(locale, groups.name.saved));
                    close.run(());
                    Ok(())
                }
                Err(error) => {
                    if error.code() == Some(ProblemCode::PreconditionFailed) {
                        desk.catch_up().await;
                    }
                    Err(error)
                }
            }
        });
    };
    view! {
        <h2 id=NAMED tabindex="-1">
            {text!(groups.name.edit)}
        </h2>
        <form class="form" novalidate on:submit=on_submit>
            <ErrorSummary summary=form.summary() />
            {fields(form)}
            <div class="form__acts">
                <Button submits=true busy=form.busy()>
                    {text!(app.save)}
                </Button>
                <Button weight=Weight::Text on_press=close>
                    {text!(app.cancel)}
                </Button>
            </div>
        </form>
    }
    .into_any()
}
