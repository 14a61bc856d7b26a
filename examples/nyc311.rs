//! Prepares the record of New York City's 311 for `rulesets/nyc311`, and reads its catalogue from it.
//!
//!     cargo run --example nyc311 -- nyc.csv.gz FOLDER [RULES]
//!
//! In: service requests as gzipped CSV with the columns `request_id`, `created`, `complaint_type`,
//! `descriptor` and `agency`; others are kept as they are. RULES, the file of the ruleset,
//! `rulesets/nyc311/rules.fenliu` unless said: its rules by word.
//!
//! Out, into FOLDER:
//! - `catalogue.csv`: each complaint type that always went to one agency in the half built from,
//!   but those that the rules send to this agency without the catalogue, whatever the descriptor
//!   and the day;
//! - `built.csv`, `judged.csv`: the two halves, by whether the first byte of the SHA-256 of
//!   `request_id` is even or odd;
//! - `sample.csv`: those of `judged.csv` whose second byte is below 6, about 400.
//!
//! `created` becomes a date without its hour; nothing else is changed. The output depends on the
//! requests alone, not on their order.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use csv::StringRecord;
use fenliu::{Ruleset, Source, Value};
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A request in the sample has a second byte of its hash below this.
const SAMPLE_BELOW: u8 = 6;

fn main() -> ExitCode {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (requests, folder, rules) = match args.as_slice() {
        [requests, folder] => (requests, folder, Path::new("rulesets/nyc311/rules.fenliu")),
        [requests, folder, rules] => (requests, folder, rules.as_path()),
        _ => {
            eprintln!("usage: nyc311 REQUESTS.csv.gz FOLDER [RULES]");
            return ExitCode::from(2);
        }
    };
    match prepare(requests, folder, rules) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("nyc311: {error}");
            ExitCode::from(2)
        }
    }
}

fn prepare(requests: &Path, folder: &Path, rules: &Path) -> Result<()> {
    let (header, requests) = read(requests)?;
    let (built, judged): (Vec<_>, Vec<_>) = requests
        .into_iter()
        .partition(|request| request.hash[0] % 2 == 0);
    let sample = judged
        .iter()
        .filter(|request| request.hash[1] < SAMPLE_BELOW);

    let types = complaint_types(&built);
    let (catalogue, split): (BTreeMap<_, _>, BTreeMap<_, _>) = types
        .into_iter()
        .partition(|(_, seen)| seen.agencies.len() == 1);

    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let rows = catalogue_rows(&catalogue)?;
    let needed = needed(rows, rules)?;
    write(&folder.join("catalogue.csv"), &needed)?;
    write(
        &folder.join("built.csv"),
        &with_header(&header, built.iter()),
    )?;
    write(
        &folder.join("judged.csv"),
        &with_header(&header, judged.iter()),
    )?;
    write(&folder.join("sample.csv"), &with_header(&header, sample))?;

    println!(
        "{} requests built from, {} to judge on",
        built.len(),
        judged.len()
    );
    println!(
        "{} complaint types went to one agency, {} of them in the catalogue",
        catalogue.len(),
        needed.len() - 1
    );
    println!("left to the rules, since they went to several agencies:");
    for (complaint_type, seen) in &split {
        println!("  {complaint_type}: {}", join(&seen.agencies));
    }
    Ok(())
}

struct Request {
    /// The fields as they came, `created` apart.
    fields: StringRecord,
    id: String,
    created: String,
    complaint_type: String,
    agency: String,
    hash: [u8; 32],
}

/// The header and the requests, sorted by id.
fn read(path: &Path) -> Result<(StringRecord, Vec<Request>)> {
    let in_file = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let file = File::open(path).map_err(|e| in_file(&e))?;
    let mut reader = csv::Reader::from_reader(MultiGzDecoder::new(file));
    let header = reader.headers().map_err(|e| in_file(&e))?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| in_file(&format!("there is no column `{name}`")))
    };
    let id = column("request_id")?;
    let created = column("created")?;
    let complaint_type = column("complaint_type")?;
    let agency = column("agency")?;
    column("descriptor")?;

    let mut requests = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|e| in_file(&e))?;
        let nth = index + 1;
        let field = |column: usize| match record.get(column) {
            Some(text) if !text.is_empty() => Ok(text.to_owned()),
            _ => Err(in_file(&format!(
                "request {nth} has no `{}`",
                &header[column]
            ))),
        };
        let date = field(created)?;
        let date = iso_date(&date)
            .ok_or_else(|| in_file(&format!("request {nth}: `{date}` is not a known date")))?;
        let fields = record.iter().enumerate();
        requests.push(Request {
            fields: fields
                .map(|(i, text)| if i == created { &date } else { text })
                .collect(),
            hash: Sha256::digest(field(id)?.as_bytes()).into(),
            id: field(id)?,
            complaint_type: field(complaint_type)?,
            agency: field(agency)?,
            created: date,
        });
    }
    // shorter first, so that numbers come in the order of their values
    requests.sort_by(|a, b| (a.id.len(), &a.id).cmp(&(b.id.len(), &b.id)));
    if let Some(pair) = requests.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(in_file(&format!("request {} is there twice", pair[0].id)).into());
    }
    Ok((header, requests))
}

