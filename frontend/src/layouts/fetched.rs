//! Pages whose code is fetched when they are opened.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::frame::Frame;
use crate::chunks::Chunk;
use crate::components::error_state::ErrorState;
use crate::components::skeleton::Skeleton;
use crate::language::text;
use crate::paths::{Address, Page};
use crate::session::{SessionContext, use_session};
use crate::view::live;

/// How long the first page has the network for itself before the others are fetched, in
/// milliseconds.
const HEAD_START: u64 = 2_000;

/// How far the fetching of a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    UnderWay,
    There,
    Failed,
}

/// The chunks of this visit.
#[derive(Debug, Clone, Copy)]
pub struct ChunkContext(RwSignal<Vec<(Chunk, Progress)>>);

impl ChunkContext {
    /// Nothing was fetched yet.
    pub fn new() -> Self {
        Self(RwSignal::default())
    }

    /// Fetches all chunks a while after somebody has come in, one after the other, so that
    /// pages open at once; a failure is left to whoever opens the page.
    pub fn fetch_ahead(self, session: SessionContext) {
        let account = session.account();
        Effect::new(move |_| {
            if account.with(Option::is_none) {
                return;
            }
            let ahead = async move {
                for chunk in Chunk::ahead() {
                    if !self.fetch(chunk).await {
                        break;
                    }
                }
            };
            let pause = std::time::Duration::from_millis(HEAD_START);
            set_timeout(move || spawn_local(ahead), pause);
        });
    }

    fn progress(self, chunk: Chunk) -> Option<Progress> {
        self.0.with(|all| {
            let found = all.iter().find(|(other, _)| *other == chunk);
            found.map(|(_, progress)| *progress)
        })
    }

    fn note(self, chunk: Chunk, progress: Progress) {
        self.0.update(|all| {
            all.retain(|(other, _)| *other != chunk);
            all.push((chunk, progress));
        });
    }

    /// Whether the chunk is there in the end.
    async fn fetch(self, chunk: Chunk) -> bool {
        if untrack(|| self.progress(chunk)) == Some(Progress::There) {
            return true;
        }
        self.note(chunk, Progress::UnderWay);
        let there = chunk.fetch().await.is_ok();
        let progress = if there {
            Progress::There
        } else {
            Progress::Failed
        };
        self.note(chunk, progress);
        there
    }

    /// Fetches a chunk for a page that is being opened.
    fn want(self, chunk: Chunk) {
        if untrack(|| self.progress(chunk)) != Some(Progress::There) {
            self.note(chunk, Progress::UnderWay);
            spawn_local(async move {
                self.fetch(chunk).await;
            });
        }
    }

    /// Fetches a chunk anew. If the server answers and yet does not have it, a new release
    /// has taken its place: then the whole page is loaded anew.
    fn want_again(self, chunk: Chunk, session: SessionContext) {
        spawn_local(async move {
            if !self.fetch(chunk).await && session.client().get_session().await.is_ok() {
                // Where the browser refuses, the page still says what is wrong.
                let _ = window().location().reload();
            }
        });
    }
}

impl Default for ChunkContext {
    fn default() -> Self {
        Self::new()
    }
}

/// The view of a page as soon as its chunk is there.
pub fn fetched(chunk: Chunk, address: &Address) -> AnyView {
    let chunks = use_context::<ChunkContext>().unwrap_or_default();
    chunks.want(chunk);
    let progress = Memo::new(move |_| chunks.progress(chunk));
    let address = address.clone();
    live(move || match progress.get() {
        Some(Progress::There) => chunk.view(address.clone()),
        Some(Progress::Failed) => failed(chunk, chunks, address.page()),
        Some(Progress::UnderWay) | None => view! { <Skeleton lines=6 /> }.into_any(),
    })
}

fn failed(chunk: Chunk, chunks: ChunkContext, page: Page) -> AnyView {
    let session = use_session();
    let again = Callback::new(move |()| chunks.want_again(chunk, session));
    view! {
        <Frame page=page>
            <ErrorState message=text!(app.notFetched) on_retry=again />
        </Frame>
    }
    .into_any()
}
