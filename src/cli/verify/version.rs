//! Which version of a ruleset a certificate or an explanation is about: the one that it names by its
//! digest, else the one in force on its date.

use jiff::civil::Date;
use serde::Deserialize;

use crate::ruleset::Ruleset;
use crate::versions::Versions;

/// What is read of a file before it is checked. Whatever is missing or of another form is left to
/// the check.
#[derive(Deserialize)]
struct Head {
    ruleset: Option<Named>,
    as_of: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    digest: Option<String>,
    as_known_on: Option<String>,
}

/// The version that a text is about; the latest if it cannot be told.
pub(super) fn of(versions: &Versions, text: &str) -> Ruleset {
    let head: Option<Head> = serde_json::from_str(text).ok();
    let date = |text: &str| text.parse::<Date>().ok();
    let named = head.as_ref().and_then(|head| head.ruleset.as_ref());
    let digest = named.and_then(|named| named.digest.as_deref());
    let known = named.and_then(|named| named.as_known_on.as_deref());
    let known = known.and_then(date).map(|day| versions.known_on(day).ok());
    let among = known.flatten().unwrap_or_else(|| versions.clone());
    let found = digest.and_then(|digest| among.find(digest));
    let day = head.as_ref().and_then(|head| head.as_of.as_deref());
    let on = || among.on(day.and_then(date)).ok();
    found.or_else(on).unwrap_or(versions.latest()).clone()
}
