//! A certificate to JSON text.

use std::io;

use super::format::{Certificate, Claim, Node, Piece, Proof, SCHEMA};
use super::proof::Cut;

impl Certificate {
    /// Writes it as JSON, a claim a line.
    pub fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        let Self { ruleset, claims } = self;
        let about = serde_json::to_string(ruleset)?;
        write!(
            out,
            "{{\"schema\":\"{SCHEMA}\",\"ruleset\":{about},\"claims\":["
        )?;
        for (number, claim) in claims.iter().enumerate() {
            out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
            claim.write(out)?;
        }
        out.write_all(b"\n]}\n")
    }
}

impl Claim {
    fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        let quoted = |text: &String| serde_json::to_string(text);
        match self {
            Self::Complete { decision, proof } | Self::Agreed { decision, proof } => {
                let claim = match self {
                    Self::Complete { .. } => "complete",
                    _ => "agreed",
                };
                let decision = quoted(decision)?;
                write!(
                    out,
                    "{{\"claim\":\"{claim}\",\"decision\":{decision},\"proof\":"
                )?;
                proof.write(out)?;
            }
            Self::Included {
                rule,
                within,
                proof,
            } => {
                let (rule, within) = (quoted(rule)?, quoted(within)?);
                write!(
                    out,
                    "{{\"claim\":\"included\",\"rule\":{rule},\"in\":{within},\"proof\":"
                )?;
                proof.write(out)?;
            }
            Self::Wider { rule, than, at } => {
                let (rule, than, at) = (quoted(rule)?, quoted(than)?, serde_json::to_string(at)?);
                write!(
                    out,
                    "{{\"claim\":\"wider\",\"rule\":{rule},\"than\":{than},\"at\":{at}"
                )?;
            }
        }
        out.write_all(b"}")
    }
}

impl Proof {
    fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        let texts = |list: &[Vec<Piece>]| -> io::Result<Vec<String>> {
            list.iter()
                .map(|it| Ok(serde_json::to_string(it)?))
                .collect()
        };
        let pieces = texts(&self.pieces)?;
        let coordinates: Vec<String> = self
            .coordinates
            .iter()
            .map(serde_json::to_string)
            .collect::<Result<_, _>>()?;
        // cuts begun, with the part to write next
        let mut open: Vec<(&Cut, usize)> = Vec::new();
        let mut next = Some(self.root);
        loop {
            match next.map(|node| node.cut().map(|cut| &self.cuts[cut])) {
                Some(Some(cut)) => {
                    let along = &coordinates[cut.coordinate as usize];
                    write!(out, "{{\"cut\":{along},\"parts\":[")?;
                    open.push((cut, 0));
                    next = begin(out, &mut open, &pieces)?;
                    continue;
                }
                Some(None) => out.write_all(b"{}")?,
                None => {
                    open.pop();
                    out.write_all(b"]}")?;
                }
            }
            if open.is_empty() {
                return Ok(());
            }
            out.write_all(b"}")?;
            next = begin(out, &mut open, &pieces)?;
        }
    }
}

/// Begins the next part of the innermost cut; none if all are written.
fn begin(
    out: &mut impl io::Write,
    open: &mut [(&Cut, usize)],
    pieces: &[String],
) -> io::Result<Option<Node>> {
    let Some((cut, part)) = open.last_mut() else {
        return Ok(None);
    };
    let Some((list, node)) = cut.parts.get(*part) else {
        return Ok(None);
    };
    let comma = if *part == 0 { "" } else { "," };
    *part += 1;
    write!(out, "{comma}{{\"in\":{},\"proof\":", pieces[*list as usize])?;
    Ok(Some(*node))
}
