//! A decision table as a ruleset and a CSV file.

use std::fmt::Write;

use fenliu::Source;

use super::recipe::{Cell, Domain, OUTCOMES, Rows};

pub fn sources(rows: &Rows) -> Vec<Source> {
    let mut rules = String::from("ruleset bench.table\n");
    let outcomes: Vec<String> = (0..OUTCOMES).map(|outcome| format!("o{outcome}")).collect();
    let _ = writeln!(rules, "kind outcome {{ {} }}", outcomes.join(" "));
    for (column, domain) in rows.columns.iter().enumerate() {
        if let Domain::Category(size) = domain {
            let values: Vec<String> = (0..*size).map(|value| format!("v{value}")).collect();
            let _ = writeln!(rules, "kind k{column} {{ {} }}", values.join(" "));
        }
    }
    rules += "facts {\n";
    for (column, domain) in rows.columns.iter().enumerate() {
        let _ = match domain {
            Domain::Number(high) => writeln!(rules, "  c{column} : integer 0..{high}"),
            Domain::Category(_) => writeln!(rules, "  c{column} : k{column}"),
        };
    }
    let names: Vec<String> = (0..rows.columns.len())
        .map(|column| format!("c{column}"))
        .collect();
    let given = names.join(", ");
    let _ = writeln!(
        rules,
        "}}\ndecision result : outcome\ntable t from \"t.csv\" given {given}"
    );

    let mut csv = format!("id,{},result\n", names.join(","));
    for (number, row) in rows.rows.iter().enumerate() {
        let _ = write!(csv, "r{number}");
        for (cell, domain) in row.cells.iter().zip(&rows.columns) {
            csv.push(',');
            write_cell(&mut csv, cell, domain);
        }
        let _ = writeln!(csv, ",o{}", row.outcome);
    }
    vec![
        Source::new("bench.fenliu", rules),
        Source::new("t.csv", csv),
    ]
}

fn write_cell(csv: &mut String, cell: &Cell, domain: &Domain) {
    let _ = match (cell, domain) {
        (Cell::Range(low, high), Domain::Number(most)) => match (*low == 0, high == most) {
            (true, true) => write!(csv, "-"),
            (true, false) => write!(csv, "= <= {high}"),
            (false, true) => write!(csv, "= >= {low}"),
            (false, false) => write!(csv, "= {low}..{high}"),
        },
        (Cell::OneOf(values), _) if values.len() == 1 => write!(csv, "v{}", values[0]),
        (Cell::OneOf(values), Domain::Category(size)) if values.len() < *size as usize => {
            let values: Vec<String> = values.iter().map(|value| format!("v{value}")).collect();
            write!(csv, "\"= {}\"", values.join(", "))
        }
        _ => write!(csv, "-"),
    };
}
