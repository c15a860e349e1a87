use minato_types::contracts::ContractPermission;
use minato_types::groups::{
    ContractGrant, PreviewRightsRequest, RangeContract, ServiceGrant, SetGroupAccountsRequest,
    SetGroupRangeRequest, UserGroup, UserGroupAccount, UserGroupContract, UserGroupService,
};
use minato_types::services::ContractService;
use minato_types::values::{AccountId, ContractNumber, UserGroupId};

/// Who is to be in a group, and what it is to cover, before that is saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupDraft {
    /// The people, by name.
    pub people: Vec<UserGroupAccount>,
    /// The services that it covers as a whole.
    pub services: Vec<UserGroupService>,
    /// The single contracts that it covers, by number.
    pub contracts: Vec<UserGroupContract>,
}

impl GroupDraft {
    /// A group as it is saved.
    pub fn of(group: &UserGroup) -> Self {
        let draft = Self {
            people: group.accounts.clone(),
            services: group.services.clone(),
            contracts: group.contracts.clone(),
        };
        draft.ordered()
    }

    /// Whether the person is in the group.
    pub fn has(&self, account: AccountId) -> bool {
        self.people.iter().any(|person| person.id == account)
    }

    /// Puts somebody into the group, or takes him out.
    pub fn set_person(&mut self, person: UserGroupAccount, inside: bool) {
        self.people.retain(|known| known.id != person.id);
        if inside {
            self.people.push(person);
        }
        *self = std::mem::take(self).ordered();
    }

    /// What may be done with all contracts of a service.
    pub fn on_service(&self, code: &str) -> Option<ContractPermission> {
        let found = self.services.iter().find(|own| own.service.code == code);
        found.map(|own| own.permission)
    }

    /// Covers a service as a whole, or no more.
    pub fn set_service(
        &mut self,
        service: ContractService,
        permission: Option<ContractPermission>,
    ) {
        self.services.retain(|own| own.service.code != service.code);
        self.services
            .extend(permission.map(|permission| UserGroupService {
                service,
                permission,
            }));
        *self = std::mem::take(self).ordered();
    }

    /// What may be done with a single contract.
    pub fn on_contract(&self, number: &ContractNumber) -> Option<ContractPermission> {
        let found = self
            .contracts
            .iter()
            .find(|own| own.contract.number == *number);
        found.map(|own| own.permission)
    }

    /// Covers a single contract, or no more.
    pub fn set_contract(
        &mut self,
        contract: RangeContract,
        permission: Option<ContractPermission>,
    ) {
        self.contracts
            .retain(|own| own.contract.number != contract.number);
        self.contracts
            .extend(permission.map(|permission| UserGroupContract {
                contract,
                permission,
            }));
        *self = std::mem::take(self).ordered();
    }

    /// What was changed of `base`, done to what somebody else saved meanwhile.
    pub fn rebased(&self, base: &Self, newest: &Self) -> Self {
        let mut merged = newest.clone();
        for person in base.people.iter().filter(|person| !self.has(person.id)) {
            merged.set_person(person.clone(), false);
        }
        for person in self.people.iter().filter(|person| !base.has(person.id)) {
            merged.set_person(person.clone(), true);
        }
        for own in base.services.iter().chain(&self.services) {
            let wanted = self.on_service(&own.service.code);
            if wanted != base.on_service(&own.service.code) {
                merged.set_service(own.service.clone(), wanted);
            }
        }
        for own in base.contracts.iter().chain(&self.contracts) {
            let wanted = self.on_contract(&own.contract.number);
            if wanted != base.on_contract(&own.contract.number) {
                merged.set_contract(own.contract.clone(), wanted);
            }
        }
        merged
    }

    /// What is sent of the people; none if they are those of `saved`.
    pub fn people_request(&self, saved: &Self) -> Option<SetGroupAccountsRequest> {
        (self.people != saved.people).then(|| SetGroupAccountsRequest {
            accounts: self.people.iter().map(|person| person.id).collect(),
        })
    }

