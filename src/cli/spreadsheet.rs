//! CSV that is safe to open in a spreadsheet.

use std::borrow::Cow;
use std::io::Write;

/// Writes a row; cells that a spreadsheet would run are quoted.
pub(crate) fn row<'c, W: Write>(
    writer: &mut csv::Writer<W>,
    cells: impl IntoIterator<Item = &'c str>,
) -> csv::Result<()> {
    for cell in cells {
        writer.write_field(safe(cell).as_ref())?;
    }
    writer.write_record(None::<&[u8]>)
}

/// The cell, with `'` before it if a spreadsheet would run it as a formula. A plain number is none.
pub(crate) fn safe(cell: &str) -> Cow<'_, str> {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs && !is_number(cell) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// `-3`, `+1.50`: digits and at most one point after a sign.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn formulas_are_quoted_and_numbers_are_not() {
        for formula in [
            "=1+1", "+SUM(A1)", "-2+3", "@x", "\tx", "＝1", "-", "+", "-1.", "=", "-1e5", "+86 138",
        ] {
            assert_eq!(safe(formula), format!("'{formula}"));
        }
        for plain in ["-3", "+1.50", "3", "a=b", "", " =x", "'=x", "类别"] {
            assert_eq!(safe(plain), plain);
        }
    }
}
