//! The tables of a SQLite file, read from any place of it. SQLite itself opens only a file that lies in clear on a disk, which an
//! upload never does. One row and one page of each level of a table are in memory at a time.
//!
//! Of the pages that are read, everything is checked that SQLite's `quick_check` looks at, because a damaged page may else look
//! like one with fewer rows: what is on it fills it, every page is used once, and the numbers of the rows ascend.
//!
//! The format: <https://www.sqlite.org/fileformat.html>. Views and triggers are not looked at, and of indexes only which pages
//! they have.

use std::borrow::Cow;
use std::io::SeekFrom;
use std::mem;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Result};
use crate::i18n::Message;

use super::encoding::{self, Repair, Repairs};
use super::input::{File, SQLITE, refused, unreadable_because};

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

/// A row, whose values are read when they are asked for.
pub(super) struct Row {
    /// Its number.
    pub(super) id: i64,
    payload: Vec<u8>,
    /// The type of each value, and where it begins.
    values: Vec<(u64, usize)>,
    encoding: &'static Encoding,
    /// What was repaired in the texts that were asked for.
    pub(super) repairs: Repairs,
}

/// A value.
enum Value {
    Null,
    Integer(i64),
    Real(f64),
    /// A text, or bytes that are read as one.
    Text(String),
}

impl Row {
    /// The row of a record.
    fn parse(id: i64, payload: Vec<u8>, encoding: &'static Encoding) -> Option<Row> {
        let (length, mut at) = varint(&payload, 0)?;
        let end = usize::try_from(length).ok()?;
        let mut place = end;
        let mut values = Vec::new();
        while at < end {
            let (kind, next) = varint(&payload, at)?;
            values.push((kind, place));
            place = place.checked_add(length_of(kind)?)?;
            at = next;
        }
        let is_whole = at == end && place <= payload.len();
        is_whole.then(|| Row { id, payload, values, encoding, repairs: Repairs::default() })
    }

    /// A text in the encoding of the database, or bytes that are one in UTF-8.
    fn decoded<'a>(&self, bytes: &'a [u8], is_text: bool) -> Cow<'a, str> {
        let (text, has_faults, repair) = match is_text && self.encoding != UTF_8 {
            true => {
                let (text, has_faults) = self.encoding.decode_without_bom_handling(bytes);
                (text, has_faults, Repair::Half)
            }
            false => {
                let (text, has_faults) = encoding::decoded(bytes);
                (text, has_faults, Repair::Encoding)
            }
        };
        if has_faults {
            self.repairs.add(repair);
        }
        text
    }

    fn value(&self, column: Option<usize>) -> Value {
        // A column that was added later is missing in older rows.
        let Some(&(kind, at)) = column.and_then(|column| self.values.get(column)) else {
            return Value::Null;
        };
        let bytes = length_of(kind).and_then(|length| self.payload.get(at..at + length));
        let Some(bytes) = bytes else { return Value::Null };
        match kind {
            1..=6 => {
                let is_negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
                let start = if is_negative { -1 } else { 0 };
                Value::Integer(bytes.iter().fold(start, |sum, byte| sum << 8 | i64::from(*byte)))
            }
            7 => match bytes.try_into() {
                Ok(bytes) => Value::Real(f64::from_be_bytes(bytes)),
                Err(_) => Value::Null,
            },
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            12.. => {
                let mut text = self.decoded(bytes, kind % 2 == 1).into_owned();
                if encoding::remove_control(&mut text) {
                    self.repairs.add(Repair::Control);
                }
                Value::Text(text)
            }
            _ => Value::Null,
        }
    }

    /// A number; `None` for no value and for words.
    pub(super) fn integer(&self, column: Option<usize>) -> Option<i64> {
        match self.value(column) {
            Value::Integer(number) => Some(number),
            #[expect(clippy::cast_possible_truncation, reason = "ids are no fractions")]
            Value::Real(number) => Some(number as i64),
            Value::Text(text) => text.trim().parse().ok(),
            Value::Null => None,
        }
    }

    /// A number with a fraction; `None` for no value and for words.
    pub(super) fn real(&self, column: Option<usize>) -> Option<f64> {
        match self.value(column) {
            #[expect(clippy::cast_precision_loss, reason = "times are far below 2^53")]
            Value::Integer(number) => Some(number as f64),
            Value::Real(number) => Some(number),
            Value::Text(text) => text.trim().parse().ok(),
            Value::Null => None,
        }
    }

    /// A text; empty for no value.
    pub(super) fn text(&self, column: Option<usize>) -> String {
        match self.value(column) {
            Value::Null => String::new(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Text(text) => text,
        }
    }
}

