//! Reads settings one by one from environment and file, and collects all that is wrong instead of stopping at the first.
//!
//! The environment wins over the file, the file over the default in code. A value of the environment is text and is read
//! as exactly what the setting asks for: nothing guesses that `12345` is a number. What no section asked for is refused.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fmt, fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use super::value::{Setting, Shape};

/// Variables with our prefix that a Kubernetes service called `recado` puts into every pod of its namespace.
const SERVICE_LINKS: [&str; 2] = ["RECADO_PORT", "RECADO_SERVICE_"];
const PREFIX: &str = "RECADO_";
/// A file with a secret is small; a larger one is the wrong file.
const LARGEST_SECRET_FILE: u64 = 64 * 1024;

/// One thing an operator has to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    setting: String,
    detail: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.setting, self.detail)
    }
}

/// Everything that is wrong with a configuration.
#[derive(Debug, Default, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ConfigProblems(Vec<ConfigProblem>);

impl ConfigProblems {
    /// A list of one, for what is found out only after the sections were read.
    pub fn one(setting: impl Into<String>, detail: impl Into<String>) -> Self {
        let mut problems = Self::default();
        problems.add(setting, detail);
        problems
    }

    /// One more.
    pub fn add(&mut self, setting: impl Into<String>, detail: impl Into<String>) {
        self.0.push(ConfigProblem { setting: setting.into(), detail: detail.into() });
    }

    /// Whether all is well.
    pub fn none_or_err(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for ConfigProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        write!(f, "the configuration has {count} problem{}:", if count == 1 { "" } else { "s" })?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

/// Where the value in force comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The configuration file.
    File,
    /// The variable of this name (or the file that it names).
    Environment(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File => f.write_str("file"),
            Self::Environment(name) => f.write_str(name),
        }
    }
}

/// One setting as `recado config check` shows it; a secret's value is `***`.
#[derive(Debug, Clone)]
pub struct Listed {
    /// As in the file: `server.listen`.
    pub name: String,
    /// As in the environment: the conventional name where there is one.
    pub variable: String,
    /// What is in force; `None` when unset.
    pub value: Option<String>,
    /// Who said so.
    pub origin: Origin,
    /// Whether `NAME_FILE` works too.
    pub is_secret: bool,
}

/// One setting's names: the key in its section, and the conventional variables that mean the same.
pub(super) struct Key {
    name: &'static str,
    conventional: &'static [&'static str],
}

impl Key {
    pub(super) const fn called(name: &'static str, conventional: &'static [&'static str]) -> Self {
        Self { name, conventional }
    }
}

impl From<&'static str> for Key {
    fn from(name: &'static str) -> Self {
        Self::called(name, &[])
    }
}

/// A value that somebody set, before it is understood.
struct Found {
    text: String,
    /// What the file wrote it as; text of the environment may be read as anything.
    shape: Option<Shape>,
    origin: Origin,
}

/// Reads one configuration; `section` by section, then `finish`.
pub(super) struct Reader {
    environment: BTreeMap<String, String>,
    file: toml::Table,
    file_name: String,
    asked: BTreeSet<String>,
    listed: Vec<Listed>,
    problems: ConfigProblems,
}

impl Reader {
    pub(super) fn new(environment: impl IntoIterator<Item = (OsString, OsString)>, file: Option<&Path>) -> Self {
        let mut reader = Self {
            environment: BTreeMap::new(),
            file: toml::Table::new(),
            file_name: file.map_or_else(String::new, |path| path.display().to_string()),
            asked: BTreeSet::new(),
            listed: Vec::new(),
            problems: ConfigProblems::default(),
        };
        for (name, value) in environment {
            reader.take_variable(&name, value);
        }
        if let Some(path) = file {
            reader.take_file(path);
        }
        reader
    }

    /// Variables that are not ours may hold anything; one of ours must be text. An empty one counts as unset.
    fn take_variable(&mut self, name: &OsString, value: OsString) {
        let Some(name) = name.to_str() else { return };
        match value.into_string() {
            Ok(text) if text.is_empty() => {}
            Ok(text) => drop(self.environment.insert(name.to_owned(), text)),
            Err(_) if name.starts_with(PREFIX) => self.problem(name, "is not UTF-8 text"),
            Err(_) => {}
        }
    }

