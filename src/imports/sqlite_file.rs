//! The tables of a SQLite file, read from any place of it. SQLite itself opens only a file that lies in clear on a disk, which an
//! upload never does. One row and one page of each level of a table are in memory at a time.
//!
//! Of the pages that are read, everything is checked that SQLite's `quick_check` looks at, because a damaged page may else look
//! like one with fewer rows: what is on it fills it, every page is used once, and the numbers of the rows ascend.
//!
//! The format: <https://www.sqlite.org/fileformat.html>. Views and triggers are not looked at, and of indexes only which pages
//! they have.

mod row;
#[cfg(test)]
mod tests;

use std::io::SeekFrom;
use std::mem;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Result};
use crate::i18n::Message;

use super::input::{File, SQLITE, refused, unreadable_because};

pub(super) use row::Row;

use row::varint;

/// Largest row, in MiB.
const ROW: usize = 16;
/// Levels of a table. A page has at least two below it, so that 32 levels would be more pages than a file can have.
const LEVELS: u32 = 32;

/// An open file.
pub(super) struct Database {
    name: String,
    file: Box<dyn File>,
    page_size: usize,
    /// Bytes of a page without those that are reserved for extensions.
    usable: usize,
    pages: u32,
    /// The number that a program gives its tables.
    pub(super) schema: u32,
    encoding: &'static Encoding,
    /// The first page that lists free ones; 0 if none is free.
    free: u32,
    /// The pages that belong to what was read, and those that are free.
    used: Pages,
    /// How many pages the database has, if the file has more.
    length: u32,
    /// Whether some pages say to what the others belong, so that they can be moved.
    has_maps: bool,
}

/// A set of pages.
#[derive(Default)]
struct Pages(Vec<u64>);

impl Pages {
    /// Adds a page. `false` if it is one of them.
    fn add(&mut self, page: u32) -> bool {
        let (word, bit) = ((page / 64) as usize, 1 << (page % 64));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let is_new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        is_new
    }

    fn has(&self, page: u32) -> bool {
        self.0.get((page / 64) as usize).is_some_and(|word| word & 1 << (page % 64) != 0)
    }
}

/// A table.
pub(super) struct Table {
    root: u32,
    /// The names of its columns in their order, in lower case.
    columns: Vec<String>,
}

impl Table {
    /// The place of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// Two bytes as a number.
fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(bytes)))
}

/// Four bytes as a number.
fn four(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The names of the columns in the statement that has created a table. Constraints, which follow the columns, count as some.
fn columns(statement: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut expects_name) = (0, true);
    let mut rest = statement.split_once('(').map_or("", |(_, rest)| rest);
    while let Some(c) = rest.chars().next() {
        let to = |end: &str| rest[c.len_utf8()..].find(end).map(|at| c.len_utf8() + at + end.len());
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let is_remark = rest.starts_with("--") || rest.starts_with("/*");
        let length = match c {
            '-' if is_remark => to("\n"),
            '/' if is_remark => to("*/"),
            '\'' | '"' | '`' => to(&c.to_string()),
            '[' => to("]"),
            c if is_word(c) => rest.find(|c| !is_word(c)),
            c => Some(c.len_utf8()),
        };
        let (token, after) = rest.split_at(length.unwrap_or(rest.len()));
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            ',' if depth == 0 => expects_name = true,
            c if expects_name && !c.is_whitespace() && !is_remark => {
                let name = token.trim_matches(['"', '\'', '`', '[', ']']);
                names.push(name.to_lowercase());
                expects_name = false;
            }
            _ => {}
        }
        rest = after;
    }
    names
}

