//! How many rows of a list one sees at once.

use leptos::prelude::*;

use crate::language::text;
use crate::view::each;

/// The numbers of rows to choose from.
pub const SIZES: [u32; 4] = [10, 20, 50, 100];

/// How many rows of a list one sees at once.
#[component]
pub fn PageSize(
    /// How many they are now.
    #[prop(into)]
    size: Signal<u32>,
    /// Takes the new number.
    on_choose: Callback<u32>,
) -> impl IntoView {
    let option = move |rows: u32| {
        let chosen = Signal::derive(move || size.get() == rows);
        let words = text!(app.pagination.rows, rows = rows);
        view! {
            <option value=rows.to_string() prop:selected=chosen>
                {words}
            </option>
        }
        .into_any()
    };
    let choose =
        move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlSelectElement>| {
            if let Ok(rows) = event.target().value().parse() {
                on_choose.run(rows);
            }
        };
    view! {
        <label class="page-size">
            <span>{text!(app.pagination.size)}</span>
            <select class="input select page-size__select" on:change:target=choose>
                {each(offered(size.get_untracked()), option)}
            </select>
        </label>
    }
}

/// The numbers to choose from, with the present one wherever it came from.
fn offered(now: u32) -> Vec<u32> {
    let mut sizes = SIZES.to_vec();
    if !sizes.contains(&now) {
        sizes.push(now);
        sizes.sort_unstable();
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::offered;

    #[test]
    fn a_number_of_rows_from_the_address_can_be_chosen_too() {
        assert_eq!(offered(20), [10, 20, 50, 100]);
        assert_eq!(offered(30), [10, 20, 30, 50, 100]);
    }
}