    fn take_file(&mut self, path: &Path) {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => return self.problem(path.display(), format_args!("cannot be read: {error}")),
        };
        match text.parse::<toml::Table>() {
            Ok(table) => self.file = table,
            Err(error) => {
                // Not the error's own text: it quotes the line, and the line may hold a secret.
                let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                self.problem(path.display(), format_args!("line {line}: {}", error.message()));
            }
        }
    }

    pub(super) fn section(&mut self, name: &'static str) -> Section<'_> {
        Section { reader: self, name }
    }

    pub(super) fn problem(&mut self, setting: impl fmt::Display, detail: impl fmt::Display) {
        self.problems.add(setting.to_string(), detail.to_string());
    }

    /// The list of settings, unless anything was wrong.
    pub(super) fn finish(mut self) -> Result<Vec<Listed>, ConfigProblems> {
        self.refuse_unknown_variables();
        self.refuse_unknown_keys();
        self.problems.none_or_err().map(|()| self.listed)
    }

    fn refuse_unknown_variables(&mut self) {
        let ours = self.environment.keys().filter(|name| name.starts_with(PREFIX));
        let unlinked = ours.filter(|name| !SERVICE_LINKS.iter().any(|link| name.starts_with(link)));
        let unknown: Vec<String> = unlinked.filter(|name| !self.asked.contains(*name)).cloned().collect();
        for name in unknown {
            self.problem(name, "no setting has this name");
        }
    }

    fn refuse_unknown_keys(&mut self) {
        let mut unknown = Vec::new();
        for (section, content) in &self.file {
            match content.as_table() {
                Some(keys) => unknown.extend(keys.keys().map(|key| format!("{section}.{key}"))),
                None => unknown.push(section.clone()),
            }
        }
        unknown.retain(|name| !self.asked.contains(name));
        for name in unknown {
            self.problem(self.in_file(&name), "no setting has this name");
        }
    }

    fn in_file(&self, name: &str) -> String {
        format!("{}: {name}", self.file_name)
    }

    /// The variable, or the content of the file that its `_FILE` sister names.
    fn variable(&mut self, name: &str, is_secret: bool) -> Option<String> {
        self.asked.insert(name.to_owned());
        let direct = self.environment.get(name).cloned();
        if !is_secret {
            return direct;
        }
        let sister = format!("{name}_FILE");
        self.asked.insert(sister.clone());
        let Some(path) = self.environment.get(&sister).map(PathBuf::from) else { return direct };
        if direct.is_some() {
            self.problem(&sister, format_args!("{name} is set too; keep one of them"));
            return direct;
        }
        read_secret_file(&path).map_err(|detail| self.problem(&sister, detail)).ok()
    }

    fn look_up(&mut self, section: &str, key: &Key, is_secret: bool) -> Option<Found> {
        let own = format!("{PREFIX}{}__{}", section.to_uppercase(), key.name.to_uppercase());
        let mut found: Option<Found> = None;
        for name in key.conventional.iter().copied().chain([own.as_str()]) {
            let Some(text) = self.variable(name, is_secret) else { continue };
            match &found {
                Some(first) if first.text != text => {
                    let detail = format!("says something else than {}, which means the same", first.origin);
                    self.problem(name, detail);
                }
                Some(_) => {}
                None => found = Some(Found { text, shape: None, origin: Origin::Environment(name.to_owned()) }),
            }
        }
        let in_file = self.value_of_file(section, key.name);
        found.or(in_file)
    }

    fn value_of_file(&mut self, section: &str, key: &str) -> Option<Found> {
        let name = format!("{section}.{key}");
        let value = self.file.get(section).and_then(toml::Value::as_table).and_then(|table| table.get(key));
        let read = value.map(text_of);
        self.asked.insert(name.clone());
        let read = read?;
        if read.is_none() {
            self.problem(self.in_file(&name), "has a type that no setting has");
        }
        read.map(|(text, shape)| Found { text, shape: Some(shape), origin: Origin::File })
    }

    /// How a problem names a setting: where its value was found, so that it can be changed there.
    fn place(&self, section: &str, key: &str, origin: &Origin) -> String {
        match origin {
            Origin::Environment(name) => name.clone(),
            Origin::File => self.in_file(&format!("{section}.{key}")),
            Origin::Default => format!("{section}.{key}"),
        }
    }
}

