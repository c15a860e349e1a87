//! The words for actions and fields in both languages, and what else is known of an action.

use super::{AuditAction, AuditActionGroup, AuditField, AuditSubjectKind};
use crate::values::Language;

/// What an action is called: in Japanese a noun, in English what somebody did.
pub const fn action(action: AuditAction, language: Language) -> &'static str {
    let facts = facts(action);
    match language {
        Language::Ja => facts.ja,
        Language::En => facts.en,
    }
}

/// What a field is called.
pub const fn field(field: AuditField, language: Language) -> &'static str {
    let (ja, en) = of_field(field);
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// What is known of an action.
pub(super) struct Facts {
    pub(super) group: AuditActionGroup,
    pub(super) subject: Option<AuditSubjectKind>,
    ja: &'static str,
    en: &'static str,
}

const fn of(
    group: AuditActionGroup,
    subject: Option<AuditSubjectKind>,
    ja: &'static str,
    en: &'static str,
) -> Facts {
    Facts {
        group,
        subject,
        ja,
        en,
    }
}

#[rustfmt::skip]
pub(super) const fn facts(action: AuditAction) -> Facts {
    use AuditAction as A;
    use AuditActionGroup as G;
    use AuditSubjectKind as S;
    match action {
        A::MemberCreated => of(G::Company, Some(S::Company), "会員の登録", "Registered the member"),
        A::MemberChanged => of(G::Company, Some(S::Company), "会員情報の変更", "Changed the member"),
        A::OpeningMailSent => of(G::Accounts, Some(S::Account), "初回ログインのご案内メールの再送", "Sent the mail for the first sign-in again"),
        A::AccountsImported => of(G::Accounts, Some(S::Import), "アカウントの一括登録", "Opened accounts by a file"),
        A::FileImported => of(G::Company, Some(S::Import), "ファイルの取り込み", "Imported a file"),
        A::ServiceAdded => of(G::Contracts, Some(S::Service), "サービスの追加", "Added a service"),
        A::ServiceChanged => of(G::Contracts, Some(S::Service), "サービスの変更", "Changed a service"),
        A::ContractRegistered => of(G::Contracts, Some(S::Contract), "契約の登録", "Registered a contract"),
        A::ContractChanged => of(G::Contracts, Some(S::Contract), "契約の変更", "Changed a contract"),
        A::ContractsImported => of(G::Contracts, Some(S::Import), "契約の一括登録・変更", "Registered or changed contracts by a file"),
        A::ContractStatusesSet => of(G::Contracts, None, "契約の稼働状況の設定", "Set how contracts run"),
        A::AutomaticGroupSet => of(G::Groups, Some(S::Company), "全契約を参照できる利用者の設定", "Set who sees every contract"),
        A::OperatorCreated => of(G::Company, Some(S::Operator), "運営者の登録", "Made an operator"),
        A::OperatorSetUp => of(G::SignIn, Some(S::Operator), "運営者の初期設定", "Set up an operator"),
        A::OperatorReset => of(G::SignIn, Some(S::Operator), "運営者の認証情報の初期化", "Reset an operator"),
        A::OperatorSuspended => of(G::Company, Some(S::Operator), "運営者の停止", "Suspended an operator"),
        A::OperatorResumed => of(G::Company, Some(S::Operator), "運営者の再開", "Resumed an operator"),
        A::AccountCreated => of(G::Accounts, Some(S::Account), "アカウントの登録", "Added an account"),
        A::SignedIn => of(G::SignIn, Some(S::Session), "ログイン", "Signed in"),
        A::SignedOut => of(G::SignIn, Some(S::Session), "ログアウト", "Signed out"),
        A::SessionEnded => of(G::SignIn, Some(S::Session), "ほかのブラウザーのログアウト", "Signed out another browser"),
        A::OtherSessionsEnded => of(G::SignIn, Some(S::Account), "ほかのすべてのブラウザーのログアウト", "Signed out all other browsers"),
        A::BrowserTrusted => of(G::SignIn, Some(S::TrustedBrowser), "信頼するブラウザーの登録", "Trusted a browser"),
        A::TrustedBrowserUsed => of(G::SignIn, Some(S::TrustedBrowser), "信頼するブラウザーによる認証の省略", "Used a trusted browser for the second step"),
        A::TrustedBrowserEnded => of(G::SignIn, Some(S::TrustedBrowser), "信頼するブラウザーの解除", "Trusted a browser no more"),
        A::BrowserForgotten => of(G::SignIn, Some(S::Account), "ブラウザーの記憶の消去", "Had a browser forgotten"),
        A::SignInClosed => of(G::SignIn, Some(S::Account), "パスワードの誤りによるログインの制限", "Sign-in was closed after wrong passwords"),
        A::CodeRefused => of(G::SignIn, Some(S::Account), "ワンタイムパスワードの誤り", "A one-time code was wrong"),
        A::FactorLocked => of(G::SignIn, Some(S::Account), "二段階認証の停止", "The second step was locked"),
        A::TotpActivated => of(G::SignIn, Some(S::Account), "認証アプリの設定", "Set up an authenticator app"),
        A::TotpRemoved => of(G::SignIn, Some(S::Account), "認証アプリの解除", "Removed the authenticator app"),
        A::RecoveryCodesMade => of(G::SignIn, Some(S::Account), "リカバリーコードの作成", "Made new recovery codes"),
        A::RecoveryCodeUsed => of(G::SignIn, Some(S::Account), "リカバリーコードの使用", "Used a recovery code"),
        A::SteppedUp => of(G::SignIn, Some(S::Session), "本人確認", "Confirmed the identity again"),
        A::PasswordResetRequested => of(G::SignIn, Some(S::Account), "パスワード再設定の申請", "Asked for a link for a new password"),
        A::PasswordReset => of(G::SignIn, Some(S::Account), "パスワードの再設定", "Set the password by a mailed link"),
        A::IdentityConfirmed => of(G::SignIn, Some(S::Account), "初回ログインの本人確認", "Confirmed the identity at the first sign-in"),
        A::IdentityRefused => of(G::SignIn, Some(S::Account), "初回ログインの本人確認の誤り", "The identity could not be confirmed"),
        A::LinkEnded => of(G::SignIn, Some(S::Account), "誤りの続いたリンクの無効化", "A link ended after wrong tries"),
        A::FirstLoginCompleted => of(G::SignIn, Some(S::Account), "初回ログインの完了", "Completed the first sign-in"),
        A::PasswordChanged => of(G::SignIn, Some(S::Account), "パスワードの変更", "Changed the password"),
        A::EmailChangeRequested => of(G::Accounts, Some(S::Account), "メールアドレス変更の申請", "Asked for another e-mail address"),
        A::EmailChanged => of(G::Accounts, Some(S::Account), "メールアドレスの変更", "Changed the e-mail address"),
        A::ProfileChanged => of(G::Accounts, Some(S::Account), "プロフィールの変更", "Changed the profile"),
        A::AccountChanged => of(G::Accounts, Some(S::Account), "アカウントの変更", "Changed an account"),
        A::AccountSuspended => of(G::Accounts, Some(S::Account), "アカウントの停止", "Suspended an account"),
        A::AccountResumed => of(G::Accounts, Some(S::Account), "アカウントの再開", "Resumed an account"),
        A::AccountDeleted => of(G::Accounts, Some(S::Account), "アカウントの削除", "Deleted an account"),
        A::AccountUnlocked => of(G::Accounts, Some(S::Account), "ログイン制限の解除", "Unlocked an account"),
        A::AccountInvited => of(G::Accounts, Some(S::Account), "アカウントへの招待メールの送信", "Invited an account by mail"),
        A::FactorReset => of(G::Accounts, Some(S::Account), "認証情報の初期化", "Reset password and second step"),
        A::UserGroupCreated => of(G::Groups, Some(S::UserGroup), "利用者グループの作成", "Made a group"),
        A::UserGroupChanged => of(G::Groups, Some(S::UserGroup), "利用者グループの変更", "Changed a group"),
        A::UserGroupDeleted => of(G::Groups, Some(S::UserGroup), "利用者グループの削除", "Deleted a group"),
        A::UserGroupAccountsChanged => of(G::Groups, Some(S::UserGroup), "利用者グループのメンバーの変更", "Changed who is in a group"),
        A::UserGroupRangeChanged => of(G::Groups, Some(S::UserGroup), "利用者グループの対象の変更", "Changed what a group covers"),
        A::AccountsExported => of(G::Exports, None, "アカウント一覧のダウンロード", "Downloaded the list of accounts"),
        A::CompanySecurityChanged => of(G::Company, Some(S::Company), "セキュリティ設定の変更", "Changed the security settings"),
        A::NotificationsChanged => of(G::Company, Some(S::Company), "通知先の変更", "Changed the addresses for notifications"),
        A::ContractMemoChanged => of(G::Contracts, Some(S::Contract), "契約のメモの変更", "Changed the memo of a contract"),
        A::ContractMemosImported => of(G::Contracts, None, "契約のメモの一括変更", "Changed memos by a file"),
        A::ContractContactsChanged => of(G::Contracts, Some(S::Contract), "契約の連絡先の変更", "Changed the contacts of a contract"),
        A::PortApplicationSubmitted => of(G::PortApplications, Some(S::PortApplication), "ポート追加の申し込み", "Applied for ports"),
        A::PortApplicationChanged => of(G::PortApplications, Some(S::PortApplication), "申込内容の変更", "Changed an application"),
        A::PortApplicationCancelled => of(G::PortApplications, Some(S::PortApplication), "申し込みのキャンセル", "Cancelled an application"),
        A::PortApplicationProvisioned => of(G::PortApplications, Some(S::PortApplication), "ポートの設定完了", "Set the ports up"),
        A::PortApplicationsExported => of(G::Exports, None, "申込一覧のダウンロード", "Downloaded the list of applications"),
        A::ContractsExported => of(G::Exports, None, "契約一覧のダウンロード", "Downloaded the list of contracts"),
        A::AddressRefused => of(G::SignIn, Some(S::Account), "許可されていないアドレスからのログイン", "Was refused because of the address"),
        A::AccountSessionEnded => of(G::Accounts, Some(S::Account), "アカウントのセッションの終了", "Ended a session of an account"),
        A::AccountSessionsEnded => of(G::Accounts, Some(S::Account), "アカウントの全セッションの終了", "Ended all sessions of an account"),
        A::ApiClientCreated => of(G::ApiClients, Some(S::ApiClient), "APIクライアントの登録", "Added an API client"),
        A::ApiClientChanged => of(G::ApiClients, Some(S::ApiClient), "APIクライアントの変更", "Changed an API client"),
        A::ApiClientSuspended => of(G::ApiClients, Some(S::ApiClient), "APIクライアントの停止", "Suspended an API client"),
        A::ApiClientResumed => of(G::ApiClients, Some(S::ApiClient), "APIクライアントの再開", "Resumed an API client"),
        A::ApiClientDeleted => of(G::ApiClients, Some(S::ApiClient), "APIクライアントの削除", "Deleted an API client"),
        A::ApiClientSecretAdded => of(G::ApiClients, Some(S::ApiClient), "シークレットの発行", "Made a secret"),
        A::ApiClientSecretEnded => of(G::ApiClients, Some(S::ApiClient), "シークレットの無効化", "Ended a secret"),
        A::ApiClientKeyAdded => of(G::ApiClients, Some(S::ApiClient), "公開鍵の登録", "Added a public key"),
        A::ApiClientKeyRemoved => of(G::ApiClients, Some(S::ApiClient), "公開鍵の削除", "Removed a public key"),
        A::ApiTokenIssued => of(G::ApiClients, Some(S::ApiClient), "アクセストークンの取得", "Got an access token"),
        A::ApiTokenRefused => of(G::ApiClients, Some(S::ApiClient), "アクセストークンの拒否", "Was refused an access token"),
        A::ApiCallRefused => of(G::ApiClients, Some(S::ApiClient), "許可されていないアドレスからのAPI呼び出し", "Was refused a call because of the address"),
        A::TokenKeyReplaced => of(G::ApiClients, None, "トークン署名鍵の交換", "Replaced the key of tokens"),
        A::AuditExported => of(G::Exports, None, "操作履歴のダウンロード", "Downloaded the audit trail"),
    }
}