impl Database {
    /// Opens a file.
    ///
    /// # Errors
    /// [`Error::Invalid`] `file`, if it is no SQLite database, or is cut off.
    pub(super) fn open(name: &str, mut file: Box<dyn File>) -> Result<Database> {
        let no_database = || refused(name, "format", Message::import_file_no_sqlite());
        let unreadable = |cause| refused(name, "unreadable", unreadable_because(&cause));
        let length = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let mut head = [0; 100];
        file.read_exact(&mut head).map_err(|_| no_database())?;
        let page_size = match two(&head, 16) {
            Some(1) => 1 << 16,
            Some(size) if size >= 512 && size.is_power_of_two() => size,
            _ => return Err(no_database()),
        };
        let usable = page_size - usize::from(head[20]);
        let encoding = match four(&head, 56) {
            Some(0 | 1) => UTF_8,
            Some(2) => UTF_16LE,
            Some(3) => UTF_16BE,
            _ => return Err(no_database()),
        };
        if !head.starts_with(SQLITE) || usable < 480 {
            return Err(no_database());
        }
        let pages = u32::try_from(length / page_size as u64).unwrap_or(u32::MAX);
        let schema = four(&head, 60).unwrap_or(0);
        let free = four(&head, 32).unwrap_or(0);
        let has_maps = four(&head, 52).is_some_and(|root| root != 0);
        // How long the database is, unless a program that did not write that has written to it since.
        let expected = four(&head, 28).filter(|_| head[24..28] == head[92..96]).unwrap_or(0);
        let length = if expected == 0 { pages } else { expected };
        let (name, used) = (name.to_owned(), Pages::default());
        let mut database = Database {
            name,
            file,
            page_size,
            usable,
            pages,
            schema,
            encoding,
            free,
            used,
            length,
            has_maps,
        };
        if length > pages {
            return Err(database.damaged(length));
        }
        database.note_free_pages()?;
        Ok(database)
    }

    /// Notes the free pages, none of which belongs to a table.
    fn note_free_pages(&mut self) -> Result<()> {
        let mut list = self.free;
        while list != 0 {
            let page = self.page(list)?;
            if !self.used.add(list) {
                return Err(self.damaged(list));
            }
            let count = four(&page, 4).unwrap_or(0) as usize;
            for place in 0..count.min(self.usable / 4 - 2) {
                let free = four(&page, 8 + 4 * place).unwrap_or(0);
                if free == 0 || free > self.pages || !self.used.add(free) {
                    return Err(self.damaged(free));
                }
            }
            list = four(&page, 0).unwrap_or(0);
        }
        Ok(())
    }

    fn damaged(&self, page: u32) -> Error {
        let why = Message::import_file_isso_damaged(&self.name, Message::import_why_page(page));
        Error::invalid("file", "broken", why)
    }

    fn page(&mut self, number: u32) -> Result<Vec<u8>> {
        if number == 0 || number > self.pages {
            return Err(self.damaged(number));
        }
        let mut bytes = vec![0; self.page_size];
        let begin = u64::from(number - 1) * self.page_size as u64;
        let read = self.file.seek(SeekFrom::Start(begin));
        read.and_then(|_| self.file.read_exact(&mut bytes))
            .map_err(|cause| refused(&self.name, "unreadable", unreadable_because(&cause)))?;
        Ok(bytes)
    }

    /// A table of this name; a view is none.
    ///
    /// # Errors
    /// [`Error::Invalid`] `file`, if the file is damaged.
    pub(super) fn table(&mut self, name: &str) -> Result<Option<Table>> {
        let mut found = None;
        // The list of tables is read for each of them.
        let used = mem::take(&mut self.used);
        let read = self.walk(1, 0, &mut None, &mut |row| {
            if row.text(Some(0)) == "table" && row.text(Some(1)).eq_ignore_ascii_case(name) {
                let root = row.integer(Some(3)).and_then(|page| u32::try_from(page).ok());
                let columns = columns(&row.text(Some(4)));
                found = root.map(|root| Table { root, columns });
            }
            Ok(())
        });
        self.used = used;
        read.map(|()| found)
    }

    /// Reads the rows of a table in the order of their numbers, once for each table: pages that are read again count as damaged.
    ///
    /// # Errors
    /// [`Error::Invalid`] `file`, if the file is damaged, or a row is larger than 16 MiB; those of `each`.
    pub(super) fn rows(
        &mut self,
        table: &Table,
        each: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        self.walk(table.root, 0, &mut None, each)
    }

