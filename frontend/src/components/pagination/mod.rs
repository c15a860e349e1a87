//! Where one is in a list, and the way through it.

use leptos::prelude::*;

use crate::format;
use crate::language::{Text, filled_text, locale_of, text};
use crate::view::{each, live, nothing};
use crate::words::words_of;

/// Where one is in a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The page, from 1.
    pub page: u32,
    /// Rows on a page.
    pub size: u32,
    /// Rows in the whole list.
    pub total: u64,
}

impl Place {
    /// How many pages there are, at least one.
    pub fn pages(self) -> u32 {
        let pages = self.total.div_ceil(u64::from(self.size.max(1)));
        u32::try_from(pages).unwrap_or(u32::MAX).max(1)
    }

    /// The first and the last row of this page, from 1.
    pub fn rows(self) -> (u64, u64) {
        let before = u64::from(self.page.saturating_sub(1)) * u64::from(self.size);
        (
            (before + 1).min(self.total),
            (before + u64::from(self.size)).min(self.total),
        )
    }

    /// The pages to offer: the first, the last, and those around this one; 0 is a gap.
    pub fn offered(self) -> Vec<u32> {
        let last = self.pages();
        let around = self.page.saturating_sub(1)..=self.page.saturating_add(1);
        let mut pages: Vec<u32> = around.chain([1, last]).collect();
        pages.retain(|page| (1..=last).contains(page));
        pages.sort_unstable();
        pages.dedup();
        let (mut offered, mut before) = (Vec::new(), 0);
        for page in pages {
            if page > before + 1 {
                offered.push(0);
            }
            offered.push(page);
            before = page;
        }
        offered
    }
}

/// Which rows of how many are shown, and the way to the others.
#[component]
pub fn Pagination(
    /// Where one is.
    #[prop(into)]
    place: Signal<Place>,
    /// The address of a page of the list.
    address: Callback<u32, String>,
) -> impl IntoView {
    view! {
        <div class="pagination">
            <ListRange place=Signal::derive(move || Some(place.get())) />
            <ListPages place=place address=address />
        </div>
    }
}

/// Which rows of how many are shown; whoever listens hears when they are others.
#[component]
pub fn ListRange(
    /// Where one is; unknown as long as no rows have come.
    #[prop(into)]
    place: Signal<Option<Place>>,
    /// An id, for a place where the keyboard goes when other rows have come.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let range = filled_text(move |language| {
        let (locale, Some(place)) = (locale_of(language), place.get()) else {
            return String::new();
        };
        if place.total == 0 {
            return words_of!(locale, app.pagination.empty).to_owned();
        }
        let (from, to) = place.rows();
        words_of!(
            locale,
            app.pagination.range,
            total = format::number(place.total),
            from = format::number(from),
            to = format::number(to)
        )
    });
    view! {
        <p class="pagination__range" role="status" id=id tabindex=id.map(|_| "-1")>
            {range}
        </p>
    }
}

/// The way to the other pages of a list; nothing where there is one only.
#[component]
pub fn ListPages(
    /// Where one is.
    #[prop(into)]
    place: Signal<Place>,
    /// The address of a page of the list.
    address: Callback<u32, String>,
) -> impl IntoView {
    live(move || {
        let place = place.get();
        if place.pages() > 1 {
            pages(place, address)
        } else {
            nothing()
        }
    })
}

fn pages(place: Place, address: Callback<u32, String>) -> AnyView {
    let page = move |number: u32| {
        if number == 0 {
            return view! { <li class="pagination__gap">"…"</li> }.into_any();
        }
        let current = (number == place.page).then_some("page");
        let label = text!(app.pagination.page, page = number);
        view! {
            <li>
                <a
                    class="pagination__page"
                    href=address.run(number)
                    aria-current=current
                    aria-label=label
                >
                    {number}
                </a>
            </li>
        }
        .into_any()
    };
    let (previous, next) = (place.page.saturating_sub(1), place.page.saturating_add(1));
    view! {
        <nav class="pagination__nav" aria-label=text!(app.pagination.label)>
            <ul class="pagination__pages">
                {if previous >= 1 {
                    step("prev", address.run(previous), text!(app.pagination.previous))
                } else {
                    nothing()
                }}
                {each(place.offered(), page)}
                {if next <= place.pages() {
                    step("next", address.run(next), text!(app.pagination.next))
                } else {
                    nothing()
                }}
            </ul>
        </nav>
    }
    .into_any()
}

fn step(rel: &'static str, href: String, words: Text) -> AnyView {
    view! {
        <li>
            <a class="pagination__step" rel=rel href=href>
                {words}
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Place;

    fn place(page: u32, total: u64) -> Place {
        Place {
            page,
            size: 10,
            total,
        }
    }

    #[test]
    fn the_rows_of_a_page_are_counted_from_one() {
        assert_eq!(place(1, 1).rows(), (1, 1));
        assert_eq!(place(1, 25).rows(), (1, 10));
        assert_eq!(place(3, 25).rows(), (21, 25));
        assert_eq!(place(1, 0).rows(), (0, 0));
    }

    #[test]
    fn there_is_always_one_page() {
        assert_eq!(place(1, 0).pages(), 1);
        assert_eq!(place(1, 10).pages(), 1);
        assert_eq!(place(1, 11).pages(), 2);
    }

    #[test]
    fn long_lists_offer_the_ends_and_the_neighbours() {
        assert_eq!(place(1, 25).offered(), [1, 2, 3]);
        assert_eq!(place(5, 100).offered(), [1, 0, 4, 5, 6, 0, 10]);
        assert_eq!(place(1, 1_000_000).offered(), [1, 2, 0, 100_000]);
        assert_eq!(place(1, 5).offered(), [1]);
    }
}
