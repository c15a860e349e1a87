//! The application: what all pages share, and which page is shown.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::components::error_state::ErrorState;
use crate::components::skeleton::Skeleton;
use crate::components::toast::ToastContext;
use crate::language::{LanguageContext, text};
use crate::layouts::fetched::ChunkContext;
use crate::layouts::focus::FirstPage;
use crate::layouts::frame::Heading;
use crate::layouts::shell::Shell;
use crate::navigation::{use_address, watch_access};
use crate::pages;
use crate::paths::{Access, Address, Page};
use crate::problems::problem;
use crate::session::{SessionContext, use_session};
use crate::view::live;

/// The application.
#[component]
pub(crate) fn App() -> impl IntoView {
    let language = LanguageContext::of_browser();
    let session = SessionContext::new(language);
    provide_context(language);
    provide_context(session);
    provide_context(ToastContext::new());
    provide_context(FirstPage::new());
    session.load();
    let chunks = ChunkContext::new();
    provide_context(chunks);
    chunks.fetch_ahead(session);
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            // Setting an attribute of the root element cannot fail.
            let _ = root.set_attribute("lang", language.get().as_str());
        }
    });
    view! {
        <Router>
            <Shell>
                // `paths` knows all pages; the router keeps address and history.
                <FlatRoutes fallback=CurrentPage>
                    <Route path=path!("/*page") view=CurrentPage />
                </FlatRoutes>
            </Shell>
        </Router>
    }
}

/// What decides what is shown. As long as it stays the same, the page stays alive: what its
/// path names belongs to it, its query does not.
#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Failure,
    NotFound,
    OwnPassword,
    Page(Address),
}

/// The page that the address names, as soon as it is known who asks for it.
#[component]
fn CurrentPage() -> impl IntoView {
    let (session, address) = (use_session(), use_address());
    watch_access(session);
    let (account, restricted) = (session.account(), session.must_change_password());
    let shown = Memo::new(move |_| match address.get() {
        None => Shown::NotFound,
        Some(_) if session.failure().is_some() && !session.is_known() => Shown::Failure,
        Some(_) if !session.is_known() => Shown::Nothing,
        Some(address)
            if address.page().access() == Access::SignedIn && account.with(Option::is_none) =>
        {
            Shown::Nothing
        }
        Some(address) if restricted.get() && needs_own_password(address.page()) => {
            Shown::OwnPassword
        }
        Some(address) => Shown::Page(address.with_query("")),
    });
    live(move || {
        // Another person gets a new page: nothing that was typed is left behind.
        account.get();
        match shown.get() {
            Shown::Nothing => view! { <Skeleton lines=6 /> }.into_any(),
            Shown::Failure => view! { <StartFailed /> }.into_any(),
            Shown::NotFound => pages::not_found(),
            Shown::OwnPassword => pages::own_password(),
            Shown::Page(address) => pages::view(&address),
        }
    })
}

/// Whether a page waits until one has set a password of one's own: all that need a session,
/// and the menu of services.
fn needs_own_password(page: Page) -> bool {
    page.access() == Access::SignedIn || page == Page::Start
}

/// The server could not say who is here.
#[component]
fn StartFailed() -> impl IntoView {
    let session = use_session();
    let language = crate::language::use_language();
    let message = Signal::derive(move || {
        session
            .failure()
            .map(|error| problem(&error, language.get()))
            .unwrap_or_default()
    });
    view! {
        <div class="page">
            <Heading words=text!(app.startFailed.title) />
            <p class="lead">{text!(app.startFailed.lead)}</p>
            <ErrorState message=message on_retry=Callback::new(move |()| session.load()) />
        </div>
    }
}
