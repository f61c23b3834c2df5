/** Solves matrix · x = right by elimination with pivots; the matrix is small, symmetric and kept well away from singular by its caller. */
export function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const rows = matrix.map((row, i) => Float64Array.from([...row, right[i]!]));
  for (let column = 0; column < n; column += 1) {
    let pivot = column;
    for (let i = column + 1; i < n; i += 1) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const own = rows[column]!;
    for (let i = 0; i < n; i += 1) {
      const row = rows[i]!;
      const factor = i === column ? 0 : row[column]! / own[column]!;
      if (factor !== 0) for (let j = column; j <= n; j += 1) row[j]! -= factor * own[j]!;
    }
  }
  return Float64Array.from(rows, (row, i) => row[n]! / row[i]!);
}
