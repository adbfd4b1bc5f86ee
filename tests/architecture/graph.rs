//! From the paths that modules mention to the arrows between files and between rooms.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Crate, Mention, Module, Sources};

/// One use of a room by a file of another, or of a file by another file of its room.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    pub file: String,
    pub line: usize,
    /// The path as it is written, or the template.
    pub path: String,
    pub from: String,
    pub to: String,
    /// The file that defines what is used; `None` where only a module's name is imported.
    pub to_file: Option<String>,
}

/// The use of a package by a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Package {
    pub file: String,
    pub line: usize,
    pub name: String,
    /// The last name of the path.
    pub item: String,
}

#[derive(Debug, Default)]
pub struct Graph {
    pub arrows: BTreeSet<Arrow>,
    pub packages: BTreeSet<Package>,
    /// The rooms as the crate root lists them.
    pub rooms: Vec<String>,
}

impl Graph {
    pub fn draw(made: &Crate, sources: &Sources) -> Graph {
        let mut graph = Graph { rooms: made.rooms.clone(), ..Graph::default() };
        for (index, module) in
            made.modules.iter().enumerate().skip(1).filter(|(_, module)| !module.test)
        {
            for mention in &module.mentions {
                graph.mention(made, index, module, mention);
            }
        }
        for (file, text) in sources.iter().filter(|(file, _)| !file.ends_with(".rs")) {
            graph.template(made, file, text);
        }
        graph
    }

    fn mention(&mut self, made: &Crate, index: usize, module: &Module, mention: &Mention) {
        let found = resolve(made, index, &mention.path, true, 0);
        if found.is_empty() {
            let name = mention.path.iter().find(|part| *part != "::").cloned().unwrap_or_default();
            let item = mention.path.last().cloned().unwrap_or_default();
            self.packages.insert(Package {
                file: module.file.clone(),
                line: mention.line,
                name,
                item,
            });
        }
        for (target, item) in found {
            let item = item || mention.glob;
            self.arrow(made, &module.file, mention.line, &mention.path.join("::"), target, item);
        }
    }

    fn arrow(
        &mut self,
        made: &Crate,
        file: &str,
        line: usize,
        path: &str,
        target: usize,
        item: bool,
    ) {
        let target = &made.modules[target];
        let Some(to) = target.path.first() else { return };
        if target.file != file {
            self.arrows.insert(Arrow {
                file: file.to_owned(),
                line,
                path: path.to_owned(),
                from: room_of(file),
                to: to.clone(),
                to_file: item.then(|| target.file.clone()),
            });
        }
    }

    /// A template uses the templates it extends, includes and imports, and the paths in its expressions.
    fn template(&mut self, made: &Crate, file: &str, text: &str) {
        for (line, expression) in expressions(text) {
            if let Some(path) = other_template(expression) {
                self.arrows.insert(Arrow {
                    file: file.to_owned(),
                    line,
                    path: path.to_owned(),
                    from: room_of(file),
                    to: room_of(path),
                    to_file: Some(path.to_owned()),
                });
            }
            for (start, _) in expression.match_indices("crate::") {
                let path: Vec<String> = expression[start..]
                    .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':'))
                    .next()
                    .unwrap_or_default()
                    .split("::")
                    .map(str::to_owned)
                    .collect();
                for (target, item) in resolve(made, 0, &path, true, 0) {
                    self.arrow(made, file, line, &path.join("::"), target, item);
                }
            }
        }
    }

    /// The arrows to a room that stands below their own in the root's list.
    pub fn upward(&self) -> Vec<&Arrow> {
        let rank: BTreeMap<&str, usize> =
            self.rooms.iter().enumerate().map(|(i, room)| (room.as_str(), i)).collect();
        self.arrows
            .iter()
            .filter(|arrow| match (rank.get(arrow.from.as_str()), rank.get(arrow.to.as_str())) {
                (Some(from), Some(to)) => from < to,
                _ => false,
            })
            .collect()
    }

    /// Sets of rooms in which each can be reached from each other.
    pub fn circles_of_rooms(&self) -> Vec<BTreeSet<String>> {
        circles(
            self.arrows
                .iter()
                .filter(|arrow| arrow.from != arrow.to)
                .map(|arrow| (&*arrow.from, &*arrow.to)),
        )
    }

    /// The same for files, by what they define. A file may use what the module above it holds (a slice's
    /// pages its use cases, a command `print`), though that module declares it.
    pub fn circles_of_files(&self) -> Vec<BTreeSet<String>> {
        circles(self.arrows.iter().filter_map(|arrow| {
            let to = arrow.to_file.as_deref()?;
            let folder = to
                .strip_suffix("mod.rs")
                .map_or_else(|| format!("{}/", to.trim_end_matches(".rs")), str::to_owned);
            (!arrow.file.starts_with(&folder)).then_some((&*arrow.file, to))
        }))
    }

    /// A line for each room: what it uses, in the root's order.
    pub fn table(&self) -> String {
        let mut lines = String::new();
        for room in &self.rooms {
            let used: BTreeSet<&str> = self
                .arrows
                .iter()
                .filter(|arrow| arrow.from == *room)
                .map(|arrow| arrow.to.as_str())
                .collect();
            let used: Vec<&str> = self
                .rooms
                .iter()
                .map(String::as_str)
                .filter(|other| *other != room.as_str() && used.contains(other))
                .collect();
            lines.push_str(&format!("{room:>14} → {}\n", used.join(" ")));
        }
        lines
    }
}