/// `2026-06-27` of the three spellings in use: `2026-06-27T09:03:00.000`, `06/27/2026 09:03:00 AM`
/// and `6/27/2026 9:03`.
fn iso_date(text: &str) -> Option<String> {
    let date = text.split([' ', 'T']).next()?;
    let [year, month, day] = if date.contains('/') {
        let [month, day, year] = numbers(date, '/')?;
        [year, month, day]
    } else {
        numbers(date, '-')?
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    let known = (1000..=9999).contains(&year) && (1..=days).contains(&day);
    known.then(|| format!("{year}-{month:02}-{day:02}"))
}

fn numbers(text: &str, separator: char) -> Option<[u32; 3]> {
    let parts = text.split(separator).map(|part| part.parse().ok());
    parts.collect::<Option<Vec<u32>>>()?.try_into().ok()
}

/// What the half built from shows of one complaint type.
#[derive(Default)]
struct Seen<'a> {
    agencies: BTreeSet<&'a str>,
    days: BTreeSet<&'a str>,
    requests: usize,
}

fn complaint_types(requests: &[Request]) -> BTreeMap<&str, Seen<'_>> {
    let mut types: BTreeMap<&str, Seen> = BTreeMap::new();
    for request in requests {
        let seen = types.entry(&request.complaint_type).or_default();
        seen.agencies.insert(&request.agency);
        seen.days.insert(&request.created);
        seen.requests += 1;
    }
    types
}

fn catalogue_rows(catalogue: &BTreeMap<&str, Seen>) -> Result<Vec<StringRecord>> {
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for complaint_type in catalogue.keys() {
        *named.entry(slug(complaint_type)).or_default() += 1;
    }
    let mut rows = vec![StringRecord::from(vec![
        "id",
        "complaint_type",
        "handled_by",
        "because",
    ])];
    let mut ids = BTreeSet::new();
    for (complaint_type, seen) in catalogue {
        if *complaint_type == "-" || complaint_type.starts_with('=') {
            return Err(format!("`{complaint_type}` would mean something else in a table").into());
        }
        let agency = join(&seen.agencies);
        let mut name = slug(complaint_type);
        if named[&name] > 1 {
            name = format!("{name}_{}", slug(&agency)); // ELEVATOR and Elevator
        }
        let mut id = name.clone();
        for n in 2.. {
            if ids.insert(id.clone()) {
                break;
            }
            id = format!("{name}_{n}"); // Animal Abuse and Animal-Abuse
        }
        let because = because(seen);
        rows.push(
            [&id, *complaint_type, &agency, &because]
                .into_iter()
                .collect(),
        );
    }
    Ok(rows)
}

/// The rows without those that say what the rules alone say too. A row is asked with nothing but
/// its complaint type: what is decided then holds for every descriptor and day.
fn needed(rows: Vec<StringRecord>, rules: &Path) -> Result<Vec<StringRecord>> {
    let text = std::fs::read_to_string(rules).map_err(|e| format!("{}: {e}", rules.display()))?;
    // its examples name rows
    let text = text.split("\n# Examples\n").next().unwrap_or_default();
    let no_type = "id,complaint_type,handled_by,because\nnone,(none),NYPD,no request\n";
    let words = Ruleset::compile([
        Source::new("rules.fenliu", text),
        Source::new("catalogue.csv", no_type),
    ])
    .map_err(|problems| problems.to_string())?;
    let mut needed = Vec::new();
    for row in rows {
        let affair = words.affair(&serde_json::json!({"complaint_type": &row[1]}));
        // the header is no complaint type, and stays
        let said = words.decide(&affair.map_err(|e| e.to_string())?);
        if said.value("handled_by") != Some(Value::from(&row[2])) {
            needed.push(row);
        }
    }
    Ok(needed)
}

fn because(seen: &Seen) -> String {
    match (seen.requests, seen.days.first(), seen.days.last()) {
        (1, Some(day), _) => format!("the one request of this type, of {day}"),
        (n, Some(first), Some(last)) if first == last => {
            format!("all {n} requests of this type, of {first}")
        }
        (n, Some(first), Some(last)) => {
            format!("all {n} requests of this type, {first} to {last}")
        }
        _ => String::new(),
    }
}

/// A name for the row: `noise_street_sidewalk`.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("_");
    if slug.starts_with(char::is_alphabetic) {
        slug
    } else {
        format!("type_{slug}")
    }
}

fn join(names: &BTreeSet<&str>) -> String {
    names.iter().copied().collect::<Vec<_>>().join(", ")
}

fn with_header<'a>(
    header: &StringRecord,
    requests: impl Iterator<Item = &'a Request>,
) -> Vec<StringRecord> {
    let rows = requests.map(|request| request.fields.clone());
    std::iter::once(header.clone()).chain(rows).collect()
}

fn write(path: &Path, rows: &[StringRecord]) -> Result<()> {
    let written = || -> Result<()> {
        let mut writer = csv::Writer::from_path(path)?;
        for row in rows {
            writer.write_record(row)?;
        }
        Ok(writer.flush()?)
    };
    written().map_err(|e| format!("{}: {e}", path.display()).into())
}
