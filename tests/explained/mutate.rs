//! Something changed in an explanation, at random: a value for another of its sort, a member left
//! out, twice or in another place, a number one further.

use serde_json::Value as Json;

/// A stream of numbers from a seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }
}

/// Words of the file are never told in an explanation's reasons, so these are not touched.
const LEFT_ALONE: [&str; 2] = ["terms", "id"];

/// The same with one thing changed, and where.
pub fn mutant(explanation: &Json, dice: &mut Dice) -> (Json, String) {
    let mut places = Vec::new();
    gather(explanation, String::new(), &mut places);
    let mut changed = explanation.clone();
    let place = places[dice.roll(places.len())].clone();
    let name = place
        .rsplit('/')
        .find(|step| step.parse::<usize>().is_err());
    let mut alike = Vec::new();
    for other in &places {
        let same = other
            .rsplit('/')
            .find(|step| step.parse::<usize>().is_err())
            == name;
        let value = explanation.pointer(other).expect("a place");
        if same && !value.is_object() {
            alike.push(value.clone());
        }
    }
    let at = changed.pointer_mut(&place).expect("a place");
    let how = change(at, &alike, dice);
    (changed, format!("{place}: {how}"))
}

fn gather(json: &Json, at: String, places: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            for (name, value) in members {
                if !LEFT_ALONE.contains(&name.as_str()) {
                    let below = format!("{at}/{name}");
                    places.push(below.clone());
                    gather(value, below, places);
                }
            }
        }
        Json::Array(list) => {
            for (number, value) in list.iter().enumerate() {
                let below = format!("{at}/{number}");
                places.push(below.clone());
                gather(value, below, places);
            }
        }
        _ => {}
    }
}

fn change(at: &mut Json, alike: &[Json], dice: &mut Dice) -> String {
    let before = at.to_string();
    match at {
        Json::Array(list) if !list.is_empty() => {
            let number = dice.roll(list.len());
            match dice.roll(4) {
                0 | 1 => drop(list.remove(number)),
                2 => list.push(list[number].clone()),
                _ => {
                    let other = dice.roll(list.len());
                    list.swap(number, other);
                }
            }
        }
        Json::Array(list) => {
            list.extend(
                alike
                    .first()
                    .and_then(|one| one.as_array())
                    .cloned()
                    .unwrap_or_default(),
            );
        }
        Json::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            if !names.is_empty() {
                members.remove(&names[dice.roll(names.len())]);
            }
        }
        Json::Bool(yes) => *yes = !*yes,
        Json::Null => *at = Json::from("2024-02-15"),
        Json::Number(number) => {
            let by = [-2, -1, 1, 2][dice.roll(4)];
            *at = Json::from(number.as_i64().unwrap_or_default() + by);
        }
        Json::String(text) => match dice.roll(3) {
            0 | 1 if alike.len() > 1 => *at = alike[dice.roll(alike.len())].clone(),
            _ => *at = Json::from(nudged(text, dice)),
        },
    }
    format!("{before} to {at}")
}

/// A text with one of its numbers otherwise.
fn nudged(text: &str, dice: &mut Dice) -> String {
    let digits: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    if digits.is_empty() {
        return ["open", "no", "water", "owner", "low", ".."][dice.roll(6)].to_owned();
    }
    let at = digits[dice.roll(digits.len())];
    let digit = (text.as_bytes()[at] - b'0' + 1 + dice.roll(3) as u8) % 10;
    format!("{}{digit}{}", &text[..at], &text[at + 1..])
}
