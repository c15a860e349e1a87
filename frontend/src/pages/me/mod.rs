//! The pages about oneself.

mod change_email;
mod change_password;
/// Confirming a new e-mail address by a mailed link.
pub mod confirm_email;
mod credentials;
/// Setting a password of one's own where somebody else chose the first one.
pub mod own_password;
/// One's own profile.
pub mod profile;
mod profile_edit;
/// What waits until somebody has proved once more who he is.
pub(crate) mod proof;
mod second_step;
/// One's own second step, password, and where one is signed in.
pub mod security;
mod session_question;
pub(crate) mod sessions;
pub(crate) mod sign_ins;
/// Proving once more that it is oneself.
pub(crate) mod step_up;
mod trusted_browsers;
/// What the choices of an account are called.
pub(crate) mod words;

use leptos::prelude::*;

use super::PageView;
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::Profile => |_| profile::ProfilePage().into_any(),
        Page::Security => |_| security::SecurityPage().into_any(),
        _ => return None,
    })
}
