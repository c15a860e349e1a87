use leptos::prelude::*;
use minato_types::company::CompanyNote;
use minato_types::page::{DEFAULT_PAGE_SIZE, Page as ListPage, PageQuery};

use crate::components::empty_state::EmptyState;
use crate::components::icon;
use crate::components::pagination::{Pagination, Place};
use crate::components::skeleton::Skeleton;
use crate::format;
use crate::language::{filled_text, text};
use crate::layouts::frame::Frame;
use crate::loading::use_loader;
use crate::navigation::use_query;
use crate::paths::Page;
use crate::view::each;

/// The announcements of the operator, newest first. The address holds the page.
#[component]
pub fn CompanyNotesPage() -> impl IntoView {
    let query = use_query();
    let number = Memo::new(move |_| page_number(query.with(|query| query.get("page")).as_deref()));
    let notes = use_loader(move |client| {
        let query = PageQuery {
            page: number.get(),
            page_size: DEFAULT_PAGE_SIZE,
        };
        Box::pin(async move { Ok((query, client.list_company_notes(query).await?)) })
    });
    let waiting = || view! { <Skeleton lines=8 /> }.into_any();
    view! {
        <Frame page=Page::CompanyNotes lead=text!(company.notes.lead)>
            {notes.show(waiting, |(query, page)| list(query, page))}
        </Frame>
    }
}

/// The page that a query asks for; the first if it asks for none that can exist.
fn page_number(asked: Option<&str>) -> u32 {
    asked
        .and_then(|text| text.parse().ok())
        .filter(|page| *page >= 1)
        .unwrap_or(1)
}

fn address(page: u32) -> String {
    match page {
        1 => Page::CompanyNotes.path().to_owned(),
        _ => Page::CompanyNotes.with_query(&format!("page={page}")),
    }
}

fn list(query: PageQuery, page: ListPage<CompanyNote>) -> AnyView {
    if page.total == 0 {
        let (title, lead) = (
            text!(company.notes.emptyTitle),
            text!(company.notes.emptyLead),
        );
        return view! { <EmptyState glyph=icon::NOTES title=title lead=lead /> }.into_any();
    }
    let place = Place {
        page: query.page,
        size: query.page_size,
        total: page.total,
    };
    view! {
        <ul class="notes">{each(page.items, note)}</ul>
        <Pagination place=place address=Callback::new(address) />
    }
    .into_any()
}

fn note(note: CompanyNote) -> AnyView {
    let published = filled_text(move |language| format::date(note.published_on, language));
    // The operator writes the text in one language; lines are lines.
    let lines = note.body.lines().filter(|line| !line.trim().is_empty());
    let lines = each(lines, |line| view! { <p>{line.to_owned()}</p> }.into_any());
    view! {
        <li class="note-card">
            <article>
                <p class="note-card__day">
                    <time class="numbers" datetime=note.published_on.to_string()>
                        {published}
                    </time>
                </p>
                <h2 class="note-card__title">{note.title}</h2>
                <div class="note-card__body">{lines}</div>
            </article>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{address, page_number};

    #[test]
    fn the_address_holds_the_page() {
        assert_eq!(address(1), "/company/notes");
        assert_eq!(address(3), "/company/notes?page=3");
    }

    #[test]
    fn nonsense_in_the_address_means_the_first_page() {
        for asked in [None, Some(""), Some("0"), Some("-1"), Some("many")] {
            assert_eq!(page_number(asked), 1, "{asked:?}");
        }
        assert_eq!(page_number(Some("7")), 7);
    }
}
