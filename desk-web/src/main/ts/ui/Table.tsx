import type { ComponentChildren } from 'preact';

export interface Column<T> {
  label: string;
  /** The label is for screen readers only, such as that of a column of buttons. */
  hideLabel?: boolean;
  cell: (row: T) => ComponentChildren;
}

/** A table that is a list of cards on a phone, each cell with its column's label. */
export function Table<T>({ label, columns, rows, keyOf }: { label: string; columns: readonly Column<T>[]; rows: readonly T[]; keyOf: (row: T) => string | number }) {
  return (
    <div class="table">
      {/* With `display: block` some browsers forget the roles. */}
      <table role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.label} role="columnheader" scope="col">
                <span class={column.hideLabel ? 'sr-only' : ''}>{column.label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map((column) => (
                <td key={column.label} role="cell" data-label={column.hideLabel ? undefined : column.label}>
                  <div class="cell">{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
