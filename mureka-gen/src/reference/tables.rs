//! Tables with `|` between their cells, whether their lines are kept or not.

/// A table: its columns and its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// Names of the columns.
    pub(super) columns: Vec<String>,
    /// Cells, as many in each row as there are columns, and the offset of the row.
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// Index of the first column whose name starts with one of these words.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        self.columns.iter().position(|column| {
            let column = column.to_ascii_lowercase();
            names.iter().any(|name| column.starts_with(name))
        })
    }
}

/// All tables of a text.
pub(super) fn tables(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    // Cells since the last line that is no table, each with its offset.
    let mut cells: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.contains('|') {
            let mut offset = at;
            for cell in line.split('|') {
                cells.push((offset, cell.trim()));
                offset += cell.len() + 1;
            }
        } else if !line.trim().is_empty() || cells.is_empty() {
            read(&cells, &mut tables);
            cells.clear();
        }
        at += line.len();
    }
    read(&cells, &mut tables);
    tables
}

/// Whether a cell belongs to the line between head and body.
fn rule(cell: &str) -> bool {
    cell.len() >= 3 && cell.chars().all(|c| matches!(c, '-' | ':'))
}

/// Reads cells in a row; a row ends with an empty cell between two signs.
fn read(cells: &[(usize, &str)], tables: &mut Vec<Table>) {
    let mut at = 0;
    while let Some(found) = cells
        .get(at..)
        .and_then(|rest| rest.iter().position(|(_, cell)| rule(cell)))
    {
        let start = at + found;
        let width = cells.get(start..).map_or(0, |rest| {
            rest.iter().take_while(|(_, cell)| rule(cell)).count()
        });
        // Between the head and the rule stands the gap of the end of the line.
        let head_end = cells
            .get(at..start)
            .and_then(|before| before.iter().rposition(|(_, cell)| !cell.is_empty()))
            .map_or(at, |last| at + last + 1);
        let head_start = head_end.saturating_sub(width).max(at);
        let columns: Vec<String> = cells
            .get(head_start..head_end)
            .unwrap_or_default()
            .iter()
            .map(|(_, cell)| bare(cell))
            .collect();
        let mut rows = Vec::new();
        let mut next = start + width;
        if columns.len() == width {
            loop {
                // The gap: what ends a line and starts the next.
                let mut gap = 0;
                while gap < 2 && cells.get(next).is_some_and(|(_, cell)| cell.is_empty()) {
                    next += 1;
                    gap += 1;
                }
                let Some(row) = cells.get(next..next + width) else {
                    break;
                };
                let closed = cells.get(next + width).is_some();
                if gap == 0 || !closed || row.iter().any(|(_, cell)| rule(cell)) {
                    break;
                }
                if cells
                    .get(next + width + 2)
                    .is_some_and(|(_, cell)| rule(cell))
                    && cells
                        .get(next + width + 1)
                        .is_some_and(|(_, cell)| cell.is_empty())
                {
                    // The head of the next table.
                    break;
                }
                let offset = row.first().map_or(0, |(offset, _)| *offset);
                rows.push((
                    offset,
                    row.iter().map(|(_, cell)| (*cell).to_owned()).collect(),
                ));
                next += width;
            }
            if tables.len() < 200 {
                tables.push(Table { columns, rows });
            }
        }
        at = next.max(start + width);
    }
}

/// A cell without marks.
pub(super) fn bare(cell: &str) -> String {
    cell.replace("**", "").replace('`', "").trim().to_owned()
}
