//! List, counts, search, file, menu and single contracts agree with a model that knows nothing of
//! the product, for thousands of rights that chance has given and taken.

use std::collections::BTreeMap;
use std::rc::Rc;

use minato_client::Client;
use minato_db::DbError;
use minato_db::models::contracts::{self, NewContract, rights};
use minato_db::models::user_groups;
use minato_types::contracts::{
    ContractPermission, ContractStatus, ContractSummary, ListContractsQuery as Query,
};
use minato_types::problem::ProblemCode;
use minato_types::values::{AccountId, AccountRole, ContractId, UserGroupId};

use super::model::{self, Dice, Group, Right, World};
use super::{NUMBER, Office, contract, number, person, register, whole};
use crate::accounts::password_hash;
use crate::people::{Person, refused};

const PEOPLE: [Person; 6] = [
    person_named("a@asagiri.example"),
    person_named("b@asagiri.example"),
    person_named("c@asagiri.example"),
    person_named("d@asagiri.example"),
    person_named("e@asagiri.example"),
    person_named("f@asagiri.example"),
];
const CONTRACTS: usize = 45;
const GROUPS: usize = 5;
const ROUNDS: usize = 14;
const WORDS: [&str; 3] = ["営業", "倉庫", "本社"];

const fn person_named(email: &'static str) -> Person {
    Person {
        member_number: NUMBER,
        email,
    }
}

/// How often which answer was compared.
#[derive(Debug, Default)]
struct Tally {
    allowed: usize,
    denied: usize,
}

impl Tally {
    fn count(&mut self, allowed: usize, of: usize) {
        self.allowed += allowed;
        self.denied += of - allowed;
    }
}

/// The world in the database and in the model.
struct Twins {
    office: Office,
    model: World,
    accounts: Vec<AccountId>,
    clients: Vec<Rc<Client>>,
    contracts: Vec<ContractId>,
    groups: Vec<UserGroupId>,
    dice: Dice,
}

#[actix_web::test]
async fn every_answer_agrees_with_a_model_that_knows_nothing_of_the_product() {
    let mut twins = Twins::start().await;
    let mut tally = Tally::default();
    for _ in 0..ROUNDS {
        for _ in 0..10 {
            twins.change().await;
        }
        for person in 0..PEOPLE.len() {
            twins.compare(person, &mut tally).await;
        }
    }
    let all = tally.allowed + tally.denied;
    println!("{tally:?} of {all} decisions");
    assert!(all >= 10_000);
    assert!(tally.allowed * 5 > all && tally.denied * 5 > all);
    twins.office.app.finish().await;
}

impl Twins {
    async fn start() -> Self {
        let office = Office::start().await;
        let hash = password_hash(&office.app).await;
        let (accounts, groups, foreign) = office
            .write(move |tx, scope| {
                let mut accounts = Vec::new();
                for who in PEOPLE {
                    accounts.push(person(tx, scope, who, AccountRole::User, &hash)?);
                }
                let groups: Result<Vec<_>, DbError> = (0..GROUPS)
                    .map(|n| user_groups::insert(tx, scope, &format!("グループ{n}"), ""))
                    .collect();
                Ok((accounts, groups?, register(tx, "M97-09102")?))
            })
            .await;
        let mut clients = Vec::new();
        for who in PEOPLE {
            clients.push(Rc::new(who.sign_in(&office.app).await));
        }
        let mut twins = Self {
            office,
            model: World::default(),
            accounts,
            clients,
            contracts: Vec::new(),
            groups,
            dice: Dice(20_261_124),
        };
        twins.model.groups = vec![Group::default(); GROUPS];
        for n in 0..CONTRACTS {
            twins.add_contract(n).await;
        }
        // Another member has contracts of the same services: nobody may ever see them.
        let service = twins.office.services[0].clone();
        twins
            .office
            .write(move |tx, _| {
                for n in 5_000..5_010 {
                    contracts::insert(tx, foreign, &service, &contract(n))?;
                }
                Ok(())
            })
            .await;
        twins
    }

    async fn add_contract(&mut self, n: usize) {
        let (service, status) = (self.dice.roll(3), self.dice.roll(5));
        let word = WORDS[self.dice.roll(WORDS.len())];
        let new = NewContract {
            site: format!("第{}{word}", n % 7),
            status: ContractStatus::ALL[status],
            ..contract(u32::try_from(n).unwrap())
        };
        self.contracts
            .extend(self.office.add(service, vec![new]).await);
        self.model.contracts.push(model::Contract {
            service,
            status,
            word,
        });
    }