    /// Reads the rows on a page and on those below it. `last` is the number that those of all further rows exceed.
    fn walk(
        &mut self,
        number: u32,
        level: u32,
        last: &mut Option<i64>,
        each: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        let page = self.page(number)?;
        if level > LEVELS || !self.used.add(number) {
            return Err(self.damaged(number));
        }
        // The first page begins with the head of the file.
        let head = if number == 1 { 100 } else { 0 };
        let (kind, cells) = (page.get(head).copied(), two(&page, head + 3));
        let (Some(kind @ (5 | 13)), Some(cells)) = (kind, cells) else {
            return Err(self.damaged(number));
        };
        let is_leaf = kind == 13;
        let places = head + if is_leaf { 8 } else { 12 };
        let mut parts = Vec::with_capacity(cells);
        for cell in 0..cells {
            let Some(at) = two(&page, places + 2 * cell) else { return Err(self.damaged(number)) };
            if is_leaf {
                let Some((row, end)) = self.row(&page, at)? else {
                    return Err(self.damaged(number));
                };
                if last.is_some_and(|last| row.id <= last) {
                    return Err(self.damaged(number));
                }
                *last = Some(row.id);
                parts.push((at, end));
                each(&row)?;
            } else {
                let (Some(below), Some((most, end))) = (four(&page, at), varint(&page, at + 4))
                else {
                    return Err(self.damaged(number));
                };
                self.walk(below, level + 1, last, each)?;
                let most = most.cast_signed();
                if last.is_some_and(|last| last > most) {
                    return Err(self.damaged(number));
                }
                *last = Some(most);
                parts.push((at, end));
            }
        }
        if !self.fill(&page, head, places + 2 * cells, parts) {
            return Err(self.damaged(number));
        }
        match four(&page, head + 8) {
            _ if is_leaf => Ok(()),
            Some(below) => self.walk(below, level + 1, last, each),
            None => Err(self.damaged(number)),
        }
    }

    /// Checks, after all rows that are wanted were read, that every other page belongs to something else: one that does not
    /// belonged to a table of which a page is damaged.
    ///
    /// # Errors
    /// [`Error::Invalid`] `file` with the page.
    pub(super) fn finish(&mut self) -> Result<()> {
        let mut roots = Vec::new();
        self.walk(1, 0, &mut None, &mut |row| {
            roots.extend(row.integer(Some(3)).and_then(|page| u32::try_from(page).ok()));
            Ok(())
        })?;
        for root in roots {
            // A view has none, and the rows of some were read.
            if root != 0 && !self.used.has(root) {
                self.note_tree(root, 0)?;
            }
        }
        // The page with the bytes that programs lock is never used.
        let locked = u32::try_from((1 << 30) / self.page_size + 1).unwrap_or(u32::MAX);
        let between_maps = u32::try_from(self.usable / 5 + 1).unwrap_or(u32::MAX);
        let is_map = |page: u32| page >= 2 && (page - 2).is_multiple_of(between_maps);
        let is_special = |page: u32| {
            let is_moved_map = page == locked + 1 && is_map(locked);
            page == locked || self.has_maps && (is_map(page) || is_moved_map)
        };
        match (1..=self.length).find(|page| !self.used.has(*page) && !is_special(*page)) {
            Some(page) => Err(self.damaged(page)),
            None => Ok(()),
        }
    }

    /// Notes the pages of a table or an index that is not read.
    fn note_tree(&mut self, number: u32, level: u32) -> Result<()> {
        let page = self.page(number)?;
        if level > LEVELS || !self.used.add(number) {
            return Err(self.damaged(number));
        }
        let (Some(kind @ (2 | 5 | 10 | 13)), Some(cells)) = (page.first().copied(), two(&page, 3))
        else {
            return Err(self.damaged(number));
        };
        let is_leaf = kind >= 10;
        let places = if is_leaf { 8 } else { 12 };
        for cell in 0..cells {
            let Some(mut at) = two(&page, places + 2 * cell) else {
                return Err(self.damaged(number));
            };
            if !is_leaf {
                let Some(below) = four(&page, at) else { return Err(self.damaged(number)) };
                self.note_tree(below, level + 1)?;
                at += 4;
            }
            if kind != 5 && !self.note_overflow(&page, at, kind == 13)? {
                return Err(self.damaged(number));
            }
        }
        match four(&page, 8) {
            Some(below) if !is_leaf => self.note_tree(below, level + 1),
            _ => Ok(()),
        }
    }

