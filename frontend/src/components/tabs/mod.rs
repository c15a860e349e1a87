//! Several panels in one place, of which one is seen.

use leptos::prelude::*;

use crate::language::Text;
use crate::layouts::focus::focus_id;
use crate::view::{each, live};

/// A panel and its name.
#[derive(Clone)]
pub struct Tab {
    /// An id, unique on the page.
    pub id: &'static str,
    /// Its name.
    pub name: Text,
    /// What it shows, made anew each time it is chosen.
    pub panel: ViewFn,
}

/// Several panels of which one is seen. The arrow keys, Home and End go from name to name.
#[component]
pub fn Tabs(
    /// The panels; the first one is seen.
    tabs: Vec<Tab>,
    /// What they are together.
    label: Text,
) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let names = each(tabs.clone().into_iter().enumerate(), move |(place, tab)| {
        let selected = Memo::new(move |_| chosen.get() == place);
        let ids = ids.clone();
        let turn = move |event: leptos::ev::KeyboardEvent| {
            let Some(there) = turned(&event.key(), place, ids.len()) else {
                return;
            };
            event.prevent_default();
            chosen.set(there);
            if let Some(id) = ids.get(there) {
                focus_id(&tab_id(id));
            }
        };
        view! {
            <button
                type="button"
                role="tab"
                class="tabs__tab"
                id=tab_id(tab.id)
                aria-controls=tab.id
                aria-selected=move || if selected.get() { "true" } else { "false" }
                tabindex=move || if selected.get() { "0" } else { "-1" }
                on:click=move |_| chosen.set(place)
                on:keydown=turn
            >
                {tab.name}
            </button>
        }
        .into_any()
    });
    let panels = each(tabs.into_iter().enumerate(), move |(place, tab)| {
        let hidden = Memo::new(move |_| chosen.get() != place);
        let content = live(move || {
            if hidden.get() {
                crate::view::nothing()
            } else {
                tab.panel.run()
            }
        });
        view! {
            <div
                class="tabs__panel"
                role="tabpanel"
                id=tab.id
                aria-labelledby=tab_id(tab.id)
                hidden=hidden
            >
                {content}
            </div>
        }
        .into_any()
    });
    view! {
        <div class="tabs">
            <div class="tabs__names" role="tablist" aria-label=label>
                {names}
            </div>
            {panels}
        </div>
    }
}

fn tab_id(panel: &str) -> String {
    format!("tab-{panel}")
}

/// Where a key leads from the name at `place` of `count`; nowhere if it is none of these keys.
fn turned(key: &str, place: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match key {
        "ArrowRight" if place == last => 0,
        "ArrowRight" => place + 1,
        "ArrowLeft" => place.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::turned;

    #[test]
    fn the_arrow_keys_go_round() {
        assert_eq!(turned("ArrowRight", 0, 2), Some(1));
        assert_eq!(turned("ArrowRight", 1, 2), Some(0));
        assert_eq!(turned("ArrowLeft", 0, 2), Some(1));
        assert_eq!(turned("End", 0, 3), Some(2));
        assert_eq!(turned("Home", 2, 3), Some(0));
        assert_eq!(turned("Tab", 0, 3), None);
    }
}