/// The settings of one section.
pub(super) struct Section<'r> {
    reader: &'r mut Reader,
    name: &'static str,
}

impl Section<'_> {
    /// A setting that may be left out.
    pub(super) fn optional<T: Setting>(&mut self, key: impl Into<Key>) -> Option<T> {
        self.read(&key.into(), None)
    }

    /// A setting with a default.
    pub(super) fn or<T: Setting + Clone>(&mut self, key: impl Into<Key>, default: T) -> T {
        self.read(&key.into(), Some(default.clone())).unwrap_or(default)
    }

    /// A whole number with its bounds.
    pub(super) fn number(&mut self, key: &'static str, default: u32, bounds: RangeInclusive<u32>) -> u32 {
        let value = self.or(key, default);
        if !bounds.contains(&value) {
            let detail = format!("{value} is not between {} and {}", bounds.start(), bounds.end());
            self.problem(key, detail);
        }
        value
    }

    /// Says what is wrong with a setting that could be read, where it was set.
    pub(super) fn problem(&mut self, key: &str, detail: impl fmt::Display) {
        let name = format!("{}.{key}", self.name);
        let listed = self.reader.listed.iter().find(|listed| listed.name == name);
        let origin = listed.map_or(Origin::Default, |listed| listed.origin.clone());
        let place = self.reader.place(self.name, key, &origin);
        self.reader.problem(place, detail);
    }

    fn read<T: Setting>(&mut self, key: &Key, default: Option<T>) -> Option<T> {
        let found = self.reader.look_up(self.name, key, T::IS_SECRET);
        let origin = found.as_ref().map_or(Origin::Default, |found| found.origin.clone());
        let value = match found {
            Some(found) => self.understand(key.name, &found),
            None => default,
        };
        let own = format!("{PREFIX}{}__{}", self.name.to_uppercase(), key.name.to_uppercase());
        self.reader.listed.push(Listed {
            name: format!("{}.{}", self.name, key.name),
            variable: key.conventional.first().map_or(own, |name| (*name).to_owned()),
            value: value.as_ref().map(|value| if T::IS_SECRET { "***".to_owned() } else { value.show() }),
            origin,
            is_secret: T::IS_SECRET,
        });
        value
    }

    fn understand<T: Setting>(&mut self, key: &str, found: &Found) -> Option<T> {
        let parsed = match found.shape {
            Some(shape) if shape != T::SHAPE => Err(format!("must be {}, not {shape}", T::SHAPE)),
            _ => T::parse(&found.text),
        };
        let place = self.reader.place(self.name, key, &found.origin);
        parsed.map_err(|detail| self.reader.problem(place, detail)).ok()
    }
}

/// A value of the file as text, and what it was written as.
fn text_of(value: &toml::Value) -> Option<(String, Shape)> {
    match value {
        toml::Value::String(text) => Some((text.clone(), Shape::Text)),
        toml::Value::Integer(number) => Some((number.to_string(), Shape::Number)),
        toml::Value::Boolean(flag) => Some((flag.to_string(), Shape::Flag)),
        toml::Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(toml::Value::as_str).collect();
            Some((texts?.join(","), Shape::List))
        }
        _ => None,
    }
}

/// The secret in a file, without the line end that editors and `echo` put behind it.
fn read_secret_file(path: &Path) -> Result<String, String> {
    let shown = path.display();
    let size = fs::metadata(path).map_err(|error| format!("{shown} cannot be read: {error}"))?.len();
    if size > LARGEST_SECRET_FILE {
        return Err(format!("{shown} is too large for a secret"));
    }
    let text = fs::read_to_string(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let text = text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    if text.is_empty() { Err(format!("{shown} is empty")) } else { Ok(text.to_owned()) }
}
