//! Who may see or change which contract: the one place that decides it.
//!
//! Rights come from groups and add up. Whoever is in no group sees nothing, an admin
//! neither. Every query on contracts takes [`ContractRights`], which nothing but [`of`] makes,
//! and passes its rows through [`ContractRights::reaching`].

use diesel::dsl::IntoBoxed;
use diesel::prelude::*;
use minato_types::contracts::ContractPermission;
use minato_types::groups::UserGroupKind;
use minato_types::values::ServiceId;

use crate::conn::run;
use crate::schema::{
    contracts, user_group_accounts, user_group_api_clients, user_group_services, user_groups,
};
use crate::{AsText, DbError, Holder, MultiBackend, TenantScope, Tx};

/// What a person or a program may do with the contracts of its member, as it stands in this transaction.
#[derive(Debug, Clone)]
pub struct ContractRights {
    scope: TenantScope,
    holder: Holder,
    everything: bool,
    services: Vec<(ServiceId, ContractPermission)>,
}

/// A query on contracts.
pub(crate) type Query = IntoBoxed<'static, contracts::table, MultiBackend>;

type Row = (
    AsText<UserGroupKind>,
    Option<AsText<ServiceId>>,
    Option<AsText<ContractPermission>>,
);

/// The condition under which rights that do not cover everything reach a contract of the member
/// with at least `$needed`.
macro_rules! within_reach {
    ($rights:expr, $needed:expr, $members:ident :: $holder:ident == $id:expr) => {{
        use $crate::models::contracts::rights::words_that_allow;
        use $crate::schema::{contracts, user_group_contracts};
        let own_groups = $members::table
            .filter($members::member_id.eq($rights.scope().key()))
            .filter($members::$holder.eq($id.to_string()))
            .select($members::group_id);
        // By the groups of the holder: a join would read what all groups of the member hold.
        let single = user_group_contracts::table
            .filter(user_group_contracts::member_id.eq($rights.scope().key()))
            .filter(user_group_contracts::group_id.eq_any(own_groups))
            .filter(user_group_contracts::permission.eq_any(words_that_allow($needed)))
            .select(user_group_contracts::contract_id);
        contracts::service_id
            .eq_any($rights.whole_services($needed))
            .or(contracts::id.eq_any(single))
    }};
}

pub(super) use within_reach;

/// What the groups of a holder say of whole services.
macro_rules! granted {
    ($tx:expr, $scope:expr, $members:ident :: $holder:ident == $id:expr) => {{
        let own = $members::table
            .inner_join(
                user_groups::table.on(user_groups::member_id
                    .eq($members::member_id)
                    .and(user_groups::id.eq($members::group_id))),
            )
            .left_join(
                user_group_services::table.on(user_group_services::member_id
                    .eq($members::member_id)
                    .and(user_group_services::group_id.eq($members::group_id))),
            )
            .filter($members::member_id.eq($scope.key()))
            .filter($members::$holder.eq($id.to_string()))
            .select((
                user_groups::kind,
                user_group_services::service_id.nullable(),
                user_group_services::permission.nullable(),
            ));
        run!($tx.conn(), |conn| own.load(conn))
    }};
}

/// The rights of a person or a program now.
pub fn of(
    tx: &mut impl Tx,
    scope: TenantScope,
    holder: impl Into<Holder>,
) -> Result<ContractRights, DbError> {
    let holder = holder.into();
    let rows: Vec<Row> = match holder {
        Holder::Account(id) => granted!(tx, scope, user_group_accounts::account_id == id),
        Holder::ApiClient(id) => granted!(tx, scope, user_group_api_clients::api_client_id == id),
    }?;
    let mut rights = ContractRights {
        scope,
        holder,
        everything: false,
        services: Vec::new(),
    };
    for (kind, service, permission) in rows {
        rights.everything |= kind.0 == UserGroupKind::Automatic;
        if let (Some(service), Some(permission)) = (service, permission) {
            rights.add(service.0, permission.0);
        }
    }
    Ok(rights)
}

impl ContractRights {
    /// The member whose contracts these are.
    pub const fn scope(&self) -> TenantScope {
        self.scope
    }

    /// Whose rights they are.
    pub const fn holder(&self) -> Holder {
        self.holder
    }

    /// Whether they cover every contract, later ones too.
    pub const fn cover_everything(&self) -> bool {
        self.everything
    }

    /// What they allow for all contracts of a service; single contracts may allow more.
    pub fn on_service(&self, service: ServiceId) -> Option<ContractPermission> {
        if self.everything {
            return Some(ContractPermission::Edit);
        }
        let found = self.services.iter().find(|(id, _)| *id == service);
        found.map(|(_, permission)| *permission)
    }

    fn add(&mut self, service: ServiceId, permission: ContractPermission) {
        match self.services.iter_mut().find(|(id, _)| *id == service) {
            Some((_, known)) if known.allows(permission) => {}
            Some((_, known)) => *known = permission,
            None => self.services.push((service, permission)),
        }
    }

    /// The services all of whose contracts they reach with at least `needed`.
    pub(super) fn whole_services(&self, needed: ContractPermission) -> Vec<String> {
        self.services
            .iter()
            .filter(|(_, permission)| permission.allows(needed))
            .map(|(id, _)| id.to_string())
            .collect()
    }

    /// The contracts of the member that these rights reach with at least `needed`.
    pub(crate) fn reaching(&self, needed: ContractPermission) -> Query {
        let own = contracts::table
            .filter(contracts::member_id.eq(self.scope.key()))
            .into_boxed();
        if self.everything {
            return own;
        }
        match self.holder {
            Holder::Account(id) => own.filter(within_reach!(
                self,
                needed,
                user_group_accounts::account_id == id
            )),
            Holder::ApiClient(id) => own.filter(within_reach!(
                self,
                needed,
                user_group_api_clients::api_client_id == id
            )),
        }
    }
}

pub(super) fn words_that_allow(needed: ContractPermission) -> Vec<&'static str> {
    let all = ContractPermission::ALL.iter();
    all.filter(|permission| permission.allows(needed))
        .map(|permission| permission.as_str())
        .collect()
}
