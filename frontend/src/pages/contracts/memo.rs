use leptos::prelude::*;
use minato_client::Versioned;
use minato_types::contracts::{Contract, ContractPermission};

use super::detail::Fetched;
use super::memo_edit::MemoEdit;
use super::words;
use crate::components::button::{Button, Weight};
use crate::components::skeleton::Skeleton;
use crate::language::{filled_text, locale_of, text};
use crate::layouts::focus::{focus_id, focus_soon};
use crate::view::{live, nothing};
use crate::words::words_of;

/// The id of the heading of the section.
const MEMO: &str = "contract-memo-section";

/// What the member has written to the contract, to look at and, for whoever may, to change in
/// its place.
#[component]
pub(super) fn Memo(
    /// The contract.
    contract: Fetched,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    let saved = Callback::new(move |newest| {
        contract.put(newest);
        editing.set(false);
        focus_soon(MEMO);
    });
    let given_up = Callback::new(move |()| {
        editing.set(false);
        focus_soon(MEMO);
    });
    let waiting = || view! { <Skeleton lines=2 /> }.into_any();
    let content = live(move || {
        if !editing.get() {
            return contract.show(waiting, move |current| shown(&current.value, editing));
        }
        // What is typed must not be replaced when the contract is fetched anew.
        let current = untrack(move || contract.get());
        current.map_or_else(nothing, |current: Versioned<Contract>| {
            view! { <MemoEdit current=current on_saved=saved on_given_up=given_up /> }.into_any()
        })
    });
    view! {
        <section class="card" aria-labelledby=MEMO>
            <h2 id=MEMO tabindex="-1">
                {text!(contract.memo.title)}
            </h2>
            {content}
        </section>
    }
}

fn shown(contract: &Contract, editing: RwSignal<bool>) -> AnyView {
    let memo = if contract.memo.is_empty() {
        view! { <p class="quiet">{text!(contract.memo.none)}</p> }.into_any()
    } else {
        view! { <p class="contract__memo">{contract.memo.clone()}</p> }.into_any()
    };
    let by = contract.memo_changed_by.clone().unwrap_or_default();
    let changed = contract.memo_changed_at.map(|at| {
        let time = words::since(at);
        let words = filled_text(move |language| {
            let time = time.get();
            let locale = locale_of(language);
            words_of!(
                locale,
                contract.memo.changed,
                name = by.as_str(),
                time = time.as_str()
            )
        });
        view! { <p class="note">{words}</p> }
    });
    let act = if contract.permission.allows(ContractPermission::Edit) {
        let open = Callback::new(move |()| {
            editing.set(true);
            request_animation_frame(|| focus_id("contract-memo-memo"));
        });
        view! {
            <div class="form__acts">
                <Button weight=Weight::Outline on_press=open>
                    {text!(contract.memo.edit)}
                </Button>
            </div>
        }
        .into_any()
    } else {
        view! { <p class="note">{text!(contract.memo.viewOnly)}</p> }.into_any()
    };
    view! {
        {memo}
        {changed}
        {act}
    }
    .into_any()
}
