use leptos::prelude::*;

use super::change_password::ChangePassword;
use crate::components::banner::{Banner, Tone};
use crate::forms::me::ChangePasswordForm;
use crate::language::text;
use crate::layouts::door::Door;
use crate::session::use_session;
use crate::words::words_of;

/// In the place of every page, as long as somebody else knows one's password. It makes way
/// for the page that was asked for as soon as one's own is set.
#[component]
pub fn OwnPasswordPage() -> impl IntoView {
    let session = use_session().now();
    view! {
        <Door heading=text!(account.own.title)>
            <Banner tone=Tone::Info title=text!(account.own.reason)>
                {text!(account.own.lead)}
            </Banner>
            {session
                .map(|session| {
                    view! {
                        <ChangePassword
                            email=session.account.email.as_str().to_owned()
                            empty=ChangePasswordForm::of_member(&session.member)
                            current_support=text!(account.own.current)
                            act=text!(account.own.set)
                            done=|locale| words_of!(locale, account.own.done)
                        />
                    }
                })}
        </Door>
    }
}
