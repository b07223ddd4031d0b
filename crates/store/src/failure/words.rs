//! What a failure is called by programs, and what to do about it.

use crate::failure::StoreError;

impl StoreError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadName(_) => "bad_name",
            Self::NameTaken { .. } => "name_taken",
            Self::NoSuchProfile { .. } => "no_such_profile",
            Self::NotRemoved { .. } => "not_removed",
            Self::LastAdministrator { .. } => "last_administrator",
            Self::SignInRefused => "sign_in_refused",
            Self::WaitBeforeTrying { .. } => "wait_before_trying",
            Self::Locked { .. } => "profile_locked",
            Self::NotAdministrator { .. } => "not_administrator",
            Self::PasswordNeeded { .. } => "administrator_without_password",
            Self::AdministratorNeeded => "administrator_needed",
            Self::NotOneself { .. } => "not_oneself",
            Self::BadPassword => "bad_password",
            Self::LedgerSound => "ledger_sound",
            Self::AdministratorKeepsPassword { .. } => "administrator_keeps_password",
            Self::NoSuchAccount { .. } => "no_such_account",
            Self::AccountArchived { .. } => "account_archived",
            Self::NoCapital => "no_capital",
            Self::NoSuchList { .. } => "no_such_list",
            Self::Io { .. } => "file_system",
            Self::Busy { .. } => "busy",
            Self::DiskFull { .. } => "disk_full",
            Self::NotPermitted { .. } => "not_permitted",
            Self::Newer { .. } => "newer_format",
            Self::LedgerMissing { .. } => "ledger_missing",
            Self::KeyMissing { .. } => "key_missing",
            Self::KeyDamaged { .. } => "key_damaged",
            Self::KeychainSilent { .. } => "keychain_silent",
            Self::Unreadable { .. } => "ledger_unreadable",
            Self::OtherProfile { .. } => "ledger_of_another_profile",
            Self::ProfilesDamaged { .. } => "profiles_damaged",
            Self::Damaged { .. } => "ledger_damaged",
        }
    }

    /// What to do about it, in a sentence.
    #[must_use]
    pub const fn next_step(&self) -> &'static str {
        match self {
            Self::BadName(_) => "Choose a name of 1 to 40 characters.",
            Self::NameTaken { .. } => "Choose another name; capitals do not make a name different.",
            Self::NoSuchProfile { .. } => "`lakh profile list` shows the profiles there are.",
            Self::NotRemoved { .. } => "`lakh profile removed` shows those that were removed.",
            Self::LastAdministrator { .. } => "Make another administrator first, or remove the others first.",
            Self::SignInRefused => {
                "Check the name with `lakh profile list`, and give its password with --password-stdin."
            }
            Self::WaitBeforeTrying { .. } => {
                "Wait, then try again; a recovery code opens the profile as well."
            }
            Self::Locked { .. } => "Ask an administrator to unlock it; nothing in it was changed.",
            Self::NotAdministrator { .. } | Self::AdministratorNeeded => {
                "Sign in as an administrator: --profile NAME --password-stdin."
            }
            Self::PasswordNeeded { .. } => "Set a password first: lakh profile password.",
            Self::NotOneself { .. } => "Another administrator can.",
            Self::LedgerSound => "Reset the account instead: lakh account reset.",
            Self::BadPassword => "Choose a password of 6 to 256 characters.",
            Self::AdministratorKeepsPassword { .. } => "Choose a new password instead of none.",
            Self::NoSuchAccount { .. } => "`lakh account list` shows the accounts there are.",
            Self::AccountArchived { .. } => {
                "Choose or open another account; an archived one only shows its past."
            }
            Self::NoCapital => "Give a capital above zero.",
            Self::NoSuchList { .. } => "Choose a list from 1 to 7.",
            Self::Io { .. } => {
                "Make the file and its directory readable and writable by you, then try again."
            }
            Self::Busy { .. } => "Try again in a moment; if it stays so, close the other program.",
            Self::DiskFull { .. } => "Free some space, then try again. What was acknowledged before is safe.",
            Self::NotPermitted { .. } => {
                "Make the file and its directory readable and writable by you, then try again."
            }
            Self::Newer { .. } => "Update Lakh; the file was not touched.",
            Self::LedgerMissing { .. } => {
                "Put a backup back with `lakh ledger restore`, or remove the profile and make a new one."
            }
            Self::KeychainSilent { .. } => {
                "Unlock the keychain (sign in to the desktop), then try again; nothing was changed."
            }
            Self::KeyMissing { .. } => {
                "Put the key's file back from a copy of the data directory; the ledger was not touched."
            }
            Self::KeyDamaged { .. } => {
                "Put the key's file back from a copy of the data directory; nothing was touched."
            }
            Self::Unreadable { .. } | Self::Damaged { .. } => {
                "Put the last backup back with `lakh ledger restore`; the damaged file was left as it is."
            }
            Self::ProfilesDamaged { .. } => {
                "Close Lakh, move profiles.sqlite away and put the newest file of backups/profiles in its place; no ledger \
                 was touched."
            }
            Self::OtherProfile { .. } => {
                "Put the files back under the names that they had; nothing was touched."
            }
        }
    }
}
