//! Reads a crate into its modules: what each defines and imports, and which paths it mentions.
//!
//! The reader works on tokens, not on a syntax tree: a path inside a macro's arguments or an attribute
//! is a path like any other there, and comments and strings are none.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

/// Every file by its path below its package's `src`, with `/` between the parts; the packages' roots by their whole path.
pub type Sources = BTreeMap<String, String>;

/// One module: a file, or an inline `mod` in one.
#[derive(Debug, Default)]
pub struct Module {
    /// The names from the crate root; empty for the root itself.
    pub path: Vec<String>,
    pub file: String,
    pub parent: usize,
    /// Compiled for unit tests only.
    pub test: bool,
    pub children: BTreeMap<String, usize>,
    pub defines: BTreeSet<String>,
    pub imports: Vec<Import>,
    pub mentions: Vec<Mention>,
}

/// One name that a `use` brings into a module.
#[derive(Debug)]
pub struct Import {
    /// `None` for a glob.
    pub name: Option<String>,
    pub path: Vec<String>,
    /// Stands inside a function, so other modules cannot reach it.
    pub local: bool,
}

/// A path as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub path: Vec<String>,
    pub glob: bool,
    pub line: usize,
}

/// All modules; the first is the crate root.
#[derive(Debug)]
pub struct Crate {
    pub modules: Vec<Module>,
    /// The modules that the root declares, in order.
    pub rooms: Vec<String>,
    /// Macros with `#[macro_export]`, which the compiler places at the root, and their modules.
    pub exported: BTreeMap<String, usize>,
    /// `mod` declarations for which there is no file.
    pub missing: Vec<String>,
}

impl Crate {
    /// Reads every module that the roots reach: the files of packages of which each re-exports all of those before
    /// it, so that together they are one crate. The error names the file and the line.
    pub fn read(sources: &Sources, roots: &[impl AsRef<str>]) -> Result<Crate, String> {
        let mut reader = Reader {
            sources,
            made: Crate {
                modules: Vec::new(),
                rooms: Vec::new(),
                exported: BTreeMap::new(),
                missing: Vec::new(),
            },
        };
        reader.made.modules.push(Module::default());
        for root in roots {
            reader.made.modules[0].file = root.as_ref().to_owned();
            reader.read_file(0)?;
        }
        Ok(reader.made)
    }
}

struct Reader<'a> {
    sources: &'a Sources,
    made: Crate,
}

/// What the tokens at hand are part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Items of a module.
    Module,
    /// The arguments of a macro that is called among a module's items: what it names may become items.
    ItemMacro,
    /// Anything else.
    Inside,
}

const ITEMS: [&str; 8] = ["struct", "enum", "union", "trait", "type", "fn", "const", "static"];

