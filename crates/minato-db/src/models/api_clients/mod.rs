//! API clients: the programs of members.

mod live;
mod proofs;
mod row;

pub use live::{LiveApiClient, find_asking, find_live};
pub use proofs::{
    ApiClientKey, ApiClientSecret, NewKey, NewSecret, accept_assertion, add_key, add_secret,
    delete_assertions_before, delete_key, delete_secret, keys_of, note_use, secrets_of,
};
pub use row::{
    ApiClient, Change, NewApiClient, count, delete, find, groups_of, hand_over, insert, list,
    set_groups, set_suspended, update,
};
