use minato_types::accounts::Account;
use minato_types::values::AccountState;

/// What an admin can do to an account beside changing its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Ends waits and locks after wrong passwords and codes.
    Unlock,
    /// Mails a link by which the person sets the password.
    Invite,
    /// Takes password and app away and mails a link to set them anew.
    ResetFactor,
    /// Switches the account on again.
    Resume,
    /// Switches the account off.
    Suspend,
    /// Deletes the account.
    Delete,
}

/// Why a deed is not possible now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody does this to his own account.
    Own,
    /// A suspended account gets no link.
    Suspended,
    /// An account whose last day has passed gets no link.
    Expired,
}

/// The deeds that fit an account, each with what stands in its way.
pub fn offers(account: &Account) -> Vec<(Deed, Option<Obstacle>)> {
    let own = account.own.then_some(Obstacle::Own);
    let mut offers = Vec::new();
    if account.locked_until.is_some() {
        offers.push((Deed::Unlock, None));
    }
    // One sets one's own password anew on the page for it.
    if !account.own {
        offers.push((Deed::Invite, obstacle_to_link(account.state)));
    }
    // Before the first sign-in there is nothing to take away.
    if !account.own && account.state != AccountState::Invited {
        offers.push((Deed::ResetFactor, obstacle_to_link(account.state)));
    }
    match account.state {
        AccountState::Suspended => offers.push((Deed::Resume, own)),
        AccountState::Active | AccountState::Invited => offers.push((Deed::Suspend, own)),
        AccountState::Expired => {}
    }
    offers.push((Deed::Delete, own));
    offers
}

const fn obstacle_to_link(state: AccountState) -> Option<Obstacle> {
    match state {
        AccountState::Suspended => Some(Obstacle::Suspended),
        AccountState::Expired => Some(Obstacle::Expired),
        AccountState::Active | AccountState::Invited => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn account(state: &str, own: bool, locked: bool) -> Account {
        serde_json::from_value(json!({
            "id": "0198c000-0000-7000-8000-000000000001", "name": "港 次郎",
            "email": "jiro@minato-shoji.example", "department": "営業部", "phone": null,
            "role": "user", "state": state, "secondFactor": "mailOtp",
            "totpRequired": false, "trustedBrowsers": "company",
            "lockedUntil": locked.then_some("2026-09-17T05:30:00Z"),
            "validUntil": "9999-12-31", "language": "ja", "timeZone": "Asia/Tokyo",
            "lastSignedInAt": null, "createdAt": "2026-09-01T00:00:00Z", "own": own,
        }))
        .unwrap()
    }

    fn deeds(state: &str) -> Vec<(Deed, Option<Obstacle>)> {
        offers(&account(state, false, false))
    }

    #[test]
    fn what_can_be_done_depends_on_the_state() {
        let invited = [
            (Deed::Invite, None),
            (Deed::Suspend, None),
            (Deed::Delete, None),
        ];
        assert_eq!(deeds("invited"), invited);
        let active = [
            (Deed::Invite, None),
            (Deed::ResetFactor, None),
            (Deed::Suspend, None),
            (Deed::Delete, None),
        ];
        assert_eq!(deeds("active"), active);
        let suspended = Some(Obstacle::Suspended);
        assert_eq!(
            deeds("suspended"),
            [
                (Deed::Invite, suspended),
                (Deed::ResetFactor, suspended),
                (Deed::Resume, None),
                (Deed::Delete, None)
            ]
        );
        let expired = Some(Obstacle::Expired);
        assert_eq!(
            deeds("expired"),
            [
                (Deed::Invite, expired),
                (Deed::ResetFactor, expired),
                (Deed::Delete, None)
            ]
        );
    }

    #[test]
    fn only_a_locked_account_can_be_unlocked_and_that_comes_first() {
        let locked = offers(&account("active", false, true));
        assert_eq!(locked.first(), Some(&(Deed::Unlock, None)));
        assert!(
            deeds("active")
                .iter()
                .all(|(deed, _)| *deed != Deed::Unlock)
        );
    }

    #[test]
    fn one_s_own_account_is_neither_suspended_nor_deleted() {
        let own = Some(Obstacle::Own);
        let offered = offers(&account("active", true, false));
        assert_eq!(offered, [(Deed::Suspend, own), (Deed::Delete, own)]);
    }
}
