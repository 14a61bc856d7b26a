//! How long a search may take, as people write it: `10s`, `500ms`, `2m`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A length of time, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Budget {
    pub(crate) length: Duration,
    written: String,
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl FromStr for Budget {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write how long as 10s, 500ms or 2m".to_owned();
        let written = text.trim();
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = written.split_at(digits);
        let milliseconds = match unit.trim_start() {
            "ms" => 1,
            "s" => 1000,
            "m" | "min" => 60_000,
            "h" => 3_600_000,
            _ => return Err(wrong()),
        };
        let number: u64 = number.parse().map_err(|_| wrong())?;
        let all = number.checked_mul(milliseconds).ok_or_else(wrong)?;
        Ok(Self {
            length: Duration::from_millis(all),
            written: written.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_with_their_unit() {
        let read = |text: &str| text.parse::<Budget>().map(|budget| budget.length);
        assert_eq!(read("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(read("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(read("2 m"), Ok(Duration::from_secs(120)));
        assert_eq!(read("1h"), Ok(Duration::from_secs(3600)));
        for wrong in ["", "10", "s", "-1s", "1.5s", "10d", "99999999999999999999s"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
