//! The pages on the way in. The panels are also shown by the dialog of an ended session.

/// The second step of signing in.
pub mod code;
mod code_by_mail;
/// The second step, as it also shows in the dialog.
pub mod code_panel;
/// The doors of portal and port plus.
pub mod log_in;
/// The first step, as it also shows in the dialog.
pub mod log_in_panel;
/// Setting the password by a mailed link.
pub mod new_password;
/// Asking for such a link.
pub mod password_reset;

use leptos::prelude::*;

use super::PageView;
use crate::paths::Page;

/// What shows a page of this area, if it is one.
pub fn page_of(page: Page) -> Option<PageView> {
    Some(match page {
        Page::PortPlusLogin => |_| log_in::PortPlusLogInPage().into_any(),
        Page::Login => |_| log_in::LogInPage().into_any(),
        Page::LoginCode => |_| code::LoginCodePage().into_any(),
        Page::PasswordReset => |_| password_reset::PasswordResetPage().into_any(),
        Page::NewPassword => |_| new_password::NewPasswordPage().into_any(),
        _ => return None,
    })
}
