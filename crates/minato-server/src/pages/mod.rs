//! Everything that is not the API: the files of the pages, the reference of the API, and
//! in demo mode the local mailbox.

mod file;
mod mailbox;
mod reference;
mod spa;

use actix_web::web;

pub use spa::Pages;

/// Mounts all of it. The pages come last: whatever nobody else answers is theirs.
pub fn mount(config: &mut web::ServiceConfig, demo: bool) {
    reference::mount(config);
    if demo {
        mailbox::mount(config);
    }
    config.default_service(web::to(spa::serve));
}
