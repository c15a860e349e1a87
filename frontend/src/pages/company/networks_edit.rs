use leptos::prelude::*;

use crate::components::button::{Button, Weight};
use crate::components::field::Field;
use crate::components::icon::{self, Icon};
use crate::components::input::Input;
use crate::forms::networks::{HoldsNetworks, LIST, MOST, NetworkRows, RowFields};
use crate::forms::{Form, FormHandle};
use crate::language::text;
use crate::layouts::focus::focus_id;
use crate::view::{each, live, live_if, nothing};

/// A list of networks on a page.
pub(crate) struct Editor<F: Form + HoldsNetworks> {
    /// The form that it belongs to.
    pub(crate) form: FormHandle<F>,
    /// The address that the person comes from, as the server sees it.
    pub(crate) own_address: StoredValue<Option<String>>,
}

#[allow(
    clippy::expl_impl_clone_on_copy,
    reason = "a derive would ask the form to be Copy"
)]
impl<F: Form + HoldsNetworks> Clone for Editor<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Form + HoldsNetworks> Copy for Editor<F> {}

/// Two fields for each network, one more row for as long as there may be more, and what is
/// wrong with the list as a whole.
pub(crate) fn rows<F: Form + HoldsNetworks>(editor: Editor<F>) -> AnyView {
    let form = editor.form;
    // A row that is emptied by hand stays while one types.
    let used = untrack(move || form.values().networks().used());
    let least = RwSignal::new(used.max(1));
    let shown = Memo::new(move |_| {
        let used = form.values().networks().used();
        used.max(least.get()).min(MOST)
    });
    let remove = Callback::new(move |row: usize| {
        let count = shown.get_untracked();
        form.amend(|values| values.networks_mut().remove(row));
        least.set(count.saturating_sub(1).max(1));
        focus_row(form, row.saturating_sub(1));
    });
    let add = Callback::new(move |()| {
        let next = shown.get_untracked();
        least.set(next + 1);
        focus_row(form, next);
    });
    let each_row = live(move || {
        let rows = (0..shown.get()).filter_map(|row| Some((row, NetworkRows::fields(row)?)));
        each(rows, move |(number, fields)| {
            row(form, number, fields, remove)
        })
    });
    let more = Signal::derive(move || shown.get() < MOST);
    let adder = live_if(more, move || {
        view! {
            <Button weight=Weight::Outline on_press=add>
                <Icon glyph=icon::PLUS />
                {text!(company.networks.add)}
            </Button>
        }
        .into_any()
    });
    let whole = form.field(LIST);
    let wrong = live(move || match whole.error.get() {
        Some(error) => view! {
            <Icon glyph=icon::ERROR />
            <span>{error}</span>
        }
        .into_any(),
        None => nothing(),
    });
    view! {
        <div
            class="networks-editor field"
            class:field--wrong=whole.is_wrong()
            id=whole.control_id()
            tabindex="-1"
            role="group"
            aria-label=text!(company.networks.title)
            aria-describedby=whole.error_id()
        >
            {each_row}
            <p class="field__error" id=whole.error_id()>
                {wrong}
            </p>
            <div class="form__acts">{adder} {own(editor, least)}</div>
            <p class="note">{text!(company.networks.most, count = MOST)}</p>
        </div>
    }
    .into_any()
}

fn row<F: Form>(
    form: FormHandle<F>,
    number: usize,
    fields: RowFields,
    remove: Callback<usize>,
) -> AnyView {
    let (network, description) = (form.field(fields.network), form.field(fields.description));
    let place = number + 1;
    view! {
        <div
            class="networks__row"
            role="group"
            aria-label=text!(company.networks.nth, number = place)
        >
            <Field field=network bare=true>
                <Input field=network autocomplete="off" required=false />
            </Field>
            <Field field=description bare=true>
                <Input field=description autocomplete="off" required=false />
            </Field>
            <button
                type="button"
                class="icon-button networks__remove"
                aria-label=text!(company.networks.remove, number = place)
                on:click=move |_| remove.run(number)
            >
                <Icon glyph=icon::CLOSE />
            </button>
        </div>
    }
    .into_any()
}

/// Adds the address that one comes from, as long as the list lacks it.
fn own<F: Form + HoldsNetworks>(editor: Editor<F>, least: RwSignal<usize>) -> AnyView {
    let Some(address) = editor.own_address.get_value() else {
        return nothing();
    };
    let form = editor.form;
    let asked = address.clone();
    let inside = Memo::new(move |_| form.values().networks().contains(&asked));
    live(move || {
        let (address, words) = (address.clone(), address.clone());
        if inside.get() {
            return view! {
                <p class="note networks__inside">
                    <Icon glyph=icon::TICK />
                    {text!(company.networks.inside, address = words.as_str())}
                </p>
            }
            .into_any();
        }
        let add = Callback::new(move |()| {
            let mut row = 0;
            form.amend(|values| row = values.networks_mut().add(&address));
            least.update(|least| *least = (*least).max(row + 1));
            if let Some(fields) = NetworkRows::fields(row) {
                focus_field(form, fields.description);
            }
        });
        view! {
            <Button weight=Weight::Outline on_press=add>
                {text!(company.networks.addOwn, address = words.as_str())}
            </Button>
        }
        .into_any()
    })
}

/// Puts the keyboard into a row, as soon as it is there.
fn focus_row<F: Form>(form: FormHandle<F>, row: usize) {
    if let Some(fields) = NetworkRows::fields(row) {
        focus_field(form, fields.network);
    }
}

fn focus_field<F: Form>(form: FormHandle<F>, field: &'static str) {
    let id = form.field(field).control_id();
    request_animation_frame(move || focus_id(&id));
}