/// The bytes of a value of this type.
fn length_of(kind: u64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        _ => usize::try_from((kind - 12) / 2).ok(),
    }
}

/// A number of one to nine bytes, seven bits in each but the ninth, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut sum = 0;
    for place in at..at + 8 {
        let byte = *bytes.get(place)?;
        sum = sum << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((sum, place + 1));
        }
    }
    Some((sum << 8 | u64::from(*bytes.get(at + 8)?), at + 9))
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(bytes)))
}

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

    /// Reads the rows of a table in the order of their numbers.
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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use diesel::connection::SimpleConnection as _;
    use diesel::{Connection as _, RunQueryDsl as _, SqliteConnection};

    use super::*;

    /// A file that SQLite has written.
    fn written(statements: &str) -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.db");
        let mut conn = SqliteConnection::establish(&file.display().to_string()).expect("a file");
        conn.batch_execute(statements).expect("statements");
        drop(conn);
        std::fs::read(file).expect("the file")
    }

    fn open(bytes: Vec<u8>) -> Result<Database> {
        Database::open("a.db", Box::new(Cursor::new(bytes)))
    }

    /// The rows of `t`: number, integer, real and text of `a`, and of the text `b` its length and its end.
    fn rows(bytes: Vec<u8>) -> Result<Vec<String>> {
        let mut database = open(bytes)?;
        let table = database.table("T")?.expect("a table");
        let (a, b) = (table.column("a"), table.column("b"));
        let mut rows = Vec::new();
        database.rows(&table, &mut |row| {
            let (text, long) = (row.text(a), row.text(b));
            let end = &long[long.char_indices().rev().nth(2).map_or(0, |(at, _)| at)..];
            let (integer, real) = (row.integer(a), row.real(a));
            rows.push(format!("{} {integer:?} {real:?} {text} {} {end}", row.id, long.len()));
            Ok(())
        })?;
        database.finish()?;
        Ok(rows)
    }

    #[test]
    fn what_sqlite_writes_is_read() {
        for page_size in [512, 4_096, 65_536] {
            let mut statements = format!(
                "PRAGMA page_size = {page_size}; CREATE TABLE other (x); \
                 CREATE TABLE t (id INTEGER PRIMARY KEY, -- a, remark\n \"a\", /* b */ c DEFAULT (1 + (2)), [b] TEXT, CHECK (c > 0)); \
                 BEGIN;"
            );
            let mut expected = Vec::new();
            let numbers =
                ["0", "1", "-1", "127", "-129", "70000", "-9000000000", "9007199254740993"];
            for (n, written) in numbers.iter().enumerate() {
                let id = n as i64 * 1_000_000_000_000 - 3;
                statements.push_str(&format!("INSERT INTO t (id, a) VALUES ({id}, {written});"));
                let value: i64 = written.parse().expect("a number");
                expected.push(format!("{id} Some({value}) Some({:?}) {value} 0 ", value as f64));
            }
            // Texts around the sizes at which a row leaves its page, and many rows for several levels.
            for n in 0..3_000 {
                let (id, length) = (8_000_000_000_000_i64 + n, 1 + (n * 7) % 2_000 + n / 100 * 40);
                statements.push_str(&format!(
                    "INSERT INTO t (id, a, b) VALUES ({id}, 0.5, printf('%.*c', {length}, 'x') || 'end');"
                ));
                expected.push(format!("{id} Some(0) Some(0.5) 0.5 {} end", length + 3));
            }
            statements.push_str("COMMIT; ALTER TABLE t ADD COLUMN later; PRAGMA user_version = 7");
            let bytes = written(&statements);
            assert_eq!(open(bytes.clone()).expect("a database").schema, 7);
            assert_eq!(rows(bytes).expect("rows"), expected, "{page_size}");
        }
    }

    #[test]
    fn damage_is_found_or_harmless() {
        let bytes = written(
            "PRAGMA page_size = 512; CREATE TABLE t (a, b); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL \
             SELECT x + 1 FROM n LIMIT 30) INSERT INTO t SELECT x, printf('%.*c', x * 30, 'y') FROM n",
        );
        // The second page is the root of the table: a loop, and a page that is not there.
        for page in [2_u32, 1_000_000, 0] {
            let mut bad = bytes.clone();
            bad[512 + 8..512 + 12].copy_from_slice(&page.to_be_bytes());
            let why = rows(bad).expect_err("damaged").to_string();
            assert!(why.contains("a.db is damaged"), "{why}");
        }
        assert!(rows(bytes[..1_024].to_vec()).is_err());
        for at in (0..bytes.len()).step_by(3) {
            let mut bad = bytes.clone();
            bad[at] ^= 0xff;
            // It may be read or refused, but it ends.
            let _ = open(bad).and_then(|mut database| {
                let Some(table) = database.table("t")? else { return Ok(()) };
                database.rows(&table, &mut |_| Ok(()))
            });
        }
    }

    /// What SQLite itself says about a file; empty if all is well.
    fn faults_by_sqlite(bytes: &[u8]) -> String {
        #[derive(diesel::QueryableByName)]
        struct Line {
            #[diesel(sql_type = diesel::sql_types::Text)]
            quick_check: String,
        }
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.db");
        std::fs::write(&file, bytes).expect("written");
        let mut conn = SqliteConnection::establish(&file.display().to_string()).expect("a file");
        let checked: Result<Vec<Line>, _> = diesel::sql_query("PRAGMA quick_check").load(&mut conn);
        match checked {
            Ok(lines) => {
                let lines = lines.into_iter().map(|line| line.quick_check);
                lines.filter(|line| line != "ok").collect::<Vec<_>>().join("; ")
            }
            Err(cause) => cause.to_string(),
        }
    }

    #[test]
    fn a_damaged_page_is_not_read_as_one_with_fewer_rows() {
        // A table of two levels with texts on pages of their own, and free pages and parts of pages.
        let bytes = written(
            "PRAGMA page_size = 512; CREATE TABLE other (x UNIQUE); CREATE TABLE t (a, b); CREATE INDEX by_b ON t (b); \
             INSERT INTO other VALUES (1), (zeroblob(2000)); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL \
             SELECT x + 1 FROM n LIMIT 60) INSERT INTO t SELECT x, printf('%.*c', x * 37 % 700, 'y') FROM n; \
             DELETE FROM t WHERE a IN (20, 21, 22, 23, 24, 25, 31, 44)",
        );
        assert_eq!(faults_by_sqlite(&bytes), "");
        let whole = rows(bytes.clone()).expect("rows");
        assert_eq!(whole.len(), 52);
        let mut missed = Vec::new();
        // The heads and the places of cells on each page, and some of the other bytes; not the statement in the list of
        // tables, which may be another one.
        let places = (100..140).chain(512..bytes.len());
        for at in places.filter(|at| at % 512 < 40 || at % 7 == 0) {
            for change in [0x01, 0x80] {
                let mut bad = bytes.clone();
                bad[at] ^= change;
                let Ok(read) = rows(bad.clone()) else { continue };
                // Bytes of a text may be others.
                if read.len() != whole.len() {
                    let by_sqlite = faults_by_sqlite(&bad);
                    missed.push(format!("{at} ^ {change}: {} rows; {by_sqlite}", read.len()));
                }
            }
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
        // A page in the place of another one, of which SQLite knows that it is damage.
        let pages = bytes.len() / 512;
        for (to, from) in (1..pages).flat_map(|to| (1..pages).map(move |from| (to, from))) {
            let mut bad = bytes.clone();
            bad.copy_within(512 * from..512 * (from + 1), 512 * to);
            if let Ok(read) = rows(bad.clone())
                && read.len() != whole.len()
                && !faults_by_sqlite(&bad).is_empty()
            {
                missed.push(format!("{from} on {to}: {} rows", read.len()));
            }
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }

    #[test]
    fn texts_are_read_in_each_encoding_of_sqlite() {
        for encoding in ["UTF-8", "UTF-16le", "UTF-16be"] {
            let bytes = written(&format!(
                "PRAGMA encoding = '{encoding}'; CREATE TABLE t (a, b); \
                 INSERT INTO t VALUES ('café 😀', 'The end'), (7, X'6279')"
            ));
            let read = rows(bytes).expect("rows");
            assert_eq!(
                read,
                ["1 None None café 😀 7 end", "2 Some(7) Some(7.0) 7 2 by"],
                "{encoding}"
            );
        }
    }

    #[test]
    fn a_text_that_is_not_utf8_is_read_as_windows_1252_and_without_control_characters() {
        let bytes = written(
            "CREATE TABLE t (a, b); INSERT INTO t VALUES (CAST(X'6361660007E9' AS TEXT), 'b')",
        );
        let mut database = open(bytes).expect("a database");
        let table = database.table("t").expect("readable").expect("a table");
        let mut found = Vec::new();
        database
            .rows(&table, &mut |row| {
                found.push((row.text(table.column("a")), row.repairs.take()));
                Ok(())
            })
            .expect("rows");
        assert_eq!(found, [("café".to_owned(), vec![Repair::Encoding, Repair::Control])]);
    }
}
