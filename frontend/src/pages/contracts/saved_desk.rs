//! The filters that the person has saved, as the parts of the page change them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{Client, ClientError};
use minato_types::ProblemCode;
use minato_types::contracts::ListContractsQuery;
use minato_types::saved_filters::{SaveFilterRequest, SavedFilter, SavedFilters};

use crate::components::toast::{ToastContext, use_toast};
use crate::forms::SendKey;
use crate::forms::contracts::SavedFilterForm;
use crate::layouts::focus::focus_soon;
use crate::loading::{Loader, use_loader};
use crate::session::{SessionContext, use_session};
use crate::words::words_of;

/// The id of the heading of the section, where the keyboard goes when what had it is gone.
pub(super) const SAVED: &str = "saved-filters";

/// What gets a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Naming {
    /// A query that is not saved yet.
    New(ListContractsQuery),
    /// A saved filter, which gets another one.
    Again(SavedFilter),
}

/// The filters that the person has saved, and the way to change them.
#[derive(Clone, Copy)]
pub(super) struct SavedDesk {
    saved: Loader<SavedFilters>,
    session: SessionContext,
    toast: ToastContext,
    /// What is being named in the dialog, if anything.
    pub(super) naming: RwSignal<Option<Naming>>,
    /// Whether each filter shows what can be done with it.
    pub(super) editing: RwSignal<bool>,
    /// What was deleted last, and what brings it back.
    deleted: StoredValue<Option<SavedFilter>>,
    undo: StoredValue<Option<Callback<()>>>,
}

impl SavedDesk {
    /// The filters that the server knows.
    pub(super) fn new() -> Self {
        let desk = Self {
            saved: use_loader(|client| Box::pin(async move { client.list_saved_filters().await })),
            session: use_session(),
            toast: use_toast(),
            naming: RwSignal::new(None),
            editing: RwSignal::new(false),
            deleted: StoredValue::new(None),
            undo: StoredValue::new(None),
        };
        desk.undo
            .set_value(Some(Callback::new(move |()| desk.bring_back())));
        desk
    }

    /// The filters, once they are known; the caller is told of changes.
    pub(super) fn items(self) -> Option<Vec<SavedFilter>> {
        self.saved.get().map(|saved| saved.items)
    }

    /// Saves the query that is being named, or renames the filter, and closes the dialog.
    pub(super) async fn save(
        self,
        request: SaveFilterRequest,
        key: String,
    ) -> Result<(), ClientError> {
        let client = self.session.client();
        if let Some(Naming::Again(filter)) = self.naming.get_untracked() {
            // A name says nothing of the query: it goes with whatever that is by now.
            let newest = client.get_saved_filter(filter.id).await?;
            let renamed = SaveFilterRequest {
                name: request.name,
                query: newest.value.query,
            };
            let renamed = client.update_saved_filter(filter.id, &renamed, &newest.etag);
            renamed.await?;
            self.toast
                .show(|locale| words_of!(locale, contracts.saved.renamed));
        } else {
            client.add_saved_filter(&request, &key).await?;
            self.toast
                .show(|locale| words_of!(locale, contracts.saved.added));
        }
        self.saved.again();
        self.naming.set(None);
        focus_soon(SAVED);
        Ok(())
    }

    /// Deletes a filter; the toast can undo it.
    pub(super) fn delete(self, filter: SavedFilter) {
        let mut items = untrack(|| self.items()).unwrap_or_default();
        items.retain(|own| own.id != filter.id);
        self.saved.put(SavedFilters { items });
        focus_soon(SAVED);
        spawn_local(async move {
            match delete(&self.session.client(), &filter).await {
                Ok(()) => self.tell_deleted(filter),
                Err(error) => self.tell_failed(&error),
            }
        });
    }

    fn tell_deleted(self, filter: SavedFilter) {
        // The page may be gone by now: then nothing can bring it back.
        self.deleted.try_set_value(Some(filter));
        if let Some(undo) = self.undo.try_get_value().flatten() {
            self.toast.show_undoable(
                |locale| words_of!(locale, contracts.saved.deleted),
                |locale| words_of!(locale, contracts.saved.undo),
                undo,
            );
        }
    }

    fn tell_failed(self, error: &ClientError) {
        self.session.notice(error);
        self.toast
            .show(|locale| words_of!(locale, contracts.saved.failed));
        self.saved.again();
    }

    fn bring_back(self) {
        let Some(filter) = self.deleted.try_get_value().flatten() else {
            return;
        };
        let form = SavedFilterForm::of(&filter);
        let request = SaveFilterRequest {
            name: form.name.clone(),
            query: filter.query,
        };
        let key = SendKey::default().of(&form);
        spawn_local(async move {
            match self.session.client().add_saved_filter(&request, &key).await {
                Ok(_) => {
                    self.toast
                        .show(|locale| words_of!(locale, contracts.saved.back));
                    self.saved.again();
                }
                Err(error) => self.tell_failed(&error),
            }
        });
    }
}

/// Deletes a filter as it is by now. One that is gone already is deleted.
async fn delete(client: &Client, filter: &SavedFilter) -> Result<(), ClientError> {
    let deleted = async {
        let newest = client.get_saved_filter(filter.id).await?;
        client.delete_saved_filter(filter.id, &newest.etag).await
    };
    match deleted.await {
        Err(error) if error.code() == Some(ProblemCode::NotFound) => Ok(()),
        answer => answer,
    }
}
