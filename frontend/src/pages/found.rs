//! What was found: a list whose question stands in the address of its page, shown page by page.

use std::sync::Arc;

use leptos::prelude::*;
use minato_client::Client;
use minato_types::page::Page as ListPage;

use crate::components::button::{ButtonLink, Weight};
use crate::components::error_state::ErrorState;
use crate::components::icon::{self, Icon};
use crate::components::page_size::PageSize;
use crate::components::pagination::{ListPages, ListRange, Place};
use crate::components::skeleton::Skeleton;
use crate::forms::list_query::ListQuery;
use crate::forms::{Form, FormHandle, use_form};
use crate::language::{Text, filled_text};
use crate::layouts::focus::focus_with_pages;
use crate::loading::{Answer, Loader, use_loader};
use crate::navigation::{Navigator, use_navigator, use_query};
use crate::problems::problem;
use crate::view::{live, live_if, nothing};

/// The id of the line that counts the rows, where the keyboard goes with another page.
pub(crate) const FOUND: &str = "found";

/// What a list is asked for, and what it answered.
pub(crate) struct Found<Q: Send + Sync + 'static, T: Send + Sync + 'static> {
    /// What the address asks for.
    pub(crate) query: Memo<Q>,
    /// The question that was answered last, and its answer.
    pub(crate) answer: Loader<(Q, ListPage<T>)>,
    navigator: Navigator,
}

impl<Q, T: Send + Sync> Clone for Found<Q, T>
where
    Q: Send + Sync + 'static,
{
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: Send + Sync + 'static, T: Send + Sync> Copy for Found<Q, T> {}

/// What the results look like; rows stay as long as there are some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The first answer is under way.
    Waiting,
    /// There is no answer.
    Failed,
    /// The whole list is empty.
    NothingYet,
    /// Nothing is as it was looked for.
    NothingFound,
    /// There are rows.
    Rows,
}

/// Asks `fetch` for the list of the address, and again whenever the address changes. With another
/// page the keyboard goes to its beginning; a page beyond the end is left.
pub(crate) fn use_found<Q, T>(fetch: fn(Arc<Client>, Q) -> Answer<ListPage<T>>) -> Found<Q, T>
where
    Q: ListQuery,
    T: Clone + Send + Sync + 'static,
{
    let asked = use_query();
    let query = Memo::new(move |_| asked.with(|asked| Q::read(|name| asked.get(name))));
    let answer = use_loader(move |client| {
        let query = query.get();
        let answer = fetch(client, query.clone());
        Box::pin(async move { Ok((query, answer.await?)) })
    });
    let found = Found {
        query,
        answer,
        navigator: use_navigator(),
    };
    let shown = move || found.answer.get().map(|(query, _)| query);
    focus_with_pages(FOUND, shown, Q::is_other_page);
    Effect::new(move |_| {
        let place = found.place().get();
        if let Some(place) = place.filter(|place| place.page > place.pages()) {
            found.navigator.replace(found.page_address(place.pages()));
        }
    });
    found
}

/// A form for what `query` looks for, and what searches with it.
pub(crate) fn use_filters<Q, F>(query: Memo<Q>, of: fn(&Q) -> F) -> (FormHandle<F>, Callback<()>)
where
    Q: ListQuery,
    F: Form<Request = Q> + Clone + Send + Sync + 'static,
{
    let navigator = use_navigator();
    let form = use_form(query.with_untracked(of));
    let filters = Memo::new(move |_| query.with(Q::filters));
    Effect::new(move |before: Option<()>| {
        // Back, forward and links change the address: the fields follow. With another order
        // or page alone, what is typed but not sent yet stays.
        // Read, not only tracked: a memo that nobody reads follows nothing.
        filters.with(|_| ());
        if before.is_some() {
            form.reset(query.with_untracked(of));
        }
    });
    let search = Callback::new(move |()| {
        form.submit(move |wanted| async move {
            let mut next = query.get_untracked();
            next.look_for(wanted);
            navigator.stay(next.address());
            Ok(())
        });
    });
    (form, search)
}

/// The way back to the whole list, where only a part is looked for.
pub(crate) fn clear_filters<Q: ListQuery>(query: Memo<Q>, words: Text) -> AnyView {
    let filtered = Signal::derive(move || query.with(Q::is_filtered));
    live_if(filtered, move || {
        view! {
            <ButtonLink href=Q::PAGE.path() weight=Weight::Text>
                {words}
            </ButtonLink>
        }
        .into_any()
    })
}

