use leptos::prelude::*;
use leptos::task::spawn_local;
use minato_client::{ClientError, Versioned};
use minato_types::ProblemCode;
use minato_types::groups::{UserGroup, UserGroupKind};
use minato_types::values::UserGroupId;

use crate::components::toast::{ToastContext, use_toast};
use crate::forms::groups::GroupDraft;
use crate::navigation::{Navigator, use_navigator};
use crate::paths::Page;
use crate::session::{SessionContext, use_session};
use crate::words::words_of;

/// A group on the desk of an admin: as it is saved, and as it is to be.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) id: UserGroupId,
    pub(super) draft: RwSignal<GroupDraft>,
    saved: RwSignal<Versioned<UserGroup>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) refused: RwSignal<Option<ClientError>>,
    /// Whether it is asked once more if the group shall be deleted.
    pub(super) asked: RwSignal<bool>,
    pub(super) session: SessionContext,
    toast: ToastContext,
    navigator: Navigator,
}

impl Desk {
    /// The desk with a group that was fetched.
    pub(super) fn new(group: Versioned<UserGroup>) -> Self {
        Self {
            id: group.value.id,
            draft: RwSignal::new(GroupDraft::of(&group.value)),
            saved: RwSignal::new(group),
            busy: RwSignal::new(false),
            refused: RwSignal::new(None),
            asked: RwSignal::new(false),
            session: use_session(),
            toast: use_toast(),
            navigator: use_navigator(),
        }
    }

    /// Something about the group as it is saved; the caller is told of changes.
    pub(super) fn with<T>(self, read: impl FnOnce(&UserGroup) -> T) -> T {
        self.saved.with(|saved| read(&saved.value))
    }

    /// What kind of group it is, which never changes.
    pub(super) fn kind(self) -> UserGroupKind {
        self.saved.with_untracked(|saved| saved.value.kind)
    }

    /// The version that changes are based on.
    pub(super) fn etag(self) -> String {
        self.saved.with_untracked(|saved| saved.etag.clone())
    }

    /// Whether people or range differ from what is saved; the caller is told of changes.
    pub(super) fn is_changed(self) -> bool {
        self.draft.get() != self.with(GroupDraft::of)
    }

    /// The group as it was saved just now; what is not saved stays.
    pub(super) fn put(self, newest: Versioned<UserGroup>) {
        let base = untrack(move || self.with(GroupDraft::of));
        let saved = GroupDraft::of(&newest.value);
        self.draft
            .try_update(|draft| *draft = draft.rebased(&base, &saved));
        self.saved.try_set(newest);
    }

    /// Somebody was faster: what he saved is taken over, and what is not saved stays.
    pub(super) async fn catch_up(self) {
        if let Ok(newest) = self.session.client().get_group(self.id).await {
            self.put(newest);
        }
    }

    /// Nothing is to be changed after all.
    pub(super) fn reset(self) {
        self.refused.set(None);
        self.draft.set(untrack(move || self.with(GroupDraft::of)));
    }

    /// Saves people and range, as far as they changed.
    pub(super) fn save(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.begin();
        spawn_local(async move {
            let outcome = self.send().await;
            self.busy.try_set(false);
            match outcome {
                Ok(()) => self
                    .toast
                    .show(|locale| words_of!(locale, groups.page.saved)),
                Err(error) => self.refuse(error).await,
            }
        });
    }

    async fn send(self) -> Result<(), ClientError> {
        let client = self.session.client();
        let wanted = self.draft.get_untracked();
        let saved = untrack(move || self.with(GroupDraft::of));
        if let Some(request) = wanted.people_request(&saved) {
            let etag = self.etag();
            let set = client.set_group_accounts(self.id, &request, &etag).await;
            self.put(set?);
        }
        if let Some(request) = wanted.range_request(&saved) {
            let etag = self.etag();
            let set = client.set_group_range(self.id, &request, &etag).await;
            self.put(set?);
        }
        Ok(())
    }

    /// Deletes the group.
    pub(super) fn delete(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.begin();
        spawn_local(async move {
            let client = self.session.client();
            let outcome = client.delete_group(self.id, &self.etag()).await;
            self.busy.try_set(false);
            match outcome {
                Ok(()) => {
                    self.reset();
                    self.asked.set(false);
                    self.toast
                        .show(|locale| words_of!(locale, groups.delete.deleted));
                    self.navigator.go(Page::Groups);
                }
                Err(error) => self.refuse(error).await,
            }
        });
    }

    fn begin(self) {
        self.busy.set(true);
        self.refused.set(None);
    }

    async fn refuse(self, error: ClientError) {
        self.session.notice(&error);
        if error.code() == Some(ProblemCode::PreconditionFailed) {
            self.catch_up().await;
        }
        self.refused.try_set(Some(error));
    }
}