#[rustfmt::skip]
const fn of_field(field: AuditField) -> (&'static str, &'static str) {
    use AuditField as F;
    match field {
        F::Name => ("名前", "Name"),
        F::Description => ("説明", "Description"),
        F::Email => ("メールアドレス", "E-mail address"),
        F::Department => ("部署", "Department"),
        F::Phone => ("電話番号", "Telephone number"),
        F::Role => ("権限", "Role"),
        F::ValidUntil => ("有効期限", "Valid until"),
        F::State => ("状態", "State"),
        F::SecondFactor => ("二段階認証の方法", "Second step"),
        F::TrustedBrowsers => ("信頼するブラウザー", "Trusted browsers"),
        F::Language => ("言語", "Language"),
        F::TimeZone => ("タイムゾーン", "Time zone"),
        F::NotificationAddress => ("通知先", "Address for notifications"),
        F::GroupAccount => ("メンバー", "Person"),
        F::GroupService => ("対象サービス", "Service covered"),
        F::GroupContract => ("対象契約", "Contract covered"),
        F::Memo => ("メモ", "Memo"),
        F::Contact => ("連絡先", "Contact"),
        F::EffectiveDate => ("適用日", "Effective date"),
        F::AddedPorts => ("追加ポート数", "Added ports"),
        F::Remind => ("リマインド", "Reminder"),
        F::ContractedPorts => ("契約ポート数", "Contracted ports"),
        F::MaxAddedPorts => ("追加ポート数の上限", "Maximum of added ports"),
        F::ClosingDay => ("締め日", "Closing day"),
        F::TwoStep => ("二段階認証", "Second step required"),
        F::PasswordPolicy => ("パスワードの規則", "Password policy"),
        F::PostalCode => ("郵便番号", "Postal code"),
        F::Address => ("住所", "Address"),
        F::Option => ("オプション", "Option"),
        F::Service => ("サービス", "Service"),
        F::CustomerNumber => ("お客様番号", "Customer number"),
        F::GroupNumber => ("グループ番号", "Group number"),
        F::Site => ("設置場所", "Site"),
        F::Status => ("稼働状況", "Status"),
        F::AppliedOn => ("申込日", "Applied on"),
        F::ProvidedOn => ("提供開始日", "Provided from"),
        F::EndsOn => ("提供終了日", "Ends on"),
        F::AnyAddress => ("すべてのアドレスからの利用", "From any address"),
        F::AllowedNetworks => ("許可するネットワーク", "Allowed networks"),
        F::SessionIdleMinutes => ("無操作時の自動ログアウト(分)", "Idle minutes of sessions"),
        F::SessionHours => ("セッションの最長時間(時間)", "Hours of sessions"),
        F::Scopes => ("スコープ", "Scopes"),
        F::ClientGroups => ("APIクライアントのグループ", "Groups of the API client"),
        F::Owner => ("責任者", "Responsible person"),
        F::Rows => ("行数", "Rows"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_actions_share_their_words() {
        for language in [Language::Ja, Language::En] {
            let words: HashSet<&str> = AuditAction::ALL
                .iter()
                .map(|&one| action(one, language))
                .collect();
            assert_eq!(words.len(), AuditAction::ALL.len());
            let words: HashSet<&str> = AuditField::ALL
                .iter()
                .map(|&one| field(one, language))
                .collect();
            assert_eq!(words.len(), AuditField::ALL.len());
        }
    }

    #[test]
    fn every_group_has_actions() {
        for group in AuditActionGroup::ALL {
            assert!(AuditAction::ALL.iter().any(|one| one.group() == *group));
        }
    }
}
