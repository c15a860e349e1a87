//! Fetching what a page shows: waiting, there, or failed.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{Client, ClientError};

use crate::components::error_state::ErrorState;
use crate::language::filled_text;
use crate::problems::problem;
use crate::session::use_session;
use crate::view::live;

/// What is being fetched.
#[derive(Debug, Clone)]
enum Loading<T> {
    Waiting,
    Ready(T),
    Failed(ClientError),
}

/// How far the answer to the last question is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Progress {
    #[default]
    UnderWay,
    Arrived,
    Failed(ClientError),
}

/// An answer under way.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, ClientError>>>>;

/// Something that a page fetches and shows.
#[derive(Debug)]
pub struct Loader<T: Send + Sync + 'static> {
    state: RwSignal<Loading<T>>,
    progress: RwSignal<Progress>,
    round: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loader<T> {}

/// Fetches at once, again when a signal that `fetch` reads changes, and again when
/// somebody comes back after his session had ended. The last answer stays visible
/// while the next is under way, and only the answer to the last question counts.
pub fn use_loader<T: Clone + Send + Sync + 'static>(
    fetch: impl Fn(Arc<Client>) -> Answer<T> + 'static,
) -> Loader<T> {
    let session = use_session();
    let loader = Loader {
        state: RwSignal::new(Loading::Waiting),
        progress: RwSignal::default(),
        round: RwSignal::new(0),
    };
    let question = StoredValue::new(0_u32);
    Effect::new(move |_| {
        loader.round.track();
        session.arrivals();
        let answer = fetch(session.client());
        question.update_value(|number| *number += 1);
        let number = question.get_value();
        loader.progress.set(Progress::UnderWay);
        spawn_local(async move {
            let answer = answer.await;
            if question.try_get_value() != Some(number) {
                return;
            }
            if let Err(error) = &answer {
                session.notice(error);
            }
            loader.progress.try_set(match &answer {
                Ok(_) => Progress::Arrived,
                Err(error) => Progress::Failed(error.clone()),
            });
            loader.state.try_update(|state| state.take(answer));
        });
    });
    loader
}

impl<T> Loading<T> {
    /// A failure does not take away what is already on the page.
    fn take(&mut self, answer: Result<T, ClientError>) {
        match (answer, &self) {
            (Ok(value), _) => *self = Self::Ready(value),
            (Err(_), Self::Ready(_)) => {}
            (Err(error), _) => *self = Self::Failed(error),
        }
    }
}

impl<T: Clone + Send + Sync + 'static> Loader<T> {
    /// Whether something older is shown while the answer to the last question is under way.
    pub fn is_behind(self) -> Signal<bool> {
        let Self {
            state, progress, ..
        } = self;
        Signal::derive(move || {
            let under_way = progress.with(|progress| *progress == Progress::UnderWay);
            under_way && state.with(|state| matches!(state, Loading::Ready(_)))
        })
    }

    /// Why the last question has no answer, although something older may be shown; the
    /// caller is told of changes.
    pub fn failure(self) -> Option<ClientError> {
        self.progress.with(|progress| match progress {
            Progress::Failed(error) => Some(error.clone()),
            Progress::UnderWay | Progress::Arrived => None,
        })
    }

    /// Fetches anew.
    pub fn again(self) {
        self.round.update(|round| *round += 1);
    }

    /// Shows `value` from now on.
    pub fn put(self, value: T) {
        self.state.set(Loading::Ready(value));
    }

    /// What came, if it did; the caller is told of changes.
    pub fn get(self) -> Option<T> {
        self.state.with(|state| match state {
            Loading::Ready(value) => Some(value.clone()),
            _ => None,
        })
    }

    /// What came, in the shape of `ready`; until then `waiting`, or why nothing came.
    pub fn show(
        self,
        waiting: fn() -> AnyView,
        ready: impl Fn(T) -> AnyView + Send + 'static,
    ) -> AnyView {
        live(move || match self.state.get() {
            Loading::Waiting => waiting(),
            Loading::Ready(value) => ready(value),
            Loading::Failed(error) => failed(error, self.round),
        })
    }
}

/// Why nothing came, and the way to ask anew. Apart from the loader's type, so that it is there
/// once.
fn failed(error: ClientError, round: RwSignal<u32>) -> AnyView {
    let words = filled_text(move |language| problem(&error, language));
    let again = Callback::new(move |()| round.update(|round| *round += 1));
    view! { <ErrorState message=words on_retry=again /> }.into_any()
}