impl<Q: ListQuery, T: Clone + Send + Sync + 'static> Found<Q, T> {
    /// Shows the list that `change` makes of the present one.
    pub(crate) fn show(self, change: impl FnOnce(&mut Q)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.navigator.stay(query.address());
    }

    /// The rows of the page, and the question they answer.
    pub(crate) fn rows(self) -> Vec<T> {
        let found = self.answer.get();
        found.map(|(_, page)| page.items).unwrap_or_default()
    }

    /// Where one is in the list.
    pub(crate) fn place(self) -> Signal<Option<Place>> {
        Signal::derive(move || {
            self.answer.get().map(|(query, page)| Place {
                page: query.number(),
                size: query.size(),
                total: page.total,
            })
        })
    }

    /// What the results look like.
    pub(crate) fn shape(self) -> Shape {
        match self.answer.get() {
            None if self.answer.failure().is_some() => Shape::Failed,
            None => Shape::Waiting,
            Some((_, page)) if page.total > 0 => Shape::Rows,
            Some((query, _)) if query.is_filtered() => Shape::NothingFound,
            Some(_) => Shape::NothingYet,
        }
    }

    /// A form for what is looked for, and what searches with it.
    pub(crate) fn form<F>(self, of: fn(&Q) -> F) -> (FormHandle<F>, Callback<()>)
    where
        F: Form<Request = Q> + Clone + Send + Sync + 'static,
    {
        use_filters(self.query, of)
    }

    /// The way back to the whole list, where only a part is looked for.
    pub(crate) fn clear(self, words: Text) -> AnyView {
        clear_filters(self.query, words)
    }

    /// How many were found, how many one sees, and all of them as a file called `csv`.
    pub(crate) fn head(self, further: AnyView, csv: Option<Text>) -> AnyView {
        let size = Signal::derive(move || self.query.with(Q::size));
        let choose = Callback::new(move |size| self.show(|query| query.move_to(None, Some(size))));
        let any = Signal::derive(move || self.place().get().is_some_and(|place| place.total > 0));
        let tools = live_if(any, move || {
            view! { <PageSize size=size on_choose=choose /> {self.download(csv)} }.into_any()
        });
        view! {
            <div class="found__head">
                <ListRange place=self.place() id=FOUND />
                <div class="found__tools">{further} {tools}</div>
            </div>
        }
        .into_any()
    }

    fn download(self, words: Option<Text>) -> AnyView {
        let Some(words) = words else {
            return nothing();
        };
        let csv = Signal::derive(move || self.query.with(Q::csv_address).unwrap_or_default());
        view! {
            <ButtonLink href=csv weight=Weight::Outline download=true>
                <Icon glyph=icon::DOWNLOAD />
                {words}
            </ButtonLink>
        }
        .into_any()
    }

    /// What was found, by its shape; `again` asks once more what could not be answered.
    pub(crate) fn results(
        self,
        again: Callback<()>,
        show: impl Fn(Shape) -> AnyView + Send + 'static,
    ) -> AnyView {
        let shape = Memo::new(move |_| self.shape());
        let content = live(move || match shape.get() {
            Shape::Waiting => view! { <Skeleton lines=9 /> }.into_any(),
            Shape::Failed => nothing(),
            shape => show(shape),
        });
        view! { {self.failure(again)} {content} }.into_any()
    }

    /// Why the newest question has no answer; what is below answers an older one.
    fn failure(self, again: Callback<()>) -> AnyView {
        live(move || {
            let Some(error) = self.answer.failure() else {
                return nothing();
            };
            let words = filled_text(move |language| problem(&error, language));
            view! { <ErrorState message=words on_retry=again /> }.into_any()
        })
    }

    /// The order of the rows, which is `usual` if nobody chose one, and what chooses another.
    pub(crate) fn order(self, usual: &'static str) -> (Signal<String>, Callback<String>) {
        let order = Signal::derive(move || {
            let chosen = self.query.with(Q::sort);
            chosen.unwrap_or_else(|| usual.to_owned())
        });
        let choose = Callback::new(move |order: String| {
            let chosen = Some(order.as_str()).filter(|order| *order != usual);
            self.show(|query| query.sort_by(chosen));
        });
        (order, choose)
    }

    /// Asks the same once more.
    pub(crate) fn again(self) -> Callback<()> {
        Callback::new(move |()| self.answer.again())
    }

    /// The way to the other pages.
    pub(crate) fn pages(self) -> AnyView {
        let place = Signal::derive(move || self.place().get().unwrap_or_default());
        let address = Callback::new(move |page| self.page_address(page));
        view! { <ListPages place=place address=address /> }.into_any()
    }

    fn page_address(self, page: u32) -> String {
        let mut query = self.query.get_untracked();
        let size = query.place().1;
        query.move_to(Some(page), size);
        query.address()
    }
}