    /// Gives or takes one right, in both worlds.
    async fn change(&mut self) {
        let (g, p) = (self.dice.roll(GROUPS), self.dice.roll(PEOPLE.len()));
        let (group, account) = (self.groups[g], self.accounts[p]);
        let member = self.office.scope.member();
        match self.dice.roll(12) {
            0..=3 => {
                if self.model.groups[g].people.insert(p) {
                    self.join(group, account).await;
                } else {
                    self.model.groups[g].people.remove(&p);
                    self.leave(group, account).await;
                }
            }
            4..=6 => self.toggle_service(g).await,
            7..=10 => self.toggle_contract(g).await,
            // Rarely, and not for long: who sees everything teaches little.
            _ if self.model.automatic.is_empty() => {
                self.model.automatic.insert(p);
                self.join(UserGroupId(member.0), account).await;
            }
            _ => {
                for p in std::mem::take(&mut self.model.automatic) {
                    self.leave(UserGroupId(member.0), self.accounts[p]).await;
                }
            }
        }
    }

    async fn join(&self, group: UserGroupId, account: AccountId) {
        self.office
            .write(move |tx, scope| user_groups::add_account(tx, scope, group, account))
            .await;
    }

    async fn leave(&self, group: UserGroupId, account: AccountId) {
        let gone = format!(
            "DELETE FROM user_group_accounts WHERE group_id = '{group}' AND account_id = '{account}'"
        );
        self.office.sql(gone).await;
    }

    async fn toggle_service(&mut self, g: usize) {
        let (service, right) = (
            self.dice.roll(3),
            1 + Right::try_from(self.dice.roll(2)).unwrap(),
        );
        let (group, id) = (self.groups[g], self.office.services[service].id.0);
        let services = &mut self.model.groups[g].services;
        if services.remove(&service).is_some() {
            let gone = format!(
                "DELETE FROM user_group_services WHERE group_id = '{group}' AND service_id = '{id}'"
            );
            self.office.sql(gone).await;
        } else {
            services.insert(service, right);
            self.office
                .grant_service(group, service, permission(right))
                .await;
        }
    }

    async fn toggle_contract(&mut self, g: usize) {
        let (n, right) = (
            self.dice.roll(CONTRACTS),
            1 + Right::try_from(self.dice.roll(2)).unwrap(),
        );
        let (group, id) = (self.groups[g], self.contracts[n]);
        let contracts = &mut self.model.groups[g].contracts;
        if contracts.remove(&n).is_some() {
            let gone = format!(
                "DELETE FROM user_group_contracts WHERE group_id = '{group}' AND contract_id = '{id}'"
            );
            self.office.sql(gone).await;
        } else {
            contracts.insert(n, right);
            self.office
                .grant_contract(group, id, permission(right))
                .await;
        }
    }

    /// Asks in every way that there is.
    async fn compare(&mut self, person: usize, tally: &mut Tally) {
        let client = Rc::clone(&self.clients[person]);
        let seen = self.model.reached(person, 1);
        let all = Query {
            sort: Some("number".to_owned()),
            ..Query::default()
        };
        assert_eq!(rights_in(&whole(&client, all.clone()).await), seen, "list");
        tally.count(seen.len(), CONTRACTS);

        let to_change = Query {
            permission: Some("edit".to_owned()),
            ..all.clone()
        };
        let changeable = self.model.reached(person, 2);
        let listed = rights_in(&whole(&client, to_change.clone()).await);
        assert_eq!(listed, changeable, "list of what may be changed");
        tally.count(changeable.len(), CONTRACTS);

        self.compare_counts(&client, &all, &seen).await;
        self.compare_counts(&client, &to_change, &changeable).await;
        tally.count(seen.len(), CONTRACTS);
        tally.count(changeable.len(), CONTRACTS);

        let word = WORDS[self.dice.roll(WORDS.len())];
        self.compare_search(&client, word, &seen).await;
        tally.count(seen.len(), CONTRACTS);

        let file = client.export_contracts(&all).await.expect("a file");
        let rows = file
            .lines()
            .skip(1)
            .map(|row| row[2..10].parse().expect("a number"));
        let in_file: Vec<usize> = rows.collect();
        assert!(in_file.iter().eq(seen.keys()), "file");
        tally.count(seen.len(), CONTRACTS);

        self.compare_menu(&client, &seen, &changeable).await;
        tally.count(seen.len(), CONTRACTS);
        tally.count(changeable.len(), CONTRACTS);

        self.compare_details(person, &client, tally).await;
        self.compare_single(person).await;
        tally.count(seen.len(), CONTRACTS);
        tally.count(changeable.len(), CONTRACTS);
    }

