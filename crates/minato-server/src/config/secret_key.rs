use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use minato_db::{Entropy as _, SystemEntropy};
use secrecy::zeroize::Zeroizing;
use sha2::Sha256;

use super::ConfigError;
use super::source::Source;

const EXPECTED: &str = "32 random bytes as base64url, for example from `openssl rand -base64 32 \
                        | tr '+/' '-_' | tr -d '='`";

/// The key from which all others are derived. It is never printed.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; 32]>);

impl SecretKey {
    /// From the setting, or from the key file; in demo mode a missing file is made.
    pub(super) fn load(source: &Source, demo: bool) -> Result<Self, ConfigError> {
        if let Some(text) = source.optional("secret_key") {
            return Self::parse(&text).ok_or_else(|| ConfigError::invalid("secret_key", EXPECTED));
        }
        let path = source.optional("secret_key_file").map(PathBuf::from);
        let path = match (path, demo) {
            (Some(path), _) => path,
            (None, true) => PathBuf::from("var/secret.key"),
            (None, false) => return Err(ConfigError::missing("secret_key", EXPECTED)),
        };
        if demo && !path.exists() {
            create(&path).map_err(|error| key_file(&path, error))?;
        }
        let text = std::fs::read_to_string(&path).map_err(|error| key_file(&path, error))?;
        Self::parse(text.trim()).ok_or_else(|| ConfigError::invalid("secret_key_file", EXPECTED))
    }

    /// From 32 random bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A key for one purpose only.
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut mac = hmac(&self.0);
        mac.update(purpose.as_bytes());
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?);
        Some(Self::from_bytes(bytes.as_slice().try_into().ok()?))
    }
}

/// HMAC-SHA256 with a key of 32 bytes.
pub(crate) fn hmac(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"))
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

fn key_file(path: &Path, source: std::io::Error) -> ConfigError {
    ConfigError::KeyFile {
        path: path.display().to_string(),
        source,
    }
}

/// Makes a key file that only its owner can read.
fn create(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut key = Zeroizing::new([0_u8; 32]);
    SystemEntropy.fill(&mut *key);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let text = Zeroizing::new(URL_SAFE_NO_PAD.encode(*key));
    options.open(path)?.write_all(text.as_bytes())
}