impl Reader<'_> {
    fn read_file(&mut self, module: usize) -> Result<(), String> {
        let file = self.made.modules[module].file.clone();
        let text = self.sources.get(&file).ok_or_else(|| format!("{file} is missing"))?;
        let tokens: TokenStream = text.parse().map_err(|error: proc_macro2::LexError| {
            format!("{file}:{}: {error}", error.span().start().line)
        })?;
        self.walk(module, tokens, Place::Module)
    }

    fn walk(&mut self, module: usize, tokens: TokenStream, place: Place) -> Result<(), String> {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        let mut exported = false;
        let mut test = false;
        while at < trees.len() {
            if let Some((group, after)) = attribute(&trees, at) {
                let text = group.to_string().replace(' ', "");
                exported |= text.starts_with("macro_export");
                test |= text.starts_with("cfg(test)") || text.starts_with("cfg(all(test,");
                if !text.starts_with("doc=") {
                    self.paths_in_strings(module, &group)?;
                    self.walk(module, group, Place::Inside)?;
                }
                at = after;
                // A test module is read, so that its file counts as known; other test items are not.
                if test && !declares_module(&trees, at) {
                    at = end_of_item(&trees, at);
                    test = false;
                }
                continue;
            }
            match &trees[at] {
                TokenTree::Ident(word) if *word == "use" && !is(&trees, at + 1, '<') => {
                    let end =
                        (at..trees.len()).find(|&i| is(&trees, i, ';')).unwrap_or(trees.len());
                    self.use_tree(module, &trees[at + 1..end], &[], place == Place::Inside);
                    at = end;
                }
                TokenTree::Ident(word) if *word == "mod" && place == Place::Module => {
                    at = self.child(module, &trees, at, test)?;
                    test = false;
                    continue;
                }
                TokenTree::Ident(word) if *word == "macro_rules" && is(&trees, at + 1, '!') => {
                    if let Some(name) = ident(&trees, at + 2) {
                        self.made.modules[module].defines.insert(name.clone());
                        if exported {
                            self.made.exported.insert(name, module);
                        }
                        exported = false;
                        at += 2;
                    }
                }
                TokenTree::Ident(word) => {
                    let path = path_at(&trees, at);
                    if path.len() > 1 {
                        let line = word.span().start().line;
                        at += 3 * (path.len() - 1);
                        self.mention(module, path, false, line);
                    } else if place != Place::Inside
                        && ITEMS.iter().any(|item| word == item)
                        && let Some(name) = ident(&trees, at + 1)
                    {
                        self.made.modules[module].defines.insert(name);
                    }
                }
                // After `::` that follows no name stands an extern crate, or an item of a type.
                TokenTree::Punct(_) if is_separator(&trees, at) => {
                    at += 1;
                    if let Some(name) = ident(&trees, at + 1)
                        && name.starts_with("rejoinder_")
                    {
                        let line = trees[at].span().start().line;
                        self.mention(module, vec![name], false, line);
                    }
                    while ident(&trees, at + 1).is_some() && is_separator(&trees, at + 2) {
                        at += 3;
                    }
                    at += usize::from(ident(&trees, at + 1).is_some());
                }
                TokenTree::Group(group) => {
                    let called = place != Place::Inside
                        && (is(&trees, at.wrapping_sub(1), '!')
                            || is(&trees, at.wrapping_sub(2), '!'));
                    let within = if called || (place == Place::ItemMacro) {
                        Place::ItemMacro
                    } else {
                        Place::Inside
                    };
                    self.walk(module, group.stream(), within)?;
                }
                _ => {}
            }
            at += 1;
        }
        Ok(())
    }

    /// A `mod name;` or `mod name { … }` at `at`; the index behind it.
    fn child(
        &mut self,
        parent: usize,
        trees: &[TokenTree],
        at: usize,
        test: bool,
    ) -> Result<usize, String> {
        let Some(name) = ident(trees, at + 1) else { return Ok(at + 1) };
        let above = &self.made.modules[parent];
        let mut path = above.path.clone();
        path.push(name.clone());
        let test = test || above.test;
        let inline = matches!(trees.get(at + 2), Some(TokenTree::Group(_)));
        let file = if inline {
            above.file.clone()
        } else {
            let stem = path.join("/");
            let beside = [format!("{stem}.rs"), format!("{stem}/mod.rs")];
            match beside.into_iter().find(|file| self.sources.contains_key(file)) {
                Some(file) => file,
                None => {
                    self.made.missing.push(path.join("::"));
                    return Ok(at + 3);
                }
            }
        };
        let child = self.made.modules.len();
        if parent == 0 {
            self.made.rooms.push(name.clone());
        }
        self.made.modules.push(Module { path, file, parent, test, ..Module::default() });
        self.made.modules[parent].children.insert(name, child);
        match trees.get(at + 2) {
            Some(TokenTree::Group(body)) => self.walk(child, body.stream(), Place::Module)?,
            _ => self.read_file(child)?,
        }
        Ok(at + 3)
    }

    /// The tree of a `use`, group by group; `before` is the path in front of the group.
    fn use_tree(&mut self, module: usize, trees: &[TokenTree], before: &[String], local: bool) {
        for tree in split_at_commas(trees) {
            let mut path = before.to_vec();
            let line = tree.first().map_or(0, |first| first.span().start().line);
            let mut at = 0;
            if is_separator(tree, 0) {
                path.push("::".to_owned());
                at = 2;
            }
            loop {
                match tree.get(at) {
                    Some(TokenTree::Ident(word)) => {
                        if *word != "self" || path.is_empty() {
                            path.push(plain(word));
                        }
                        if is_separator(tree, at + 1) {
                            at += 3;
                            continue;
                        }
                        let alias = ident(tree, at + 1)
                            .filter(|word| word == "as")
                            .and(ident(tree, at + 2));
                        let name = alias.or_else(|| path.last().cloned());
                        self.import(module, Import { name, path, local }, line);
                    }
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.use_tree(module, &inner, &path, local);
                    }
                    Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
                        self.import(module, Import { name: None, path, local }, line);
                    }
                    _ => {}
                }
                break;
            }
        }
    }

    fn import(&mut self, module: usize, import: Import, line: usize) {
        // The rooms of the packages before this one, which stand at the same root.
        let whole = import.name.is_none() && import.path.len() == 1;
        if module == 0 && whole && import.path[0].starts_with("rejoinder_") {
            return;
        }
        self.mention(module, import.path.clone(), import.name.is_none(), line);
        self.made.modules[module].imports.push(import);
    }

    /// `#[serde(with = "crate::clock::rfc3339")]`: a path in an attribute's string.
    fn paths_in_strings(&mut self, module: usize, attribute: &TokenStream) -> Result<(), String> {
        for tree in attribute.clone() {
            match tree {
                TokenTree::Group(group) => self.paths_in_strings(module, &group.stream())?,
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    let text = text.trim_matches('"');
                    let path: Vec<String> = text.split("::").map(str::to_owned).collect();
                    let is_path = path.iter().all(|part| {
                        !part.is_empty()
                            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                    });
                    if path.len() > 1 && is_path {
                        self.mention(module, path, false, literal.span().start().line);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn mention(&mut self, module: usize, path: Vec<String>, glob: bool, line: usize) {
        self.made.modules[module].mentions.push(Mention { path, glob, line });
    }
}

/// The content of an attribute that begins at `at`, and the index behind it.
fn attribute(trees: &[TokenTree], at: usize) -> Option<(TokenStream, usize)> {
    if !is(trees, at, '#') {
        return None;
    }
    let at = at + 1 + usize::from(is(trees, at + 1, '!'));
    match trees.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            Some((group.stream(), at + 1))
        }
        _ => None,
    }
}

/// Whether a `mod` follows, behind further attributes and a visibility.
fn declares_module(trees: &[TokenTree], mut at: usize) -> bool {
    while let Some((_, after)) = attribute(trees, at) {
        at = after;
    }
    if ident(trees, at).is_some_and(|word| word == "pub") {
        at += 1 + usize::from(matches!(trees.get(at + 1), Some(TokenTree::Group(_))));
    }
    ident(trees, at).is_some_and(|word| word == "mod")
}

/// The index behind the item, statement or field at `at`: behind its `;` or braces, or a field's comma.
fn end_of_item(trees: &[TokenTree], at: usize) -> usize {
    const NO_FIELD: [&str; 9] =
        ["use", "fn", "impl", "struct", "enum", "trait", "const", "static", "type"];
    let words: Vec<String> = (at..trees.len()).map_while(|i| ident(trees, i)).collect();
    let import = words.iter().any(|word| word == "use");
    let field = !words.iter().any(|word| NO_FIELD.contains(&word.as_str()));
    for (i, tree) in trees.iter().enumerate().skip(at) {
        match tree {
            TokenTree::Punct(mark) if mark.as_char() == ';' => return i + 1,
            TokenTree::Punct(mark) if mark.as_char() == ',' && field => return i + 1,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !import => {
                return i + 1;
            }
            _ => {}
        }
    }
    trees.len()
}

fn split_at_commas(trees: &[TokenTree]) -> impl Iterator<Item = &[TokenTree]> {
    trees
        .split(|tree| matches!(tree, TokenTree::Punct(mark) if mark.as_char() == ','))
        .filter(|tree| !tree.is_empty())
}

/// The names of the path that begins at `at`: three tokens apart, since `::` is two.
fn path_at(trees: &[TokenTree], mut at: usize) -> Vec<String> {
    let mut path = Vec::new();
    while let Some(name) = ident(trees, at) {
        path.push(name);
        if !is_separator(trees, at + 1) {
            break;
        }
        at += 3;
    }
    path
}

fn ident(trees: &[TokenTree], at: usize) -> Option<String> {
    match trees.get(at) {
        Some(TokenTree::Ident(word)) => Some(plain(word)),
        _ => None,
    }
}

fn plain(word: &Ident) -> String {
    word.to_string().trim_start_matches("r#").to_owned()
}

fn is(trees: &[TokenTree], at: usize, mark: char) -> bool {
    matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

fn is_separator(trees: &[TokenTree], at: usize) -> bool {
    matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
        && is(trees, at + 1, ':')
}
