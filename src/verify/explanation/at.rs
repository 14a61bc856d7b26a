//! A place in the file: what stands there, and how one comes there.

use std::rc::Rc;

use serde_json::Value;

use crate::verify::fault::Fault;
use crate::words::Words;

/// A value in the file, with its place.
#[derive(Clone)]
pub(super) struct At<'d> {
    pub(super) json: &'d Value,
    way: Option<Rc<Step<'d>>>,
}

struct Step<'d> {
    before: Option<Rc<Step<'d>>>,
    by: By<'d>,
}

enum By<'d> {
    Member(&'d str),
    Item(usize),
}

impl<'d> At<'d> {
    /// The file as a whole.
    pub(super) fn top(json: &'d Value) -> Self {
        Self { json, way: None }
    }

    fn beyond(&self, json: &'d Value, by: By<'d>) -> Self {
        let before = self.way.clone();
        let way = Some(Rc::new(Step { before, by }));
        Self { json, way }
    }

    /// `decisions[2].not_met[0]`.
    pub(super) fn place(&self) -> String {
        let mut steps = Vec::new();
        let mut way = &self.way;
        while let Some(step) = way {
            steps.push(&step.by);
            way = &step.before;
        }
        let mut place = String::new();
        for step in steps.into_iter().rev() {
            match step {
                By::Item(number) => place.extend(["[", &number.to_string(), "]"]),
                By::Member(name) if place.is_empty() => place.push_str(name),
                By::Member(name) => place.extend([".", name]),
            }
        }
        place
    }

    /// That what stands here is not so.
    pub(super) fn fault(&self, message: Words) -> Fault {
        Fault::new(self.place(), message)
    }

    /// A member, if it is there.
    pub(super) fn find(&self, name: &'d str) -> Option<Self> {
        let json = self.json.get(name)?;
        Some(self.beyond(json, By::Member(name)))
    }

    /// A member that must be there.
    pub(super) fn get(&self, name: &'d str) -> Result<Self, Fault> {
        self.find(name).ok_or_else(|| {
            self.fault(Words::new(
                format!("`{name}` is missing"),
                format!("缺少 `{name}`"),
            ))
        })
    }

    /// The members of a list.
    pub(super) fn items(&self) -> Result<Vec<Self>, Fault> {
        let list = self
            .json
            .as_array()
            .ok_or_else(|| self.fault(Words::new("a list must stand here", "此处应为列表")))?;
        let each = list.iter().enumerate();
        Ok(each
            .map(|(number, json)| self.beyond(json, By::Item(number)))
            .collect())
    }

    /// The members of an object, by name.
    pub(super) fn members(&self) -> Result<Vec<(&'d str, Self)>, Fault> {
        let members = self
            .json
            .as_object()
            .ok_or_else(|| self.fault(Words::new("an object must stand here", "此处应为对象")))?;
        let each = members.iter();
        let at = |(name, json): (&'d String, &'d Value)| {
            (name.as_str(), self.beyond(json, By::Member(name)))
        };
        Ok(each.map(at).collect())
    }

    /// The members of a list that may be left out when it is empty.
    pub(super) fn list(&self, name: &'d str) -> Result<Vec<Self>, Fault> {
        self.find(name).map_or(Ok(Vec::new()), |list| list.items())
    }

    /// A text.
    pub(super) fn text(&self) -> Result<&'d str, Fault> {
        self.json
            .as_str()
            .ok_or_else(|| self.fault(Words::new("a text must stand here", "此处应为文本")))
    }

    /// A text that is a member.
    pub(super) fn name(&self, name: &'d str) -> Result<&'d str, Fault> {
        self.get(name)?.text()
    }

    /// Texts in a list.
    pub(super) fn names(&self, name: &'d str) -> Result<Vec<(Self, &'d str)>, Fault> {
        let list = self.list(name)?.into_iter();
        list.map(|item| Ok((item.clone(), item.text()?))).collect()
    }

    /// Yes or no; no if it is left out.
    pub(super) fn flag(&self, name: &'d str) -> Result<bool, Fault> {
        let Some(flag) = self.find(name) else {
            return Ok(false);
        };
        flag.json.as_bool().ok_or_else(|| {
            flag.fault(Words::new(
                "`true` or `false` must stand here",
                "此处应为 `true` 或 `false`",
            ))
        })
    }

    /// That a member is what it should be; `None` is left out.
    pub(super) fn is(&self, name: &'d str, should: Option<&Value>) -> Result<(), Fault> {
        let found = self.find(name);
        if found.as_ref().map(|at| at.json) == should {
            return Ok(());
        }
        let at = found.as_ref().unwrap_or(self);
        Err(at.fault(match (should, &found) {
            (Some(should), Some(_)) => Words::new(
                format!("this must be `{}`", short(should)),
                format!("此处应为 `{}`", short(should)),
            ),
            (Some(should), None) => Words::new(
                format!("`{name}` is missing, and must be `{}`", short(should)),
                format!("缺少 `{name}`，应为 `{}`", short(should)),
            ),
            (None, _) => Words::new(
                format!("`{name}` has no place here"),
                format!("`{name}` 不应出现在此处"),
            ),
        }))
    }
}

/// JSON for a message, not too long.
pub(super) fn short(json: &Value) -> String {
    const MOST: usize = 120;
    let text = json
        .as_str()
        .map_or_else(|| json.to_string(), str::to_owned);
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