    /// Notes the pages with the rest of a row or of an entry of an index. `false` if it is damaged.
    fn note_overflow(&mut self, page: &[u8], at: usize, is_row: bool) -> Result<bool> {
        let Some((length, mut at)) = varint(page, at) else { return Ok(false) };
        if is_row {
            let Some((_, next)) = varint(page, at) else { return Ok(false) };
            at = next;
        }
        let Ok(length) = usize::try_from(length) else { return Ok(false) };
        let here = match is_row {
            true => self.on_page(length, self.usable - 35),
            false => self.on_page(length, (self.usable - 12) * 64 / 255 - 23),
        };
        let mut left = length - here;
        let mut next = if left > 0 { four(page, at + here).unwrap_or(0) } else { 0 };
        while left > 0 {
            let page = self.page(next)?;
            if !self.used.add(next) {
                return Ok(false);
            }
            left = left.saturating_sub(self.usable - 4);
            next = four(&page, 0).unwrap_or(0);
        }
        Ok(next == 0)
    }

    /// How many of so many bytes stand on the page itself, of which `most` may.
    fn on_page(&self, length: usize, most: usize) -> usize {
        if length <= most {
            return length;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let fits = least + (length - least) % (self.usable - 4);
        if fits <= most { fits } else { least }
    }

    /// Whether a page consists of these parts (each with its end), its free ones, and as many lost bytes as its head says.
    fn fill(
        &self,
        page: &[u8],
        head: usize,
        end_of_places: usize,
        mut parts: Vec<(usize, usize)>,
    ) -> bool {
        let (Some(free), Some(begin), Some(lost)) =
            (two(page, head + 1), two(page, head + 5), page.get(head + 7))
        else {
            return false;
        };
        let begin = if begin == 0 { 1 << 16 } else { begin };
        let mut next = free;
        while next != 0 {
            let (Some(after), Some(length)) = (two(page, next), two(page, next + 2)) else {
                return false;
            };
            // They are in order, so that there is no loop.
            if length < 4 || after != 0 && after < next + length {
                return false;
            }
            parts.push((next, next + length));
            next = after;
        }
        parts.sort_unstable();
        let (mut at, mut between) = (begin, 0);
        for (start, end) in parts {
            if start < at {
                return false;
            }
            between += start - at;
            at = end;
        }
        end_of_places <= begin
            && at <= self.usable
            && between + self.usable - at == usize::from(*lost)
    }

    /// The row of a cell, with what does not fit on the page, and the end of the cell; `None` if it is damaged.
    fn row(&mut self, page: &[u8], start: usize) -> Result<Option<(Row, usize)>> {
        let Some((length, at)) = varint(page, start) else { return Ok(None) };
        let Some((id, at)) = varint(page, at) else { return Ok(None) };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > ROW << 20 {
            return Err(refused(&self.name, "too_large", Message::import_why_part_long(ROW)));
        }
        let here = self.on_page(length, self.usable - 35);
        let Some(kept) = page.get(at..at + here) else { return Ok(None) };
        let mut payload = Vec::with_capacity(length);
        payload.extend_from_slice(kept);
        let mut end = at + here;
        let mut next = 0;
        if here < length {
            let Some(first) = four(page, end) else { return Ok(None) };
            (next, end) = (first, end + 4);
        }
        while payload.len() < length {
            let page = self.page(next)?;
            if !self.used.add(next) {
                return Ok(None);
            }
            let part = (length - payload.len()).min(self.usable - 4);
            payload.extend_from_slice(&page[4..4 + part]);
            next = four(&page, 0).unwrap_or(0);
        }
        if next != 0 {
            return Ok(None);
        }
        // A smaller cell takes as much, so that it can become a free part.
        let end = end.max(start + 4);
        let row = Row::parse(id.cast_signed(), payload, self.encoding);
        Ok(row.map(|row| (row, end)))
    }
}
