//! Who sees what of 港商事's contracts: an admin in the automatic group and one in none, a
//! viewer, an editor of a service, an editor of a single contract.

use minato_db::models::user_groups;
use minato_db::{TenantScope, WriteTx};
use minato_types::contracts::ContractPermission::{Edit, View};
use minato_types::values::{AccountRole, ContractId, Language, UserGroupId};

use super::contracts::OSAKA_PBX;
use super::{HANAKO, TARO};
use crate::demo::DemoError;
use crate::demo::company::{Employed, Person, Standing};
use crate::demo::services::Catalogue;

/// The places of these among the people, where the whole demo is loaded. 真帆, who is an admin,
/// is in no group.
const KAITO: usize = 3;
const RIN: usize = 4;

/// What the viewer sees: telephones, meetings and networks, but no servers.
const VIEWED: &[&str] = &["cloud-pbx", "ip-phone", "video-meeting", "vpn"];

/// Whom the whole demo has beside the two who apply.
pub(super) fn people() -> [Person; 3] {
    [
        person("maho", "岸 真帆", "総務部", AccountRole::Admin),
        person("kaito", "舟越 海斗", "情報システム部", AccountRole::User),
        person("rin", "大浦 凛", "大阪支店", AccountRole::User),
    ]
}

fn person(latin: &str, name: &str, department: &'static str, role: AccountRole) -> Person {
    Person {
        email: format!("{latin}@minato-shoji.example"),
        name: name.to_owned(),
        department,
        phone: None,
        role,
        language: Language::Ja,
        standing: Standing::Active,
    }
}

/// Makes the groups. `contracts` are the ids of all contracts.
pub(super) fn insert(
    tx: &mut WriteTx<'_>,
    company: &Employed,
    catalogue: &Catalogue,
    contracts: &[ContractId],
) -> Result<(), DemoError> {
    let scope = company.scope;
    let put = |tx: &mut WriteTx<'_>, group, place| put(tx, company, group, place);
    put(tx, user_groups::automatic(scope), HANAKO)?;

    let viewers = group(tx, scope, "閲覧のみ", "電話、会議、閉域網を見るだけの方")?;
    for code in VIEWED {
        if let Some(service) = catalogue.find(code) {
            user_groups::grant_service(tx, scope, viewers, service.id.0, View)?;
        }
    }
    put(tx, viewers, TARO)?;

    let editors = group(tx, scope, "PBX担当", "クラウドPBXを設定する方")?;
    if let Some(service) = catalogue.find("cloud-pbx") {
        user_groups::grant_service(tx, scope, editors, service.id.0, Edit)?;
    }
    put(tx, editors, KAITO)?;

    let osaka = group(tx, scope, "大阪支店の電話", "大阪支店の契約だけを扱う方")?;
    if let Some(contract) = contracts.get(OSAKA_PBX) {
        user_groups::grant_contract(tx, scope, osaka, *contract, Edit)?;
    }
    put(tx, osaka, RIN)
}

fn group(
    tx: &mut WriteTx<'_>,
    scope: TenantScope,
    name: &str,
    description: &str,
) -> Result<UserGroupId, DemoError> {
    Ok(user_groups::insert(tx, scope, name, description)?)
}

/// Puts whoever stands at this place into a group, if anybody does.
fn put(
    tx: &mut WriteTx<'_>,
    company: &Employed,
    group: UserGroupId,
    place: usize,
) -> Result<(), DemoError> {
    if let Some((account, _)) = company.people.get(place) {
        user_groups::add_account(tx, company.scope, group, *account)?;
    }
    Ok(())
}