/// A file's room: its first folder, or its own name.
pub fn room_of(file: &str) -> String {
    file.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned()
}

/// The modules that a path leads through and to, each with whether the path names an item of it: every
/// module that re-exports the item, and the one that defines it. Empty where the path leads to a package.
fn resolve(
    made: &Crate,
    from: usize,
    path: &[String],
    inside: bool,
    depth: usize,
) -> BTreeSet<(usize, bool)> {
    if depth > 32 {
        return BTreeSet::new();
    }
    let mut at = from;
    let mut rest = path;
    let mut rooted = false;
    while let Some(first) = rest.first() {
        match first.as_str() {
            "crate" => at = 0,
            "self" => {}
            "super" => at = made.modules[at].parent,
            _ => break,
        }
        rooted = true;
        rest = &rest[1..];
    }
    let Some((name, rest)) = rest.split_first() else {
        return BTreeSet::from([(at, false)]);
    };
    let found = look_up(made, at, name, rest, inside && !rooted, depth);
    if found.is_empty() && rooted {
        // Nothing that is written there: a macro made it.
        return BTreeSet::from([(at, true)]);
    }
    found
}

/// The same for a name in a module and the rest of the path. `inside` sees what only the module itself does.
fn look_up(
    made: &Crate,
    at: usize,
    name: &str,
    rest: &[String],
    inside: bool,
    depth: usize,
) -> BTreeSet<(usize, bool)> {
    let module = &made.modules[at];
    let mut found = BTreeSet::new();
    if let Some(&child) = module.children.get(name) {
        match rest.split_first() {
            None => {
                found.insert((child, false));
            }
            Some((next, rest)) => {
                let deeper = look_up(made, child, next, rest, false, depth + 1);
                found.extend(if deeper.is_empty() {
                    BTreeSet::from([(child, true)])
                } else {
                    deeper
                });
            }
        }
    }
    if module.defines.contains(name) {
        found.insert((at, true));
    }
    if at == 0
        && let Some(&defining) = made.exported.get(name)
    {
        found.insert((defining, true));
    }
    for import in module.imports.iter().filter(|import| inside || !import.local) {
        let mut path = import.path.clone();
        match &import.name {
            Some(bound) if bound == name => path.extend_from_slice(rest),
            Some(_) => continue,
            None => {
                // A glob counts where the name is found behind it.
                let globbed = resolve(made, at, &path, true, depth + 1);
                for (target, item) in globbed {
                    if !item && target != at && depth < 8 {
                        found.extend(look_up(made, target, name, rest, false, depth + 1));
                    }
                }
                continue;
            }
        }
        // `use helper;` behind a macro of that name binds what the module itself defines.
        if import.path.len() == 1 && import.path[0] == name {
            continue;
        }
        let through = resolve(made, at, &path, true, depth + 1);
        if !through.is_empty() && !inside && at != 0 {
            // The path as written names this module, which only passes the item on.
            found.insert((at, false));
        }
        found.extend(through);
    }
    found
}

/// The expressions and tags of an askama template with their lines, without its comments.
fn expressions(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|i| at + i) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'#') => "#}",
            Some(b'%') => "%}",
            Some(b'{') => "}}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = text[start..].find(close).map_or(text.len(), |i| start + i);
        if close != "#}" {
            found.push((1 + text[..start].matches('\n').count(), &text[start + 2..end]));
        }
        at = (end + 2).min(text.len());
    }
    found
}

fn other_template(expression: &str) -> Option<&str> {
    let tag = expression.trim_start_matches(['-', '+', '~']).trim_start();
    ["extends ", "include ", "import "]
        .iter()
        .find_map(|word| tag.strip_prefix(word))?
        .split('"')
        .nth(1)
}

/// The strongly connected sets of more than one node (Tarjan).
fn circles<'a>(edges: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<BTreeSet<String>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in edges {
        next.entry(from).or_default().insert(to);
        next.entry(to).or_default();
    }
    let mut search = Search {
        next: &next,
        seen: BTreeMap::new(),
        low: BTreeMap::new(),
        stack: Vec::new(),
        found: Vec::new(),
    };
    for node in next.keys() {
        if !search.seen.contains_key(node) {
            search.visit(node);
        }
    }
    search.found
}

struct Search<'g, 'a> {
    next: &'g BTreeMap<&'a str, BTreeSet<&'a str>>,
    seen: BTreeMap<&'a str, usize>,
    low: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
    found: Vec<BTreeSet<String>>,
}

impl<'a> Search<'_, 'a> {
    fn visit(&mut self, node: &'a str) {
        let number = self.seen.len();
        self.seen.insert(node, number);
        let mut low = number;
        self.stack.push(node);
        for &to in &self.next[node] {
            if !self.seen.contains_key(to) {
                self.visit(to);
                low = low.min(self.low[to]);
            } else if self.stack.contains(&to) {
                low = low.min(self.seen[to]);
            }
        }
        self.low.insert(node, low);
        if low == number {
            let start = self.stack.iter().position(|other| *other == node).unwrap_or(0);
            let set: BTreeSet<String> = self.stack.drain(start..).map(str::to_owned).collect();
            if set.len() > 1 {
                self.found.push(set);
            }
        }
    }
}