    async fn compare_counts(&self, client: &Client, query: &Query, seen: &BTreeMap<usize, Right>) {
        let counts = client.count_contracts(query).await.expect("counts");
        assert_eq!(counts.total, seen.len() as u64, "total");
        for of_status in counts.statuses {
            let place = ContractStatus::ALL
                .iter()
                .position(|s| *s == of_status.status);
            let such = seen
                .keys()
                .filter(|n| Some(self.model.contracts[**n].status) == place);
            assert_eq!(of_status.count, such.count() as u64, "{}", of_status.status);
        }
    }

    async fn compare_search(&self, client: &Client, word: &str, seen: &BTreeMap<usize, Right>) {
        let query = Query {
            q: Some(word.to_owned()),
            ..Query::default()
        };
        let mut expected = seen.clone();
        expected.retain(|n, _| self.model.contracts[*n].word == word);
        assert_eq!(rights_in(&whole(client, query).await), expected, "{word}");
    }

    /// The numbers of the service menu.
    async fn compare_menu(
        &self,
        client: &Client,
        seen: &BTreeMap<usize, Right>,
        changeable: &BTreeMap<usize, Right>,
    ) {
        let menu = client.get_service_menu().await.expect("a menu");
        let entries = menu.categories.into_iter().flat_map(|c| c.services);
        let told: BTreeMap<String, (u64, u64)> = entries
            .map(|entry| (entry.service.code, (entry.contracts, entry.editable)))
            .collect();
        let mut expected = BTreeMap::new();
        for (place, service) in self.office.services.iter().enumerate() {
            let of_it = |found: &BTreeMap<usize, Right>| {
                let such = found
                    .keys()
                    .filter(|n| self.model.contracts[**n].service == place);
                such.count() as u64
            };
            if of_it(seen) > 0 {
                expected.insert(service.code.clone(), (of_it(seen), of_it(changeable)));
            }
        }
        assert_eq!(told, expected, "menu");
    }

    /// Some contracts by themselves, and one of another member.
    async fn compare_details(&mut self, person: usize, client: &Client, tally: &mut Tally) {
        for _ in 0..5 {
            let n = self.dice.roll(CONTRACTS);
            let right = self.model.right(person, n);
            match client
                .get_contract(&number(u32::try_from(n).unwrap()))
                .await
            {
                Ok(found) => assert_eq!(found.value.permission, permission(right), "detail"),
                Err(error) => {
                    assert_eq!(error.code(), Some(ProblemCode::NotFound));
                    assert_eq!(right, 0, "detail");
                }
            }
            tally.count(usize::from(right > 0), 1);
        }
        let foreign = client.get_contract(&number(5_000)).await;
        assert_eq!(refused(foreign), ProblemCode::NotFound);
    }

    /// The look at one contract, which everything that names one goes through.
    async fn compare_single(&self, person: usize) {
        let (scope, account) = (self.office.scope, self.accounts[person]);
        let found: Result<Vec<Right>, DbError> = self
            .office
            .app
            .app
            .db
            .read(move |tx| {
                let rights = rights::of(tx, scope, account)?;
                let mut found = Vec::new();
                for n in (0..CONTRACTS).chain(5_000..5_010) {
                    let number = number(u32::try_from(n).unwrap());
                    let mut right = 0;
                    for needed in ContractPermission::ALL {
                        let contract = contracts::find(tx, &rights, *needed, &number)?;
                        right += Right::from(contract.is_some());
                    }
                    found.push(right);
                }
                Ok(found)
            })
            .await;
        let own = (0..CONTRACTS).map(|n| self.model.right(person, n));
        let expected: Vec<Right> = own.chain([0; 10]).collect();
        assert_eq!(found.expect("rows"), expected, "single contracts");
    }
}

fn permission(right: Right) -> ContractPermission {
    ContractPermission::ALL[usize::from(right) - 1]
}

/// The rights that rows tell, by the place of the contract.
fn rights_in(rows: &[ContractSummary]) -> BTreeMap<usize, Right> {
    let right = |row: &ContractSummary| match row.permission.as_str() {
        "edit" => 2,
        _ => 1,
    };
    rows.iter()
        .map(|row| {
            (
                row.number.as_str()[2..].parse().expect("a number"),
                right(row),
            )
        })
        .collect()
}