    /// What is sent of the range; none if it is that of `saved`.
    pub fn range_request(&self, saved: &Self) -> Option<SetGroupRangeRequest> {
        let same = self.services == saved.services && self.contracts == saved.contracts;
        (!same).then(|| SetGroupRangeRequest {
            services: self.service_grants(),
            contracts: self.contract_grants(),
        })
    }

    /// What would somebody see if it were so?
    pub fn preview_request(&self, group: UserGroupId, account: AccountId) -> PreviewRightsRequest {
        PreviewRightsRequest {
            account,
            group: Some(group),
            in_group: self.has(account),
            services: self.service_grants(),
            contracts: self.contract_grants(),
        }
    }

    fn service_grants(&self) -> Vec<ServiceGrant> {
        let grant = |own: &UserGroupService| ServiceGrant {
            code: own.service.code.clone(),
            permission: own.permission.to_string(),
        };
        self.services.iter().map(grant).collect()
    }

    fn contract_grants(&self) -> Vec<ContractGrant> {
        let grant = |own: &UserGroupContract| ContractGrant {
            number: own.contract.number.to_string(),
            permission: own.permission.to_string(),
        };
        self.contracts.iter().map(grant).collect()
    }

    /// The same in the one order in which two drafts can be compared.
    fn ordered(mut self) -> Self {
        self.people.sort_by(|one, other| {
            (one.name.as_str(), one.id).cmp(&(other.name.as_str(), other.id))
        });
        self.services
            .sort_by(|one, other| one.service.code.cmp(&other.service.code));
        self.contracts
            .sort_by(|one, other| one.contract.number.cmp(&other.contract.number));
        self
    }
}

#[cfg(test)]
mod tests {
    use minato_types::services::{ServiceCategory, ServiceName};
    use minato_types::values::{EmailAddress, PersonName};

    use super::*;

    fn id(n: u128) -> AccountId {
        format!("00000000-0000-7000-8000-{n:012x}").parse().unwrap()
    }

    fn person(n: u128, name: &str) -> UserGroupAccount {
        UserGroupAccount {
            id: id(n),
            name: PersonName::parse(name).unwrap(),
            email: EmailAddress::parse("a@minato-shoji.example").unwrap(),
        }
    }

    fn service(code: &str) -> ContractService {
        ContractService {
            code: code.to_owned(),
            category: ServiceCategory::Voice,
            name: ServiceName {
                ja: code.to_owned(),
                en: code.to_owned(),
            },
            has_settings: false,
        }
    }

    #[test]
    fn what_is_put_back_is_no_change() {
        let mut saved = GroupDraft::default();
        saved.set_person(person(1, "花子"), true);
        saved.set_service(service("vpn"), Some(ContractPermission::View));
        let mut draft = saved.clone();
        draft.set_person(person(2, "太郎"), true);
        draft.set_service(service("vpn"), Some(ContractPermission::Edit));
        assert!(draft.people_request(&saved).is_some() && draft.range_request(&saved).is_some());
        draft.set_person(person(2, "太郎"), false);
        draft.set_service(service("vpn"), Some(ContractPermission::View));
        assert_eq!(draft.people_request(&saved), None);
        assert_eq!(draft.range_request(&saved), None);
    }

    #[test]
    fn what_two_admins_changed_is_both_there() {
        let mut base = GroupDraft::default();
        base.set_person(person(1, "花子"), true);
        base.set_service(service("vpn"), Some(ContractPermission::View));
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        mine.set_person(person(1, "花子"), false);
        mine.set_service(service("pbx"), Some(ContractPermission::Edit));
        theirs.set_person(person(2, "太郎"), true);
        theirs.set_service(service("vpn"), None);
        let both = mine.rebased(&base, &theirs);
        assert!(both.has(id(2)) && both.people.len() == 1);
        assert_eq!(both.on_service("vpn"), None);
        assert_eq!(both.on_service("pbx"), Some(ContractPermission::Edit));
    }
}
