//! An office with a small ruleset and a ledger, for the other tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fenliu::ledger::{Checked, Decision, Entry, Ledger, Signer, Verifier, check, create};
use fenliu::{Ruleset, Source};

/// Deals with a text, a fact that can be known in part, and numbers.
pub(crate) const RULES: &str = "ruleset office
kind tier { family, common }
kind matter { home en \"Home\" { roof en \"Roof\" also \"leak\", pipe en \"Pipe\" also \"drip\" }, lamp en \"Lamp\" }
facts { matter : matter recognised from note, note : text sensitive, phone : text sensitive, households : integer 1..99 }
decision tier : tier otherwise common
rule F when matter is roof and households is at most 2 then tier is family
";

pub(crate) fn ruleset() -> Ruleset {
    Ruleset::compile([Source::new("here/office.fenliu", RULES)])
        .unwrap_or_else(|problems| panic!("{problems}"))
}

pub(crate) fn signer() -> Signer {
    Signer::new("example.org/office", &[7; 32]).expect("a name")
}

pub(crate) fn key() -> Verifier {
    signer().verifier().clone()
}

/// Not random, so that the same bytes come out each time.
pub(crate) fn open(folder: &Path) -> Result<Ledger, fenliu::ledger::Problem> {
    let mut next = 0_u8;
    let fill = move |bytes: &mut [u8]| {
        for byte in bytes {
            next = next.wrapping_mul(5).wrapping_add(17);
            *byte = next;
        }
        Ok(())
    };
    Ledger::open(folder, signer(), Box::new(fill))
}

/// A new ledger that keeps the ruleset, and decides these affairs, each a JSON object.
pub(crate) fn ledger(folder: &Path, affairs: &[&str]) {
    fs::create_dir_all(folder).unwrap();
    create(folder, &signer()).unwrap();
    record(&mut open(folder).unwrap(), &ruleset(), affairs);
}

pub(crate) fn record(ledger: &mut Ledger, ruleset: &Ruleset, affairs: &[&str]) {
    ledger.keep(ruleset).unwrap();
    for affair in affairs {
        ledger.append(&decided(ruleset, affair)).unwrap();
    }
    ledger.commit().unwrap();
}

pub(crate) fn decided(ruleset: &Ruleset, affair: &str) -> Entry {
    let affair = ruleset
        .affair_from_json(affair)
        .unwrap_or_else(|rejection| panic!("{affair}: {rejection}"));
    Entry::Decision(Decision::new(&affair, &ruleset.decide(&affair)).unwrap())
}

pub(crate) fn checked(folder: &Path) -> Checked {
    check(folder, None, None).unwrap_or_else(|problem| panic!("{problem}"))
}

/// What is wrong, a line each.
pub(crate) fn faults(folder: &Path) -> Vec<String> {
    checked(folder)
        .faults
        .iter()
        .map(|fault| fault.words().en)
        .collect()
}

/// Every file that matters, by its name within the ledger.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(within) = folders.pop() {
        for entry in fs::read_dir(folder.join(&within)).unwrap() {
            let entry = entry.unwrap();
            let name = within.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                folders.push(name);
            } else if name.as_os_str() != "lock" {
                files.insert(
                    name.to_string_lossy().replace('\\', "/"),
                    fs::read(entry.path()).unwrap(),
                );
            }
        }
    }
    files
}

/// Makes a folder hold exactly these files.
pub(crate) fn put(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    let _ = fs::remove_dir_all(folder);
    for folders in ["records", "rules"] {
        fs::create_dir_all(folder.join(folders)).unwrap();
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
